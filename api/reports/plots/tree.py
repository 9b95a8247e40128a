"""Chains of people in; a drawing of who moved whom, from left to right, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from api.reports.plots.svg import dot, drawing, fitting, path, text, width_of

ROW, INDENT, RADIUS = 27.0, 30.0, 5.0
NARROW, NARROW_INDENT = 480.0, 16.0
SPACE = 10.0


@dataclass(slots=True)
class Branch:
    """A person, and those whom their word moved."""

    label: str
    note: str = ""
    """What they did, and after how long."""
    moved: bool = False
    """They acted upon advice; the first of a chain did not."""
    children: list[Branch] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows that it takes."""
        return 1 + sum(child.rows for child in self.children)


@dataclass(frozen=True, slots=True)
class Placed:
    """A branch in its row."""

    branch: Branch
    depth: int
    row: int
    parent: int
    """Row of the branch above it; itself for a first one."""


def tree(chains: list[Branch], width: float, alt: str) -> Element:
    """A row a person, each indented under the one whose word moved them."""
    placed = list(_places(chains))
    svg = drawing(width, ROW * len(placed) + 6, alt)
    indent = NARROW_INDENT if width < NARROW else INDENT
    for one in placed:
        if one.parent != one.row:
            _line(svg, one, indent)
    for one in placed:
        x, y = RADIUS + 1 + one.depth * indent, _y(one.row)
        dot(svg, x, y, RADIUS, "f1" if one.branch.moved else "f0")
        label = fitting(one.branch.label, (width - x) * (0.45 if one.branch.note else 0.9))
        text(svg, x + RADIUS + 6, y + 4.5, label, "ink" if one.branch.moved else "ink strong")
        start = x + RADIUS + 6 + width_of(label) * 1.06 + SPACE
        if one.branch.note:
            text(svg, start, y + 4.5, fitting(one.branch.note, width - start), "muted")
    return svg


def _places(
    chains: list[Branch], depth: int = 0, row: int = 0, parent: int | None = None
) -> Iterator[Placed]:
    for branch in chains:
        yield Placed(branch, depth, row, row if parent is None else parent)
        yield from _places(branch.children, depth + 1, row + 1, row)
        row += branch.rows


def _y(row: int) -> float:
    return ROW * row + ROW / 2


def _line(svg: Element, one: Placed, indent: float) -> None:
    above = RADIUS + 1 + (one.depth - 1) * indent
    own = RADIUS + 1 + one.depth * indent
    top, bottom = _y(one.parent) + RADIUS, _y(one.row)
    path(svg, [(above, top), (above, bottom), (own - RADIUS, bottom)], "branch")
