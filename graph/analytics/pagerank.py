"""A graph of ties in; PageRank of every vertex, for one teleport vector or many seed sets at once, out.

Page, Brin, Motwani and Winograd, The PageRank Citation Ranking (1999); personalised as in Haveliwala, Topic-Sensitive
PageRank (WWW 2002). What arrives at a vertex without outgoing ties is spread by the teleport vector (Langville and
Meyer, Deeper Inside PageRank, Internet Mathematics 2004, section 3).

A step maps x to damping * P x + (1 - damping) * teleport and shrinks L1 distances by `damping`, so after a step that
changed x by c the L1 error is at most c * damping / (1 - damping). Networks of people mix faster than that. Steps are
made in place, vertex after vertex (Gauss and Seidel), which takes two thirds of the steps where a network mixes fast
and half of them where it does not (Arasu, Novak, Tomkins and Tomlin, PageRank Computation and the Structure of the Web,
WWW 2002).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.pagerank_kernels import LANES, pulled, pulled_lanes, shares
from graph.errors import QuestionError
from graph.projection.tie_graph import TieGraph, Vertices

Floats = npt.NDArray[np.float64]

DAMPING = 0.85
"""As in the paper."""

TOLERANCE = 1e-8
"""L1 change of the last step: with DAMPING an L1 error of at most 5.7e-8."""

SEED_TOLERANCE = 1e-5
"""Told the first hundred of a seed set apart as a tolerance of 1e-13 does, on each graph of bench/centrality.py."""

MOST_STEPS = 500
"""DAMPING ** 115 < TOLERANCE, so this is only reached with a damping near 1."""


@dataclass(frozen=True, slots=True)
class Walk:
    """How the random walker moves."""

    damping: float = DAMPING
    """Chance to follow a tie rather than to teleport."""
    weighted: bool = True
    """Whether strong ties are followed more often."""
    tolerance: float = TOLERANCE
    """Stop when a step changes the ranks by no more than this (L1)."""
    most_steps: int = MOST_STEPS
    at_once: bool = False
    """Whether all vertices take a step at once, for those who ask for the ranks after so many; slower to settle."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """PageRank, and how sure it is."""

    values: Floats
    """(n), or (sets, n) for several seed sets; each sums to 1."""
    steps: int
    change: float
    """L1 change of the last step; of several seed sets the greatest."""
    error_bound: float
    """The L1 error is at most this."""


@dataclass(frozen=True, slots=True)
class Teleport:
    """Where the walker starts (default: as `to`), lands (default: anywhere), and goes from a dead end (default: as `to`)."""

    to: Floats | None = None
    dangling: Floats | None = None
    start: Floats | None = None


def pagerank(graph: TieGraph, walk: Walk | None = None, teleport: Teleport | None = None) -> Ranks:
    """PageRank of all vertices, in their order; n floats. The cost grows with steps * (ties + vertices).

    Vectors of `teleport` have n entries, none below 0, and are scaled to sum to 1; QuestionError if they cannot be.
    """
    asked, where, count = walk or Walk(), teleport or Teleport(), graph.vertex_count
    if not count:
        return Ranks(np.empty(0), 0, 0.0, 0.0)
    landing = _distribution(where.to, count)
    dangling = landing if where.dangling is None else _distribution(where.dangling, count)
    start = landing if where.start is None else _distribution(where.start, count)
    back = graph.transposed
    values, steps, change = pulled(
        back.offsets,
        back.targets,
        back.weights,
        shares(graph.offsets, graph.weights, weighs(graph, asked)),
        (landing, dangling, start.copy()),
        (asked.damping, asked.tolerance, asked.most_steps, weighs(graph, asked), _at_once(asked)),
    )
    return Ranks(values, steps, change, _bound(change, asked))


def personalised(graph: TieGraph, seeds: Sequence[Vertices], walk: Walk | None = None) -> Ranks:
    """PageRank with teleports to each set of seeds (vertices, equally likely), as an array of (sets, n).

    Eight sets share a pass over the ties, because a tie's cost is the wait for memory, and eight floats come in one
    cache line. The cost grows with sets / 8 * steps * (ties + vertices), the result with 8 bytes * sets * n.
    """
    asked = walk or Walk(tolerance=SEED_TOLERANCE)
    values = np.empty((len(seeds), graph.vertex_count))
    out_shares = shares(graph.offsets, graph.weights, weighs(graph, asked))
    steps, change = 0, 0.0
    for first in range(0, len(seeds), LANES):
        some = seeds[first : first + LANES]
        block, block_steps, block_change = _block(graph, some, out_shares, asked)
        values[first : first + len(some)] = block.T[: len(some)]
        steps, change = max(steps, block_steps), max(change, block_change)
    return Ranks(values, steps, change, _bound(change, asked))


def weighs(graph: TieGraph, walk: Walk) -> bool:
    """Whether weights make a difference: not where all are alike."""
    return walk.weighted and bool(len(graph.weights)) and bool((graph.weights != graph.weights[0]).any())


def _block(
    graph: TieGraph, seeds: Sequence[Vertices], out_shares: Floats, asked: Walk
) -> tuple[Floats, int, float]:
    """(n, LANES) ranks of up to LANES seed sets."""
    for number, members in enumerate(seeds):
        if not len(members):
            raise QuestionError(f"Seed set {number} is empty.", "Leave it out, or name a vertex.")
    seeds = [*seeds, *[seeds[0]] * (LANES - len(seeds))]
    where = np.concatenate(seeds).astype(np.int64)
    lane = np.repeat(np.arange(len(seeds)), [len(members) for members in seeds])
    share = np.concatenate([np.full(len(members), 1.0 / len(members)) for members in seeds])
    order = np.argsort(where, kind="stable")
    back = graph.transposed
    return pulled_lanes(
        back.offsets,
        back.targets,
        back.weights,
        out_shares,
        (where[order], lane[order], share[order]),
        (asked.damping, asked.tolerance, asked.most_steps, weighs(graph, asked)),
    )


def _at_once(walk: Walk) -> bool:
    """In place the sum of ranks stays above 0 because of the teleports: without any it can come to 0."""
    return walk.at_once or walk.damping >= 1


def _distribution(vector: Floats | None, count: int) -> Floats:
    if vector is None:
        return np.full(count, 1.0 / count)
    if len(vector) != count or (vector < 0).any() or not 0 < vector.sum() < np.inf:
        raise QuestionError(
            "A teleport vector has to have an entry for each vertex, none below 0 and some above.",
            f"Give {count} numbers.",
        )
    return np.asarray(vector / vector.sum())


def _bound(change: float, walk: Walk) -> float:
    return change * max(walk.damping / (1 - walk.damping), 1.0) if walk.damping < 1 else np.inf
