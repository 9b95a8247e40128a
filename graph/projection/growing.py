"""Parallel arrays in, more rows in again and again; the longer arrays out, mostly without copying what was there."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Arrays = Sequence[npt.NDArray[Any]]

ROOM = 4
"""Arrays grow by this part of their length. Room that is not used yet takes no memory, only addresses."""

LEAST_ROOM = 1_024


class Growing:
    """Room behind the arrays of the newest snapshot. Older snapshots are shorter slices of the same arrays.

    Rows that a snapshot holds are never written again: what does not follow the longest slice gets
    arrays of its own.
    """

    def __init__(self, held: Arrays = (), used: int = 0) -> None:
        self._held = tuple(held)
        self._used = used
        self._lock = threading.Lock()

    def appended(self, old: Arrays, new: Arrays) -> list[npt.NDArray[Any]]:
        """The old rows with the new ones behind. Grows with the new rows only, where `old` came from here last."""
        before, length = len(old[0]), len(old[0]) + len(new[0])
        with self._lock:
            if not self._is_next(old, length):
                self._held = tuple(_roomy(array, length) for array in old)
            for held, rows in zip(self._held, new, strict=True):
                held[before:length] = rows
            self._used = length
            return [held[:length] for held in self._held]

    def _is_next(self, old: Arrays, length: int) -> bool:
        """Whether the new rows can be written behind the old ones, where nobody looks yet."""
        if not self._held or self._used != len(old[0]) or length > len(self._held[0]):
            return False
        return all(_begins(held) == _begins(array) for held, array in zip(self._held, old, strict=True))


def _begins(array: npt.NDArray[Any]) -> int:
    return int(array.__array_interface__["data"][0])


def _roomy(array: npt.NDArray[Any], length: int) -> npt.NDArray[Any]:
    longer = np.empty(length + max(length // ROOM, LEAST_ROOM), array.dtype)
    longer[: len(array)] = array
    return longer
