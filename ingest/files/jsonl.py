"""A file of version 1 records, one JSON object a line, in; Records out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson

from ingest.errors import RecordError
from ingest.files.lines import DamagedArchiveError, Line, cursor, lines, peek, shown
from ingest.files.places import renamed
from ingest.records import RAW_LIMIT, ReadOptions, Record, Reject
from ingest.schema import lineage_of, parse_record

SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")


class JsonlReader:
    """Our own format; plain, gzip or zstd."""

    name = "jsonl"

    def recognises(self, path: Path) -> bool:
        """By its name, and a first line that is an object."""
        return path.is_file() and path.name.lower().endswith(SUFFIXES) and peek(path, 1) in (b"{", b"")

    def read(self, path: Path, options: ReadOptions, after: str | None = None) -> Iterator[Record]:
        """One record a line; blank lines are passed over."""
        source = path.name
        last = Line(0, b"", 0, 0)
        try:
            for line in lines(path, after):
                last = line
                if line.data.strip():
                    yield self._record(line, source, options)
        except DamagedArchiveError as error:
            reject = Reject(
                source,
                f"after line {last.number}",
                f"The archive breaks off: {error}.",
                "Copy the file again, whole, and ingest it with --again.",
                "",
                self.name,
            )
            yield Record(reject, cursor(last), last.progress)

    def _record(self, line: Line, source: str, options: ReadOptions) -> Record:
        mark = cursor(line)
        try:
            value = parse_record(line.data, lineage_of(source, mark, line.data))
        except RecordError as error:
            raw = shown(line.data, RAW_LIMIT)
            value_or_reject = Reject(
                source, f"line {line.number}", error.reason, error.remedy, raw, self.name
            )
            return Record(value_or_reject, mark, line.progress)
        return Record(renamed(value, options), mark, line.progress)


def write(path: Path, records: Iterator[dict[str, object]]) -> int:
    """Write records, one a line; returns how many."""
    count = 0
    with path.open("wb") as out:
        for record in records:
            out.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
            count += 1
    return count
