"""Series over the same moments in; a panel each, one under the other, with their intervals, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element

from api.reports.plots.scale import Scale
from api.reports.plots.svg import dot, drawing, path, straight, text, width_of
from api.reports.words import MONTHS, date_of
from graph.model import Micros
from graph.questions.intervals import Interval

PANEL, GAP, AXIS = 96.0, 36.0, 26.0
"""Small panels with one scale are told apart where crossing lines are not (Tufte, The Visual Display, 1983)."""

LEFT, RIGHT = 46.0, 10.0
MONTH_ROOM = 34.0


@dataclass(frozen=True, slots=True)
class Point:
    """A value in one bucket of time."""

    at: Micros
    """Middle of the bucket."""
    value: float | None
    interval: Interval | None
    thin: bool


@dataclass(frozen=True, slots=True)
class Series:
    """One panel."""

    name: str
    points: tuple[Point, ...]


def _y(scale: Scale, value: float, top: float) -> float:
    return top + (1 - scale.part(value)) * PANEL


@dataclass(frozen=True, slots=True)
class Times:
    """What the widths mean."""

    first: Micros
    last: Micros
    right: float

    def x(self, at: Micros) -> float:
        """Where a moment stands."""
        return LEFT + (at - self.first) / max(self.last - self.first, 1) * (self.right - LEFT)


def panels(
    series: list[Series], scale: Scale, span: tuple[Micros, Micros], width: float, alt: str
) -> Element:
    """All panels over one axis of time; the first is the reader's own."""
    svg = drawing(width, (PANEL + GAP) * len(series) + AXIS, alt)
    times = Times(span[0], span[1], width - RIGHT)
    _months(svg, times, (PANEL + GAP) * len(series) + 18)
    for place, one in enumerate(series):
        top = GAP + (PANEL + GAP) * place
        text(svg, LEFT, top - 9, one.name, "ink strong" if place == 0 else "ink")
        for mark in scale.marks:
            y = _y(scale, mark, top)
            straight(svg, (LEFT, y), (times.right, y), "axis" if mark == 0 else "grid")
            text(svg, LEFT - 7, y + 4, scale.written(mark), "muted", "end")
        _panel(svg, one, scale, times, top, 0 if place == 0 else 1)
    return svg


def _panel(svg: Element, series: Series, scale: Scale, times: Times, top: float, colour: int) -> None:
    for run in _runs(series.points):
        at = [times.x(point.at) for point in run]
        limits = [point.interval or Interval(point.value or 0, point.value or 0) for point in run]
        upper = [(x, _y(scale, limit.high, top)) for x, limit in zip(at, limits, strict=True)]
        lower = [(x, _y(scale, limit.low, top)) for x, limit in zip(at, limits, strict=True)]
        path(svg, upper + lower[::-1], f"f{colour} band", closed=True)
        values = [(x, _y(scale, point.value or 0, top)) for x, point in zip(at, run, strict=True)]
        path(svg, values, f"s{colour}")
        for (x, y), point, (_, high), (_, low) in zip(values, run, upper, lower, strict=True):
            if len(run) == 1:
                straight(svg, (x, high), (x, low), f"s{colour} thinner")
            dot(svg, x, y, 3.2, f"s{colour} hollow" if point.thin else f"f{colour}")


def _runs(points: tuple[Point, ...]) -> Iterator[list[Point]]:
    """Points that follow one another without a silent bucket between them."""
    for known, run in groupby(points, key=lambda point: point.value is not None):
        if known:
            yield list(run)


def _months(svg: Element, times: Times, y: float) -> None:
    """Names of months, or of years, where they begin; as many as there is room for."""
    starts = list(_month_starts(times.first, times.last))
    every = next(
        step
        for step in (1, 2, 3, 6, 12, 24, 60, 1200)
        if len(starts) / step * MONTH_ROOM <= times.right - LEFT or step == 1200  # noqa: PLR2004
    )
    written_until = 0.0
    for at, year, month in starts:
        if month % every if every <= 12 else (year * 12 + month) % every:  # noqa: PLR2004 - months of a year
            continue
        x = times.x(at)
        straight(svg, (x, GAP), (x, y - 14), "grid")
        words = str(year) if month == 0 else MONTHS[month][:3]
        if x > written_until and x + width_of(words) < times.right + RIGHT:
            text(svg, x + 3, y, words, "muted")
            written_until = x + width_of(words) + 6


def _month_starts(first: Micros, last: Micros) -> Iterator[tuple[Micros, int, int]]:
    """(moment, year, month from 0) of the first of each month in between."""
    begun = date_of(first)
    month = begun.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    while True:
        at = int((month - date_of(0)).total_seconds()) * 1_000_000
        if at > last:
            return
        if at >= first:
            yield at, month.year, month.month - 1
        month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
