"""Microseconds in; moments as other programs read them out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

NEVER = np.iinfo(np.int64).min
"""Of someone who was not seen."""


def written(moments: npt.NDArray[np.int64]) -> list[str]:
    """ISO 8601 in UTC, to the second (xsd:dateTime)."""
    return [f"{moment}Z" for moment in np.datetime_as_string(moments.view("M8[us]"), unit="s").tolist()]


def dates(moments: npt.NDArray[np.int64]) -> list[str]:
    """The days in UTC (xsd:date)."""
    days: list[str] = np.datetime_as_string(moments.view("M8[us]"), unit="D").tolist()
    return days
