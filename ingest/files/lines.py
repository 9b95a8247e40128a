"""A path in, its lines with number, offsets and bytes read out; gzip and zstd are read as they are."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol, cast

import zstandard

from ingest.errors import SourceError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP_MAGIC, ZSTD_MAGIC = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
GZIP_WINDOW = 31
"""What zlib calls 'gzip, any window'."""
LINE_LIMIT = 16 * 2**20
"""Bytes; a longer line is cut there and will not parse, so that a broken file cannot fill the memory."""
BUFFER = 2**18
PIECE = 2**10
"""Bytes unpacked at a time: even a bomb (zstd can write 128 KiB in 4 bytes) then stays at 32 MiB."""
DAMAGE = (EOFError, zlib.error, zstandard.ZstdError)
"""What a cut or broken archive raises while it is read."""


class DamagedArchiveError(Exception):
    """A compressed file ends too early or is broken; what came before it was read."""


class _Unpacker(Protocol):
    """One gzip member or zstd frame."""

    def decompress(self, data: bytes, /) -> bytes: ...

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...


class _Unpacked(RawIOBase):
    """Plain bytes of a compressed file: all that can be had of it, then an EOFError where its end is missing."""

    def __init__(self, raw: BufferedReader, unpacker: Callable[[], _Unpacker]) -> None:
        self._raw = raw
        self._new = unpacker
        self._current: _Unpacker | None = None
        self._ahead = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        target = memoryview(buffer).cast("B")
        while not self._ready:
            piece = self._ahead or self._raw.read(PIECE)
            self._ahead = b""
            if not piece and self._current is None:
                return 0
            if not piece:
                raise EOFError("its end is missing")
            self._ready = memoryview(self._unpack(piece))
        count = min(len(target), len(self._ready))
        target[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _unpack(self, piece: bytes) -> bytes:
        if self._current is None:
            piece = piece.lstrip(b"\0")  # tapes and some tools fill up with zeros between members
            if not piece:
                return b""
            self._current = self._new()
        plain = self._current.decompress(piece)
        if self._current.eof:
            self._ahead = self._current.unused_data
            self._current = None
        return plain


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
        return BufferedReader(_Unpacked(raw, _gzip_member), BUFFER)
    if magic == ZSTD_MAGIC:
        return BufferedReader(_Unpacked(raw, _zstd_frame), BUFFER)
    return raw


def _gzip_member() -> _Unpacker:
    return cast("_Unpacker", zlib.decompressobj(GZIP_WINDOW))


def _zstd_frame() -> _Unpacker:
    return cast("_Unpacker", zstandard.ZstdDecompressor().decompressobj())


def peek(path: Path, size: int = 4096) -> bytes:
    """The first plain bytes of a file; nothing where it cannot be read."""
    try:
        with open_bytes(path) as opened:
            return opened.stream.read(size)
    except (SourceError, OSError, *DAMAGE):
        return b""


class Line(NamedTuple):
    """One line, without its end."""

    number: int
    data: bytes
    start: int
    end: int
    """Offset in the plain bytes of what follows."""
    progress: int
    ended: bool
    """False for the last line of a file that has no line end there: someone may still be writing it."""

    @property
    def cut(self) -> bool:
        """Whether it was longer than LINE_LIMIT."""
        return len(self.data) >= LINE_LIMIT

    @property
    def cursor(self) -> str:
        """What goes on after it. The end of an unfinished line, once written, is an empty line of its number."""
        return f"{self.number}@{self.end}" if self.ended else f"{self.number - 1}@{self.end}"

    @property
    def cursor_before(self) -> str:
        """What reads it again."""
        return f"{self.number - 1}@{self.start}"


def lines(path: Path, after: str | None = None) -> Iterator[Line]:
    """The lines after a cursor (`NUMBER@OFFSET`). Raises DamagedArchiveError where an archive breaks off."""
    number, start = position(after)
    with open_bytes(path) as opened:
        stream = opened.stream
        try:
            _skip(stream, start, seekable=stream is opened.raw)
            while data := stream.readline(LINE_LIMIT):
                ended = data.endswith(b"\n")
                end = start + len(data)
                if not ended and len(data) == LINE_LIMIT:
                    rest, ended = _rest_of_line(stream)
                    end += rest
                number += 1
                bare = data if len(data) == LINE_LIMIT else data.rstrip(b"\r\n")
                yield Line(number, bare, start, end, opened.progress, ended)
                start = end
        except DAMAGE as error:
            raise DamagedArchiveError(str(error) or type(error).__name__) from error


def position(after: str | None) -> tuple[int, int]:
    """(line number, offset) of a cursor."""
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


def _rest_of_line(stream: BinaryIO) -> tuple[int, bool]:
    """Pass over what is left of a line that was cut; how much that was, and whether it has an end."""
    passed = 0
    while piece := stream.readline(LINE_LIMIT):
        passed += len(piece)
        if piece.endswith(b"\n"):
            return passed, True
    return passed, False
