"""People in; every contact that they had with others, one row a contact, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import FactKind
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.reading import MESSAGE_OBJECTS
from graph.projection.vocabulary import Codes
from graph.questions.answer import Window
from graph.questions.windows import rows_in


@dataclass(frozen=True, slots=True)
class ContactKind:
    """One way of turning to another person."""

    name: str
    facts: tuple[FactKind, ...]
    weight: float
    """Effort and address: words to a person, then passing on, then a click."""
    listens: bool
    """Whether the one who does it has heard the other first."""


KINDS = (
    ContactKind("replies", (FactKind.REPLIES_TO,), 1.0, listens=True),
    ContactKind("addresses", (FactKind.ADDRESSES,), 1.0, listens=False),
    ContactKind("recommends", (FactKind.RECOMMENDS,), 1.5, listens=False),
    ContactKind("warns", (FactKind.WARNS,), 1.5, listens=False),
    ContactKind("shares", (FactKind.SHARES, FactKind.QUOTES), 0.75, listens=True),
    ContactKind("reactions", (FactKind.REACTED,), 0.25, listens=True),
    ContactKind("follows", (FactKind.FOLLOWS,), 0.5, listens=True),
)
"""Directed attention weighs by its cost, as in Gilbert and Karahalios, Predicting Tie Strength (CHI 2009),
where exchanged words predict closeness far better than clicks."""

ADVICE = frozenset({FactKind.RECOMMENDS, FactKind.WARNS})


@dataclass(frozen=True, slots=True)
class Contacts:
    """One row a contact: who turned to whom, when, how, by which message or interaction."""

    giver: Codes
    getter: Codes
    at: npt.NDArray[np.int64]
    kind: npt.NDArray[np.int8]
    """Place in KINDS."""
    source: Codes
    message: Codes
    """The message to show for it: itself, or what was reacted to; below 0 for a follow."""

    def __len__(self) -> int:
        """How many."""
        return len(self.giver)

    def pick(self, rows: npt.NDArray[np.bool_]) -> Contacts:
        """These rows."""
        places = np.flatnonzero(rows)
        return Contacts(
            self.giver[places],
            self.getter[places],
            self.at[places],
            self.kind[places],
            self.source[places],
            self.message[places],
        )


def contacts_of(projection: Projection, window: Window, people: npt.NDArray[np.bool_]) -> Contacts:
    """All contacts between these people (a mask by person code) and anybody else."""
    parts = [
        _contacts(projection, rows_in(projection, fact, window), fact, number, people)
        for number, kind in enumerate(KINDS)
        for fact in kind.facts
    ]
    return Contacts(
        np.concatenate([part.giver for part in parts]),
        np.concatenate([part.getter for part in parts]),
        np.concatenate([part.at for part in parts]),
        np.concatenate([part.kind for part in parts]),
        np.concatenate([part.source for part in parts]),
        np.concatenate([part.message for part in parts]),
    )


def _contacts(
    projection: Projection, rows: Columns, fact: FactKind, number: int, people: npt.NDArray[np.bool_]
) -> Contacts:
    giver = projection.person_of(rows.actor)
    if fact in MESSAGE_OBJECTS:
        getter = projection.author_person_of(rows.object)
    else:
        getter = projection.person_of(rows.to if fact in ADVICE else rows.object)
    between = (giver >= 0) & (getter >= 0) & (giver != getter)
    here = np.flatnonzero(between)
    here = here[people[giver[here]] | people[getter[here]]]
    message = rows.object if fact is FactKind.REACTED else rows.source
    shown = np.full(len(here), -1, np.int32) if fact is FactKind.FOLLOWS else message[here]
    return Contacts(
        giver[here],
        getter[here],
        rows.at[here],
        np.full(len(here), number, np.int8),
        rows.source[here],
        shown,
    )
