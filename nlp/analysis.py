"""What the language layer finds in one message: mentions, topics, acts, entities and moods, with spans and confidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Sentiment(StrEnum):
    """The author's stance toward a thing."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class ActKind(StrEnum):
    """The eight things that a message can do to a relationship (docs/labels)."""

    RECOMMENDS = "recommends"
    WARNS = "warns"
    COMPARES = "compares"
    SWITCHES = "switches"
    COMPLAINS = "complains"
    ASKS = "asks"
    INTENDS = "intends"
    SUGGESTS = "suggests"


class SwitchStatus(StrEnum):
    """Whether a switch has happened or is decided."""

    DONE = "done"
    INTENDED = "intended"


class EntityKind(StrEnum):
    """What sort of thing a name names, catalogued or not."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    PRODUCT = "product"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the message's text: Unicode code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A catalogued name in the text, with the author's stance toward it."""

    span: Span
    entry: str
    """Id of the catalogue entry: a brand or one of its products."""
    brand: str
    """Id of the brand that the entry belongs to (its own id for a brand)."""
    sentiment: Sentiment
    polarity: float
    """-1..1, what ``sentiment`` was cut from."""
    confidence: float
    method: str
    """How it was linked: alias, handle, hashtag, fuzzy; or given, where the caller knew it."""
    evidence: tuple[Span, ...] = ()
    """The words that the stance rests on."""


@dataclass(frozen=True, slots=True)
class TopicHit:
    """A topic that the message is about: the catalogue's, or a discovered one (nlp/aspects.py)."""

    topic: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Act:
    """A typed edge; what its slots mean depends on the kind.

    ========== ====================== =====================
    kind       target                 rival
    ========== ====================== =====================
    compares   the winner             the loser
    switches   moved to               moved away from
    others     what the act is about  (unused)
    ========== ====================== =====================

    Slots hold ids of catalogue entries, None where unnamed.
    """

    kind: ActKind
    target: str | None
    evidence: tuple[Span, ...]
    confidence: float
    rival: str | None = None
    to: str | None = None
    """recommends and warns: the handle of the person advised, as written or as the parent's author."""
    status: SwitchStatus | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A name in the text, catalogued or not."""

    span: Span
    kind: EntityKind
    confidence: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation or product that no catalogue entry covers."""

    name: str
    """Lower-case, without a possessive."""
    kind: EntityKind
    spans: tuple[Span, ...]
    """All its places in the message."""
    confidence: float


@dataclass(frozen=True, slots=True)
class Emotion:
    """A feeling that the message shows."""

    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Name:
    """A name at a place in a text that the caller knows already: no linker looks for it, and any id will do."""

    span: Span
    entry: str
    brand: str


Names: TypeAlias = tuple[Name, ...] | None
"""All the names of a text; None where the linker is to find them."""


@dataclass(frozen=True, slots=True)
class Parent:
    """What a reply is read with: the message it answers."""

    uid: str
    author_handle: str | None
    text: str
    names: Names = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything found in one message."""

    uid: str
    mentions: tuple[Mention, ...] = ()
    topics: tuple[TopicHit, ...] = ()
    acts: tuple[Act, ...] = ()
    language: str | None = None
    by_company: bool = False
    """Written by a company's own people: carries no customer sentiment."""
    entities: tuple[Entity, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    emotions: tuple[Emotion, ...] = ()
    sentiment: Sentiment | None = None
    """The mood of the whole message; None where no component says."""
