"""A window in; how much attention everybody gets, as a share of all attention, out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.analytics.pagerank import pagerank
from graph.analytics.tie_strength import HALF_LIFE_DAYS
from graph.projection import Projection
from graph.projection.tie_filter import Orientation, TieFilter
from graph.questions.answer import Window
from graph.questions.windows import now_of

Numbers = npt.NDArray[np.float64]


def attention_filter(
    projection: Projection, window: Window, brand: str | None = None, topic: str | None = None
) -> TieFilter:
    """Who hears whom among customers, recent contacts counting more, as in a person's `listensTo`."""
    return TieFilter(
        Orientation.ATTENTION,
        since=window.since,
        end=window.end,
        now=now_of(projection, window),
        half_life_days=HALF_LIFE_DAYS,
        brand=brand,
        topic=topic,
        customers=True,
    )


def attention(projection: Projection, window: Window) -> Numbers:
    """(people) Each person's PageRank on attention; 0 without ties. Kept for the next asker."""
    asked = attention_filter(projection, window)
    return projection.kept(("attention", asked), lambda: _attention(projection, asked))


def _attention(projection: Projection, asked: TieFilter) -> Numbers:
    graph = projection.ties(asked)
    found = np.zeros(projection.person_count)
    if graph.vertex_count:
        found[graph.people] = pagerank(graph).values
    return found
