"""Who did what when, and whom they hear, in; the probability that each tie carries an action over, and how well such
probabilities foretold a later time, out.

Goyal, Bonchi and Lakshmanan, Learning Influence Probabilities in Social Networks (WSDM 2010), section 4: Bernoulli,
Jaccard and partial credit, the credit here falling with delay; Saito, Nakano and Kimura, Prediction of Information
Diffusion Probabilities for Independent Cascade Model (KES 2008): expectation maximisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graph.analytics.flows import Moments, by_vertex
from graph.analytics.listening import Listening
from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, Vertices

Numbers = npt.NDArray[np.float64]

DAY_US = 86_400_000_000

HORIZON_US = 14 * DAY_US
"""An action that follows within two weeks can be of what was heard; on open channels nearly all answers come in days."""

ROUNDS = 20
"""Of expectation maximisation: by then probabilities move by less than a thousandth."""

LEAST_ALIKENESS, MOST_ALIKENESS = 1e-4, 0.9
"""Bounds for how alike the trials of one tie are: keeps the prior between a ninth and ten thousand trials."""


class Method(StrEnum):
    """How credit is given where several could have been the cause."""

    BERNOULLI = "bernoulli"  # in full to each
    JACCARD = "jaccard"  # in full to each, over what either did
    PARTIAL = "partial"  # shared, the later heard having more
    EM = "em"  # shared by what each probably did


class Actions(NamedTuple):
    """Who did what when: by action, then time; nobody twice in one action."""

    action: npt.NDArray[np.int64]
    person: Vertices
    at: Moments


@dataclass(frozen=True, slots=True)
class Learnt:
    """One number a tie (a row of the listening)."""

    probability: npt.NDArray[np.float32]
    trials: npt.NDArray[np.int64]
    """Actions of the heard that the listener could have followed."""
    successes: npt.NDArray[np.int64]
    """Those that they followed."""
    base: float
    """The share of all trials that succeeded: what a tie without trials is taken to have."""
    prior: float
    """Trials at `base` that each tie is credited with."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Chances of like predicted probability."""

    low: float
    high: float
    predicted: float
    """Mean."""
    observed: float
    """Share of them that came true."""
    chances: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was foretold for a later time against what happened then."""

    bins: tuple[Bin, ...]
    chances: int
    brier: float
    """Mean square of (foretold - happened): 0 is perfect (Brier 1950, Monthly Weather Review 78)."""
    baseline: float
    """The same for one probability for all, that of the time before."""

    @property
    def skill(self) -> float:
        """The part of the baseline's error that the learning removes."""
        return 1.0 - self.brier / self.baseline if self.baseline > 0 else 0.0


def actions(action: npt.NDArray[np.int64], person: Vertices, at: Moments) -> Actions:
    """Rows in any order as Actions: the first time that each person did each thing."""
    order = np.lexsort((person, at, action))
    action, person, at = action[order], person[order], at[order]
    once = np.lexsort((at, person, action))
    new = np.ones(len(once), np.bool_)
    new[1:] = (action[once][1:] != action[once][:-1]) | (person[once][1:] != person[once][:-1])
    rows = np.sort(once[new])
    return Actions(action[rows], person[rows], at[rows])


def learnt(ties: Listening, log: Actions, last: int, method: Method = Method.EM) -> Learnt:
    """The probability of each tie, from the actions up to `last`.

    A tie is there from its first hearing: what one did before that was no trial, and the answer that made the tie
    is no success. An action within the horizon of `last` is no trial either, as its time is not over. Estimates are
    drawn to the share of all ties by a prior whose weight is estimated too (beta-binomial, method of moments:
    Kleinman 1973, JASA 68).

    Cost grows with the sum, over actions, of what is less of (those who did it) and (whom one hears), for each who
    did it; and with m log of actions a person.
    """
    followed = _followed(ties.offsets, ties.heard, ties.since, log, last - HORIZON_US, HORIZON_US)
    offsets, chosen, delay = followed[:3]
    late, shared = followed[3:]
    successes = np.bincount(chosen, minlength=len(ties.heard)).astype(np.int64)
    trials = _trials(ties, log, last - HORIZON_US) - late
    trials = np.maximum(trials, successes)
    base, prior = _prior(trials, successes)
    seen = trials.astype(np.float64)
    if method is Method.JACCARD:
        seen = np.maximum(seen + _done(ties, log, last)[ties.hears] - shared, successes)
    credit = successes.astype(np.float64)
    if method is Method.PARTIAL:
        credit = _partial(offsets, chosen, delay, len(ties.heard))
    probability = (credit + prior * base) / np.maximum(seen + prior, 1.0)
    if method is Method.EM:
        for _ in range(ROUNDS):
            credit = _responsible(offsets, chosen, probability)
            probability = (credit + prior * base) / np.maximum(seen + prior, 1.0)
    return Learnt(np.minimum(probability, 1.0).astype(np.float32), trials, successes, base, prior)


def _prior(trials: npt.NDArray[np.int64], successes: npt.NDArray[np.int64]) -> tuple[float, float]:
    """(the share of all, how many trials at it each tie is credited with)."""
    counted = trials > 0
    sizes, hits = trials[counted].astype(np.float64), successes[counted]
    total, count = float(sizes.sum()), len(sizes)
    base = float(hits.sum()) / total if total else 0.0
    if not 0.0 < base < 1.0 or total <= count:
        return base, 1.0
    spread = float(np.sort(sizes * (hits / sizes - base) ** 2).sum())
    alike = (spread / (base * (1 - base)) - count) / (total - count)
    return base, 1.0 / min(max(alike, LEAST_ALIKENESS), MOST_ALIKENESS) - 1.0


def _trials(ties: Listening, log: Actions, last: int) -> npt.NDArray[np.int64]:
    """(m) Actions of the heard since the tie began and up to `last`."""
    offsets, order = by_vertex(log.person, ties.vertex_count)
    at = log.at[order]
    return _counted(offsets, _by_time(offsets, at), ties.heard, ties.since, last)


def _done(ties: Listening, log: Actions, last: int) -> npt.NDArray[np.int64]:
    return np.bincount(log.person[log.at <= last], minlength=ties.vertex_count)


@compiled
def _by_time(offsets: Offsets, at: Moments) -> Moments:
    """Each person's moments, ascending."""
    for person in range(len(offsets) - 1):
        at[offsets[person] : offsets[person + 1]] = np.sort(at[offsets[person] : offsets[person + 1]])
    return at


@compiled
def _counted(
    offsets: Offsets, at: Moments, heard: Vertices, since: Moments, last: int
) -> npt.NDArray[np.int64]:
    found = np.zeros(len(heard), np.int64)
    for tie in range(len(heard)):
        own = at[offsets[heard[tie]] : offsets[heard[tie] + 1]]
        found[tie] = max(np.searchsorted(own, last, "right") - np.searchsorted(own, since[tie]), 0)
    return found


@compiled
def _followed(
    offsets: Offsets, heard: Vertices, since: Moments, log: Actions, last: int, horizon: int
) -> tuple[
    Offsets, npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]
]:
    """(offsets and ties of each following, the delay of each, how often a listener was before the heard, how many
    actions both did)."""
    late, shared = np.zeros(len(heard), np.int64), np.zeros(len(heard), np.int64)
    bounds = np.zeros(len(log.at) + 1, np.int64)
    chosen, delay = np.empty(len(log.at) + 16, np.int64), np.empty(len(log.at) + 16, np.int64)
    place_of = np.full(len(offsets) - 1, -1, np.int64)
    size, followings, start = 0, 0, 0
    while start < len(log.at):
        end = start
        while end < len(log.at) and log.action[end] == log.action[start]:
            place_of[log.person[end]] = end
            end += 1
        for row in range(start, end):
            listener = log.person[row]
            first, final = offsets[listener], offsets[listener + 1]
            before = size
            by_group = end - start < final - first
            for step in range(end - start if by_group else final - first):
                if by_group:
                    other = start + step
                    tie = first + np.searchsorted(heard[first:final], log.person[other])
                    if tie >= final or heard[tie] != log.person[other]:
                        continue
                else:
                    tie = first + step
                    other = place_of[heard[tie]]
                    if other < start:
                        continue
                if since[tie] > log.at[other] or log.at[other] > last:
                    continue
                shared[tie] += 1
                if log.at[other] >= log.at[row]:
                    late[tie] += 1
                elif log.at[row] - log.at[other] <= horizon:
                    if size == len(chosen):
                        chosen, delay = _twice(chosen), _twice(delay)
                    chosen[size], delay[size] = tie, log.at[row] - log.at[other]
                    size += 1
            if size > before:
                followings += 1
                bounds[followings] = size
        start = end
    return bounds[: followings + 1].copy(), chosen[:size].copy(), delay[:size].copy(), late, shared


@compiled
def _twice(array: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    grown = np.empty(2 * len(array), np.int64)
    grown[: len(array)] = array
    return grown


def _partial(
    offsets: Offsets, chosen: npt.NDArray[np.int64], delay: npt.NDArray[np.int64], ties: int
) -> Numbers:
    """Credit falls by e with each mean delay, and is shared so that each following gives 1."""
    share = np.exp(-delay / max(float(delay.mean()), 1.0)) if len(delay) else delay.astype(np.float64)
    return _shared_out(offsets, chosen, share, ties)


def _responsible(offsets: Offsets, chosen: npt.NDArray[np.int64], probability: Numbers) -> Numbers:
    """Saito 2008, equation 8: each one's probability over that of any of them having done it."""
    return _blamed(offsets, chosen, probability)


@compiled
def _shared_out(offsets: Offsets, chosen: npt.NDArray[np.int64], share: Numbers, ties: int) -> Numbers:
    credit = np.zeros(ties)
    for following in range(len(offsets) - 1):
        total = share[offsets[following] : offsets[following + 1]].sum()
        for place in range(offsets[following], offsets[following + 1]):
            credit[chosen[place]] += share[place] / total
    return credit


@compiled
def _blamed(offsets: Offsets, chosen: npt.NDArray[np.int64], probability: Numbers) -> Numbers:
    credit = np.zeros(len(probability))
    for following in range(len(offsets) - 1):
        none = 1.0
        for place in range(offsets[following], offsets[following + 1]):
            none *= 1.0 - min(probability[chosen[place]], 1.0)
        for place in range(offsets[following], offsets[following + 1]):
            if none < 1.0:
                credit[chosen[place]] += min(probability[chosen[place]], 1.0) / (1.0 - none)
    return credit


EDGES = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
"""Of the bins: finer where probabilities of following are small, which most are."""

MOST_ACTIONS = 20_000
"""Looked at for calibration: every so-manieth of more."""


def calibration(ties: Listening, found: Learnt, log: Actions, since: int, last: int) -> Calibration:
    """How often people did what the ties foretold, for actions from `since` up to `last`, which the learning must
    not have seen.

    A chance is a listener and an action that somebody whom they hear did; what is foretold for it is 1 - the product
    of (1 - p) over all of these. It came true if the listener did it within the horizon after the first of them.

    Cost grows with the listeners of all who did any of the actions looked at.
    """
    offsets, order = by_vertex(ties.heard, ties.vertex_count)
    numbers = np.unique(log.action[(log.at >= since) & (log.at <= last - HORIZON_US)])
    chosen = numbers[:: max(1, len(numbers) // MOST_ACTIONS)]
    rows = np.isin(log.action, chosen) & (log.at >= since)
    some = Actions(log.action[rows], log.person[rows], log.at[rows])
    probability = found.probability.astype(np.float64)[order]
    sums = _chances(
        offsets,
        ties.hears[order],
        probability,
        some,
        last - HORIZON_US,
        HORIZON_US,
        found.base,
        np.array(EDGES),
    )
    counts, predicted, observed, (brier, baseline) = sums
    total = int(counts.sum())
    bins = tuple(
        Bin(
            EDGES[place],
            EDGES[place + 1],
            predicted[place] / counts[place],
            observed[place] / counts[place],
            int(counts[place]),
        )
        for place in np.flatnonzero(counts).tolist()
    )
    return Calibration(bins, total, brier / max(total, 1), baseline / max(total, 1))


@compiled
def _chances(
    offsets: Offsets,
    hears: Vertices,
    probability: Numbers,
    log: Actions,
    last: int,
    horizon: int,
    base: float,
    edges: Numbers,
) -> tuple[Numbers, Numbers, Numbers, tuple[float, float]]:
    """(chances, sum foretold, number come true) of each bin; (sum of squares, of the baseline)."""
    counts, predicted, observed = np.zeros(len(edges) - 1), np.zeros(len(edges) - 1), np.zeros(len(edges) - 1)
    brier, baseline = 0.0, 0.0
    place_of = np.full(len(offsets) - 1, -1, np.int64)
    missed, heard_at = np.ones(len(offsets) - 1), np.zeros(len(offsets) - 1, np.int64)
    exposures = np.zeros(len(offsets) - 1, np.int64)
    start = 0
    while start < len(log.at):
        end = start
        touched = [np.uint32(0) for _ in range(0)]
        while end < len(log.at) and log.action[end] == log.action[start]:
            place_of[log.person[end]] = end
            end += 1
        for row in range(start, end):
            if log.at[row] > last:
                break
            for tie in range(offsets[log.person[row]], offsets[log.person[row] + 1]):
                listener = hears[tie]
                done = place_of[listener]
                if done >= start and log.at[done] <= log.at[row]:
                    continue
                if exposures[listener] == 0:
                    touched.append(listener)
                    heard_at[listener] = log.at[row]
                exposures[listener] += 1
                missed[listener] *= 1.0 - probability[tie]
        for listener in touched:
            chance = 1.0 - missed[listener]
            done = place_of[listener]
            true = 1.0 if done >= start and log.at[done] - heard_at[listener] <= horizon else 0.0
            place = min(max(np.searchsorted(edges, chance, "right") - 1, 0), len(edges) - 2)
            counts[place] += 1
            predicted[place] += chance
            observed[place] += true
            brier += (chance - true) ** 2
            baseline += (1.0 - (1.0 - base) ** exposures[listener] - true) ** 2
            missed[listener], exposures[listener] = 1.0, 0
        start = end
    return counts, predicted, observed, (brier, baseline)
