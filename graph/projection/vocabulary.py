"""Strings in, small integer codes out and back; append-only, so that every snapshot can share it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Codes = npt.NDArray[np.int32]

NOBODY = -1
"""The code of null."""

ABSENT = -2
"""The code of a string that has none: unlike null, it equals nothing in any column."""


class Vocabulary:
    """Codes in order of first sight. About 190 bytes a string of 30 characters."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._codes: dict[str, int] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """How many strings have a code."""
        return len(self._names)

    def name(self, code: int) -> str:
        """The string of a code."""
        return self._names[code]

    def names(self, codes: Iterable[int]) -> list[str]:
        """The strings of these codes."""
        known = self._names
        return [known[code] for code in codes]

    def since(self, code: int) -> Sequence[str]:
        """The strings with this code and later ones."""
        return self._names[code:]

    def code(self, name: str | None) -> int:
        """The code of a string: ABSENT if it has none, NOBODY for None."""
        return NOBODY if name is None else self._codes.get(name, ABSENT)

    def add(self, names: Iterable[str]) -> Codes:
        """The codes of these strings, given out where they are new."""
        with self._lock:
            known = self._codes
            found = []
            for name in names:
                code = known.get(name)
                if code is None:
                    code = known[name] = len(self._names)
                    self._names.append(name)
                found.append(code)
        return np.array(found, np.int32)

    def encode(self, column: pa.Array) -> Codes:
        """The codes of a string column, NOBODY for null: one dictionary step a distinct string."""
        encoded = column.dictionary_encode()
        distinct = self.add(encoded.dictionary.to_pylist())
        places = encoded.indices.fill_null(len(distinct)).to_numpy(zero_copy_only=False)
        codes: Codes = np.append(distinct, np.int32(NOBODY))[places]
        return codes
