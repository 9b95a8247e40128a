"""Sets of vertices in; the vertices that cover most of them, chosen greedily, and a bound for any choice, out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, Vertices

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

BOUND_EVERY = 5
"""Steps between two looks at the bound, each of which takes as long as a step: it moves little from one to the next."""


@compiled
def greedy_cover(  # noqa: C901, PLR0912 - one pass over shared arrays
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
    """(the vertices chosen, what any choice covers at most).

    The bound is the least, over the steps, of what is covered and the greatest marginals that the count and the
    budget allow; quotas are left out of it, which only makes it greater.
    """
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
        fits = allowed[vertex] and (group[vertex] < 0 or left[group[vertex]] > 0)
        if fits and (single < 0 or gains[vertex] > gains[single]):
            single = vertex
    single_gain = gains[single] if single >= 0 else 0
    limited = budget < np.inf
    while True:
        if size == 0 or (not limited and (size % BOUND_EVERY == 0 or size == most)):
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
    """The sum of the `most` greatest gains; under a budget, at most what it buys of the best a cost.

    A part of one is bought with what is left.
    """
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
            return total + float(gains[vertex] * money / costs[vertex])
        total += float(gains[vertex])
        money -= float(costs[vertex])
    return total


@compiled
def first_covered(
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
