"""Incoming ties in compressed rows in; steps of PageRank, for one vector or eight side by side, out."""

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
    settings: tuple[float, float, int, bool],
) -> tuple[Floats, int, float]:
    """(ranks, steps, L1 change of the last). Vectors: where one lands, where a dead end leads, the start (overwritten)."""
    landing, dangling, ranks = vectors
    damping, tolerance, most_steps, weighted = settings
    offered = ranks * out_shares * damping
    offering = np.empty_like(offered)
    stuck = 0.0
    for vertex in range(len(ranks)):
        if out_shares[vertex] == 0.0:
            stuck += ranks[vertex]
    steps, change = 0, np.inf
    while steps < most_steps and change > tolerance:
        change, left = 0.0, 0.0
        for vertex in range(len(ranks)):
            total = 0.0
            if weighted:
                for tie in range(offsets[vertex], offsets[vertex + 1]):
                    total += offered[sources[tie]] * weights[tie]
            else:
                for tie in range(offsets[vertex], offsets[vertex + 1]):
                    total += offered[sources[tie]]
            total += (1.0 - damping) * landing[vertex] + damping * stuck * dangling[vertex]
            change += abs(total - ranks[vertex])
            ranks[vertex] = total
            offering[vertex] = total * out_shares[vertex] * damping
            if out_shares[vertex] == 0.0:
                left += total
        offered, offering, stuck = offering, offered, left
        steps += 1
    return ranks, steps, change


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

    The walker starts at, teleports to and leaves dead ends for the seeds of its lane.
    """
    where, lane_of, share = seeds
    damping, tolerance, most_steps, weighted = settings
    count = len(offsets) - 1
    ranks, offered, offering = np.zeros((count, LANES)), np.zeros((count, LANES)), np.empty((count, LANES))
    stuck, left, changes, total = np.zeros(LANES), np.empty(LANES), np.empty(LANES), np.empty(LANES)
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
                total[lane] += (1.0 - damping + damping * stuck[lane]) * share[seed]
                seed += 1
            factor = out_shares[vertex] * damping
            for lane in range(LANES):
                changes[lane] += abs(total[lane] - ranks[vertex, lane])
                ranks[vertex, lane] = total[lane]
                offering[vertex, lane] = total[lane] * factor
            if factor == 0.0:
                left += total
        offered, offering = offering, offered
        stuck[:] = left
        change = changes.max()
        steps += 1
    return ranks, steps, change
