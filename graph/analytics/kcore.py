"""A graph of ties in; the core number of every vertex out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, TieGraph, Vertices


def core_numbers(graph: TieGraph) -> npt.NDArray[np.int64]:
    """(n) The greatest k for which a vertex is in the k-core: a part in which everybody has k ties within it.

    In a directed graph ties in and out both count (ask of `graph.undirected` to count a person once); ties to oneself
    do not. Batagelj and Zaversnik, An O(m) Algorithm for Cores Decomposition of Networks (2003).
    """
    back = graph.transposed
    return _core_numbers(graph.offsets, graph.targets, back.offsets, back.targets, graph.directed)


@compiled
def _core_numbers(  # noqa: C901 - a kernel is one loop: calls inside would hide the order of its steps
    offsets: Offsets, targets: Vertices, back_offsets: Offsets, back_targets: Vertices, directed: bool
) -> npt.NDArray[np.int64]:
    count = len(offsets) - 1
    degrees = np.zeros(count, np.int64)
    for vertex in range(count):
        for target in targets[offsets[vertex] : offsets[vertex + 1]]:
            if target != vertex:
                degrees[vertex] += 1
                if directed:
                    degrees[target] += 1
    begins = np.zeros((degrees.max() if count else 0) + 2, np.int64)
    for degree in degrees:
        begins[degree + 1] += 1
    begins = np.cumsum(begins)
    order, place = np.empty(count, np.int64), np.empty(count, np.int64)
    filled = begins.copy()
    for vertex in range(count):
        place[vertex] = filled[degrees[vertex]]
        order[place[vertex]] = vertex
        filled[degrees[vertex]] += 1
    for step in range(count):
        vertex = order[step]
        for side in range(2 if directed else 1):
            rows, others = (offsets, targets) if side == 0 else (back_offsets, back_targets)
            for other in others[rows[vertex] : rows[vertex + 1]]:
                degree = degrees[other]
                if degree > degrees[vertex]:  # move it to the front of its bucket, then into the one below
                    first = begins[degree]
                    ahead = order[first]
                    order[place[other]], place[ahead] = ahead, place[other]
                    order[first], place[other] = other, first
                    begins[degree] = first + 1
                    degrees[other] = degree - 1
    return degrees
