"""Counts and means of people in; 95 % intervals out."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z_95 = 1.959963984540054
"""Normal quantile of a two-sided 95 % interval."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true value probably (95 %) lies."""

    low: float
    high: float


def wilson(share: float, people: int) -> Interval:
    """Wilson's score interval of a share of independent people (Wilson 1927, JASA 22).

    It also holds, conservatively, for the mean of any score within 0..1: no such score has a greater
    variance than a yes-or-no one of the same mean (Bhatia and Davis 2000).
    """
    square = Z_95 * Z_95 / people
    centre = (share + square / 2) / (1 + square)
    half = Z_95 / (1 + square) * math.sqrt(share * (1 - share) / people + square / (4 * people))
    low, high = min(centre - half, share), max(centre + half, share)  # rounding must not leave the share out
    return Interval(max(0.0, low), min(1.0, high))


def difference(now: float, interval: Interval, before: float, interval_before: Interval) -> Interval:
    """Interval of `now - before` from the intervals of both (Newcombe 1998, Statistics in Medicine 17, method 10).

    It takes the two as independent; people who are in both make it wider than need be.
    """
    change = now - before
    low = change - math.hypot(now - interval.low, interval_before.high - before)
    high = change + math.hypot(interval.high - now, before - interval_before.low)
    return Interval(low, high)


def net_interval(net: float, people: int) -> Interval:
    """Interval of a mean of scores within -1..1: Wilson's on the 0..1 scale."""
    scaled = wilson((net + 1) / 2, people)
    return Interval(2 * scaled.low - 1, 2 * scaled.high - 1)


def leaves_out_zero(interval: Interval) -> bool:
    """Whether a change of this interval is significant."""
    return interval.low > 0 or interval.high < 0
