"""Parallel arrays sorted by time in; selections, windows and slices of them out: what tables of facts and contacts share."""

from __future__ import annotations

from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from graph.model import Micros

Rows = npt.NDArray[Any] | slice
"""What picks rows: a mask, positions or a slice."""


class TimeSorted:
    """Base of frozen, slotted dataclasses whose every field is an array, one of them `at`, oldest first."""

    __slots__: ClassVar[tuple[str, ...]] = ()

    at: npt.NDArray[np.int64]

    def __len__(self) -> int:
        """How many rows."""
        return len(self.at)

    def pick(self, rows: Rows) -> Self:
        """These rows, in the order given (a slice copies nothing)."""
        if isinstance(rows, np.ndarray) and rows.dtype == np.bool_:
            rows = np.flatnonzero(rows)
        return type(self)(*(array[rows] for array in self.arrays))

    def between(self, since: Micros | None, end: Micros | None) -> Self:
        """The rows from `since` on and before `end`, without a copy."""
        low = 0 if since is None else int(np.searchsorted(self.at, since))
        high = len(self) if end is None else int(np.searchsorted(self.at, end))
        return self.pick(slice(low, max(low, high)))

    @property
    def arrays(self) -> list[npt.NDArray[Any]]:
        """The columns, in order."""
        return [getattr(self, name) for name in self.__slots__]

    @property
    def nbytes(self) -> int:
        """Memory of the arrays."""
        return sum(array.nbytes for array in self.arrays)
