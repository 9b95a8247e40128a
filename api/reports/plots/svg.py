"""Shapes and texts in; SVG elements out. The XML library escapes every text, and numbers have one decimal."""

from __future__ import annotations

from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from api.reports.words import clipped, line

FONT = 13.0
"""Pixels; a plot is drawn at the width that it is shown at, so that this is what readers see."""

LETTER = 0.54
"""Mean width of a letter in parts of the font's size, for how long a label may be."""


def drawing(width: float, height: float, alt: str) -> Element:
    """An empty drawing that says what it shows."""
    return Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {number(width)} {number(height)}",
            "width": number(width),
            "height": number(height),
            "role": "img",
            "aria-label": line(alt),
        },
    )


def number(value: float) -> str:
    """A coordinate."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def text(
    parent: Element, x: float, y: float, words: str, classes: str = "ink", anchor: str = "start"
) -> Element:
    """A line of text, its baseline at y."""
    element = ET.SubElement(parent, "text", {"x": number(x), "y": number(y), "class": classes})
    if anchor != "start":
        element.set("text-anchor", anchor)
    element.text = line(words)
    return element


def straight(parent: Element, start: tuple[float, float], end: tuple[float, float], classes: str) -> Element:
    """A line from one point to another."""
    (x1, y1), (x2, y2) = start, end
    values = {"x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2), "class": classes}
    return ET.SubElement(parent, "line", values)


def path(
    parent: Element, points: list[tuple[float, float]], classes: str, *, closed: bool = False
) -> Element:
    """A line through points, or an area."""
    steps = " ".join(f"{'L' if place else 'M'}{number(x)} {number(y)}" for place, (x, y) in enumerate(points))
    return ET.SubElement(parent, "path", {"d": f"{steps}Z" if closed else steps, "class": classes})


def box(parent: Element, x: float, y: float, width: float, height: float, classes: str) -> Element:
    """A rectangle."""
    values = {
        "x": number(x),
        "y": number(y),
        "width": number(max(width, 0)),
        "height": number(max(height, 0)),
        "class": classes,
    }
    return ET.SubElement(parent, "rect", values)


def dot(parent: Element, x: float, y: float, radius: float, classes: str) -> Element:
    """A circle."""
    return ET.SubElement(
        parent, "circle", {"cx": number(x), "cy": number(y), "r": number(radius), "class": classes}
    )


def fitting(words: str, width: float, size: float = FONT) -> str:
    """As much of a label as a width has room for."""
    return clipped(line(words), max(int(width / (size * LETTER)), 4))


def width_of(words: str, size: float = FONT) -> float:
    """About how wide a label is."""
    return len(words) * size * LETTER


def written(svg: Element, style: str = "") -> str:
    """A drawing as text; with a style of its own it can leave the page whose style it would have."""
    if style:
        sheet = Element("style")
        sheet.text = style
        svg.insert(0, sheet)
    return ET.tostring(svg, encoding="unicode")
