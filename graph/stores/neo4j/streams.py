"""A connection in; all that the database holds in pieces out: the log as Arrow columns, and the rest.

Each piece is one query over a range of an index, so that nothing is held open between pieces.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Any, LiteralString, TypeVar

import pyarrow as pa

from graph.model import Account, Fact, FactKind, Identification, MessageFacts
from graph.store import LOG_SCHEMA, LogChunk
from graph.stores.neo4j import decoding, queries
from graph.stores.neo4j.connection import Connection
from graph.stores.neo4j.rows import BOTH_SIDES, CERTAIN

CHUNK = 1_000
"""Accounts, messages or interactions a piece."""

LOG_SOURCES = 5_000
"""Messages and interactions that a piece of the log should have; ranges of versions are fitted to it."""

FIRST_RANGE = 4
"""Versions in the first piece of the log: a version holds as many messages as the batch that made it."""

Thing = TypeVar("Thing")
Row = Mapping[str, Any]
LogRow = tuple[Any, ...]


async def version(connection: Connection) -> int:
    """The version that the store is at; 0 where there is none."""
    held = await connection.read(queries.STATE, {})
    return held[0]["version"] if held else 0


async def log(connection: Connection, since: int) -> AsyncIterator[LogChunk]:
    """The interaction log of what was written after a version, by ranges of versions."""
    after, step = since, FIRST_RANGE
    newest = await version(connection)
    while after < newest:
        between = {"after": after, "until": min(after + step, newest)}
        chunk = _chunk(
            await connection.rows(queries.LOG, between),
            await connection.rows(queries.INTERACTION_LOG, between),
        )
        if chunk.replaced:
            yield chunk
        after += step
        step = _fitted(step, len(chunk.replaced))


def _fitted(step: int, found: int) -> int:
    """Ranges twice as long after a small piece, half as long after a big one."""
    if found < LOG_SOURCES // 2:
        return step * 2
    return max(1, step // 2) if found > LOG_SOURCES * 2 else step


def _chunk(messages: Sequence[Sequence[Any]], interactions: Sequence[Row]) -> LogChunk:
    facts = [decoding.interaction_from(row) for row in interactions]
    rows = [row for message in messages for row in _message_rows(*message)]
    rows += [_interaction_row(fact) for fact in facts]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(LOG_SCHEMA)
    arrays = [pa.array(column, one.type) for column, one in zip(columns, LOG_SCHEMA, strict=True)]
    replaced = [message[0] for message in messages] + [fact.source for fact in facts]
    return LogChunk(tuple(replaced), pa.RecordBatch.from_arrays(arrays, schema=LOG_SCHEMA))


NAMELESS = frozenset(kind.value for kind in BOTH_SIDES)


def _message_rows(
    uid: str, author: str | None, created_at: int, company: bool | None, facts: Sequence[Sequence[Any]]
) -> list[LogRow]:
    """A message's facts as rows of the log; says the same as decoding.facts_from."""
    rows: list[LogRow] = []
    said: str | None
    thing: str | None
    for type_, end, unnamed, target, at, actor, *rest, confidence in facts:
        if type_ == FactKind.POSTED.value:
            said, thing = end, uid
        else:
            said = author if actor is None else actor or None
            thing = target if type_ in NAMELESS else None if unnamed else end
        when = created_at if at is None else at
        sure = CERTAIN if confidence is None else confidence
        rows.append((uid, type_, when, said, thing, *rest, sure, bool(company)))
    return rows


def _interaction_row(fact: Fact) -> LogRow:
    said = (fact.source, fact.kind.value, fact.at, fact.actor, fact.object, fact.rival, fact.to)
    return (*said, fact.status, fact.sentiment, fact.polarity, fact.confidence, False)


async def identification_log(connection: Connection, since: int) -> AsyncIterator[Sequence[Identification]]:
    """Decisions written after a version."""
    after, step = since, FIRST_RANGE
    newest = await version(connection)
    while after < newest:
        between = {"after": after, "until": min(after + step, newest)}
        rows = await connection.rows(queries.IDENTIFICATION_LOG, between)
        if rows:
            yield [decoding.identification_from(row) for row in rows]
        after += step
        step = _fitted(step, len(rows))


async def accounts(connection: Connection) -> AsyncIterator[Sequence[Account]]:
    """Every account, in key order."""
    async for piece in _by_key(connection, queries.ALL_ACCOUNTS, decoding.account_from, _key):
        yield piece


async def messages(connection: Connection) -> AsyncIterator[Sequence[MessageFacts]]:
    """Every message with its facts, in uid order."""
    async for piece in _by_key(connection, queries.ALL_MESSAGES, decoding.unit_from, _uid):
        yield piece


async def interactions(connection: Connection) -> AsyncIterator[Sequence[Fact]]:
    """Every interaction's fact, in key order."""
    async for piece in _by_key(connection, queries.ALL_INTERACTIONS, decoding.interaction_from, _source):
        yield piece


async def _by_key(
    connection: Connection,
    query: LiteralString,
    decode: Callable[[Any], Thing],
    key_of: Callable[[Thing], str],
) -> AsyncIterator[Sequence[Thing]]:
    """Pieces of a query that goes on after a key."""
    after = ""
    while rows := await connection.rows(query, {"after": after, "limit": CHUNK}):
        piece = [decode(row) for row in rows]
        yield piece
        after = key_of(piece[-1])


def _key(account: Account) -> str:
    return account.key


def _uid(unit: MessageFacts) -> str:
    return unit.message.uid


def _source(fact: Fact) -> str:
    return fact.source
