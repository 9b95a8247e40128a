"""Ties in compressed rows and pivots in; the dependency of the pivots on every vertex, summed, out.

Both walk the vertices back from the farthest and look at the ties that lead on, so no lists of predecessors are kept.
`linear`: a path to a target counts by how far along it the vertex stands, d(pivot, vertex) / d(pivot, target).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.analytics.heap import pop, push
from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, Vertices, Weights

Floats = npt.NDArray[np.float64]
Pivots = npt.NDArray[np.int64]


@compiled
def hop_dependencies(  # noqa: C901 - a kernel is one loop: calls inside would hide the order of its steps
    offsets: Offsets, targets: Vertices, pivots: Pivots, linear: bool, endpoints: bool
) -> tuple[Floats, Floats]:
    """Every tie as long as any: breadth first."""
    count = len(offsets) - 1
    sums, squares = np.zeros(count), np.zeros(count)
    far, paths, depends = np.full(count, -1, np.int32), np.zeros(count), np.zeros(count)
    order = np.empty(count, np.uint32)
    for pivot in pivots:
        far[pivot], paths[pivot], order[0] = 0, 1.0, pivot
        head, tail = 0, 1
        while head < tail:
            vertex = order[head]
            head += 1
            for target in targets[offsets[vertex] : offsets[vertex + 1]]:
                if far[target] < 0:
                    far[target] = far[vertex] + 1
                    order[tail] = target
                    tail += 1
                if far[target] == far[vertex] + 1:
                    paths[target] += paths[vertex]
        for place in range(tail - 1, -1, -1):
            vertex = order[place]
            total = 0.0
            for target in targets[offsets[vertex] : offsets[vertex + 1]]:
                if far[target] == far[vertex] + 1:
                    gain = 1.0 / far[target] if linear else 1.0
                    total += (gain + depends[target]) / paths[target]
            depends[vertex] = total * paths[vertex]
        if linear:
            for vertex in order[:tail]:
                depends[vertex] *= far[vertex]
        _add(order[:tail], depends, endpoints, sums, squares)
        for vertex in order[:tail]:
            far[vertex], paths[vertex], depends[vertex] = -1, 0.0, 0.0
    return sums, squares


@compiled
def length_dependencies(  # noqa: C901 - a kernel is one loop: calls inside would hide the order of its steps
    offsets: Offsets, targets: Vertices, lengths: Weights, pivots: Pivots, linear: bool, endpoints: bool
) -> tuple[Floats, Floats]:
    """Ties with lengths: the nearest vertex first, by a heap."""
    count = len(offsets) - 1
    sums, squares = np.zeros(count), np.zeros(count)
    far, paths, depends = np.full(count, np.inf), np.zeros(count), np.zeros(count)
    order, settled = np.empty(count, np.uint32), np.zeros(count, np.bool_)
    keys, items = np.empty(len(targets) + 1), np.empty(len(targets) + 1, np.int64)
    for pivot in pivots:
        far[pivot], paths[pivot], tail = 0.0, 1.0, 0
        size = push(keys, items, 0, 0.0, pivot)
        while size > 0:
            vertex = items[0]
            size = pop(keys, items, size)
            if settled[vertex]:
                continue
            settled[vertex] = True
            order[tail] = vertex
            tail += 1
            for tie in range(offsets[vertex], offsets[vertex + 1]):
                target = targets[tie]
                through = far[vertex] + lengths[tie]
                if through < far[target]:
                    far[target], paths[target] = through, paths[vertex]
                    size = push(keys, items, size, through, target)
                elif through == far[target]:
                    paths[target] += paths[vertex]
        for place in range(tail - 1, -1, -1):
            vertex = order[place]
            total = 0.0
            for tie in range(offsets[vertex], offsets[vertex + 1]):
                target = targets[tie]
                if far[vertex] + lengths[tie] == far[target]:
                    gain = 1.0 / far[target] if linear else 1.0
                    total += (gain + depends[target]) / paths[target]
            depends[vertex] = total * paths[vertex]
        if linear:
            for vertex in order[:tail]:
                depends[vertex] *= far[vertex]
        _add(order[:tail], depends, endpoints, sums, squares)
        for vertex in order[:tail]:
            far[vertex], paths[vertex], depends[vertex], settled[vertex] = np.inf, 0.0, 0.0, False
    return sums, squares


@compiled
def _add(order: Vertices, depends: Floats, endpoints: bool, sums: Floats, squares: Floats) -> None:
    """Add what one pivot, the first in the order, depends on."""
    if endpoints:
        sums[order[0]] += len(order) - 1
    for vertex in order[1:]:
        gained = depends[vertex] + (1.0 if endpoints else 0.0)
        sums[vertex] += gained
        squares[vertex] += gained * gained
