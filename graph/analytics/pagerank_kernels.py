"""Incoming ties in compressed rows in; steps of PageRank, for one vector or eight side by side, out.

A step in place (not `at_once`) is one of Gauss and Seidel: a vertex takes what those before it have just got, from the
one array that is read and written. The sum of ranks moves then, so teleports are `1 - damping` of all there is rather
than of 1, or the scale would be one more thing that has to settle; at the end ranks are scaled to sum to 1.

Its error is bounded as that of a step at once: what is left over after it is M (new - old), where M is the part of the
matrix that read old values, with column sums of at most `damping`. Scaling adds how far the sum has moved.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, Vertices, Weights

Floats = npt.NDArray[np.float64]

LANES = 8
"""Vectors side by side: eight float64 fill a cache line of 64 bytes."""


@compiled
def shares(offsets: Offsets, weights: Weights, weighted: bool) -> Floats:
    """(n) What a vertex's rank is multiplied by for each unit of weight that goes out; 0 at a dead end."""
    found = np.zeros(len(offsets) - 1)
    for vertex in range(len(found)):
        total = 0.0
        if weighted:
            for tie in range(offsets[vertex], offsets[vertex + 1]):
                total += weights[tie]
        else:
            total += offsets[vertex + 1] - offsets[vertex]
        if total > 0.0:
            found[vertex] = 1.0 / total
    return found


@compiled
def pulled(
    offsets: Offsets,
    sources: Vertices,
    weights: Weights,
    out_shares: Floats,
    vectors: tuple[Floats, Floats, Floats],
    settings: tuple[float, float, int, bool, bool],
) -> tuple[Floats, int, float]:
    """(ranks, steps, L1 change of the last). Vectors: where one lands, where a dead end leads, the start (overwritten)."""
    landing, dangling, ranks = vectors
    damping, tolerance, most_steps, weighted, at_once = settings
    offered = ranks * out_shares * damping
    offering = np.empty_like(offered) if at_once else offered
    stuck, whole = 0.0, 1.0
    for vertex in range(len(ranks)):
        if out_shares[vertex] == 0.0:
            stuck += ranks[vertex]
    steps, change = 0, np.inf
    while steps < most_steps and change > tolerance:
        change, left, gathered = 0.0, 0.0, 0.0
        for vertex in range(len(ranks)):
            total = 0.0
            if weighted:
                for tie in range(offsets[vertex], offsets[vertex + 1]):
                    total += offered[sources[tie]] * weights[tie]
            else:
                for tie in range(offsets[vertex], offsets[vertex + 1]):
                    total += offered[sources[tie]]
            total += (1.0 - damping) * whole * landing[vertex] + damping * stuck * dangling[vertex]
            change += abs(total - ranks[vertex])
            gathered += total
            ranks[vertex] = total
            offering[vertex] = total * out_shares[vertex] * damping
            if out_shares[vertex] == 0.0:
                left += total
        offered, offering, stuck = offering, offered, left
        if not at_once:
            change = (change + abs(gathered - whole)) / whole
            whole = gathered
        steps += 1
    return ranks / whole, steps, change


@compiled
def pulled_lanes(
    offsets: Offsets,
    sources: Vertices,
    weights: Weights,
    out_shares: Floats,
    seeds: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Floats],
    settings: tuple[float, float, int, bool],
) -> tuple[Floats, int, float]:
    """(ranks (n, LANES), steps, greatest L1 change of the last). Seeds, by vertex: vertex, lane and share of each.

    The walker starts at, teleports to and leaves dead ends for the seeds of its lane; every lane has some. In place.
    """
    where, lane_of, share = seeds
    damping, tolerance, most_steps, weighted = settings
    count = len(offsets) - 1
    ranks, offered = np.zeros((count, LANES)), np.zeros((count, LANES))
    stuck, left, changes, total = np.zeros(LANES), np.empty(LANES), np.empty(LANES), np.empty(LANES)
    whole, gathered = np.ones(LANES), np.empty(LANES)
    for seed in range(len(where)):
        vertex, lane = where[seed], lane_of[seed]
        ranks[vertex, lane] += share[seed]
        offered[vertex, lane] += share[seed] * out_shares[vertex] * damping
        if out_shares[vertex] == 0.0:
            stuck[lane] += share[seed]
    steps, change = 0, np.inf
    while steps < most_steps and change > tolerance:
        seed = 0
        changes[:] = 0.0
        left[:] = 0.0
        gathered[:] = 0.0
        for vertex in range(count):
            t0 = t1 = t2 = t3 = t4 = t5 = t6 = t7 = (
                0.0  # in registers; an array would go through memory at each tie
            )
            for tie in range(offsets[vertex], offsets[vertex + 1]):
                row = offered[sources[tie]]
                weight = np.float64(weights[tie]) if weighted else 1.0
                t0 += row[0] * weight
                t1 += row[1] * weight
                t2 += row[2] * weight
                t3 += row[3] * weight
                t4 += row[4] * weight
                t5 += row[5] * weight
                t6 += row[6] * weight
                t7 += row[7] * weight
            total[0], total[1], total[2], total[3] = t0, t1, t2, t3
            total[4], total[5], total[6], total[7] = t4, t5, t6, t7
            while seed < len(where) and where[seed] == vertex:
                lane = lane_of[seed]
                total[lane] += ((1.0 - damping) * whole[lane] + damping * stuck[lane]) * share[seed]
                seed += 1
            factor = out_shares[vertex] * damping
            for lane in range(LANES):
                changes[lane] += abs(total[lane] - ranks[vertex, lane])
                ranks[vertex, lane] = total[lane]
                offered[vertex, lane] = total[lane] * factor
                gathered[lane] += total[lane]
            if factor == 0.0:
                left += total
        stuck[:] = left
        change = ((changes + np.abs(gathered - whole)) / whole).max()
        whole[:] = gathered
        steps += 1
    return ranks / whole, steps, change
