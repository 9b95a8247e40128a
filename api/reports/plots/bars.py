"""Rows of parts in; horizontal bars, each part of its own colour and pattern, with a legend, out."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from api.reports.plots.svg import FONT, box, drawing, fitting, straight, text, width_of

ROW, BAR, LEGEND = 28.0, 16.0, 22.0
COLOURS = ("f0", "f1", "f2", "f3", "f4", "f5")

NARROW = 480.0
NARROW_ROW = 40.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a bar put together from parts, in the order of the legend."""

    label: str
    parts: tuple[float, ...]
    """Not below 0."""
    written: str

    @property
    def length(self) -> float:
        """Of the whole bar."""
        return sum(self.parts)


def bars(
    rows: list[Bar], legend: tuple[str, ...], width: float, alt: str, colours: tuple[str, ...] = COLOURS
) -> Element:
    """Rows as they come, the parts of each in these colours. A legend of one name is left out."""
    narrow = width < NARROW
    row = NARROW_ROW if narrow else ROW
    lines = _legend_lines(legend, width) if len(legend) > 1 else []
    top = len(lines) * LEGEND + (8 if lines else 0)
    svg = drawing(width, top + row * len(rows) + 6, alt)
    _legend(svg, lines, colours)
    room = max((width_of(one.written) for one in rows), default=0) + 12
    left = 0.0 if narrow else min(width * 0.36, max((width_of(one.label) for one in rows), default=0) + 14)
    longest = max((one.length for one in rows), default=0) or 1.0
    for place, one in enumerate(rows):
        y = top + row * place
        text(
            svg, 0, y + 13 if narrow else y + ROW / 2 + 5, fitting(one.label, width if narrow else left - 10)
        )
        start = left, y + (18 if narrow else (ROW - BAR) / 2)
        end = _parts(svg, one, start, (width - left - room) / longest, colours)
        text(svg, end + 7, y + (31 if narrow else ROW / 2 + 5), one.written, "muted")
    straight(svg, (left, top), (left, top + row * len(rows)), "axis")
    return svg


def _parts(
    svg: Element, one: Bar, start: tuple[float, float], unit: float, colours: tuple[str, ...]
) -> float:
    x, y = start
    for number, part in enumerate(one.parts):
        if part > 0:
            box(svg, x, y, part * unit, BAR, f"{colours[number]} edge")
            x += part * unit
    return x


def _legend_lines(names: tuple[str, ...], width: float) -> list[list[tuple[int, str, float]]]:
    """(number, name, x) line by line."""
    lines: list[list[tuple[int, str, float]]] = [[]]
    x = 0.0
    for number, name in enumerate(names):
        wide = width_of(name) + FONT + 22
        if lines[-1] and x + wide > width:
            lines.append([])
            x = 0.0
        lines[-1].append((number, name, x))
        x += wide
    return lines


def _legend(svg: Element, lines: list[list[tuple[int, str, float]]], colours: tuple[str, ...]) -> None:
    for place, one in enumerate(lines):
        y = place * LEGEND
        for number, name, x in one:
            box(svg, x, y + 3, FONT, FONT, f"{colours[number]} edge")
            text(svg, x + FONT + 6, y + 14, name, "muted")
