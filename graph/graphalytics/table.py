"""A file of numbers with spaces between them in; one array a column, or the line that is wrong, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pc

from graph.graphalytics.errors import GraphalyticsError

BLOCK_BYTES = 16 << 20
"""Read at a time: enough for two cores to work on, little beside the columns themselves."""

COMMENT = "#"

SHOWN = 80
"""Characters of a wrong line that are shown."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a file must have."""

    name: str
    kind: type[np.int64 | np.float64]

    @property
    def noun(self) -> str:
        """What stands in it."""
        return "a whole number of 64 bits" if self.kind is np.int64 else "a number"


@dataclass(frozen=True, slots=True)
class Table:
    """Columns as arrays, in the order of the file's lines."""

    path: Path
    values: tuple[npt.NDArray[Any], ...]

    def __len__(self) -> int:
        """How many rows."""
        return len(self.values[0])

    def wrong(self, row: int, reason: str) -> GraphalyticsError:
        """The error to raise about a row: says its line."""
        for place, (number, _) in enumerate(_lines(self.path)):
            if place == row:
                return _wrong(self.path, number, reason)
        return _wrong(self.path, row + 1, reason)


def read_table(path: Path, columns: Sequence[Column]) -> Table:
    """Read the first columns of a file, further ones are passed over. Raises GraphalyticsError with the line that is wrong."""
    try:
        with path.open("rb") as file:
            plain = file.read(1 << 16)
        if not plain.strip():
            return _line_by_line(path, columns)
        return Table(path, _quickly(path, columns, plain))
    except (pa.ArrowInvalid, UnicodeDecodeError):
        return _line_by_line(path, columns)
    except OSError as error:
        raise GraphalyticsError(f"Cannot read {path}: {error.strerror}.", "Name a file.") from error


def _quickly(path: Path, columns: Sequence[Column], beginning: bytes) -> tuple[npt.NDArray[Any], ...]:
    """By Arrow's reader, at 100 MB a second and more; it does not know comments, tabs or several spaces."""
    names = [str(number) for number in range(len(beginning.lstrip().split(b"\n", 1)[0].split()))]
    if len(names) < len(columns):
        raise pa.ArrowInvalid("too few columns")
    read = pc.read_csv(
        path,
        read_options=pc.ReadOptions(column_names=names, block_size=BLOCK_BYTES),
        parse_options=pc.ParseOptions(delimiter=" ", quote_char=False),
        convert_options=pc.ConvertOptions(
            column_types={
                name: pa.from_numpy_dtype(column.kind) for name, column in zip(names, columns, strict=False)
            },
            include_columns=names[: len(columns)],
            null_values=[],
        ),
    )
    return tuple(column.to_numpy() for column in read.columns)


def _line_by_line(path: Path, columns: Sequence[Column]) -> Table:
    """What Arrow does not take: find the line that is wrong, or read a file that is written otherwise."""
    rows: list[list[int | float]] = []
    for number, line in _lines(path):
        words = line.split()
        if len(words) < len(columns):
            needed = " and ".join(column.name for column in columns)
            raise _wrong(path, number, f"{_shown(line)} lacks one of {needed}")
        rows.append(
            [_number(path, number, word, column) for word, column in zip(words, columns, strict=False)]
        )
    by_column = list(zip(*rows, strict=True)) or [() for _ in columns]
    return Table(
        path, tuple(np.array(some, column.kind) for some, column in zip(by_column, columns, strict=True))
    )


def _number(path: Path, line: int, word: str, column: Column) -> int | float:
    try:
        return int(np.int64(int(word))) if column.kind is np.int64 else float(word)
    except (ValueError, OverflowError) as error:
        raise _wrong(path, line, f"{column.name} {_shown(word)} is not {column.noun}") from error


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """(number, text) of the lines that count."""
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if (text := line.strip()) and not text.startswith(COMMENT):
                yield number, text


def _shown(text: str) -> str:
    return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")


def _wrong(path: Path, line: int, reason: str) -> GraphalyticsError:
    return GraphalyticsError(f"{path}, line {line}: {reason}.", "Mend the line and try again.")
