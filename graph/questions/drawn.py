"""What each person adds to a share or a mean in; its 95 % interval, and that of a change, by drawing people anew, out.

One person's messages are not independent, so people are drawn, each with all that they said
(graph.analytics.resampling: bias-corrected and accelerated, seeded). Where people are few or nearly all alike there is
nothing to draw from - of ten who agree every draw agrees - and the intervals of counts take its place
(graph.questions.intervals: Wilson's, Newcombe's).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from graph.analytics.resampling import Counts, Numbers, different, interval_of_rows, ratio
from graph.questions.intervals import Interval, difference, net_interval
from graph.questions.stances import THIN_PEOPLE, PersonMeans

LEAST_APART = 5
"""People unlike the commonest, below whom draws are too alike (Cochran 1954, Biometrics 10, on expected counts): of 20 people
of whom 19 agree, an interval by draws holds the truth in 80 of 100 cases."""

OfCounts = Callable[[float, int], Interval]
"""A value and how many people it is of in, an interval out: wilson for a share, net_interval for a net sentiment."""


def of_means(means: PersonMeans) -> Interval | None:
    """Of net sentiment, the mean over people of their own means; None without people. Cost: one sort of people."""
    if means.net is None:
        return None
    values, counts = np.unique(means.mean, return_counts=True)
    people = len(means.people)
    if people < THIN_PEOPLE or people - counts.max() < LEAST_APART:
        return net_interval(means.net, people)
    rows = np.column_stack([values, np.ones(len(values))])
    return _held(interval_of_rows(rows, counts, _ratio), net_interval, means.net, people)


def of_ratio(columns: Numbers, value: float, of_counts: OfCounts) -> Interval | None:
    """Of `value`, the sum of parts over that of wholes; columns (p, 2) are each person's part and whole; None without people."""
    people = int(np.count_nonzero(columns[:, 1]))
    if not people:
        return None
    rows, counts = different(columns)
    found = interval_of_rows(rows, counts, _ratio) if _tells(rows, counts) else None
    return _held(found, of_counts, value, people)


def of_change(
    rows: Numbers, counts: Counts, now: float, before: float, of_counts: OfCounts
) -> Interval | None:
    """Of now - before; different rows (d, 4): part and whole now, part and whole before; and how many people have each.

    Whoever speaks in both windows is drawn with both, so what they keep saying cancels.
    """
    halves = rows[:, :2], rows[:, 2:]
    if all(_tells(half, counts) for half in halves):
        found = interval_of_rows(rows, counts, _difference)
        if found is not None:
            return Interval(*found)
    people, people_before = (int(counts[half[:, 1] != 0].sum()) for half in halves)
    if not people or not people_before:
        return None
    return difference(now, of_counts(now, people), before, of_counts(before, people_before))


def _tells(rows: Numbers, counts: Counts) -> bool:
    """Enough people, enough of them unlike the commonest."""
    speaking = rows[:, 1] != 0
    _, place = np.unique(rows[speaking], axis=0, return_inverse=True)
    alike = np.bincount(place.ravel(), counts[speaking])
    people = int(alike.sum())
    return people >= THIN_PEOPLE and people - int(alike.max()) >= LEAST_APART


def _held(found: tuple[float, float] | None, of_counts: OfCounts, value: float, people: int) -> Interval:
    """The interval drawn, which never leaves out the value itself; else that of counts."""
    if found is None:
        return of_counts(value, people)
    return Interval(min(found[0], value), max(found[1], value))


def _ratio(sums: Numbers) -> Numbers:
    return ratio(sums[..., 0], sums[..., 1])


def _difference(sums: Numbers) -> Numbers:
    return ratio(sums[..., 0], sums[..., 1]) - ratio(sums[..., 2], sums[..., 3])
