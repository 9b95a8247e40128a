"""What an answer says of one community: the types, without how they come about."""

from __future__ import annotations

from dataclasses import dataclass

from graph.analytics.community_history import Event
from graph.questions.answer import Evidence, Score
from graph.questions.catalogue_index import BrandRef, TopicRef
from graph.questions.mood import Mood
from graph.questions.people import PersonRef


@dataclass(frozen=True, slots=True)
class CommunityTopic:
    """Something that its members talk about more than others do."""

    topic: TopicRef
    people: int
    """Members who talk about it in the window."""
    score: Score
    """How many times the share of everybody who does; parts: both shares."""


@dataclass(frozen=True, slots=True)
class CommunityMood:
    """How its members feel about a brand."""

    brand: BrandRef
    mood: Mood
    aware: float
    """Share of its members who mention the brand in the window, 0..1."""


@dataclass(frozen=True, slots=True)
class Central:
    """A member whom the others turn to most."""

    person: PersonRef
    score: Score
    """Their part of all contact inside the community, 0..1."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """A member who connects it with others."""

    person: PersonRef
    score: Score
    """Weight of their contacts with other communities by how widely these spread."""


@dataclass(frozen=True, slots=True)
class CommunityChange:
    """What happened to it since the window of the same length before."""

    event: Event
    size_before: int
    """Members, then, of all that it goes on from."""
    before: tuple[str, ...]
    """Their ids then, most similar first."""


@dataclass(frozen=True, slots=True)
class Community:
    """People who turn to one another more than to anybody else."""

    id: str
    """Made of its most connected member's."""
    label: str
    """What to call it: what its members talk about more than others do, and whom they turn to."""
    size: int
    """Members."""
    cohesion: Score
    """Part of its members' contact that stays among them, 0..1."""
    topics: tuple[CommunityTopic, ...]
    moods: tuple[CommunityMood, ...]
    """Brands of the market, most talked of first; those nobody mentions left out."""
    central: tuple[Central, ...]
    bridges: tuple[Bridge, ...]
    messages: Evidence
    """What members wrote in the window."""
    change: CommunityChange | None
    """None where the window has no beginning, so that there is none before it."""
