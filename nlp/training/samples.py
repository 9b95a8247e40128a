"""What one piece of labelled data is to the trainer: a text with the labels that its source gives, others unknown."""

from __future__ import annotations

from dataclasses import dataclass, field

from nlp.model.tokens import Place

UNKNOWN = -100
"""Class of what a source does not label; the loss passes over it."""

Entity = tuple[int, int, str]
"""Start, end, type."""


@dataclass(slots=True)
class Sample:
    """A text and what is known about it."""

    source: str
    text: str
    names: list[Place] = field(default_factory=list)
    parent: str | None = None
    parent_names: list[Place] = field(default_factory=list)
    sentiments: list[int] = field(default_factory=list)
    """Class of each name, then of each name of the parent (unknown)."""
    likely: list[list[float]] = field(default_factory=list)
    """What teachers make of each name, as probabilities of the classes; without any, the label alone is learnt."""
    roles: list[list[int]] | None = None
    """Of each name of the text and the parent, 0 or 1 for each of ROLES."""
    acts: list[int] | None = None
    """0 or 1 for each of ACTS."""
    moved: int = UNKNOWN
    """Of a switch: 1 where it is done, 0 where it is intended."""
    mood: int = UNKNOWN
    """Sentiment of the whole message."""
    emotions: list[int] | None = None
    entities: list[Entity] | None = None
    entity_types: frozenset[str] = frozenset()
    """The types that the source marks; a word outside of its entities may be of any other."""
