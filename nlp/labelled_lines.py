"""JSONL in the format of docs/evaluate.md in; a Record, or what is wrong with the line, for each line out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import orjson

from ingest.errors import SourceError
from ingest.files.lines import LINE_LIMIT, DamagedArchiveError, lines
from nlp.errors import LabelError
from nlp.labelled import Record
from nlp.labelled_json import record_from_json

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Windows editors put it before the first line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: a record or an error."""

    number: int
    record: Record | None = None
    error: LabelError | None = None
    id: object = None
    """Of a line in error, where that much could be read."""


def bounded_lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; an endless one is cut, and will then not parse."""
    while data := stream.readline(LINE_LIMIT):
        piece = data
        while len(piece) == LINE_LIMIT and not piece.endswith(b"\n"):
            piece = stream.readline(LINE_LIMIT)
        yield data


def read_lines(
    numbered: Iterable[tuple[int, bytes]], prepare: Callable[[object], object] = lambda plain: plain
) -> Iterator[Line]:
    """Every line with its number as a Line; `prepare` sees the JSON before a record is made of it."""
    for number, data in numbered:
        plain: object = None
        try:
            plain = _json(data)
            yield Line(number, record_from_json(prepare(plain)))
        except LabelError as error:
            yield Line(number, error=error, id=plain.get("id") if isinstance(plain, dict) else None)


def read_file(path: Path, prepare: Callable[[object], object] = lambda plain: plain) -> Iterator[Line]:
    """Every line of a file, plain or compressed, that is not blank. Raises SourceError."""
    try:
        said = ((line.number, line.data) for line in lines(path) if line.data.strip())
        yield from read_lines(said, prepare)
    except DamagedArchiveError as error:
        raise SourceError(f"{path.name} breaks off: {error}.", "Fetch or compress it again.") from error


def _json(data: bytes) -> object:
    if len(data) >= LINE_LIMIT:
        raise LabelError(f"the line is longer than {LINE_LIMIT:,} bytes.", "Write one record a line.")
    bare = data.removeprefix(BYTE_ORDER_MARK).strip()
    if not bare:
        raise LabelError("the line is empty.", "Write one record a line.")
    try:
        return orjson.loads(bare)
    except orjson.JSONDecodeError as error:
        raise LabelError(
            f"the line is not JSON: {error}.", "Write one JSON object a line, in UTF-8."
        ) from error
