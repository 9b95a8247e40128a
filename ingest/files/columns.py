"""A row of a table in, a record out: a column map says which column holds which field of the record format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ingest.errors import RecordError, SourceError
from ingest.files.places import renamed
from ingest.files.twcs import is_twcs, twcs_fields
from ingest.item import Lineage
from ingest.record_models import AuthorModel, ItemModel, MetricsModel
from ingest.records import ReadOptions
from ingest.schema import Parsed, parse_fields

AUTHOR_FIELDS = frozenset(f"author.{name}" for name in AuthorModel.model_fields)
METRIC_FIELDS = frozenset(MetricsModel.model_fields)
STRUCTURES = frozenset({"type", "author", "metrics", "mentions"})
"""Fields of the record format that no cell can hold."""
FIELDS = (frozenset(ItemModel.model_fields) - STRUCTURES) | AUTHOR_FIELDS | METRIC_FIELDS
LIST_FIELDS = frozenset({"tags", "urls", "author.links", "recipients"})
"""A cell holds these parted by spaces or commas."""
NUMBER_FIELDS = frozenset({"rating", "rating_max"}) | METRIC_FIELDS
FLAG_FIELDS = frozenset({"author.is_bot", "author.email_verified"})
FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
UID_FIELDS = ("uid", "in_reply_to", "thread_root", "quote_of", "share_of")
COLONS_OF_A_UID = 2
NEEDED = ("uid", "text", "created_at")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which column holds which field, and where bare ids belong."""

    place: str
    options: ReadOptions
    columns: tuple[tuple[str, str], ...]
    """(field, column); empty for the twcs layout."""

    def parse(self, row: Mapping[str | None, Any], lineage: Lineage) -> Parsed:
        """One row as a record. Raises RecordError where it makes none."""
        if None in row:
            raise RecordError("The row has more cells than the header.", "Quote cells that hold separators.")
        if not self.columns:
            return parse_fields(twcs_fields(row, self.place), lineage)
        fields: dict[str, Any] = {"kind": "post", "text": ""}
        author: dict[str, Any] = {}
        metrics: dict[str, Any] = {}
        for name, column in self.columns:
            cell = row.get(column)
            if cell is None or cell == "" or cell != cell:  # noqa: PLR0124 - NaN is an empty cell of pandas
                continue
            group = author if name in AUTHOR_FIELDS else metrics if name in METRIC_FIELDS else fields
            group[name.removeprefix("author.")] = _cell(name, cell)
        fields["metrics"] = metrics
        self._complete(fields, author)
        return renamed(parse_fields(fields, lineage), self.options)

    def _complete(self, fields: dict[str, Any], author: dict[str, Any]) -> None:
        """Make uids of bare ids, and an author of what there is."""
        for name in UID_FIELDS:
            if name in fields and fields[name].count(":") < COLONS_OF_A_UID:
                fields[name] = f"{self.place}:{fields[name]}"
        if "id" not in author and "handle" in author:
            author["id"] = author["handle"]
        fields["author"] = author or None


def column_map(source: str, place: str, options: ReadOptions, header: tuple[str, ...]) -> ColumnMap:
    """The map for a header. Raises SourceError where the columns cannot make a record."""
    if is_twcs(header) and not options.columns:
        return ColumnMap(place, options, ())
    named = {_field(name): column for name, column in options.columns}
    for column in named.values():
        if column not in header:
            raise SourceError(
                f"{source} has no column {column!r}; it has {', '.join(header)}.",
                "Correct --column FIELD=COLUMN.",
            )
    columns = {_plain(name): name for name in header if _plain(name) in FIELDS} | named
    lacking = [name for name in NEEDED if name not in columns]
    if lacking:
        raise SourceError(
            f"{source} has no column for {' and '.join(lacking)}; it has {', '.join(header) or 'no header'}.",
            "Say which columns hold the fields, e.g. --column uid=Id --column text=Body --column created_at=Date.",
        )
    return ColumnMap(place, options, tuple(columns.items()))


def _plain(name: str) -> str:
    return name.removeprefix("metrics.")


def _field(name: str) -> str:
    plain = _plain(name)
    if plain not in FIELDS:
        raise SourceError(f"There is no field {name!r}.", f"A column may hold {', '.join(sorted(FIELDS))}.")
    return plain


def _cell(name: str, cell: Any) -> Any:  # noqa: ANN401 - a cell of any column
    if name in LIST_FIELDS:
        parts = cell if isinstance(cell, list) else str(cell).replace(",", " ").split()
        return [_recipient(part) for part in parts] if name == "recipients" else parts
    if name in NUMBER_FIELDS:
        return _number(name, cell)
    if name.endswith("_at"):
        return _time(cell)
    if name in FLAG_FIELDS:
        return FLAGS.get(str(cell).strip().lower(), cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _recipient(part: object) -> dict[str, str]:
    name = str(part)
    return {"handle": name[1:]} if name.startswith("@") else {"id": name}


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
    if isinstance(cell, datetime | int | float):
        return cell
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - the record format says that it is UTC
    try:
        return float(cell)
    except (TypeError, ValueError):
        return str(cell)
