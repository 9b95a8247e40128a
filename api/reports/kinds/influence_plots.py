"""People by influence in; a plot of their attention with its intervals out."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from api.reports.brief import Brief
from api.reports.document import Plot
from api.reports.kinds.influence_tables import value_of
from api.reports.plots.intervals import Row, forest
from api.reports.plots.scale import Scale
from api.reports.words import share_between
from graph.questions.influence import Influence, Influencer

DRAWN = 12

STEPS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 1.0)
"""Where the scale may end."""

ENOUGH = 0.9
"""Part of the people drawn whose intervals the scale must hold: one wild guess must not press the rest flat."""


def attention(brief: Brief, found: Influence, id_: str) -> Plot:
    """Attention of the first people, with its interval."""
    rows = [_row(brief, found, one) for one in found.people[:DRAWN]]
    highs = sorted(row.interval.high for row in rows if row.interval is not None)
    needed = highs[int((len(highs) - 1) * ENOUGH)] if highs else 1.0
    needed = max(needed, max((row.value or 0 for row in rows), default=0))
    top = next((step for step in STEPS if needed <= step), 1.0)
    scale = Scale(0.0, top, (0.0, top / 2, top), lambda mark: f"{mark * 100:g} %")
    alt = "Part of all attention: " + "; ".join(f"{row.label} {row.written}" for row in rows) + "."

    def draw(width: float) -> Element:
        return forest(rows, scale, width, alt)

    caption = "Part of all attention with its 95 % interval (hollow: heard by one or two people)"
    return Plot(f"{id_}-plot", caption, alt, draw)


def _row(brief: Brief, found: Influence, one: Influencer) -> Row:
    standing = next((each for each in one.measures if each.measure is found.by), None)
    if standing is None:
        return Row(brief.naming.of(one.person), None, None, "", thin=True)
    written = f"{value_of(standing)} ({share_between(standing.interval)})"
    return Row(brief.naming.of(one.person), standing.value, standing.interval, written, one.thin, own=True)
