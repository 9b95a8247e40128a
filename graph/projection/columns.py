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

from graph.model import Micros
from graph.projection.growing import Growing
from graph.projection.vocabulary import Codes

Rows = npt.NDArray[Any] | slice
"""What picks rows: a mask, positions or a slice."""


@dataclass(frozen=True, slots=True)
class Columns:
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

    def __len__(self) -> int:
        """How many facts."""
        return len(self.at)

    def pick(self, rows: Rows) -> Columns:
        """These rows, in the order given (a slice copies nothing)."""
        if isinstance(rows, np.ndarray) and rows.dtype == np.bool_:
            rows = np.flatnonzero(rows)
        return _of(getattr(self, name)[rows] for name in NAMES)

    def between(self, since: Micros | None, end: Micros | None) -> Columns:
        """The rows from `since` on and before `end`, without a copy."""
        low = 0 if since is None else int(np.searchsorted(self.at, since))
        high = len(self) if end is None else int(np.searchsorted(self.at, end))
        return self.pick(slice(low, max(low, high)))

    @property
    def arrays(self) -> list[npt.NDArray[Any]]:
        """The columns, in order."""
        return [getattr(self, name) for name in NAMES]

    @property
    def nbytes(self) -> int:
        """Memory of the arrays."""
        return sum(getattr(self, name).nbytes for name in NAMES)


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
