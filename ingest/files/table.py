"""CSV and Parquet files in, Records out, a row each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

import orjson

from ingest.errors import RecordError, SourceError
from ingest.files.columns import ColumnMap, column_map
from ingest.files.lines import DAMAGE, Opened, open_bytes, peek
from ingest.files.places import place
from ingest.files.setaside import Origin, SetAside, set_aside
from ingest.files.twcs import INSTANCE, is_twcs
from ingest.records import ReadOptions, Record
from ingest.schema import lineage_of

SUFFIXES = tuple(f"{name}{packed}" for name in (".csv", ".tsv") for packed in ("", ".gz", ".zst"))
DELIMITERS = ",;\t|"
CELL_LIMIT = 2**21
"""Code points: twice the longest text, so that an unclosed quote does not swallow the file."""
ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
ROWS, ROWS_BYTES = 1_024, 2**20
"""Rows of Parquet decoded at a time, at most, and what they should hold."""
PARQUET_BUFFER = 2**16
NOT_UTF8 = RecordError(
    "The row holds bytes that are no UTF-8.", "Save the file as UTF-8 and ingest it again."
)
MORE = "more cells"
"""Where a kept row holds the cells past its header."""
MEND = "Mend the file, or copy it again, and ingest it with --again."


class CsvReader:
    """Values parted by commas, semicolons, tabs or bars, with a header line."""

    name = "csv"

    def recognises(self, path: Path) -> bool:
        """By its name."""
        return path.is_file() and path.name.lower().endswith(SUFFIXES)

    def read(self, path: Path, options: ReadOptions, after: str | None = None) -> Iterator[Record]:
        """One record a row; the cursor is the row's number."""
        done = int(after or 0)
        csv.field_size_limit(CELL_LIMIT)
        with open_bytes(path) as opened:
            rows = _Rows(path, opened)
            converter = _converter(self.name, path, options, rows.header)
            number, progress = 0, 0
            try:
                for number, row in enumerate(rows.rows(), start=1):
                    if number > done:
                        progress = opened.progress
                        yield converter.record(row, number, progress)
            except (UnicodeError, *DAMAGE) as error:
                yield Record(converter.aside.rest(f"row {number}", error), str(max(number, done)), progress)


class _Rows:
    """The rows of a CSV file, those that cannot be split included."""

    def __init__(self, path: Path, opened: Opened) -> None:
        start = peek(path)
        encoding = next((name for mark, name in ENCODINGS if start.startswith(mark)), "utf-8")
        first = start.decode(encoding, "replace").splitlines()[:1]
        delimiter = max(DELIMITERS, key="".join(first).count)
        text = io.TextIOWrapper(opened.stream, encoding, errors="surrogateescape", newline="")
        self._rows = csv.reader(text, delimiter=delimiter)
        try:
            self.header = tuple(next(self._rows, ()))
        except (csv.Error, UnicodeError, *DAMAGE) as error:
            raise SourceError(f"{path.name} has no header that can be read: {error}.", MEND) from error

    def rows(self) -> Iterator[dict[str | None, Any] | csv.Error]:
        """Each row by column name, cells past the header under None; empty lines are passed over."""
        while True:
            try:
                cells = next(self._rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield error
                continue
            if cells:
                row: dict[str | None, Any] = dict(zip_longest(self.header, cells[: len(self.header)]))
                if len(cells) > len(self.header):
                    row[None] = cells[len(self.header) :]
                yield row


class ParquetReader:
    """Apache Parquet."""

    name = "parquet"

    def recognises(self, path: Path) -> bool:
        """By its name and first bytes."""
        return path.is_file() and path.suffix.lower() == ".parquet" and peek(path, 4) == b"PAR1"

    def read(self, path: Path, options: ReadOptions, after: str | None = None) -> Iterator[Record]:
        """One record a row; the cursor is the row's number."""
        import pyarrow as pa  # noqa: PLC0415 - slow to import, and only this format needs it
        import pyarrow.parquet as pq  # noqa: PLC0415

        done = int(after or 0)
        try:
            # Without pre_buffer, and with a buffer, a row group is not held whole.
            file = pq.ParquetFile(path, pre_buffer=False, buffer_size=PARQUET_BUFFER)
        except (OSError, pa.ArrowException) as error:
            raise SourceError(
                f"{path.name} is not Parquet: {error}.", "Name its format with --format."
            ) from error
        size, total = path.stat().st_size, max(file.metadata.num_rows, 1)
        converter = _converter(self.name, path, options, tuple(file.schema_arrow.names))
        number, pool = 0, pa.default_memory_pool()
        with file:
            try:
                for batch in file.iter_batches(batch_size=_rows_at_a_time(file), use_threads=False):
                    skipped = min(max(done - number, 0), batch.num_rows)
                    number += skipped
                    for row in batch.slice(skipped).to_pylist():
                        number += 1
                        yield converter.record(row, number, size * number // total)
                    pool.release_unused()  # Arrow's allocator would keep tens of megabytes
            except (OSError, pa.ArrowException) as error:
                yield Record(converter.aside.rest(f"row {number}", error), str(number), size)


def _rows_at_a_time(file: Any) -> int:  # noqa: ANN401 - pyarrow has no types
    groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
    plain = sum(int(group.total_byte_size) for group in groups)
    rows = sum(int(group.num_rows) for group in groups)
    return max(1, min(ROWS, ROWS_BYTES * rows // max(plain, 1)))


class _Converter:
    """Rows as records, or what is wrong with them."""

    def __init__(self, source: str, columns: ColumnMap, aside: SetAside) -> None:
        self._source = source
        self._columns = columns
        self.aside = aside

    def record(self, row: Mapping[str | None, Any] | csv.Error, number: int, progress: int) -> Record:
        """The record of one row."""
        cursor = str(number)
        raw, readable = b"", True
        try:
            if isinstance(row, csv.Error):
                raise _not_split(row)
            raw, readable = _raw(row)
            if not readable:
                raise NOT_UTF8
            return Record(self._columns.parse(row, lineage_of(self._source, cursor, raw)), cursor, progress)
        except RecordError as error:
            return Record(self.aside.record(f"row {number}", error, raw), cursor, progress)


def _not_split(error: csv.Error) -> RecordError:
    return RecordError(
        f"The row cannot be split into cells: {error}.", "Look for a quote that is not closed."
    )


def _converter(name: str, path: Path, options: ReadOptions, header: tuple[str, ...]) -> _Converter:
    twcs = is_twcs(header) and not options.columns
    channel, instance = ("twitter", INSTANCE) if twcs else ("table", path.name.split(".")[0])
    where = place(options, channel, instance)
    columns = column_map(path.name, where, options, header)
    return _Converter(path.name, columns, set_aside(path, Origin(name, where, options=options)))


def _raw(row: Mapping[str | None, Any]) -> tuple[bytes, bool]:
    """A row as JSON, and True; or its cells as they were and False, where they are no text."""
    cells = {MORE if name is None else name: value for name, value in row.items()}
    try:
        return orjson.dumps(cells, default=str), True
    except TypeError:
        texts = {name: str(value) for name, value in cells.items()}
    try:
        return orjson.dumps(texts), True
    except TypeError:
        return ",".join(texts.values()).encode("utf-8", "surrogateescape"), False
