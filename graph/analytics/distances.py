"""A graph of ties and a source in; the distance of every vertex from it, in ties or by their lengths, out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.analytics.heap import pop, push
from graph.compiled import compiled
from graph.errors import QuestionError
from graph.projection.tie_graph import Offsets, TieGraph, Vertices, Weights

UNREACHED = -1
"""The number of ties to a vertex that no path leads to."""

Hops = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def hops(graph: TieGraph, source: int, most: int | None = None) -> Hops:
    """(n) Ties on a shortest path from the source, UNREACHED where there is none (of at most `most` ties).

    Breadth-first search (Moore 1959). The cost grows with ties + vertices.
    """
    check_vertex(graph, source)
    return _hops(graph.offsets, graph.targets, source, graph.vertex_count if most is None else most)


def lengths(graph: TieGraph, source: int, of_ties: Weights | None = None) -> Floats:
    """(n) Length of a shortest path from the source, infinite where there is none.

    `of_ties` (m) are the lengths, default the weights; QuestionError if one is below 0 or not a number. Dijkstra 1959
    with a binary heap. The cost grows with (ties + vertices) * log(ties).
    """
    check_vertex(graph, source)
    long = graph.weights if of_ties is None else of_ties
    if not (long >= 0).all():
        raise QuestionError(
            "A length is below 0 or not a number.", "Shortest paths need lengths of 0 or more."
        )
    return _lengths(graph.offsets, graph.targets, long, source)


def check_vertex(graph: TieGraph, vertex: int) -> None:
    """Raise QuestionError where there is no such vertex: kernels do not look."""
    if not 0 <= vertex < graph.vertex_count:
        raise QuestionError(f"There is no vertex {vertex}.", f"Vertices are 0 to {graph.vertex_count - 1}.")


@compiled
def _hops(offsets: Offsets, targets: Vertices, source: int, most: int) -> Hops:
    found = np.full(len(offsets) - 1, UNREACHED, np.int64)
    queue = np.empty(len(found), np.int64)
    found[source] = 0
    queue[0] = source
    head, tail = 0, 1
    while head < tail:
        vertex = queue[head]
        head += 1
        if found[vertex] >= most:
            break
        for tie in range(offsets[vertex], offsets[vertex + 1]):
            target = targets[tie]
            if found[target] == UNREACHED:
                found[target] = found[vertex] + 1
                queue[tail] = target
                tail += 1
    return found


@compiled
def _lengths(offsets: Offsets, targets: Vertices, long: Weights, source: int) -> Floats:
    found = np.full(len(offsets) - 1, np.inf)
    keys, items = np.empty(len(targets) + 1), np.empty(len(targets) + 1, np.int64)
    found[source] = 0.0
    size = push(keys, items, 0, 0.0, source)
    while size > 0:
        far, vertex = keys[0], items[0]
        size = pop(keys, items, size)
        if far > found[vertex]:
            continue  # a shorter way was found since it was pushed
        for tie in range(offsets[vertex], offsets[vertex + 1]):
            target = targets[tie]
            through = far + long[tie]
            if through < found[target]:
                found[target] = through
                size = push(keys, items, size, through, target)
    return found
