"""A person in; accounts and why we think so, ties, feelings and messages out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import Account, Identification, Message, MessagePosition, Micros
from graph.questions.answer import Evidence, Score, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.people import PersonRef
from graph.questions.view import View


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """An account of a person, and why we think that it is theirs."""

    account: Account
    identification: Identification | None
    """None for an account that nobody has decided about: it stands for itself."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How often one kind of interaction went out to the other person and came back."""

    kind: str
    """replies, addresses, recommends, warns, shares, reactions, follows."""
    given: int
    got: int


@dataclass(frozen=True, slots=True)
class Tie:
    """The relationship with another person."""

    person: PersonRef
    strength: Score
    """0..1, of frequency, reciprocity and recency."""
    contacts: tuple[Contact, ...]
    """Kinds that occurred, in a fixed order."""
    last_at: Micros


@dataclass(frozen=True, slots=True)
class Attention:
    """Someone listened to, or listening."""

    person: PersonRef
    score: Score
    """Sum over replies, reactions, shares and follows of weight x decay."""


@dataclass(frozen=True, slots=True)
class Feeling:
    """What a person feels toward a brand."""

    brand: BrandRef
    score: Score
    """-1..1, drawn toward 0 while there is little to go by."""
    last_at: Micros


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """Who this is and how they relate."""

    person: PersonRef
    window: Window
    accounts: tuple[OwnAccount, ...]
    """By key."""
    messages: Evidence
    """Written in the window."""
    ties: tuple[Tie, ...]
    """Strongest first."""
    feelings: tuple[Feeling, ...]
    """Most messages first."""
    listens_to: tuple[Attention, ...]
    listened_by: tuple[Attention, ...]


async def person(view: View, who: str, window: Window, first: int = 20) -> PersonAnswer:
    """Who this is (a person's id, an account key, or a handle), what they feel, whom they listen to.

    `first` bounds each of the lists of people.
    """
    raise NotImplementedError


async def person_messages(
    view: View, who: str, window: Window, first: int = 20, after: MessagePosition | None = None
) -> Sequence[Message]:
    """What this person has written, newest first, on all their accounts."""
    raise NotImplementedError


async def find_people(view: View, words: str, first: int = 20) -> tuple[PersonRef, ...]:
    """The people with a handle or name like this; best match first, each person once."""
    raise NotImplementedError
