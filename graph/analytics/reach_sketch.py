"""Flows, or a graph of ties, in; how many people everybody could reach, estimated for all at once, out.

HyperLogLog counters (Flajolet, Fusy, Gandouet and Meunier, AofA 2007), one a person and hop, that are united along
hearings: for a graph without times hop by hop as in HyperANF (Boldi, Rosa and Vigna, WWW 2011), for flows from the
last hearing back to the first, so that a counter holds whom word spoken now could still reach.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.analytics.flows import Flows, Moments
from graph.analytics.reach import HOP_SHARE, Span
from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, TieGraph, Vertices

Counters = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.float64]
Hashes = npt.NDArray[np.uint16]
"""(n) Of each vertex: which register it counts in, and (the lowest RANK_BITS) the rank that it sets there."""

Sums = tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]
"""(n) Of each counter: the sum of 2^-rank over the registers in use, in units of 2^-LONGEST_RUN; how many are not."""

REGISTERS = 384
"""Of a counter, a byte each: an error of 5.3 %. Half of it would need four times the memory and time."""

STANDARD_ERROR = 1.04 / math.sqrt(REGISTERS)
"""Relative, of one estimate (Flajolet et al. 2007, theorem 1)."""

ALPHA = 1 / (2 * math.log(2))
"""The estimator's constant for many registers (Flajolet et al. 2007; Ertl 2017, section 4)."""

SETTLINGS = 4
"""Rounds in which the share of all people that a counter holds and its correction agree to a thousandth."""

RANK_BITS = 6
RANK = (1 << RANK_BITS) - 1

LONGEST_RUN = 40
"""Ranks above it do not occur among fewer than 2**31 people; their sum in units of 2**-LONGEST_RUN fits 64 bits."""


@dataclass(frozen=True, slots=True)
class ReachEstimate:
    """How many others each vertex could reach, within each number of hops."""

    people: Numbers
    """(hops, n) Row h - 1: within h hops."""
    standard_error: float = STANDARD_ERROR
    """Relative, of each number."""

    @property
    def expected(self) -> Numbers:
        """(n) People reached, each counting HOP_SHARE for every hop after the first."""
        new = np.diff(self.people, axis=0, prepend=0.0)
        weights = HOP_SHARE ** np.arange(len(self.people))
        return np.asarray((np.maximum(new, 0.0) * weights[:, None]).sum(axis=0))


def reach_of_all(flows: Flows, hops: int, span: Span, seed: int = 0) -> ReachEstimate:
    """Everybody's reach along time-respecting paths.

    Cost grows with hops x hearings (a union of two counters each); memory is hops x n x 384 bytes.
    """
    since, end = span.bounds
    low, high = np.searchsorted(flows.at, (since, end)).tolist()
    hashes = _hashes(flows.vertex_count, seed)
    counters = _seeded(hops, hashes)
    _unite_back(flows.heard[low:high], flows.hears[low:high], flows.at[low:high], counters, hashes)
    ranks, empty = _sums(counters.reshape(-1, REGISTERS))
    each = zip(ranks.reshape(-1, hops).T, empty.reshape(-1, hops).T, strict=True)
    return ReachEstimate(np.stack([_estimates(sums, hashes) for sums in each]))


def reach_of_graph(graph: TieGraph, hops: int, seed: int = 0) -> ReachEstimate:
    """Everybody's reach along the ties of a graph, whenever they were.

    Cost grows with hops x ties (a union of two counters each); memory is 2 x n x 384 bytes.
    """
    hashes = _hashes(graph.vertex_count, seed)
    now = _seeded(1, hashes)
    later = np.empty_like(now)
    _first_hop(graph.offsets, graph.targets, now, hashes)
    found = [_estimates(_sums(now), hashes)]
    for _ in range(1, hops):
        sums = _next_hop(graph.offsets, graph.targets, now, later)
        now, later = later, now
        found.append(_estimates(sums, hashes))
    return ReachEstimate(np.stack(found))


def _hashes(count: int, seed: int) -> Hashes:
    """By a vertex's place in the order of people's ids."""
    bits = mixed(np.arange(count, dtype=np.uint64) + (np.uint64(seed) << np.uint64(32)))
    register = bits % np.uint64(REGISTERS)
    rest = (bits // np.uint64(REGISTERS)) | np.uint64(1 << (LONGEST_RUN - 1))
    lowest = rest & (~rest + np.uint64(1))
    rank = np.log2(lowest.astype(np.float64)).astype(np.uint64) + np.uint64(1)
    return (register << np.uint64(RANK_BITS) | rank).astype(np.uint16)


def mixed(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Well mixed bits of numbers: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, figure 13)."""
    bits = (numbers + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))


def _seeded(hops: int, hashes: Hashes) -> Counters:
    """(n, hops x REGISTERS) Counters that hold their own vertex; those of a vertex lie side by side.

    Filled by hand: numpy asks for large pages for memory that is not zeroed by the system, which halves the time.
    """
    counters = np.empty((len(hashes), hops * REGISTERS), np.uint8)
    counters.fill(0)
    for hop in range(hops):
        counters[np.arange(len(hashes)), hop * REGISTERS + (hashes >> RANK_BITS)] = hashes & RANK
    return counters


@compiled
def _unite_back(heard: Vertices, hears: Vertices, at: Moments, counters: Counters, hashes: Hashes) -> None:
    """Hearings of one moment are taken hop by hop, so that word passes on within it."""
    width = counters.shape[1]
    end = len(at)
    while end > 0:
        start = end - 1
        while start > 0 and at[start - 1] == at[start]:
            start -= 1
        for row in range(start, end):
            _count(counters[heard[row]], hashes[hears[row]])
        step = REGISTERS if end - start > 1 else width  # a hearing alone: all hops in one go
        for hop in range(REGISTERS, width, step):
            until = min(hop + step, width)
            for row in range(start, end):
                _unite(
                    counters[heard[row], hop:until],
                    counters[hears[row], hop - REGISTERS : until - REGISTERS],
                )
        end = start


@compiled
def _first_hop(offsets: Offsets, targets: Vertices, counters: Counters, hashes: Hashes) -> None:
    for vertex in range(len(offsets) - 1):
        for target in targets[offsets[vertex] : offsets[vertex + 1]]:
            _count(counters[vertex], hashes[target])


@compiled
def _next_hop(
    offsets: Offsets,
    targets: Vertices,
    counters: Counters,
    united: Counters,
) -> Sums:
    sums, empty = np.zeros(len(counters), np.uint64), np.zeros(len(counters), np.int64)
    for vertex in range(len(offsets) - 1):
        own = united[vertex]
        own[:] = counters[vertex]
        for target in targets[offsets[vertex] : offsets[vertex + 1]]:
            _unite(own, counters[target])
        sums[vertex], empty[vertex] = _sum(own)
    return sums, empty


@compiled
def _count(counter: Counters, bits: Any) -> None:  # noqa: ANN401 - one of Hashes, which numpy types as an array
    register, rank = bits >> RANK_BITS, bits & RANK
    counter[register] = max(counter[register], rank)


@compiled
def _unite(into: Counters, counter: Counters) -> None:
    for register in range(len(into)):
        one, other = into[register], counter[register]
        into[register] = max(other, one)


def _estimates(sums: Sums, hashes: Hashes) -> Numbers:
    """(n) Others counted by each counter: the estimate less the vertex itself.

    The counter of all people at once, whose number is known, tells by how much these hashes err. A counter of a
    share f of all people errs alike to the degree f, so that it is set right by that power of it (a control
    variate); without that, the numbers of those who reach nearly everybody would all be wrong together.
    """
    count = len(hashes)
    whole = np.zeros((1, REGISTERS), np.uint8)
    np.maximum.at(whole[0], hashes >> RANK_BITS, (hashes & RANK).astype(np.uint8))
    raw = _counted(sums)
    error = math.log(count / float(_counted(_sums(whole))[0])) if count else 0.0
    found = raw
    for _ in range(SETTLINGS):
        found = np.minimum(raw * np.exp(np.minimum(found, count) * (error / max(count, 1))), count)
    return np.asarray(np.maximum(found - 1.0, 0.0))


def _counted(sums: Sums) -> Numbers:
    """(n) Distinct vertices in each counter.

    The estimator without bias for small and large numbers alike that Ertl gives (New Cardinality Estimation
    Algorithms for HyperLogLog Sketches, 2017, section 4), in place of the tables of Heule, Nunkesser and Hall
    (EDBT 2013): alpha m^2 / (sum of 2^-rank over registers in use + m sigma(share of empty ones)).
    """
    ranks, empty = sums
    sigma = np.array([_sigma(number / REGISTERS) for number in range(REGISTERS)])[empty]
    return np.asarray(ALPHA * REGISTERS**2 / (ranks * 2.0**-LONGEST_RUN + REGISTERS * sigma), np.float64)


@compiled
def _sums(counters: Counters) -> Sums:
    sums, empty = np.zeros(len(counters), np.uint64), np.zeros(len(counters), np.int64)
    for vertex in range(len(counters)):
        sums[vertex], empty[vertex] = _sum(counters[vertex])
    return sums, empty


@compiled
def _sum(counter: Counters) -> tuple[np.uint64, np.uint64]:
    total, unused = np.uint64(0), np.uint64(0)
    for rank in counter:
        total += np.uint64(1) << np.uint64(LONGEST_RUN - rank)
        unused += np.uint64(rank == 0)
    return total - (unused << np.uint64(LONGEST_RUN)), unused


def _sigma(share: float) -> float:
    """X + sum over k >= 1 of x^(2^k) 2^(k - 1) (Ertl 2017, algorithm 5)."""
    total, power, weight = share, share, 1.0
    while True:
        power *= power
        added = power * weight
        if total + added == total:
            return total
        total += added
        weight *= 2.0
