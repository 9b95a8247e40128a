"""Edges with weights in; a graph of ties in compressed sparse rows, which all analytics run on, out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.projection.vocabulary import Codes

Vertices = npt.NDArray[np.uint32]
Offsets = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float32 | np.float64]
"""float32, which is enough for ties between people; float64 where a file or another library gives doubles."""
Edges = npt.NDArray[np.uint64]
"""Two halves: a vertex above, a vertex or the bits of a weight below."""

HALF = np.uint64(32)
LOW = np.uint64(2**32 - 1)


@dataclass(frozen=True)
class TieGraph:
    """Vertices 0 to n-1 with the ties that go out of each; parallel edges are one tie, their weights summed.

    The ties of vertex v are ``targets[offsets[v]:offsets[v + 1]]``, ascending, with `weights` beside them.
    An undirected graph holds each tie in both rows (a loop once). 8 bytes a tie and 12 a vertex.
    """

    offsets: Offsets
    """(n + 1)"""
    targets: Vertices
    """(m)"""
    weights: Weights
    """(m), above 0."""
    directed: bool
    people: Codes = field(repr=False)
    """(n) The person code of each vertex. Vertices stand in the order of people's ids, so that the same
    graph is the same arrays in whatever order it was ingested."""

    @property
    def vertex_count(self) -> int:
        """How many people."""
        return len(self.offsets) - 1

    @property
    def tie_count(self) -> int:
        """m: rows' entries; an undirected tie counts twice."""
        return len(self.targets)

    @cached_property
    def degrees(self) -> npt.NDArray[np.int64]:
        """(n) How many ties go out of each vertex."""
        return np.diff(self.offsets)

    @cached_property
    def strengths(self) -> npt.NDArray[np.float64]:
        """(n) The weights that go out of each vertex, summed."""
        sums = np.concatenate([[0.0], np.cumsum(self.weights, dtype=np.float64)])
        return np.asarray(sums[self.offsets[1:]] - sums[self.offsets[:-1]])

    @cached_property
    def transposed(self) -> TieGraph:
        """The same ties the other way round; itself where it is undirected."""
        if not self.directed:
            return self
        offsets, targets, weights = _transpose(self.offsets, self.targets, self.weights)
        return TieGraph(offsets, targets, weights, True, self.people)

    @cached_property
    def undirected(self) -> TieGraph:
        """Ties without their direction, the weights of both directions summed; itself where it has none."""
        if not self.directed:
            return self
        back = self.transposed
        offsets, targets, weights = _united(
            self.offsets, self.targets, self.weights, back.offsets, back.targets, back.weights
        )
        return TieGraph(offsets, targets, weights, False, self.people)

    def vertex_of(self, person: int) -> int | None:
        """The vertex of a person code; None for someone without ties."""
        return self._vertices.get(person)

    @cached_property
    def _vertices(self) -> dict[int, int]:
        return {person: vertex for vertex, person in enumerate(self.people.tolist())}


def tie_graph(
    sources: Vertices, targets: Vertices, weights: Weights, people: Codes, *, directed: bool
) -> TieGraph:
    """Edges between vertices as a graph: one sort of the edges, the rest grows with edges + vertices.

    Weights that are one number for all (`constant`) are counted, not summed.
    """
    count = len(people)
    if not directed:
        sources, targets = np.minimum(sources, targets), np.maximum(sources, targets)
    if constant(weights):
        offsets, ordered, sums = _counted(_keys(sources, targets), weights[:1], count)
    else:
        bits = np.ascontiguousarray(weights).view(np.uint32)
        offsets, edges = _by_row(sources, targets, bits, count)
        offsets, ordered, sums = _summed(offsets, edges)
    if not directed:
        offsets, ordered, sums = _both_ways(offsets, ordered, sums)
    return TieGraph(offsets, ordered, sums, directed, people)


def constant(weights: Weights) -> bool:
    """Whether it is one number that stands for all (np.broadcast_to)."""
    return len(weights) > 0 and weights.strides == (0,)


def _keys(sources: Vertices, targets: Vertices) -> Edges:
    """Edges as numbers, sorted by source and then target: numpy sorts numbers many at a time."""
    keys = sources.astype(np.uint64)
    keys <<= HALF
    keys |= targets
    keys.sort()
    return keys


@compiled
def _counted(keys: Edges, weight: Weights, count: int) -> tuple[Offsets, Vertices, Weights]:
    """Sorted edges of one weight as ties."""
    offsets = np.zeros(count + 1, np.int64)
    targets, sums = np.empty(len(keys), np.uint32), np.empty(len(keys), np.float32)
    place, edge = 0, 0
    while edge < len(keys):
        key, first = keys[edge], edge
        while edge < len(keys) and keys[edge] == key:
            edge += 1
        targets[place] = key & LOW
        sums[place] = weight[0] * np.float64(edge - first)
        place += 1
        offsets[(key >> HALF) + np.uint64(1)] = place
    for row in range(count):
        offsets[row + 1] = max(offsets[row], offsets[row + 1])
    return offsets, targets[:place].copy(), sums[:place].copy()


@compiled
def _by_row(sources: Vertices, targets: Vertices, bits: Vertices, count: int) -> tuple[Offsets, Edges]:
    """Each row's edges, by target and then weight: a counting sort by row, then a short sort in each row.

    Weights are above 0, and the bits of such floats are in the order of the floats.
    """
    offsets = np.zeros(count + 1, np.int64)
    for row in sources:
        offsets[row + 1] += 1
    offsets = np.cumsum(offsets)
    places = offsets.copy()
    edges = np.empty(len(sources), np.uint64)
    for edge in range(len(sources)):
        place = places[sources[edge]]
        places[sources[edge]] = place + 1
        edges[place] = (np.uint64(targets[edge]) << HALF) | np.uint64(bits[edge])
    for row in range(count):
        edges[offsets[row] : offsets[row + 1]].sort()
    return offsets, edges


@compiled
def _summed(offsets: Offsets, edges: Edges) -> tuple[Offsets, Vertices, Weights]:
    """Parallel edges as one tie; summed from the least weight, so that no order of arrival shows."""
    summed = np.zeros_like(offsets)
    targets, sums = np.empty(len(edges), np.uint32), np.empty(len(edges), np.float32)
    weights = edges.astype(np.uint32).view(np.float32)
    place = 0
    for row in range(len(offsets) - 1):
        edge, end = offsets[row], offsets[row + 1]
        while edge < end:
            target, total = edges[edge] >> HALF, 0.0
            while edge < end and edges[edge] >> HALF == target:
                total += weights[edge]
                edge += 1
            targets[place], sums[place] = target, total
            place += 1
        summed[row + 1] = place
    return summed, targets[:place].copy(), sums[:place].copy()


@compiled
def _both_ways(offsets: Offsets, targets: Vertices, weights: Weights) -> tuple[Offsets, Vertices, Weights]:
    """Ties that stand in the lesser vertex's row only, in both rows (a loop once).

    Row after row, each tie is put behind what the other row has: the lesser neighbours of a row are thus all
    there, ascending, before its own turn.
    """
    count = len(offsets) - 1
    both = np.zeros(count + 1, np.int64)
    for row in range(count):
        both[row + 1] += offsets[row + 1] - offsets[row]
        for target in targets[offsets[row] : offsets[row + 1]]:
            if target != row:
                both[target + 1] += 1
    both = np.cumsum(both)
    places = both.copy()
    columns, values = np.empty(both[count], np.uint32), np.empty(both[count], np.float32)
    for row in range(count):
        for edge in range(offsets[row], offsets[row + 1]):
            target = targets[edge]
            place = places[row]
            places[row] = place + 1
            columns[place], values[place] = target, weights[edge]
            if target != row:
                place = places[target]
                places[target] = place + 1
                columns[place], values[place] = row, weights[edge]
    return both, columns, values


@compiled
def _transpose(offsets: Offsets, targets: Vertices, weights: Weights) -> tuple[Offsets, Vertices, Weights]:
    count = len(offsets) - 1
    turned = np.zeros(count + 1, np.int64)
    for target in targets:
        turned[target + 1] += 1
    turned = np.cumsum(turned)
    places = turned.copy()
    rows, values = np.empty_like(targets), np.empty_like(weights)
    for row in range(count):
        for edge in range(offsets[row], offsets[row + 1]):
            place = places[targets[edge]]
            places[targets[edge]] = place + 1
            rows[place] = row
            values[place] = weights[edge]
    return turned, rows, values


@compiled
def _united(
    offsets: Offsets,
    targets: Vertices,
    weights: Weights,
    back_offsets: Offsets,
    back_targets: Vertices,
    back_weights: Weights,
) -> tuple[Offsets, Vertices, Weights]:
    """The rows of a graph and of its transpose, merged row by row; loops are counted once."""
    count = len(offsets) - 1
    united = np.zeros(count + 1, np.int64)
    rows = np.empty(2 * len(targets), targets.dtype)
    values = np.empty(2 * len(targets), weights.dtype)
    place = 0
    for row in range(count):
        out, out_end = offsets[row], offsets[row + 1]
        back, back_end = back_offsets[row], back_offsets[row + 1]
        while out < out_end or back < back_end:
            if back >= back_end or (out < out_end and targets[out] < back_targets[back]):
                rows[place], values[place] = targets[out], weights[out]
                out += 1
            elif out >= out_end or back_targets[back] < targets[out]:
                rows[place], values[place] = back_targets[back], back_weights[back]
                back += 1
            else:
                rows[place] = targets[out]
                values[place] = weights[out] + (
                    back_weights[back] if targets[out] != row else np.float32(0.0)
                )
                out += 1
                back += 1
            place += 1
        united[row + 1] = place
    return united, rows[:place].copy(), values[:place].copy()
