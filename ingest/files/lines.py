"""A path in, its lines with number, end offset and bytes read out; gzip and zstd are read as they are."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

import zstandard

from ingest.errors import SourceError

GZIP_MAGIC, ZSTD_MAGIC = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
LINE_LIMIT = 16 * 2**20
"""Bytes; a longer line is cut there and will not parse, so that a broken file cannot fill the memory."""
BUFFER = 2**18
DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, zstandard.ZstdError)
"""What a cut or broken archive raises while it is read."""


class DamagedArchiveError(Exception):
    """A compressed file ends too early or is broken; what came before it was read."""


@dataclass(slots=True)
class Opened:
    """A stream of plain bytes, and where the file under it stands."""

    stream: BinaryIO
    raw: BinaryIO

    @property
    def progress(self) -> int:
        """Bytes of the file as stored that were read so far."""
        return self.raw.tell()


@contextmanager
def open_bytes(path: Path) -> Iterator[Opened]:
    """Open a plain, gzip or zstd file for reading. Raises SourceError where that cannot be done."""
    try:
        raw = path.open("rb")
    except OSError as error:
        reason = f"Cannot open {path.name}: {error.strerror}."
        raise SourceError(reason, "Check the path and its permissions.") from error
    with raw:
        magic = raw.read(4)
        raw.seek(0)
        yield Opened(_plain(raw, magic), raw)


def _plain(raw: BufferedReader, magic: bytes) -> BinaryIO:
    if magic[:2] == GZIP_MAGIC:
        return cast("BinaryIO", gzip.open(raw))
    if magic == ZSTD_MAGIC:
        reader = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True)
        return cast("BinaryIO", BufferedReader(cast("RawIOBase", reader), BUFFER))
    return raw


def peek(path: Path, size: int = 4096) -> bytes:
    """The first plain bytes of a file; nothing where it cannot be read."""
    try:
        with open_bytes(path) as opened:
            return opened.stream.read(size)
    except (SourceError, OSError, *DAMAGE):
        return b""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, without its end."""

    number: int
    data: bytes
    end: int
    """Offset of the next line in the plain bytes."""
    progress: int


def lines(path: Path, after: str | None = None) -> Iterator[Line]:
    """The lines after a cursor (`NUMBER@OFFSET`). Raises DamagedArchiveError where an archive breaks off."""
    number, offset = _position(after)
    with open_bytes(path) as opened:
        stream = opened.stream
        try:
            _skip(stream, offset, seekable=stream is opened.raw)
            while data := stream.readline(LINE_LIMIT):
                if data.endswith(b"\n"):
                    offset += len(data)
                    number += 1
                    yield Line(number, data.rstrip(b"\r\n"), offset, opened.progress)
                    continue
                offset += len(data) + _rest_of_line(stream)
                number += 1
                yield Line(number, data, offset, opened.progress)
        except DAMAGE as error:
            raise DamagedArchiveError(str(error) or type(error).__name__) from error


def cursor(line: Line) -> str:
    """The cursor that goes on after a line."""
    return f"{line.number}@{line.end}"


def _position(after: str | None) -> tuple[int, int]:
    if not after:
        return 0, 0
    number, _, offset = after.partition("@")
    return int(number), int(offset)


def _skip(stream: BinaryIO, offset: int, *, seekable: bool) -> None:
    if seekable:
        stream.seek(offset)
        return
    while offset > 0:
        piece = stream.read(min(offset, BUFFER))
        if not piece:
            return
        offset -= len(piece)


def _rest_of_line(stream: BinaryIO) -> int:
    """Pass over what is left of a line that was cut, and say how much that was."""
    passed = 0
    while piece := stream.readline(LINE_LIMIT):
        passed += len(piece)
        if piece.endswith(b"\n"):
            break
    return passed


def shown(raw: bytes, limit: int) -> str:
    """Bytes as text for a person: what is no UTF-8 is escaped, what is too long is cut."""
    return raw.decode("utf-8", "backslashreplace")[:limit]
