"""What positions along an axis mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from low to high, with the marks that are written on it."""

    low: float
    high: float
    marks: tuple[float, ...]
    written: Callable[[float], str]

    def part(self, value: float) -> float:
        """How far along a value stands, 0 to 1."""
        inside = min(max(value, self.low), self.high)
        return (inside - self.low) / (self.high - self.low)
