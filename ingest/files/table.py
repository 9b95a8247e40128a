"""CSV and Parquet files in, Records out: a column map says which column holds which field of the record format."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from ingest.errors import RecordError, SourceError
from ingest.files.lines import DAMAGE, open_bytes, peek
from ingest.files.places import place, renamed
from ingest.files.twcs import is_twcs, twcs_fields
from ingest.item import Lineage
from ingest.records import RAW_LIMIT, ReadOptions, Record, Reject
from ingest.schema import ItemModel, Parsed, lineage_of, parse_fields

AUTHOR_FIELDS = ("id", "handle", "display_name", "url", "email", "bio", "role", "is_bot")
LIST_FIELDS = frozenset({"tags", "urls", "author.links"})
"""Fields that a cell holds as values parted by spaces or commas."""
NUMBER_FIELDS = frozenset({"rating", "rating_max"})
METRIC_FIELDS = frozenset({"likes", "shares", "replies", "views", "score"})
UID_FIELDS = ("uid", "in_reply_to", "thread_root", "quote_of", "share_of")
CELL_LIMIT = 2**24
MAX_ROWS_PARQUET = 4_096
"""Rows decoded at a time."""


class CsvReader:
    """Comma-separated values with a header line."""

    name = "csv"

    def recognises(self, path: Path) -> bool:
        """By its name."""
        return path.is_file() and path.name.lower().endswith((".csv", ".csv.gz", ".csv.zst", ".tsv"))

    def read(self, path: Path, options: ReadOptions, after: str | None = None) -> Iterator[Record]:
        """One record a row; the cursor is the row's number."""
        done = int(after or 0)
        csv.field_size_limit(CELL_LIMIT)
        delimiter = "\t" if path.suffix == ".tsv" else ","
        with open_bytes(path) as opened:
            text = io.TextIOWrapper(opened.stream, "utf-8-sig", errors="backslashreplace", newline="")
            rows = csv.DictReader(text, delimiter=delimiter)
            mapper = Mapper(path, options, tuple(rows.fieldnames or ()))
            number = 0
            try:
                for number, row in enumerate(rows, start=1):
                    if number > done:
                        yield mapper.record(row, number, opened.progress)
            except (csv.Error, *DAMAGE) as error:
                reject = Reject(
                    path.name,
                    f"after row {number}",
                    f"The file cannot be read on: {error}.",
                    "Mend or copy the file again, and ingest it with --again.",
                    "",
                    self.name,
                )
                yield Record(reject, str(number), opened.progress)


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
            file = pq.ParquetFile(path)
        except (OSError, pa.ArrowInvalid) as error:
            raise SourceError(
                f"{path.name} is not Parquet: {error}.", "Name its format with --format."
            ) from error
        size = path.stat().st_size
        with file:
            mapper = Mapper(path, options, tuple(file.schema_arrow.names))
            number, total = 0, max(file.metadata.num_rows, 1)
            for batch in file.iter_batches(batch_size=MAX_ROWS_PARQUET):
                if number + batch.num_rows <= done:
                    number += batch.num_rows
                    continue
                for row in batch.to_pylist():
                    number += 1
                    if number > done:
                        yield mapper.record(row, number, size * number // total)


class Mapper:
    """Turns rows into records by a column map."""

    def __init__(self, path: Path, options: ReadOptions, columns: tuple[str, ...]) -> None:
        """Raise SourceError where the columns cannot make a record."""
        self._source = path.name
        self._options = options
        self._twcs = is_twcs(columns) and not options.columns
        named = dict(options.columns)
        missing = [column for column in named.values() if column not in columns]
        if missing:
            raise SourceError(
                f"{path.name} has no column {missing[0]!r}; it has {', '.join(columns)}.",
                "Correct --column FIELD=COLUMN.",
            )
        known = {f"author.{name}" for name in AUTHOR_FIELDS} | set(ItemModel.model_fields) | LIST_FIELDS
        known |= METRIC_FIELDS
        self._columns = {name: name for name in columns if name in known} | named
        lacking = [name for name in ("text", "created_at") if name not in self._columns]
        if lacking and not self._twcs:
            raise SourceError(
                f"{path.name} has no column for {' and '.join(lacking)}; it has {', '.join(columns) or 'no header'}.",
                "Say which columns hold the fields, e.g. --column text=body --column created_at=date.",
            )
        self._place = place(
            options, "twitter" if self._twcs else "table", "twcs" if self._twcs else path.name.split(".")[0]
        )

    def record(self, row: Mapping[str | None, Any], number: int, progress: int) -> Record:
        """The record of one row, or what is wrong with it."""
        raw = orjson.dumps({str(name): value for name, value in row.items()}, default=str)
        try:
            value = self.parse(row, lineage_of(self._source, str(number), raw))
        except RecordError as error:
            text = raw.decode()[:RAW_LIMIT]
            reject = Reject(self._source, f"row {number}", error.reason, error.remedy, text, "csv")
            return Record(reject, str(number), progress)
        return Record(value, str(number), progress)

    def parse(self, row: Mapping[str | None, Any], lineage: Lineage) -> Parsed:
        """One row as an item."""
        if None in row:
            raise RecordError("The row has more cells than the header.", "Quote cells that hold commas.")
        if self._twcs:
            return parse_fields(twcs_fields(row, self._place), lineage)
        fields: dict[str, Any] = {"kind": "post"}
        author: dict[str, Any] = {}
        for name, column in self._columns.items():
            cell = row.get(column)
            if cell is None or cell == "":
                continue
            if name.startswith("author."):
                author[name.removeprefix("author.")] = _cell(name, cell)
            elif name in METRIC_FIELDS:
                fields.setdefault("metrics", {})[name] = _number(name, cell)
            else:
                fields[name] = _cell(name, cell)
        self._complete(fields, author)
        return renamed(parse_fields(fields, lineage), self._options)

    def _complete(self, fields: dict[str, Any], author: dict[str, Any]) -> None:
        """Make uids of bare ids, and an author of what there is."""
        if "uid" not in fields:
            raise RecordError(
                "The row has no uid.", "Map a column to it: --column uid=COLUMN (a bare id will do)."
            )
        fields.setdefault("text", "")
        for name in UID_FIELDS:
            if name in fields and fields[name].count(":") < 2:  # noqa: PLR2004 - channel:instance:native_id
                fields[name] = f"{self._place}:{fields[name]}"
        if "id" not in author and "handle" in author:
            author["id"] = author["handle"]
        fields["author"] = author or None


def _cell(name: str, cell: Any) -> Any:  # noqa: ANN401 - a cell of any column
    if name in LIST_FIELDS and isinstance(cell, str):
        return [part for part in cell.replace(",", " ").split() if part]
    if name in NUMBER_FIELDS:
        return _number(name, cell)
    if name.endswith("_at"):
        return _time(cell)
    if name == "author.is_bot":
        return str(cell).lower() in {"1", "true", "yes"}
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if isinstance(cell, list | dict) else str(cell)


def _number(name: str, cell: Any) -> float | int:  # noqa: ANN401 - a cell of any column
    try:
        number = float(cell)
    except (TypeError, ValueError) as error:
        raise RecordError(
            f"{name}: {cell!r} is not a number.", "Correct the cell, or map another column."
        ) from error
    return int(number) if number.is_integer() and name in METRIC_FIELDS else number


def _time(cell: Any) -> Any:  # noqa: ANN401 - a cell of any column
    """Seconds since the epoch as a number; other text is left to the record format."""
    if isinstance(cell, datetime):
        return cell if cell.tzinfo else cell.replace(tzinfo=UTC)
    try:
        return float(cell)
    except (TypeError, ValueError):
        return str(cell)
