"""People and ties in; two Arrow tables, a part at a time, as Parquet or CSV files hold them, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.exports.moments import NEVER
from graph.exports.people_table import NO_COMMUNITY, PeopleRows
from graph.exports.tie_table import TieRows

MOMENT = pa.timestamp("us", "UTC")

PEOPLE = pa.schema(
    [
        ("Id", pa.string()),
        ("Label", pa.string()),
        ("channels", pa.string()),
        ("company", pa.bool_()),
        ("community", pa.int32()),
        ("first_seen", MOMENT),
        ("last_seen", MOMENT),
    ]
)
TIES = pa.schema(
    [
        ("Source", pa.string()),
        ("Target", pa.string()),
        ("Type", pa.string()),
        ("Weight", pa.float64()),
        ("contacts", pa.int64()),
        ("first", MOMENT),
        ("last", MOMENT),
    ]
)
"""Gephi's spreadsheet import knows the columns with a capital by their names."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Spreadsheets run a cell that begins so (OWASP, CSV Injection)."""

Texts = Callable[[str], str]


def plain(cell: str) -> str:
    """As it is, but for halves of characters, which UTF-8 has no way to write."""
    return cell.encode(errors="replace").decode()


def guarded(cell: str) -> str:
    """With an apostrophe before what a spreadsheet would run."""
    return plain(f"'{cell}" if cell.startswith(FORMULA) else cell)


def people_batches(people: PeopleRows, texts: Texts) -> Iterator[pa.RecordBatch]:
    """Of the schema PEOPLE."""
    for part in people.pieces():
        columns = [
            pa.array([texts(one) for one in part.ids], pa.string()),
            pa.array([texts(one) for one in part.names], pa.string()),
            pa.array([texts(one) for one in part.channels], pa.string()),
            pa.array(part.company),
            pa.array(part.community, mask=part.community == NO_COMMUNITY),
            _moments(part.first),
            _moments(part.last),
        ]
        yield pa.RecordBatch.from_arrays(columns, schema=PEOPLE)


def tie_batches(
    people: PeopleRows, ties: TieRows, texts: Texts, *, directed: bool
) -> Iterator[pa.RecordBatch]:
    """Of the schema TIES."""
    ids = pa.array([texts(one) for one in people.ids], pa.string())
    kind = pa.scalar("Directed" if directed else "Undirected")
    for part in ties.pieces():
        columns = [
            ids.take(pa.array(part.sources)),
            ids.take(pa.array(part.targets)),
            pa.repeat(kind, len(part)),
            pa.array(part.weights.astype(np.float64)),
            pa.array(part.contacts),
            _moments(part.first),
            _moments(part.last),
        ]
        yield pa.RecordBatch.from_arrays(columns, schema=TIES)


def _moments(moments: npt.NDArray[np.int64]) -> pa.Array:
    return pa.array(moments, mask=moments == NEVER).cast(MOMENT)
