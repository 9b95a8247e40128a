"""A projection and a filter in; one row a tie, with its strength, contacts, and first and last time, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.projection import Projection
from graph.projection.tie_filter import TieFilter, chosen, pointed, weights_of
from graph.projection.tie_graph import Offsets, TieGraph, Vertices, Weights

Moments = npt.NDArray[np.int64]

ROWS_A_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class TieRows:
    """Ties as parallel arrays; an undirected one stands once, from its lesser vertex."""

    sources: Vertices
    targets: Vertices
    weights: Weights
    contacts: npt.NDArray[np.int64]
    """Of which it is made: messages and interactions."""
    first: Moments
    """Microseconds (UTC)."""
    last: Moments

    def __len__(self) -> int:
        """How many."""
        return len(self.sources)

    def pieces(self) -> Iterator[TieRows]:
        """A part of the rows at a time, without copies."""
        for begin in range(0, len(self), ROWS_A_PIECE):
            part = slice(begin, begin + ROWS_A_PIECE)
            yield TieRows(
                self.sources[part],
                self.targets[part],
                self.weights[part],
                self.contacts[part],
                self.first[part],
                self.last[part],
            )


def tie_rows(projection: Projection, asked: TieFilter) -> tuple[TieGraph, TieRows]:
    """The graph of the filter and its ties. The cost grows with contacts * log(ties of a person)."""
    ties = projection.ties(asked)
    sources = np.repeat(np.arange(ties.vertex_count, dtype=np.uint32), ties.degrees)
    contacts, first, last = _spans_of(projection, asked, ties)
    keep = slice(None) if ties.directed else np.flatnonzero(sources <= ties.targets)
    return ties, TieRows(
        sources[keep], ties.targets[keep], ties.weights[keep], contacts[keep], first[keep], last[keep]
    )


def _spans_of(
    projection: Projection, asked: TieFilter, ties: TieGraph
) -> tuple[npt.NDArray[np.int64], Moments, Moments]:
    """(m) each: contacts, first, last."""
    contacts = chosen(projection, asked)
    counts = weights_of(contacts, asked) > 0
    contacts = contacts if counts.all() else contacts.pick(counts)
    vertex = np.zeros(projection.person_count, np.uint32)
    vertex[ties.people] = np.arange(ties.vertex_count, dtype=np.uint32)
    source, target = pointed(
        vertex[contacts.giver], vertex[contacts.getter], contacts.kind, asked.orientation
    )
    if not ties.directed:
        source, target = np.minimum(source, target), np.maximum(source, target)
    return _spans(ties.offsets, ties.targets, source, target, contacts.at)


@compiled
def _spans(
    offsets: Offsets,
    targets: Vertices,
    source: Vertices,
    target: Vertices,
    at: Moments,
) -> tuple[npt.NDArray[np.int64], Moments, Moments]:
    """Contacts are oldest first, so the first seen of a tie is its oldest and the last its newest."""
    counts = np.zeros(len(targets), np.int64)
    first, last = np.zeros_like(counts), np.zeros_like(counts)
    for row in range(len(at)):
        low, high = offsets[source[row]], offsets[source[row] + 1]
        place = low + np.searchsorted(targets[low:high], target[row])
        if counts[place] == 0:
            first[place] = at[row]
        counts[place] += 1
        last[place] = at[row]
    return counts, first, last
