"""Whom each person hears, with probabilities, in; whom to reach for the largest expected spread, with bounds, out.

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

from graph.analytics.coverage import first_covered, greedy_cover
from graph.analytics.flows import by_vertex
from graph.analytics.listening import Listening
from graph.analytics.reverse_reachable import Probabilities, drawn, greatest_of
from graph.projection.tie_graph import Offsets, Vertices

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

FIRST_SETS = 16_384
"""Sets in each half at first; they double until the certificate is reached."""

ROUNDS = 15
MOST_SETS = FIRST_SETS << 9
"""In each half: 8 million, after ROUNDS at most (9 doublings and a few smaller steps)."""

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
        settled = size > 8 * FIRST_SETS and found.certificate - before < LEAST_GAIN
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
        self._greatest = greatest_of(ties.offsets, probabilities)
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
            offsets, members = drawn(
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
    picked, bound = greedy_cover(
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
    covered = first_covered(judge.offsets, judge.members, order, len(chosen))
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
