"""Strings in, small integer codes out and back; append-only, so that every snapshot can share it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.projection.strings import (
    Codes,
    Slices,
    Strings,
    find,
    no_strings,
    put,
    roomy,
    slices_of,
    until,
)

__all__ = ["ABSENT", "NOBODY", "Codes", "Vocabulary"]

NOBODY = -1
"""The code of null."""

ABSENT = -2
"""The code of a string that has none: unlike null, it equals nothing in any column."""

A_PIECE = 65_536
"""Strings that get their codes in one go. Who looks a code up waits that long at most: some milliseconds."""


class Vocabulary:
    """Codes in order of first sight. About 60 bytes a string of 30 characters (see strings)."""

    def __init__(self, strings: Strings | None = None) -> None:
        self._strings = strings or no_strings()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """How many strings have a code."""
        return self._strings.count

    @property
    def strings(self) -> Strings:
        """The strings that it has now."""
        return self._strings

    def frozen(self) -> Strings:
        """The same, with a table of its own: in the shared one, others may be putting strings meanwhile."""
        with self._lock:
            return replace(self._strings, slots=self._strings.slots.copy())

    def name(self, code: int) -> str:
        """The string of a code."""
        strings = self._strings
        if not 0 <= code < strings.count:
            raise IndexError(code)
        start, end = strings.offsets[code : code + 2].tolist()
        return strings.data[start:end].tobytes().decode()

    def names(self, codes: Iterable[int] | npt.NDArray[np.integer]) -> list[str]:
        """The strings of these codes."""
        wanted = codes if isinstance(codes, np.ndarray) else np.fromiter(codes, np.int64)
        found: list[str] = self._strings.within(wanted).to_pylist()
        return found

    def column(self, count: int, first: int = 0) -> pa.LargeStringArray:
        """The strings of the codes from `first` to before `count`, without a copy."""
        return self._strings.column(count, first)

    def since(self, code: int) -> Sequence[str]:
        """The strings with this code and later ones."""
        strings = self._strings
        found: list[str] = strings.column(strings.count, min(code, strings.count)).to_pylist()
        return found

    def code(self, name: str | None) -> int:
        """The code of a string: ABSENT if it has none, NOBODY for None."""
        if name is None:
            return NOBODY
        asked = np.frombuffer(name.encode(), np.uint8)
        with self._lock:
            strings = self._strings
            code = find(strings.slots, strings.data, strings.offsets, asked)
        return ABSENT if code < 0 else int(code)

    def add(self, names: Iterable[str]) -> Codes:
        """The codes of these strings, given out where they are new."""
        return self.encode(pa.array(list(names), pa.large_string()))

    def encode(self, column: pa.Array) -> Codes:
        """The codes of a string column, NOBODY for null."""
        return self._encoded(slices_of(column), column.is_valid().to_numpy(zero_copy_only=False))

    def encode_until(self, column: pa.Array, stop: str) -> Codes:
        """The codes of what stands before the first `stop` (one ASCII character) in each string of a column."""
        data, starts, ends = slices_of(column)
        cut = Slices(data, starts, until(data, starts, ends, ord(stop)))
        return self._encoded(cut, column.is_valid().to_numpy(zero_copy_only=False))

    def _encoded(self, slices: Slices, valid: npt.NDArray[np.bool_]) -> Codes:
        codes = np.full(len(valid), NOBODY, np.int32)
        for start in range(0, len(codes), A_PIECE):
            piece = slice(start, start + A_PIECE)
            some = Slices(slices.data, slices.starts[piece], slices.ends[piece])
            self._put(some, valid[piece], codes[piece])
        return codes

    def _put(self, some: Slices, valid: npt.NDArray[np.bool_], codes: Codes) -> None:
        with self._lock:
            room = roomy(self._strings, len(codes), int((some.ends - some.starts).sum()))
            count = put(room.slots, room.data, room.offsets, room.count, *some, valid, codes)
            self._strings = Strings(count, room.data, room.offsets, room.slots)
