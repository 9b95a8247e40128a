"""Treated and untreated rows with features in; for each treated row those untreated ones that were most alike, out.

Matching within strata on the estimated propensity (Rosenbaum and Rubin 1983, Biometrika 70), moment by moment as in
Aral, Muchnik and Sundararajan (PNAS 2009, 106:51): the strata hold the period and what must be equal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.logistic import log_odds

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

CALIPER = 0.2
"""Of the log-odds' standard deviation: removes about 99 % of the bias of the measured features (Austin 2011,
Pharmaceutical Statistics 10)."""

MATCHES = 3
"""Untreated rows for each treated one: more of them steady the baseline, but are less alike (Austin 2010)."""

FARTHEST = 30.0
STRIDE = 1000.0
"""Log-odds are cut at FARTHEST, so that a stratum's rows lie apart from the next one's by more than any two of its own."""

LEAST_ROWS = 10
"""With fewer rows of either sort a regression says nothing: only the strata are matched."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Pairs of a treated and an untreated row; a treated row without anybody alike is in none."""

    treated: Places
    """(pairs) Rows, ascending."""
    control: Places
    """(pairs) Rows; one may serve several treated ones."""
    weight: Numbers
    """(pairs) 1 / how many pairs the treated row has."""
    imbalance: Numbers
    """(f) Standardised difference of means after matching; below .1 counts as balanced (Austin 2009)."""
    imbalance_before: Numbers
    """(f)"""
    unmatched: int
    """Treated rows with nobody alike."""


def match(
    features: Numbers, treated: Marks, strata: npt.NDArray[np.int64], people: npt.NDArray[np.int64]
) -> Matched:
    """Up to MATCHES nearest untreated rows of the same stratum, of other people, within the caliper, with replacement.

    features (n, f); treated, strata and people (n), rows in an order that does not depend on that of arrival. Cost:
    a regression, a sort of the untreated, a binary search a treated row.
    """
    odds = np.zeros(len(treated))
    if min(np.count_nonzero(treated), np.count_nonzero(~treated)) >= LEAST_ROWS:
        odds = np.clip(log_odds(features, treated), -FARTHEST, FARTHEST)
    chosen, others = np.flatnonzero(treated), np.flatnonzero(~treated)
    near, found = _nearest(odds, chosen, others, strata, people)
    pairs = np.flatnonzero(near.ravel())
    rows, controls = np.repeat(chosen, near.shape[1])[pairs], found.ravel()[pairs]
    each = np.bincount(rows, minlength=len(treated))
    weight = 1.0 / each[rows]
    return Matched(
        treated=rows,
        control=controls,
        weight=weight,
        imbalance=_imbalance(features, features[rows], features[controls], weight),
        imbalance_before=_imbalance(features, features[chosen], features[others], None),
        unmatched=len(chosen) - int(np.count_nonzero(each)),
    )


def _nearest(
    odds: Numbers,
    chosen: Places,
    others: Places,
    strata: npt.NDArray[np.int64],
    people: npt.NDArray[np.int64],
) -> tuple[Marks, Places]:
    """(chosen, MATCHES) which are there, and their rows."""
    if not len(others) or not len(chosen):
        return np.zeros((len(chosen), MATCHES), np.bool_), np.zeros((len(chosen), MATCHES), np.intp)
    _, stratum = np.unique(strata, return_inverse=True)
    line = stratum * STRIDE + odds
    ordered = others[np.argsort(line[others], kind="stable")]
    offsets = np.arange(-MATCHES, MATCHES)
    around = np.searchsorted(line[ordered], line[chosen])[:, None] + offsets
    inside = (around >= 0) & (around < len(ordered))
    rows = ordered[np.clip(around, 0, len(ordered) - 1)]
    distance = np.abs(line[rows] - line[chosen][:, None])
    allowed = (
        inside & (distance <= reach_of(odds, chosen, others)) & (stratum[rows] == stratum[chosen][:, None])
    )
    allowed &= people[rows] != people[chosen][:, None]
    distance = np.where(allowed, distance, np.inf)
    first = np.argsort(distance, axis=1, kind="stable")[:, :MATCHES]
    return np.take_along_axis(allowed, first, 1), np.take_along_axis(rows, first, 1)


TINY = 1e-9


def reach_of(odds: Numbers, chosen: Places, others: Places) -> float:
    """How far apart two rows may be: CALIPER of the standard deviation within the two sorts."""
    within = (odds[chosen].var() + odds[others].var()) / 2
    return max(CALIPER * float(np.sqrt(within)), TINY)


def _imbalance(everything: Numbers, some: Numbers, others: Numbers, weight: Numbers | None) -> Numbers:
    if not len(some) or not len(others):
        return np.zeros(everything.shape[1])
    spread = everything.std(axis=0)
    difference = np.average(some, axis=0, weights=weight) - np.average(others, axis=0, weights=weight)
    return np.asarray(difference / np.where(spread > TINY, spread, 1.0))
