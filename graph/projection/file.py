"""Named arrays in, one file that is whole or not there; the same arrays out, mapped into memory and checked.

The file holds a head (JSON, with where each array lies and its checksum) and the arrays, each with a hole
behind it. What is written into a mapped array stays in this process: the hole is room to append to.
"""

from __future__ import annotations

import io
import mmap
import os
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

MAGIC = b"RPRTPROJ"
START = struct.Struct("<8sIII")
"""MAGIC, format, length of the head, checksum of the head."""

PAGE = 4_096
"""Arrays begin at pages, so that a hole takes no room on disk."""

ROOM = 4
"""Behind each array is room for this part of its length, as in graph.projection.growing."""

LEAST_ROOM = 4_096

PRIVATE = 0o600
"""Accounts and uids stand in it: for its owner only."""


class DamagedFileError(Exception):
    """The file is not what was written, or not of this format. Nobody needs it: it is made again."""


@dataclass(frozen=True, slots=True)
class Held:
    """An array with the room behind it, of which so much is in use."""

    array: npt.NDArray[Any]
    used: int

    @property
    def rows(self) -> npt.NDArray[Any]:
        """What is in use."""
        return self.array[: self.used]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an array lies, as the head says it."""

    dtype: str
    used: int
    capacity: int
    offset: int
    checksum: int


def write(path: Path, kind: int, about: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Put the file in place in one step: whoever reads meanwhile has the old one, whole. Raises OSError."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with _created(beside) as file:
            _fill(file, kind, about, arrays)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    _settle(path.parent)


def read_head(path: Path, kind: int) -> Mapping[str, Any]:
    """What the file is about, without looking at its arrays. Raises DamagedFileError, OSError."""
    with path.open("rb") as file:
        about: Mapping[str, Any] = _head(file, kind)[0]["about"]
        return about


def read(path: Path, kind: int) -> tuple[Mapping[str, Any], dict[str, Held]]:
    """What the file is about, and its arrays. Raises DamagedFileError, OSError."""
    with path.open("rb") as file:
        head, first = _head(file, kind)
        if os.fstat(file.fileno()).st_size != first + head["size"]:
            raise DamagedFileError(f"{path} has been cut short.")
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    places = {name: _Place(*place) for name, place in head["arrays"].items()}
    return head["about"], {name: _mapped(mapped, first, name, place) for name, place in places.items()}


def _created(path: Path) -> io.BufferedWriter:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), PRIVATE)
    return io.BufferedWriter(io.FileIO(handle, "wb"))


def _fill(
    file: io.BufferedWriter, kind: int, about: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]
) -> None:
    places = dict(_placed(arrays))
    size = sum(_pages(place.capacity * np.dtype(place.dtype).itemsize) for place in places.values())
    listed = {
        name: [one.dtype, one.used, one.capacity, one.offset, one.checksum] for name, one in places.items()
    }
    head = orjson.dumps({"about": about, "size": size, "arrays": listed})
    file.write(START.pack(MAGIC, kind, len(head), zlib.crc32(head)) + head)
    first = _pages(START.size + len(head))
    for name, place in places.items():
        file.seek(first + place.offset)
        file.write(_bytes(arrays[name]))
    file.truncate(first + size)


def _placed(arrays: Mapping[str, npt.NDArray[Any]]) -> Iterator[tuple[str, _Place]]:
    offset = 0
    for name, array in arrays.items():
        capacity = len(array) + max(len(array) // ROOM, LEAST_ROOM)
        yield name, _Place(array.dtype.str, len(array), capacity, offset, zlib.crc32(_bytes(array)))
        offset += _pages(capacity * array.itemsize)


def _bytes(array: npt.NDArray[Any]) -> memoryview:
    return np.ascontiguousarray(array).data.cast("B") if len(array) else memoryview(b"")


def _pages(length: int) -> int:
    return -(-length // PAGE) * PAGE


def _head(file: io.BufferedReader, kind: int) -> tuple[dict[str, Any], int]:
    """The head, and where the arrays begin."""
    start = file.read(START.size)
    if len(start) < START.size:
        raise DamagedFileError(f"{file.name} is no projection.")
    magic, found, length, checksum = START.unpack(start)
    if (magic, found) != (MAGIC, kind):
        raise DamagedFileError(f"{file.name} is of another format.")
    text = file.read(length)
    if len(text) != length or zlib.crc32(text) != checksum:
        raise DamagedFileError(f"The head of {file.name} is damaged.")
    head: dict[str, Any] = orjson.loads(text)
    return head, _pages(START.size + length)


def _mapped(mapped: mmap.mmap, first: int, name: str, place: _Place) -> Held:
    array = np.frombuffer(mapped, np.dtype(place.dtype), place.capacity, first + place.offset)
    held = Held(array, place.used)
    if zlib.crc32(_bytes(held.rows)) != place.checksum:
        raise DamagedFileError(f"{name} is damaged.")
    return held


def _settle(folder: Path) -> None:
    """Make the new name durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
