"""What people said in a window and in the one before in; what changed, with an interval that draws people anew, out.

Net sentiment, shares of voice and shares of people with a peeve change by whole people, many of whom speak in both
windows: each is drawn with all that they said in both (analytics.resampling). With fewer than THIN_PEOPLE in either window
drawing people says too little (of nobody nobody can be drawn), and the intervals of counts stay (intervals:
Wilson's and Newcombe's).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analytics.past import Numbers
from graph.analytics.resampling import interval, ratio
from graph.projection import Projection
from graph.projection.vocabulary import Codes
from graph.questions.intervals import Interval, difference, leaves_out_zero, net_interval, wilson
from graph.questions.stances import THIN_PEOPLE, Stances, person_means


@dataclass(frozen=True, slots=True)
class Shift:
    """How a share or a mean moved."""

    now: float | None
    before: float | None
    change: float | None
    """None where one of the windows has nobody."""
    interval: Interval | None
    significant: bool
    """The interval leaves 0 out."""


NO_SHIFT = Shift(None, None, None, None, significant=False)


def net_change(projection: Projection, now: Stances, before: Stances) -> Interval | None:
    """Interval of the change of net sentiment, a mean over people; None where too few speak in either window."""
    means, means_before = (person_means(projection, one.person, one.value) for one in (now, before))
    if min(len(means.people), len(means_before.people)) < THIN_PEOPLE:
        return None
    columns = columns_of((means.people, means.mean), (means_before.people, means_before.mean))
    found = interval(columns, _difference)
    return None if found is None else Interval(*found)


def columns_of(now: tuple[Codes, Numbers], before: tuple[Codes, Numbers]) -> Numbers:
    """(p, 4) Of everybody who speaks in either window: value and presence now, value and presence before."""
    everyone = np.union1d(now[0], before[0])
    columns = np.zeros((len(everyone), 4))
    for place, (people, value) in enumerate((now, before)):
        rows = np.searchsorted(everyone, people)
        columns[rows, 2 * place] = value
        columns[rows, 2 * place + 1] = 1.0
    return columns


def share_shift(columns: Numbers) -> Shift:
    """The change of a share: columns (p, 4) as of columns_of, or of parts and wholes."""
    columns = columns[np.lexsort(columns.T)]  # summed in an order that is not that of arrival
    one, whole, one_before, whole_before = columns.sum(axis=0).tolist() if len(columns) else (0.0,) * 4
    now = one / whole if whole else None
    before = one_before / whole_before if whole_before else None
    if now is None or before is None:
        return Shift(now, before, None, None, significant=False)
    between = _between(columns, now, before)
    return Shift(
        now, before, now - before, between, significant=between is not None and leaves_out_zero(between)
    )


def _between(columns: Numbers, now: float, before: float) -> Interval | None:
    people, people_before = (int(np.count_nonzero(columns[:, place])) for place in (1, 3))
    some = min(int(np.count_nonzero(columns[:, place])) for place in (0, 2))
    if min(people, people_before, some) < THIN_PEOPLE:
        return difference(now, _small(now, people), before, _small(before, people_before))
    found = interval(columns, _difference)
    return None if found is None else Interval(*found)


def _difference(sums: Numbers) -> Numbers:
    return ratio(sums[..., 0], sums[..., 1]) - ratio(sums[..., 2], sums[..., 3])


def _small(value: float, people: int) -> Interval:
    """Of a share, or of a mean within -1..1: Wilson's on the wider scale holds for both."""
    return wilson(value, people) if 0.0 <= value <= 1.0 else net_interval(value, people)
