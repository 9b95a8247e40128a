"""Who did what when, and whom they hear, in; the probability that each tie carries an action over out.

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
from graph.model import DAY_US
from graph.projection.tie_graph import Offsets, Vertices

Numbers = npt.NDArray[np.float64]

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
def _followed(  # noqa: C901, PLR0912 - one pass over shared arrays
    offsets: Offsets, heard: Vertices, since: Moments, log: Actions, last: int, horizon: int
) -> tuple[
    Offsets, npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]
]:
    """(offsets and ties of each following, their delays, how often a listener was first, how many actions both did)."""
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
