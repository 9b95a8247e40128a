"""A file of version 1 records, one JSON object a line, in; Records out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.errors import RecordError
from ingest.files.lines import LINE_LIMIT, DamagedArchiveError, Line, lines, peek
from ingest.files.places import renamed
from ingest.files.setaside import Origin, SetAside, set_aside
from ingest.records import ReadOptions, Record
from ingest.schema import lineage_of, parse_record

SUFFIXES = tuple(f"{name}{packed}" for name in (".jsonl", ".ndjson") for packed in ("", ".gz", ".zst"))
BOM = b"\xef\xbb\xbf"
TOO_LONG = RecordError(
    f"The line is longer than {LINE_LIMIT:,} bytes.", "Split what it holds, or leave it out."
)


class JsonlReader:
    """Our own format; plain, gzip or zstd."""

    name = "jsonl"

    def recognises(self, path: Path) -> bool:
        """By its name, and a first line that is an object."""
        named = path.is_file() and path.name.lower().endswith(SUFFIXES)
        return named and peek(path).removeprefix(BOM).lstrip()[:1] in (b"{", b"")

    def read(self, path: Path, options: ReadOptions, after: str | None = None) -> Iterator[Record]:
        """One record a line; blank lines are passed over."""
        aside = set_aside(path, Origin(self.name, options=options))
        last = Line(0, b"", 0, 0, 0, ended=True)
        try:
            for line in lines(path, after):
                last = line
                if line.data.strip():
                    yield _record(line, path.name, options, aside)
        except DamagedArchiveError as error:
            mark = last.cursor if last.number else after or "0@0"
            yield Record(aside.rest(f"line {last.number}", error), mark, last.progress)


def _record(line: Line, source: str, options: ReadOptions, aside: SetAside) -> Record:
    data = line.data if line.number > 1 else line.data.removeprefix(BOM)
    mark = line.cursor
    try:
        if line.cut:
            raise TOO_LONG
        value = parse_record(data, lineage_of(source, mark, line.data))
    except RecordError as error:
        # A line that someone is still writing is read again when it has its end.
        mark = mark if line.ended else line.cursor_before
        return Record(aside.record(f"line {line.number}", error, data), mark, line.progress)
    return Record(renamed(value, options), mark, line.progress)
