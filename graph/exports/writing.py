"""People, ties and a path in; a file (graphml, gexf) or a folder of two (parquet, csv) out, never half written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from graph.errors import QuestionError
from graph.exports.form import ExportFormat
from graph.exports.gexf import gexf
from graph.exports.graphml import graphml
from graph.exports.people_table import PeopleRows
from graph.exports.tables import PEOPLE, TIES, Texts, guarded, people_batches, plain, tie_batches
from graph.exports.tie_table import TieRows


def write(path: Path, form: ExportFormat, people: PeopleRows, ties: TieRows, *, directed: bool) -> list[Path]:
    """Write the files; says which. Memory beyond the arrays is that of 65,536 rows."""
    try:
        if form is ExportFormat.PARQUET or form is ExportFormat.CSV:
            return _tables(path, form, people, ties, directed=directed)
        pieces = (gexf if form is ExportFormat.GEXF else graphml)(people, ties, directed=directed)
        with _whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
    except OSError as error:
        raise QuestionError(f"Cannot write {path}: {error.strerror}.", "Name another path.") from error
    return [path]


def _tables(
    folder: Path, form: ExportFormat, people: PeopleRows, ties: TieRows, *, directed: bool
) -> list[Path]:
    texts: Texts = guarded if form is ExportFormat.CSV else plain
    writer: Callable[..., pyarrow.csv.CSVWriter | pyarrow.parquet.ParquetWriter] = (
        pyarrow.csv.CSVWriter if form is ExportFormat.CSV else pyarrow.parquet.ParquetWriter
    )
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema, batches in (
        ("people", PEOPLE, people_batches(people, texts)),
        ("ties", TIES, tie_batches(people, ties, texts, directed=directed)),
    ):
        path = folder / f"{name}.{form}"
        with _whole(path) as part, writer(str(part), schema) as file:
            for batch in batches:
                file.write_table(pa.Table.from_batches([batch]))
        written.append(path)
    return written


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A path to write to; what is there at the end takes the place of the file, or goes away on an error."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
