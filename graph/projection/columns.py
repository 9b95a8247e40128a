"""Rows of one fact kind as parallel arrays, sorted by time; slices and selections of them out.

A row takes 42 bytes: at 8, sentiment and by_company 1 each, the other eight 4 each.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.projection.growing import Growing
from graph.projection.time_sorted import TimeSorted
from graph.projection.vocabulary import Codes


@dataclass(frozen=True, slots=True)
class Columns(TimeSorted):
    """Facts of one kind, oldest first; rows of one message stand together."""

    at: npt.NDArray[np.int64]
    source: Codes
    """Message (or interaction)."""
    actor: Codes
    """Account."""
    object: Codes
    """Message, account, brand or topic, by kind."""
    rival: Codes
    """Brand."""
    to: Codes
    """Account."""
    status: Codes
    sentiment: npt.NDArray[np.int8]
    """-1, 0, 1; 0 also where there is none."""
    polarity: npt.NDArray[np.float32]
    confidence: npt.NDArray[np.float32]
    by_company: npt.NDArray[np.bool_]


NAMES = tuple(field.name for field in dataclasses.fields(Columns))

TYPES = (np.int64, *(np.int32,) * 6, np.int8, np.float32, np.float32, np.bool_)
"""Of the columns, in order."""


def empty() -> Columns:
    """No rows."""
    return _of(np.empty(0, kind) for kind in TYPES)


def merged(old: Columns, new: Columns, room: Growing) -> Columns:
    """Rows in order with new ones, in order too: those that follow the old ones are only put behind."""
    if not len(new):
        return old
    stay = len(old)
    if stay and old.at[-1] > new.at[0]:
        stay = int(np.searchsorted(old.at, new.at[0]))
        new = by_time(joined((old.pick(slice(stay, None)), new)))
    return _of(room.appended(old.pick(slice(0, stay)).arrays, new.arrays))


def _of(arrays: Iterable[npt.NDArray[Any]]) -> Columns:
    """Columns of arrays in the order of their names, which keeps the types."""
    return Columns(*arrays)


def joined(parts: Sequence[Columns]) -> Columns:
    """One behind the other."""
    if not parts:
        return empty()
    if len(parts) == 1:
        return parts[0]
    return _of(np.concatenate([getattr(part, name) for part in parts]) for name in NAMES)


def by_time(rows: Columns) -> Columns:
    """Sorted by time, then message, so that rows of one message stand together."""
    later = rows.at[1:] > rows.at[:-1]
    same = rows.at[1:] == rows.at[:-1]
    if np.all(later | (same & (rows.source[1:] >= rows.source[:-1]))):
        return rows
    return rows.pick(np.lexsort((rows.source, rows.at)))
