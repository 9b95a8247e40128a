"""A graph of ties in; for every vertex the first vertex of the component that it is in, out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, TieGraph, Vertices

Labels = npt.NDArray[np.int64]


def weak_components(graph: TieGraph) -> Labels:
    """(n) The least vertex of each vertex's component, ties taken without their direction.

    Union-find with path halving (Tarjan and van Leeuwen 1984). The cost grows with ties * log(vertices) at worst,
    with ties in practice.
    """
    return _weak(graph.offsets, graph.targets)


def strong_components(graph: TieGraph) -> Labels:
    """(n) The least vertex of each vertex's strong component: those that reach it and that it reaches.

    Tarjan, Depth-First Search and Linear Graph Algorithms (1972). The cost grows with ties + vertices.
    """
    return _strong(graph.offsets, graph.targets)


@compiled
def _weak(offsets: Offsets, targets: Vertices) -> Labels:
    parents = np.arange(len(offsets) - 1)
    for vertex in range(len(parents)):
        for tie in range(offsets[vertex], offsets[vertex + 1]):
            one, other = vertex, np.int64(targets[tie])
            while parents[one] != one:
                parents[one] = parents[parents[one]]
                one = parents[one]
            while parents[other] != other:
                parents[other] = parents[parents[other]]
                other = parents[other]
            if one < other:
                parents[other] = one
            else:
                parents[one] = other
    for vertex in range(len(parents)):  # a parent comes before its children, so it is final by now
        parents[vertex] = parents[parents[vertex]]
    return parents


@compiled
def _strong(offsets: Offsets, targets: Vertices) -> Labels:  # noqa: C901 - a kernel is one loop: calls inside would hide the order of its steps
    count = len(offsets) - 1
    labels = np.full(count, -1, np.int64)
    seen_at = np.zeros(count, np.int64)  # 0: not seen yet
    lowest = np.zeros(count, np.int64)
    next_tie = offsets[:-1].copy()
    path, open_ones = np.empty(count, np.int64), np.empty(count, np.int64)
    clock, opened = 0, 0
    for root in range(count):
        if seen_at[root]:
            continue
        depth = 0
        path[0] = root
        while depth >= 0:
            vertex = path[depth]
            if not seen_at[vertex]:
                clock += 1
                seen_at[vertex] = lowest[vertex] = clock
                open_ones[opened] = vertex
                opened += 1
            if next_tie[vertex] < offsets[vertex + 1]:
                target = np.int64(targets[next_tie[vertex]])
                next_tie[vertex] += 1
                if not seen_at[target]:
                    depth += 1
                    path[depth] = target
                elif labels[target] < 0:
                    lowest[vertex] = min(lowest[vertex], seen_at[target])
                continue
            depth -= 1
            if depth >= 0:
                lowest[path[depth]] = min(lowest[path[depth]], lowest[vertex])
            if lowest[vertex] == seen_at[vertex]:
                first = opened - 1
                least = open_ones[first]
                while open_ones[first] != vertex:
                    first -= 1
                    least = min(least, open_ones[first])
                labels[open_ones[first:opened]] = least
                opened = first
    return labels
