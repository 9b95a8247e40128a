"""Learnt probabilities and a later log in; how often what they foretold came true out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analytics.flows import by_vertex
from graph.analytics.influence_learning import HORIZON_US, Actions, Learnt, Numbers
from graph.analytics.listening import Listening
from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, Vertices

EDGES = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
"""Of the bins: finer where probabilities of following are small, which most are."""

MOST_ACTIONS = 20_000
"""Looked at for calibration: every so-manieth of more."""


DIGITS = 9
"""Of what is told: past them the order of arrival shows in the sums."""


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


def calibration(ties: Listening, found: Learnt, log: Actions, since: int, last: int) -> Calibration:
    """How often people did what the ties foretold, for actions from `since` up to `last`.

    The learning must not have seen them.

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
            round(predicted[place] / counts[place], DIGITS),
            observed[place] / counts[place],
            int(counts[place]),
        )
        for place in np.flatnonzero(counts).tolist()
    )
    return Calibration(
        bins, total, round(brier / max(total, 1), DIGITS), round(baseline / max(total, 1), DIGITS)
    )


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
