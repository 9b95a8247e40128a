"""A connection of its own in, all that the file holds in pieces out: the log as Arrow columns, and the rest.

Each stream is one read transaction, so its pieces fit together while others write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import apsw
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.model import Account, Fact, FactKind, Identification, MessageFacts
from graph.store import LOG_SCHEMA, LogChunk
from graph.stores.columns import account_from
from graph.stores.sqlite import queries, reading
from graph.stores.sqlite.codes import KIND_CODES, KINDS

LOG_SOURCES = 5_000
"""Messages a piece of the log: some 25,000 rows, which the processor's cache still holds as Python objects."""

CHUNK = 1_000
"""Accounts, messages or interactions a piece."""

Numbers = npt.NDArray[np.int64]

KIND_NAMES = pa.array([KINDS[code].value if code in KINDS else None for code in range(max(KINDS) + 1)])


def log(connection: apsw.Connection, since: int) -> Iterator[LogChunk]:
    """The interaction log of what was written after a version, a source's rows all in one piece."""
    connection.execute("BEGIN")
    found = [
        _column(connection.execute(query, (since,)), np.int64)
        for query in (queries.MESSAGES_SINCE, queries.INTERACTIONS_SINCE)
    ]
    sources = np.sort(np.concatenate(found))
    for start in range(0, len(sources), LOG_SOURCES):
        yield _log_chunk(connection, sources[start : start + LOG_SOURCES])


def _column(cursor: apsw.Cursor, kind: type[np.generic]) -> npt.NDArray[Any]:
    return np.fromiter((row[0] for row in cursor), dtype=kind)


def _log_chunk(connection: apsw.Connection, sources: Numbers) -> LogChunk:
    rows = connection.execute(queries.LOG_OF, (apsw.carray(sources), KIND_CODES[FactKind.IN])).fetchall()
    columns = list(zip(*rows, strict=True)) if rows else [()] * 11
    source, kind, at, actor, target, rival, to, status, sentiment = (
        pa.array(column, pa.int64()) for column in columns[:9]
    )
    polarity, confidence = (pa.array(column, pa.float32()) for column in columns[9:])
    names = Names(connection, (pa.array(sources), source, actor, target, rival, to, status, sentiment))
    company = _column(connection.execute(queries.BY_COMPANY, (int(sources[0]), int(sources[-1]))), np.int64)
    return LogChunk(
        tuple(names.of(pa.array(sources)).to_pylist()),
        pa.RecordBatch.from_arrays(
            [
                names.of(source),
                KIND_NAMES.take(kind),
                at,
                *(names.of(column) for column in (actor, target, rival, to, status, sentiment)),
                polarity,
                confidence,
                pa.array(np.isin(source.to_numpy(), company)),
            ],
            schema=LOG_SCHEMA,
        ),
    )


class Names:
    """The strings behind the numbers of some columns."""

    def __init__(self, connection: apsw.Connection, columns: Sequence[pa.Array]) -> None:
        present = [column.drop_null().to_numpy() for column in columns]
        self._numbers = np.unique(np.concatenate(present))
        rows = (
            connection.execute(queries.NAMES_OF, (apsw.carray(self._numbers),)) if len(self._numbers) else ()
        )
        self._names = pa.array([row[1] for row in rows], pa.string())

    def of(self, column: pa.Array) -> pa.Array:
        """The column with names for numbers; null stays null."""
        filled = column.fill_null(0).to_numpy()
        places = pa.array(np.searchsorted(self._numbers, filled), mask=column.is_null().to_numpy(False))
        return self._names.take(places)


def identification_log(connection: apsw.Connection, since: int) -> Iterator[Sequence[Identification]]:
    """Decisions written after a version."""
    rows = connection.execute(queries.IDENTIFICATIONS_SINCE, (since,))
    while chunk := [reading.identification_from(row) for row in islice(rows, CHUNK)]:
        yield chunk


def accounts(connection: apsw.Connection) -> Iterator[Sequence[Account]]:
    """Every account, in key order."""
    rows = connection.execute(queries.ALL_ACCOUNTS)
    while chunk := [account_from(*row) for row in islice(rows, CHUNK)]:
        yield chunk


def messages(connection: apsw.Connection) -> Iterator[Sequence[MessageFacts]]:
    """Every message with its facts, in uid order."""
    connection.execute("BEGIN")
    rows = connection.execute(queries.ALL_MESSAGES)
    while chunk := reading.messages_from(connection, islice(rows, CHUNK)):
        facts = reading.facts_of(connection, {number: one.uid for number, one in chunk.items()})
        yield [MessageFacts(one, tuple(facts.get(number, ()))) for number, one in chunk.items()]


def interactions(connection: apsw.Connection) -> Iterator[Sequence[Fact]]:
    """Every interaction's fact, in key order."""
    connection.execute("BEGIN")
    rows = connection.execute(queries.ALL_INTERACTIONS)
    while chunk := dict(islice(rows, CHUNK)):
        facts = reading.facts_of(connection, chunk)
        yield [fact for number in chunk for fact in facts.get(number, ())]
