"""Values with their intervals in; a row each on one scale out (a forest plot)."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from api.reports.plots.scale import Scale
from api.reports.plots.svg import box, dot, drawing, fitting, straight, text
from graph.questions.intervals import Interval

ROW = 34.0
TOP = 10.0
AXIS = 30.0
NARROW = 480.0
"""Below it the numbers stand under the labels: a phone has no third column."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured."""

    label: str
    value: float | None
    interval: Interval | None
    written: str
    """The number, as the reader sees it."""
    thin: bool
    own: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale between two sides."""

    scale: Scale
    left: float
    right: float

    def x(self, value: float) -> float:
        """Where a value stands."""
        return self.left + self.scale.part(value) * (self.right - self.left)


def forest(rows: list[Row], scale: Scale, width: float, alt: str) -> Element:
    """A row's value is a dot, its interval a line."""
    narrow = width < NARROW
    row = ROW * 1.5 if narrow else ROW
    svg = drawing(width, TOP + row * len(rows) + AXIS, alt)
    left, right = (8.0, width - 8.0) if narrow else (width * 0.24, width * 0.72)
    bottom = TOP + row * len(rows)
    axis = Axis(scale, left, right)
    for mark in scale.marks:
        x = axis.x(mark)
        straight(svg, (x, TOP), (x, bottom), "axis" if mark == 0 else "grid")
        text(svg, x, bottom + 18, scale.written(mark), "muted", _anchor(scale.part(mark), narrow=narrow))
    for place, one in enumerate(rows):
        _row(svg, one, TOP + row * place, axis, width, narrow=narrow)
    return svg


def _row(svg: Element, one: Row, top: float, axis: Axis, width: float, *, narrow: bool) -> None:
    middle = top + (ROW * 1.1 if narrow else ROW / 2)
    series = "s0" if one.own else "s1"
    weight = "ink strong" if one.own else "ink"
    text(
        svg,
        0,
        top + 14 if narrow else middle + 4,
        fitting(one.label, width / 2 if narrow else axis.left - 12),
        weight,
    )
    text(svg, width, top + 14 if narrow else middle + 4, one.written, "muted", "end")
    if one.value is None:
        return
    if one.interval is not None:
        low, high = axis.x(one.interval.low), axis.x(one.interval.high)
        box(svg, low, middle - 4, high - low, 8, f"f{series[1]} band")
        straight(svg, (low, middle), (high, middle), series)
    dot(svg, axis.x(one.value), middle, 5.5, f"{series} hollow" if one.thin else f"f{series[1]}")


def _anchor(part: float, *, narrow: bool) -> str:
    """At a phone's edges a number must not stand out of the picture."""
    if not narrow or 0 < part < 1:
        return "middle"
    return "end" if part else "start"
