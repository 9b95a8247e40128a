from __future__ import annotations

from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import pytest

from api.reports.plots.bars import Bar, bars
from api.reports.plots.intervals import Row, forest
from api.reports.plots.layout import Link
from api.reports.plots.network import Node, network, shade
from api.reports.plots.scale import Scale
from api.reports.plots.series import Point, Series, panels
from api.reports.plots.svg import written
from api.reports.plots.tree import Branch, tree
from graph.questions.intervals import Interval

DAY = 86_400_000_000
EVIL = '<script>"&</script>'
SCALE = Scale(-1.0, 1.0, (-1.0, 0.0, 1.0), str)


def drawings(width: float) -> list[Element]:
    rows = [Row(EVIL, 0.2, Interval(-0.1, 0.5), "0.2", thin=False), Row("b", None, None, "nobody", thin=True)]
    points = tuple(Point(day * DAY, None if day == 3 else 0.5, Interval(0, 1), day == 1) for day in range(9))
    chain = [
        Branch(EVIL, children=[Branch("b", "moved", moved=True, children=[Branch("c", "x", moved=True)])])
    ]
    nodes = [Node(str(one), (EVIL, "around x"), 10 + one, 0.5 if one else None) for one in range(14)]
    return [
        forest(rows, SCALE, width, EVIL),
        bars([Bar(EVIL, (1, 0, 2), "3"), Bar("none", (0, 0, 0), "0")], (EVIL, "b", "c"), width, EVIL),
        panels([Series(EVIL, points), Series("b", points)], SCALE, (0, 9 * DAY), width, EVIL),
        tree(chain, width, EVIL),
        network(nodes, [Link(0, 1, 2.0), Link(1, 2, 1.0)], width, EVIL, EVIL),
    ]


@pytest.mark.parametrize("width", [350.0, 760.0])
def test_drawings_are_well_formed_escaped_and_say_what_they_show(width: float) -> None:
    for svg in drawings(width):
        text = written(svg, "text { fill: black; }")
        assert "<script>" not in text
        root = ET.fromstring(text)  # noqa: S314 - our own drawing
        assert root.get("role") == "img"
        assert root.get("aria-label") == EVIL
        assert "nan" not in text.lower().replace("&lt;", "")


@pytest.mark.parametrize("width", [350.0, 760.0])
def test_nothing_stands_outside_its_drawing(width: float) -> None:
    for svg in drawings(width):
        height = float(svg.get("height", 0))
        for element in svg.iter():
            for name, most in (
                ("x", width),
                ("cx", width),
                ("x2", width),
                ("y", height),
                ("cy", height),
                ("y2", height),
            ):
                assert -0.1 <= float(element.get(name, 0)) <= most + 0.1, (element.tag, name)


def test_a_silent_bucket_is_a_gap_in_the_line() -> None:
    points = tuple(
        Point(day * DAY, None if day == 4 else 0.1, Interval(0, 0.2), thin=False) for day in range(9)
    )
    svg = panels([Series("a", points)], SCALE, (0, 9 * DAY), 760, "x")
    assert len([one for one in svg.iter("path") if one.get("class") == "s0"]) == 2


def test_mood_has_shades_and_silence_one_of_its_own() -> None:
    assert [shade(mood) for mood in (-0.9, -0.2, 0.0, 0.2, 0.9)] == [f"mood{place}" for place in range(5)]
    assert shade(None) == "none"
