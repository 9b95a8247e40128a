"""Groups with sizes, moods and ties in; a map of them out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from api.reports.plots.layout import Link, Size, Spot, layout
from api.reports.plots.svg import FONT, dot, drawing, fitting, straight, text, width_of

LARGEST, SMALLEST = 46.0, 9.0
NARROW = 480.0
LABEL_LINE = 15.0
"""Height of a line of a name."""

MANY = 12
"""Nodes from which on a phone has room for their numbers alone: the table has the names."""

LEGEND = 30.0

MOODS = (-0.4, -0.001, 0.001, 0.4)
"""Where the five shades of mood begin: below the first is the worst, about 0 what is not clear."""

SHADES = ("ill", "rather ill", "not clear", "rather well", "well")


@dataclass(frozen=True, slots=True)
class Node:
    """A group of people."""

    number: str
    """Shown in it; the table of groups has the same."""
    label: tuple[str, str]
    """Two lines below it; either may be empty."""
    size: int
    mood: float | None
    """-1..1 toward the brand; None where its members say nothing of it."""


def shade(mood: float | None) -> str:
    """The class of a mood's colour."""
    return "none" if mood is None else f"mood{sum(mood > start for start in MOODS)}"


def network(nodes: list[Node], links: list[Link], width: float, brand: str, alt: str) -> Element:
    """Area says members, colour mood toward the brand, a line's breadth contact."""
    narrow = width < NARROW
    height = width * (1.15 if narrow else 0.66)
    svg = drawing(width, height + LEGEND * (3 if narrow else 1), alt)
    largest = max((node.size for node in nodes), default=1)
    scale = (0.62 if narrow else 1.0) * min(1.0, math.sqrt(12 / max(len(nodes), 1)))
    radii = [max(LARGEST * scale * math.sqrt(node.size / largest), SMALLEST) for node in nodes]
    names = [_name(node, width) if not narrow or len(nodes) <= MANY else [] for node in nodes]
    spots = layout(
        [_room(radius, name) for radius, name in zip(radii, names, strict=True)], links, (width, height)
    )
    _ties(svg, links, spots)
    for node, spot, radius in zip(nodes, spots, radii, strict=True):
        dot(svg, spot.x, spot.y, radius, f"node {shade(node.mood)}")
        text(svg, spot.x, spot.y + 4.5, node.number, f"strong on {shade(node.mood)}", "middle")
    for name, spot, radius in zip(names, spots, radii, strict=True):
        for place, words in enumerate(name):
            y = spot.y + radius + FONT + 1 + place * LABEL_LINE
            text(svg, spot.x, y, words, "muted halo" if place else "ink halo", "middle")
    _legend(svg, brand, width, height)
    return svg


def _name(node: Node, width: float) -> list[str]:
    room = min(width * 0.3, 150.0)
    return [fitting(label, room) for label in node.label if label]


def _room(radius: float, name: list[str]) -> Size:
    half = max([radius, *(width_of(words) / 2 for words in name)])
    return Size(half, radius, radius + LABEL_LINE * len(name) + 2)


def _ties(svg: Element, links: list[Link], spots: list[Spot]) -> None:
    strongest = max((link.weight for link in links), default=1.0)
    for link in sorted(links, key=lambda one: one.weight):
        one, other = spots[link.one], spots[link.other]
        line = straight(svg, (one.x, one.y), (other.x, other.y), "tie")
        line.set("stroke-width", f"{0.8 + 7 * math.sqrt(link.weight / strongest):.1f}")


def _legend(svg: Element, brand: str, width: float, height: float) -> None:
    names = (
        *(f"speak {name} of {brand}" if place == 0 else name for place, name in enumerate(SHADES)),
        "say nothing",
    )
    classes = [f"mood{place}" for place in range(len(SHADES))] + ["none"]
    x, y = 0.0, height + 18
    for name, kind in zip(names, classes, strict=True):
        wide = width_of(name) + 32
        if x + wide > width:
            x, y = 0.0, y + LEGEND * 0.8
        dot(svg, x + 7, y - 4, 7, f"node {kind}")
        text(svg, x + 19, y, name, "muted")
        x += wide
