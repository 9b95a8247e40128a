"""Whom each person hears, with probabilities, in; the k people with the largest expected spread, and how near to the
best possible that surely is, out.

The model is the independent cascade: whoever takes word up has one chance with each listener (Kempe, Kleinberg and
Tardos, KDD 2003). Sets of who would have reached a person drawn at random (reverse reachable sets: Borgs, Brautbar,
Chayes and Lucier, SODA 2014) are covered greedily; a second half of sets that the choice did not see bounds its
spread from below, and the greedy marginals bound the best spread from above (OPIM-C: Tang, Tang, Xiao and Yuan,
SIGMOD 2018, sections 4 and 5).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graph.analytics.flows import by_vertex
from graph.analytics.listening import Listening
from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, Vertices

Probabilities = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

FIRST_SETS = 2_048
"""Sets in each half at first; they double until the certificate is reached."""

ROUNDS = 18
MOST_SETS = FIRST_SETS << 12
"""In each half: 8 million, after ROUNDS at most (11 doublings and a few smaller steps)."""

MOST_MEMBERS = 60_000_000
"""In all sets together: 240 MB, and as much again for their index. Where probabilities are so high that it is reached,
the certificate is what it is by then."""

FAILURE = 0.001
"""With at most this probability the certificate is too good (over all rounds)."""

ENOUGH = 0.8
"""The certificate at which to stop; 1 - 1/e = 0.63 is what greedy choice promises at least. Each further hundredth
costs a multiple."""

NEARLY = 0.05
"""From so little below `enough` on, sets grow by two fifths at a time: doubling would draw more than are needed."""

LEAST_GAIN = 0.01
"""More sets that add less to the certificate are not worth their time: the bound itself is then loose, which
happens where the chosen reach the same people."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a choice must keep to."""

    count: int
    excluded: Mask | None = None
    """(n) Who may not be chosen; word still spreads over them."""
    costs: Numbers | None = None
    """(n) Above 0."""
    budget: float | None = None
    """For the costs (1 each where there are none)."""
    group: npt.NDArray[np.int32] | None = None
    """(n) Which quota each counts toward; -1: none."""
    quotas: tuple[int, ...] = ()
    """At most so many out of each group."""

    @property
    def guarantee(self) -> tuple[float, str]:
        """What the way of choosing promises whatever the graph, before any certificate."""
        if self.budget is not None:
            return (
                1 - 1 / math.e
            ) / 2, "greedy by spread a cost, or the best single one (Khuller, Moss and Naor 1999)"
        if self.quotas:
            return 0.5, "greedy under quotas (Fisher, Nemhauser and Wolsey 1978)"
        return 1 - 1 / math.e, "greedy (Nemhauser, Wolsey and Fisher 1978)"


@dataclass(frozen=True, slots=True)
class Seeds:
    """The chosen, first the one that adds most."""

    vertices: tuple[int, ...]
    marginal: tuple[float, ...]
    """People expected to take word up on top of those by the seeds before, the seed included; without bias."""
    spread: float
    """All of them together."""
    lower: float
    upper: float
    """With probability 1 - FAILURE the spread is at least `lower`, and no choice under the same terms has more than
    `upper`."""
    sets: int
    """Sampled."""
    guarantee: float
    method: str

    @property
    def certificate(self) -> float:
        """At least this part of the best possible."""
        return self.lower / self.upper if self.upper > 0 else 1.0


def weighted_cascade(ties: Listening) -> Probabilities:
    """1 / (how many one hears), for each tie: what is usual where nothing was learnt (Kempe et al. 2003, section 4)."""
    degrees = np.diff(ties.offsets)
    return np.repeat(1.0 / np.maximum(degrees, 1), degrees).astype(np.float32)


def seeds(
    ties: Listening, probabilities: Probabilities, terms: Terms, seed: int = 0, enough: float = ENOUGH
) -> Seeds:
    """The people to reach.

    Cost grows with the members of all sets: about (spread of a random person) / (certificate's slack)^2 x ln n sets'
    worth; memory is 8 bytes a member, in two halves. The same seed gives the same people.
    """
    count = ties.vertex_count
    if not count or terms.count < 1:
        return Seeds((), (), 0.0, 0.0, 0.0, 0, *terms.guarantee)
    sampler = _Sampler(ties, probabilities, seed)
    confidence = math.log(3 * ROUNDS / FAILURE)
    size, before = FIRST_SETS, 0.0
    while True:
        sampler.grow(size)
        chosen, bound = _chosen(sampler.halves[0], terms, count)
        found = _certified(sampler, chosen, bound, terms, confidence)
        settled = size > 64 * FIRST_SETS and found.certificate - before < LEAST_GAIN
        if found.certificate >= enough or settled or sampler.members > MOST_MEMBERS or size >= MOST_SETS:
            return found
        near = found.certificate > enough - NEARLY
        size, before = size * 7 // 5 if near else 2 * size, found.certificate


@dataclass(slots=True)
class _Sets:
    """Reverse reachable sets."""

    offsets: Offsets = field(default_factory=lambda: np.zeros(1, np.int64))
    members: Vertices = field(default_factory=lambda: np.empty(0, np.uint32))

    def __len__(self) -> int:
        return len(self.offsets) - 1


class _Sampler:
    """Draws sets; the number of a set says which, so that more are the same ones and new ones."""

    def __init__(self, ties: Listening, probabilities: Probabilities, seed: int) -> None:
        self.count = ties.vertex_count
        self._ties, self._probabilities = ties, probabilities
        self._greatest = _greatest(ties.offsets, probabilities)
        with np.errstate(divide="ignore"):
            self._skip = 1.0 / np.log1p(-np.minimum(self._greatest.astype(np.float64), 1.0))
        self._seed = seed
        self.halves = (_Sets(), _Sets())

    @property
    def members(self) -> int:
        return sum(len(half.members) for half in self.halves)

    def grow(self, size: int) -> None:
        """So many sets in each half."""
        for number, half in enumerate(self.halves):
            offsets, members = _drawn(
                self._ties.offsets,
                self._ties.heard,
                self._probabilities,
                self._greatest,
                self._skip,
                np.uint64(2 * self._seed + number),
                len(half),
                size,
            )
            half.offsets = np.concatenate([half.offsets, offsets[1:] + half.offsets[-1]])
            half.members = np.concatenate([half.members, members])


def _chosen(sets: _Sets, terms: Terms, count: int) -> tuple[list[int], float]:
    """(the seeds, an upper bound of what any choice under the terms covers of these sets)."""
    allowed = np.ones(count, np.bool_) if terms.excluded is None else ~terms.excluded
    costs = np.ones(count) if terms.costs is None else terms.costs.astype(np.float64)
    group = np.full(count, -1, np.int32) if terms.group is None else terms.group
    budget = np.inf if terms.budget is None else terms.budget
    index, holders = by_vertex(sets.members, count)
    owner = np.repeat(np.arange(len(sets), dtype=np.uint32), np.diff(sets.offsets))
    picked, bound = _greedy(
        sets.offsets,
        sets.members,
        index,
        owner[holders],
        allowed & (costs <= budget),
        costs,
        budget,
        group,
        np.array([*terms.quotas, 0], np.int64),
        min(terms.count, count),
    )
    return picked.tolist(), float(bound)


def _certified(sampler: _Sampler, chosen: list[int], bound: float, terms: Terms, confidence: float) -> Seeds:
    """Bounds of the spread: Tang et al. 2018, equations 5 and 8."""
    judge = sampler.halves[1]
    order = np.full(sampler.count, -1, np.int32)
    order[chosen] = np.arange(len(chosen))
    covered = _first_covered(judge.offsets, judge.members, order, len(chosen))
    scale = sampler.count / len(judge)
    total = float(covered.sum())
    root = math.sqrt(total + 2 * confidence / 9) - math.sqrt(confidence / 2)
    lower = max(root, 0.0) ** 2 - confidence / 18
    upper = (math.sqrt(bound + confidence / 2) + math.sqrt(confidence / 2)) ** 2
    return Seeds(
        vertices=tuple(chosen),
        marginal=tuple(float(one) * scale for one in covered),
        spread=total * scale,
        lower=min(max(lower * scale, 0.0), total * scale),
        upper=min(upper * scale, float(sampler.count)),
        sets=2 * len(judge),
        guarantee=terms.guarantee[0],
        method=terms.guarantee[1],
    )


@compiled
def next_bits(state: np.uint64) -> tuple[np.uint64, np.uint64]:
    """(next state, well mixed bits): SplitMix64 (Steele, Lea and Flood, OOPSLA 2014)."""
    state += np.uint64(0x9E3779B97F4A7C15)
    bits = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state, bits ^ (bits >> np.uint64(31))


@compiled
def _greatest(offsets: Offsets, probabilities: Probabilities) -> Probabilities:
    """(n) The greatest probability among those whom each hears."""
    greatest = np.zeros(len(offsets) - 1, np.float32)
    for vertex in range(len(offsets) - 1):
        for tie in range(offsets[vertex], offsets[vertex + 1]):
            greatest[vertex] = max(greatest[vertex], probabilities[tie])
    return greatest


@compiled
def _drawn(
    offsets: Offsets,
    heard: Vertices,
    probabilities: Probabilities,
    greatest: Probabilities,
    skip: Numbers,
    seed: np.uint64,
    first: int,
    last: int,
) -> tuple[Offsets, Vertices]:
    """Sets number `first` to `last` - 1.

    Among those whom a person hears, the next that succeeds is leapt to, by the greatest of their probabilities, and
    kept in proportion to its own: few draws where probabilities are small (Guo, Wang, Wei and Chen, SIGMOD 2020).
    """
    count = len(offsets) - 1
    seen = np.zeros(count, np.uint32)
    bounds = np.zeros(last - first + 1, np.int64)
    members = np.empty(16 * (last - first) + count, np.uint32)
    size = 0
    unit = 2.0**-53
    for number in range(first, last):
        state = (seed << np.uint64(40)) + np.uint64(number)
        state, bits = next_bits(state)
        state = bits
        state, bits = next_bits(state)
        mark = np.uint32(number - first + 1)
        if size + count > len(members):
            grown = np.empty(2 * len(members) + count, np.uint32)
            grown[:size] = members[:size]
            members = grown
        place = size
        members[size] = np.uint32(bits % np.uint64(count))
        seen[members[size]] = mark
        size += 1
        while place < size:
            vertex = members[place]
            place += 1
            top = greatest[vertex]
            tie, end = offsets[vertex], offsets[vertex + 1]
            while tie < end and top > 0.0:
                if top < 1.0:
                    state, bits = next_bits(state)
                    leap = math.log(((bits >> np.uint64(11)) + 1.0) * unit) * skip[vertex]
                    if leap >= end - tie:
                        break
                    tie += np.int64(leap)
                if probabilities[tie] < top:
                    state, bits = next_bits(state)
                    taken = (bits >> np.uint64(11)) * unit * top < probabilities[tie]
                else:
                    taken = True
                other = heard[tie]
                if taken and seen[other] != mark:
                    seen[other] = mark
                    members[size] = other
                    size += 1
                tie += 1
        bounds[number - first + 1] = size
    return bounds, members[:size].copy()


@compiled
def _greedy(
    offsets: Offsets,
    members: Vertices,
    index: Offsets,
    holders: Vertices,
    allowed: Mask,
    costs: Numbers,
    budget: float,
    group: npt.NDArray[np.int32],
    quotas: npt.NDArray[np.int64],
    most: int,
) -> tuple[npt.NDArray[np.int64], float]:
    """(the vertices chosen, what any choice covers at most): the bound is the least, over the steps, of what is
    covered and the greatest marginals that the count and the budget allow (quotas are left out of it, which only
    makes it greater)."""
    count = len(allowed)
    gains = np.diff(index)
    covered = np.zeros(len(offsets) - 1, np.bool_)
    left = quotas.copy()
    open_ = allowed.copy()
    picked = np.empty(most, np.int64)
    total, spent, size = 0, 0.0, 0
    bound = np.inf
    single = -1
    for vertex in range(count):
        if allowed[vertex] and (group[vertex] < 0 or left[group[vertex]] > 0):
            if single < 0 or gains[vertex] > gains[single]:
                single = vertex
    single_gain = gains[single] if single >= 0 else 0
    limited = budget < np.inf
    while True:
        if not limited or size == 0:
            bound = min(bound, total + _at_most(gains, allowed, costs, budget, most))
        if size == most:
            break
        best, best_worth = -1, 0.0
        for vertex in range(count):
            if not open_[vertex] or gains[vertex] == 0 or spent + costs[vertex] > budget:
                continue
            if group[vertex] >= 0 and left[group[vertex]] <= 0:
                continue
            worth = gains[vertex] / costs[vertex] if limited else np.float64(gains[vertex])
            if worth > best_worth:
                best, best_worth = vertex, worth
        if best < 0:
            break
        open_[best] = False
        picked[size] = best
        size += 1
        spent += costs[best]
        if group[best] >= 0:
            left[group[best]] -= 1
        for place in range(index[best], index[best + 1]):
            one = holders[place]
            if not covered[one]:
                covered[one] = True
                total += 1
                for member in members[offsets[one] : offsets[one + 1]]:
                    gains[member] -= 1
    if limited:
        bound = min(bound, total + _at_most(gains, allowed, costs, budget, most))
        if single_gain > total:
            picked[0], size = single, 1
    return picked[:size].copy(), min(bound, np.float64(len(covered)))


@compiled
def _at_most(gains: npt.NDArray[np.int64], allowed: Mask, costs: Numbers, budget: float, most: int) -> float:
    """The sum of the `most` greatest gains; under a budget, at most what it buys of the best a cost, parts of one
    included."""
    if budget == np.inf:
        top = 0
        for vertex in range(len(gains)):
            if allowed[vertex]:
                top = max(top, gains[vertex])
        tally = np.zeros(top + 1, np.int64)
        for vertex in range(len(gains)):
            if allowed[vertex]:
                tally[gains[vertex]] += 1
        total, left = 0.0, most
        for gain in range(top, 0, -1):
            taken = min(left, tally[gain])
            total += taken * gain
            left -= taken
            if left == 0:
                break
        return total
    useful = np.flatnonzero(allowed & (gains > 0))
    order = useful[np.argsort(-(gains[useful] / costs[useful]))]
    total, money = 0.0, budget
    for vertex in order:
        if costs[vertex] >= money:
            return total + gains[vertex] * money / costs[vertex]
        total += gains[vertex]
        money -= costs[vertex]
    return total


@compiled
def _first_covered(
    offsets: Offsets, members: Vertices, order: npt.NDArray[np.int32], count: int
) -> npt.NDArray[np.int64]:
    """(count) How many sets hold each seed and none chosen before it."""
    found = np.zeros(count, np.int64)
    for number in range(len(offsets) - 1):
        first = count
        for member in members[offsets[number] : offsets[number + 1]]:
            if 0 <= order[member] < first:
                first = order[member]
        if first < count:
            found[first] += 1
    return found


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
