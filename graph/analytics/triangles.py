"""A graph of ties in; the triangles that every vertex is in, and its clustering, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, TieGraph, Vertices

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Triangles:
    """By vertex (n); ties to oneself are left out."""

    neighbours: Counts
    """How many others it has a tie with, in or out."""
    between: Counts
    """Directed ties between two neighbours; an undirected tie is one each way."""
    directed: Counts
    """Ways to choose a tie for each side of a triangle, an undirected tie being one (Fagiolo 2007)."""


def triangles(graph: TieGraph) -> Triangles:
    """Every triangle once, from its vertex of least degree (compact-forward, Latapy 2008): the cost grows with m ** 1.5 at worst."""
    alone = TieGraph(
        graph.offsets, graph.targets, np.ones(graph.tie_count, np.float32), graph.directed, graph.people
    )
    both = alone.undirected
    sides = both.weights.astype(np.int8)  # ties between the two: 1, or 2 where they are mutual
    return Triangles(*_triangles(both.offsets, both.targets, sides, 1 if graph.directed else 2))


def local_clustering(graph: TieGraph) -> Floats:
    """(n) Of the ties that neighbours could have to each other, the share that they have; 0 with fewer than two neighbours.

    LDBC Graphalytics specification (arXiv:2011.15028), LCC: neighbours in either direction, ties by direction.
    """
    found = triangles(graph)
    possible = found.neighbours * (found.neighbours - 1)
    return np.asarray(found.between / np.maximum(possible, 1))


@compiled
def _triangles(  # noqa: C901 - a kernel is one loop: calls inside would hide the order of its steps
    offsets: Offsets, targets: Vertices, sides: npt.NDArray[np.int8], factor: int
) -> tuple[Counts, Counts, Counts]:
    count = len(offsets) - 1
    neighbours = np.zeros(count, np.int64)
    for vertex in range(count):
        for target in targets[offsets[vertex] : offsets[vertex + 1]]:
            neighbours[vertex] += target != vertex
    begins = np.zeros(count + 1, np.int64)
    later = np.empty(len(targets) // 2, targets.dtype)
    later_sides = np.empty(len(later), np.int8)
    place = 0
    for vertex in range(count):  # each tie from its end of lesser degree, then of lesser number
        for tie in range(offsets[vertex], offsets[vertex + 1]):
            target = np.int64(targets[tie])
            if neighbours[vertex] < neighbours[target] or (
                neighbours[vertex] == neighbours[target] and vertex < target
            ):
                later[place], later_sides[place] = target, sides[tie]
                place += 1
        begins[vertex + 1] = place
    between, directed = np.zeros(count, np.int64), np.zeros(count, np.int64)
    marks = np.zeros(count, np.int8)
    for one in range(count):
        for tie in range(begins[one], begins[one + 1]):
            marks[later[tie]] = later_sides[tie]
        for tie in range(begins[one], begins[one + 1]):
            two, one_two = later[tie], np.int64(later_sides[tie])
            for further in range(begins[two], begins[two + 1]):
                three = later[further]
                if marks[three]:
                    two_three, one_three = np.int64(later_sides[further]), np.int64(marks[three])
                    between[one] += factor * two_three
                    between[two] += factor * one_three
                    between[three] += factor * one_two
                    ways = one_two * two_three * one_three
                    directed[one] += ways
                    directed[two] += ways
                    directed[three] += ways
        for tie in range(begins[one], begins[one + 1]):
            marks[later[tie]] = 0
    return neighbours, between, directed
