"""Values with their intervals in; the places that each may really hold in the ranking out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Sorted once; places of any few are then looked up."""

    values: Floats
    lows: Floats
    highs: Floats
    """(n) Each ascending, on its own."""

    def places(self, values: Floats) -> Places:
        """1 for the greatest; equals share a place."""
        return 1 + len(self.values) - np.searchsorted(self.values, values, side="right")

    def best(self, highs: Floats) -> Places:
        """The best place that one with this upper end may hold: after all whose lower end lies above it."""
        return 1 + len(self.lows) - np.searchsorted(self.lows, highs, side="right")

    def worst(self, lows: Floats) -> Places:
        """The worst: before all whose upper end lies below its lower end."""
        return np.asarray(len(self.highs) - np.searchsorted(self.highs, lows, side="left"))


def ranking(values: Floats, lows: Floats, highs: Floats) -> Ranking:
    """Ranks that intervals allow. Three sorts of n.

    Klein, Wright and Wieczorek, A joint confidence region for an overall ranking of populations (2020, Journal of the
    Royal Statistical Society C 69).
    """
    return Ranking(np.sort(values), np.sort(lows), np.sort(highs))
