"""Filters in, again and again; tie graphs out, each made once and the latest kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from graph.projection.tie_filter import TieFilter, ties
from graph.projection.tie_graph import TieGraph

if TYPE_CHECKING:
    from graph.projection.projection import Projection

MOST_KEPT = 8
"""Graphs kept: those of one page's questions. One of 1e7 ties takes 80 to 160 MB."""


class KeptTies:
    """Of one snapshot, so nothing kept can go stale. Several threads may ask at once."""

    def __init__(self) -> None:
        self._kept: OrderedDict[TieFilter, TieGraph] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, projection: Projection, asked: TieFilter) -> TieGraph:
        """The graph of a filter of that snapshot."""
        with self._lock:
            if asked in self._kept:
                self._kept.move_to_end(asked)
                return self._kept[asked]
            made = self._kept[asked] = ties(projection, asked)
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            return made
