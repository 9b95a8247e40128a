"""What people said in a window and in the one before in; what changed, with an interval that draws people anew, out.

Net sentiment, shares of voice and shares of people with a peeve change by whole people, many of whom speak in both
windows: each is drawn with all that they said in both (graph.questions.drawn).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analytics.resampling import Numbers, different
from graph.projection.vocabulary import Codes
from graph.questions.drawn import OfCounts, of_change
from graph.questions.intervals import Interval, leaves_out_zero, net_interval, wilson
from graph.questions.stances import PersonMeans


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
    return _shift(columns, wilson)


def net_shift(now: PersonMeans, before: PersonMeans) -> Shift:
    """The change of net sentiment, a mean over people."""
    return _shift(columns_of((now.people, now.mean), (before.people, before.mean)), net_interval)


def _shift(columns: Numbers, of_counts: OfCounts) -> Shift:
    rows, counts = different(columns)  # summed in an order that is not that of arrival
    one, whole, one_before, whole_before = (counts @ rows).tolist() if len(rows) else (0.0,) * 4
    now = one / whole if whole else None
    before = one_before / whole_before if whole_before else None
    if now is None or before is None:
        return Shift(now, before, None, None, significant=False)
    between = of_change(rows, counts, now, before, of_counts)
    significant = between is not None and leaves_out_zero(between)
    return Shift(now, before, now - before, between, significant)
