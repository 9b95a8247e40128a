"""Whom each person hears, with probabilities, and seeds in; who takes word up in cascades played forward out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.analytics.flows import by_vertex
from graph.analytics.listening import Listening
from graph.analytics.reverse_reachable import Probabilities, next_bits
from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, Vertices


def simulated(
    ties: Listening, probabilities: Probabilities, starts: npt.ArrayLike, runs: int, seed: int = 0
) -> npt.NDArray[np.float64]:
    """(n) In which part of so many cascades from `starts`, played forward, each vertex takes word up.

    Cost grows with runs x the ties out of those reached, and m for the ties turned round.
    """
    offsets, order = by_vertex(ties.heard, ties.vertex_count)
    hears = ties.hears[order]
    first = np.unique(np.asarray(starts, np.uint32))
    counts = _played(offsets, hears, probabilities[order], first, runs, np.uint64(seed))
    return counts / runs


@compiled
def _played(
    offsets: Offsets,
    hears: Vertices,
    probabilities: Probabilities,
    starts: Vertices,
    runs: int,
    seed: np.uint64,
) -> npt.NDArray[np.int64]:
    count = len(offsets) - 1
    times = np.zeros(count, np.int64)
    seen = np.zeros(count, np.uint32)
    queue = np.empty(count, np.uint32)
    state = seed << np.uint64(32)
    unit = 2.0**-53
    for run in range(1, runs + 1):
        size = len(starts)
        queue[:size] = starts
        for start in starts:
            seen[start] = run
        place = 0
        while place < size:
            vertex = queue[place]
            place += 1
            times[vertex] += 1
            for tie in range(offsets[vertex], offsets[vertex + 1]):
                if seen[hears[tie]] == run:
                    continue
                state, bits = next_bits(state)
                if (bits >> np.uint64(11)) * unit < probabilities[tie]:
                    seen[hears[tie]] = run
                    queue[size] = hears[tie]
                    size += 1
    return times
