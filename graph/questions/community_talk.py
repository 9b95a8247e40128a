"""A partition in; what its communities talk about more than others do, and how they feel about brands, out."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import FactKind
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.answer import Part, Score, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.community import CommunityMood, CommunityTopic
from graph.questions.evidence import evidence_of
from graph.questions.intervals import difference, wilson
from graph.questions.mood import mood_of
from graph.questions.partition import Partition
from graph.questions.perception import talk_about
from graph.questions.recurring import recurring
from graph.questions.stances import Stances, split
from graph.questions.view import View
from graph.questions.windows import rows_in

Counts = npt.NDArray[np.int64]

TOPICS_SHOWN = 5

TOPIC_PEOPLE = 2
"""One member's subject is not the community's."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said in a window, by community."""

    view: View
    found: Partition
    about: Columns
    """Topical messages of customers."""
    community: npt.NDArray[np.int32]
    """Of each of those rows."""
    people: dict[int, Counts]
    """(topics) Members of a community who talk of each topic; of the communities asked for only."""
    everyone: Counts
    """(topics) Everybody with ties who does."""
    stances: dict[str, Stances]
    """What customers' messages say of each brand of the market."""


def talk(view: View, found: Partition, window: Window, communities: list[int]) -> Talk:
    """Read the window once, for all these communities. Cost grows with its topical messages and mentions."""
    about = recurring(view, split(view.projection, rows_in(view.projection, FactKind.ABOUT, window))[0])
    person = view.projection.person_of(about.actor)
    community = np.where(person >= 0, found.of_person[person], np.int32(-1))
    about, person, community = _known(about, person, community)
    said = {brand: one.customers for brand, one in talk_about(view, view.catalogue.market(), window).items()}
    people, everyone = _people(view, found, about, person, communities)
    return Talk(view, found, about, community, people, everyone, said)


def topics(said: Talk, community: int, size: int) -> tuple[CommunityTopic, ...]:
    """Topics that a larger share of members than of everybody else talks of, significantly; most of all first.

    Newcombe's interval of the difference of the two shares must lie above 0.
    """
    members, everyone = said.people[community], said.everyone
    others = len(said.found.graph.people) - size
    found = []
    for topic in np.flatnonzero(members >= TOPIC_PEOPLE).tolist():
        inside, outside = int(members[topic]), int(everyone[topic] - members[topic])
        if not _more(inside, size, outside, others):
            continue
        found.append(_topic(said, community, topic, inside / size, outside / max(others, 1)))
    found.sort(key=lambda one: (-(one.score.value or math.inf), -one.people, one.topic.id))
    return tuple(found[:TOPICS_SHOWN])


def moods(said: Talk, community: int, size: int, brands: list[BrandRef]) -> tuple[CommunityMood, ...]:
    """How members feel about each brand that they mention."""
    found = []
    for brand in brands:
        stances = said.stances[brand.id]
        known = stances.pick(stances.person >= 0)
        own = known.pick(said.found.of_person[known.person] == community)
        if len(own):
            mood = mood_of(said.view.projection, own)
            found.append(CommunityMood(brand, mood, mood.people / size))
    return tuple(sorted(found, key=lambda one: (-one.mood.people, -one.mood.messages, one.brand.id)))


def _known(
    about: Columns, person: Codes, community: npt.NDArray[np.int32]
) -> tuple[Columns, Codes, npt.NDArray[np.int32]]:
    known = community >= 0
    return about.pick(known), person[known], community[known]


def _people(
    view: View, found: Partition, about: Columns, person: Codes, communities: list[int]
) -> tuple[dict[int, Counts], Counts]:
    """Distinct people by topic, of each community and of all."""
    size = len(view.projection.names.topics)
    keys = np.unique(person.astype(np.int64) * max(size, 1) + about.object)
    people, topic = np.divmod(keys, max(size, 1))
    community = found.of_person[people]
    by_community = {number: np.bincount(topic[community == number], minlength=size) for number in communities}
    return by_community, np.bincount(topic, minlength=size)


def _more(inside: int, size: int, outside: int, others: int) -> bool:
    if not others:
        return True
    share, rest = inside / size, outside / others
    return difference(share, wilson(share, size), rest, wilson(rest, others)).low > 0


def _topic(said: Talk, community: int, topic: int, share: float, elsewhere: float) -> CommunityTopic:
    rows = (said.community == community) & (said.about.object == topic)
    people = int(said.people[community][topic])
    parts = (
        Part("members", share, "share of members who talk of it"),
        Part("others", elsewhere, "share of everybody else with ties who does"),
    )
    evidence = evidence_of(said.view.projection, said.about.source[rows])
    name = said.view.projection.names.topics.name(topic)
    return CommunityTopic(
        said.view.catalogue.shown_topic(name),
        people,
        Score(share / elsewhere if elsewhere else None, parts, evidence),
    )
