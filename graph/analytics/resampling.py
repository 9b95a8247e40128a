"""What each person adds to some sums in; where a figure made of the sums would lie with other people, out.

People are drawn, not messages, because one person's messages are not independent (the cluster bootstrap: Davison and
Hinkley 1997, Bootstrap Methods and their Application, section 3.8; Field and Welsh 2007, Journal of the Royal Statistical
Society B 69).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import erf, sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Statistic = Callable[[Numbers], Numbers]
"""Sums (…, c) in, a figure for each of the leading places out; NaN where they do not say."""

ROUNDS = 1_000
"""Enough for the ends of a 95 % interval (Efron and Tibshirani 1993, section 14.3)."""

LEAST_ROUNDS = 200
MOST_DRAWS = 20_000_000
"""Draws in all: about a third of a second. More different people are drawn fewer times."""

AT_ONCE = 2_000_000
"""Draws held at a time."""

QUANTILES = 2**16
MOST_TABLED = 96
"""Greater counts are few, and their quantiles would not fit a byte much longer."""

CHANCE = 0.95


def interval(people: Numbers, statistic: Statistic, seed: int = 0) -> tuple[float, float] | None:
    """95 % interval of `statistic` of the column sums of `people` (p, c); None where it is not to be had.

    Each round every person counts Poisson(1) times (Hanley and MacGibbon 2006), those who add the same together, which
    is the same law. Ends are bias-corrected and accelerated (BCa: Efron 1987, Journal of the American Statistical
    Association 82). The order of rows does not matter. Cost grows with c sorts of p, and with rounds x different rows x c.
    """
    return interval_of_rows(*different(people), statistic, seed)


def interval_of_rows(
    rows: Numbers, counts: Counts, statistic: Statistic, seed: int = 0
) -> tuple[float, float] | None:
    """The same from different rows (d, c), ascending, and how many people add each (d)."""
    if counts.sum() < 2:  # noqa: PLR2004 - one person tells nothing of others
        return None
    value = float(statistic(_sums(rows, counts)))
    drawn = _drawn(rows, counts, statistic, np.random.default_rng(seed))
    drawn = np.sort(drawn[np.isfinite(drawn)])
    if not np.isfinite(value) or len(drawn) < LEAST_ROUNDS // 2:
        return None
    low, high = (_quantile(drawn, end) for end in _ends(rows, counts, statistic, value, drawn))
    return min(low, value), max(high, value)


def different(people: Numbers) -> tuple[Numbers, Counts]:
    """Different rows (d, c), ascending, and how many people add each (d). As np.unique by rows, which is far slower."""
    if not len(people):
        return people, np.empty(0, np.int64)
    rows = people[np.lexsort(people.T[::-1])]
    starts = np.flatnonzero(np.append(True, (rows[1:] != rows[:-1]).any(axis=1)))
    return rows[starts], np.diff(np.append(starts, len(rows)))


def _sums(rows: Numbers, counts: Counts) -> Numbers:
    return np.asarray(counts.astype(np.float64) @ rows)


def _drawn(rows: Numbers, counts: Counts, statistic: Statistic, random: np.random.Generator) -> Numbers:
    rounds = int(np.clip(MOST_DRAWS // len(rows), LEAST_ROUNDS, ROUNDS))
    batch = max(1, AT_ONCE // len(rows))
    parts = [
        statistic(_times(counts, min(batch, rounds - start), random) @ rows)
        for start in range(0, rounds, batch)
    ]
    return np.concatenate(parts)


def _times(counts: Counts, rounds: int, random: np.random.Generator) -> Numbers:
    """(rounds, different rows) How often each counts: Poisson of how many add the same."""
    drawn = random.integers(0, QUANTILES, (rounds, len(counts)), np.uint16)
    times = np.empty(drawn.shape)
    for count in np.unique(counts).tolist():
        places = np.flatnonzero(counts == count)
        if count <= MOST_TABLED:
            times[:, places] = quantiles(count)[drawn[:, places]]
        else:
            times[:, places] = random.poisson(count, (rounds, len(places)))
    return times


@lru_cache(MOST_TABLED)
def quantiles(count: int) -> npt.NDArray[np.uint8]:
    """Of Poisson(count), as many as a uint16 has values: to look one up is ten times quicker than to draw it."""
    values = np.arange(2 * count + 30)
    logs = values * np.log(count) - count - np.concatenate([[0.0], np.cumsum(np.log(values[1:]))])
    middles = (np.arange(QUANTILES) + 0.5) / QUANTILES
    return np.searchsorted(np.cumsum(np.exp(logs)), middles).astype(np.uint8)


def _ends(
    rows: Numbers, counts: Counts, statistic: Statistic, value: float, drawn: Numbers
) -> tuple[float, float]:
    """Which quantiles of the draws are the ends: shifted by the draws' bias and by how skewed people's influence is."""
    below = (np.count_nonzero(drawn < value) + np.count_nonzero(drawn == value) / 2) / len(drawn)
    bias = NORMAL.inv_cdf(float(np.clip(below, 1 / len(drawn), 1 - 1 / len(drawn))))
    skew = _acceleration(rows, counts, statistic)
    return _shifted(bias, skew, (1 - CHANCE) / 2), _shifted(bias, skew, (1 + CHANCE) / 2)


def _acceleration(rows: Numbers, counts: Counts, statistic: Statistic) -> float:
    """Skewness of what leaving each person out changes (the jackknife)."""
    without = statistic(_sums(rows, counts) - rows)
    known = np.isfinite(without)
    if not known.any():
        return 0.0
    change = np.average(without[known], weights=counts[known]) - without[known]
    spread = float((counts[known] * change**2).sum())
    return 0.0 if spread <= 0 else float((counts[known] * change**3).sum()) / (6 * spread**1.5)


def _shifted(bias: float, skew: float, share: float) -> float:
    z = bias + NORMAL.inv_cdf(share)
    z = bias + z / max(1 - skew * z, 1e-6)
    return 0.5 * (1 + erf(z / sqrt(2)))


def _quantile(drawn: Numbers, share: float) -> float:
    return float(np.quantile(drawn, min(max(share, 0.0), 1.0)))


NORMAL = NormalDist()


def ratio(over: Numbers, under: Numbers) -> Numbers:
    """Over / under, NaN where under is 0."""
    return np.asarray(np.divide(over, under, out=np.full(np.shape(under), np.nan), where=under != 0))
