"""Flows in; whom each person hears, and since when, one row a tie, out: what influence is learnt and spread along."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.flows import Flows, Moments, by_vertex
from graph.analytics.reach import Span
from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, Vertices


@dataclass(frozen=True, slots=True)
class Listening:
    """Those whom vertex v hears are ``heard[offsets[v]:offsets[v + 1]]``, ascending. 12 bytes a tie, 8 a vertex."""

    offsets: Offsets
    """(n + 1)"""
    heard: Vertices
    """(m)"""
    since: Moments
    """(m) The first hearing of the span."""

    @property
    def vertex_count(self) -> int:
        """N."""
        return len(self.offsets) - 1

    @property
    def hears(self) -> Vertices:
        """(m) The listener of each tie."""
        return np.repeat(np.arange(self.vertex_count, dtype=np.uint32), np.diff(self.offsets))


def listening(flows: Flows, span: Span) -> Listening:
    """The ties that the hearings of a span make; nobody hears themselves. Two counting sorts: cost grows with m + n."""
    low, high = np.searchsorted(flows.at, span.bounds).tolist()
    heard, hears, at = flows.heard[low:high], flows.hears[low:high], flows.at[low:high]
    order = by_vertex(heard, flows.vertex_count)[1]
    offsets, again = by_vertex(hears[order], flows.vertex_count)
    order = order[again]
    return Listening(*_merged(offsets, heard[order], at[order]))


@compiled
def _merged(
    offsets: Offsets, heard: Vertices, at: npt.NDArray[np.int64]
) -> tuple[Offsets, Vertices, Moments]:
    """The first row of those with the same ends."""
    merged = np.zeros_like(offsets)
    kept, since = np.empty_like(heard), np.empty_like(at)
    size = 0
    for vertex in range(len(offsets) - 1):
        first = size
        for row in range(offsets[vertex], offsets[vertex + 1]):
            if heard[row] != vertex and (size == first or kept[size - 1] != heard[row]):
                kept[size], since[size] = heard[row], at[row]
                size += 1
        merged[vertex + 1] = size
    return merged, kept[:size].copy(), since[:size].copy()
