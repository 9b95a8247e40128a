"""The fact tables of a projection in; every contact that people had with one another, one row a contact, out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.model import FactKind
from graph.projection.columns import Columns
from graph.projection.reading import MESSAGE_OBJECTS
from graph.projection.time_sorted import TimeSorted
from graph.projection.vocabulary import NOBODY, Codes

if TYPE_CHECKING:
    from graph.projection.projection import Projection


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

GIVEN = len(KINDS)
"""The kind of a contact that was given as a bare edge (Projection.from_edges), with a weight of its own."""

WEIGHTS = np.array([kind.weight for kind in KINDS], np.float32)
LISTENS = np.array([kind.listens for kind in KINDS])


@dataclass(frozen=True, slots=True)
class Contacts(TimeSorted):
    """One row a contact: who turned to whom, when, how, by which message or interaction. 29 bytes a row."""

    giver: Codes
    """Person."""
    getter: Codes
    """Person."""
    at: npt.NDArray[np.int64]
    kind: npt.NDArray[np.int8]
    """Place in KINDS, or GIVEN."""
    source: Codes
    message: Codes
    """The message to show for it: itself, or what was reacted to; below 0 for a follow."""
    weight: npt.NDArray[np.float32]
    """Of its kind, or as given."""

    def of(self, people: npt.NDArray[np.bool_]) -> Contacts:
        """Those between these people (a mask by person code) and anybody else."""
        return self.pick(people[self.giver] | people[self.getter])


NAMES = tuple(field.name for field in dataclasses.fields(Contacts))


Found = list[Contacts]

RowsOf = Callable[[FactKind], Sequence[Columns]]


def contacts_of(projection: Projection) -> Contacts:
    """All contacts, oldest first; those of one message or interaction, and in these of one getter, stand together."""
    return in_order(contacts_in(projection, lambda fact: [projection.rows(fact)]))


def contacts_in(projection: Projection, rows_of: RowsOf) -> Found:
    """The contacts that some rows of each kind make."""
    return [
        _contacts(projection, rows, fact, number)
        for number, kind in enumerate(KINDS)
        for fact in kind.facts
        for rows in rows_of(fact)
    ]


def in_order(found: Found) -> Contacts:
    """All of them, by time; at one time by source, getter and kind."""
    whole = Contacts(*(np.concatenate([getattr(part, name) for part in found]) for name in NAMES))
    return whole.pick(np.lexsort((whole.kind, whole.getter, whole.source, whole.at)))


def given(
    giver: Codes, getter: Codes, at: npt.NDArray[np.int64], weight: npt.NDArray[np.float32]
) -> Contacts:
    """Bare edges as contacts, in the order given."""
    nowhere = np.broadcast_to(np.int32(NOBODY), len(giver))
    kind = np.broadcast_to(np.int8(GIVEN), len(giver))
    return Contacts(giver, getter, at, kind, nowhere, nowhere, weight)


def _contacts(projection: Projection, rows: Columns, fact: FactKind, number: int) -> Contacts:
    giver = projection.person_of(rows.actor)
    if fact in MESSAGE_OBJECTS:
        getter = projection.author_person_of(rows.object)
    else:
        getter = projection.person_of(rows.to if fact in ADVICE else rows.object)
    here = np.flatnonzero((giver >= 0) & (getter >= 0) & (giver != getter))
    message = rows.object if fact is FactKind.REACTED else rows.source
    nothing = np.full(len(here), NOBODY, np.int32)
    return Contacts(
        giver[here],
        getter[here],
        rows.at[here],
        np.full(len(here), number, np.int8),
        rows.source[here],
        nothing if fact is FactKind.FOLLOWS else message[here],
        np.full(len(here), WEIGHTS[number]),
    )
