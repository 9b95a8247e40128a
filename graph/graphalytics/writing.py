"""Ids and values in; lines of `vertex value` as the specification writes them out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.graphalytics.reading import Benchmark

LINES_A_PIECE = 65_536


def written(benchmark: Benchmark, values: npt.NDArray[Any]) -> Iterator[str]:
    """Many lines at a time, in the order of the .v file; floats with 16 digits, infinity as Infinity."""
    for first in range(0, len(benchmark.listed), LINES_A_PIECE):
        rows = benchmark.listed[first : first + LINES_A_PIECE]
        numbers = values[rows].tolist()
        shown = map(_float, numbers) if values.dtype == np.float64 else map(str, numbers)
        ids = benchmark.ids[rows].tolist()
        yield "".join(f"{one} {value}\n" for one, value in zip(ids, shown, strict=True))


def _float(value: float) -> str:
    return "Infinity" if value == np.inf else f"{value:.15e}"
