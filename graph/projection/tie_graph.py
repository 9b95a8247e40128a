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
Weights = npt.NDArray[np.float32] | npt.NDArray[np.float64]
"""float32, which is enough for ties between people; float64 where a file or another library gives doubles."""


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
    """Edges between vertices as a graph. Time and memory grow with edges + vertices: two counting sorts, no other."""
    count = len(people)
    if not directed:
        loops = sources == targets
        sources, targets = (
            np.concatenate([sources, targets[~loops]]),
            np.concatenate([targets, sources[~loops]]),
        )
        weights = np.concatenate([weights, weights[~loops]])
    columns, rows, values = _sorted_by(targets, sources, weights, count)
    offsets, ordered, values = _rows(rows, columns, values, count)
    return TieGraph(*_merged(offsets, ordered, values), directed, people)


@compiled
def _sorted_by(
    keys: Vertices, others: Vertices, weights: Weights, count: int
) -> tuple[Vertices, Vertices, Weights]:
    """A stable counting sort by key."""
    places = np.zeros(count + 1, np.int64)
    for key in keys:
        places[key + 1] += 1
    places = np.cumsum(places)
    sorted_keys, sorted_others = np.empty_like(keys), np.empty_like(others)
    sorted_weights = np.empty_like(weights)
    for edge in range(len(keys)):
        place = places[keys[edge]]
        places[keys[edge]] = place + 1
        sorted_keys[place] = keys[edge]
        sorted_others[place] = others[edge]
        sorted_weights[place] = weights[edge]
    return sorted_keys, sorted_others, sorted_weights


@compiled
def _rows(
    rows: Vertices, columns: Vertices, weights: Weights, count: int
) -> tuple[Offsets, Vertices, Weights]:
    """A stable counting sort by row, of what is sorted by column."""
    offsets = np.zeros(count + 1, np.int64)
    for row in rows:
        offsets[row + 1] += 1
    offsets = np.cumsum(offsets)
    places = offsets.copy()
    targets, values = np.empty_like(columns), np.empty_like(weights)
    for edge in range(len(rows)):
        place = places[rows[edge]]
        places[rows[edge]] = place + 1
        targets[place] = columns[edge]
        values[place] = weights[edge]
    return offsets, targets, values


@compiled
def _merged(offsets: Offsets, targets: Vertices, weights: Weights) -> tuple[Offsets, Vertices, Weights]:
    """Parallel edges as one, in place; summed from the least weight, so that no order of arrival shows."""
    merged = np.zeros_like(offsets)
    place = 0
    for row in range(len(offsets) - 1):
        edge, end = offsets[row], offsets[row + 1]
        while edge < end:
            last = edge + 1
            while last < end and targets[last] == targets[edge]:
                last += 1
            total = 0.0
            if last - edge == 1:
                total += weights[edge]
            else:
                for weight in np.sort(weights[edge:last]):
                    total += weight
            targets[place] = targets[edge]
            weights[place] = total
            place += 1
            edge = last
        merged[row + 1] = place
    return merged, targets[:place].copy(), weights[:place].copy()


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
