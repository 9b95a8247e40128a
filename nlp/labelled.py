"""A message with its labels, given by people or predicted, as docs/evaluate.md defines the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ingest.item import ItemKind
from nlp.analysis import ActKind, EntityKind, Sentiment, Span, SwitchStatus

Rest: TypeAlias = Mapping[str, object]
"""Fields that the format does not know; they go out as they came in."""

Edge: TypeAlias = tuple[str | None, ...]
"""A typed edge: the act, then the canonical names in its slots."""

TWO_SLOTS = frozenset({ActKind.COMPARES, ActKind.SWITCHES})
"""Acts with a rival beside their target."""


@dataclass(frozen=True, slots=True)
class LabelledMention:
    """A brand or other name in the text."""

    span: Span
    name: str | None = None
    """Canonical."""
    type: str | None = None
    sentiment: Sentiment | None = None
    method: str | None = None
    """How a prediction found it; ``given`` where the input named it."""
    confidence: float | None = None
    evidence: tuple[Span, ...] = ()
    rest: Rest = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LabelledAct:
    """An act; its slots hold canonical names and mean what those of an ``Act`` do."""

    kind: ActKind
    target: str | None = None
    rival: str | None = None
    to: str | None = None
    status: SwitchStatus | None = None
    confidence: float | None = None
    evidence: tuple[Span, ...] = ()
    rest: Rest = field(default_factory=dict)

    @property
    def edge(self) -> Edge:
        """What makes it another act than the others of its message."""
        slots = (self.target, self.rival) if self.kind in TWO_SLOTS else (self.target,)
        return self.kind.value, *slots


@dataclass(frozen=True, slots=True)
class LabelledEntity:
    """A name in the text, catalogued or not."""

    span: Span
    kind: EntityKind
    confidence: float | None = None
    rest: Rest = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LabelledEmotion:
    """A feeling of the whole message."""

    name: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class LabelledParent:
    """The message that a reply answers; its mentions carry no labels."""

    text: str
    id: str | int | None = None
    author: str | None = None
    mentions: tuple[LabelledMention, ...] | None = None
    rest: Rest = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """One message. None says that nobody labelled or looked for that; empty says that there is none."""

    id: str | int
    text: str
    kind: ItemKind | None = None
    author: str | None = None
    to: tuple[str, ...] | None = None
    parent: LabelledParent | None = None
    mentions: tuple[LabelledMention, ...] | None = None
    acts: tuple[LabelledAct, ...] | None = None
    entities: tuple[LabelledEntity, ...] | None = None
    sentiment: Sentiment | None = None
    """The mood of the whole message."""
    emotions: tuple[LabelledEmotion, ...] | None = None
    language: str | None = None
    rest: Rest = field(default_factory=dict)
