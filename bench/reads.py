"""A filled store in; what reading through GraphQL costs beside the same hand-written query, out.

Both sides run in this process and end with the bytes of the same JSON; HTTP is left out on both.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import apsw
import orjson
from neo4j import AsyncDriver, AsyncGraphDatabase

from api.graphql.context import Context
from api.graphql.execution import Engine, Request
from api.graphql.schema import schema
from api.live import LiveGraph
from bench.measure import Figure
from graph.model import MessageFilter
from graph.store import Store
from graph.stores.open import open_store, parse_store

if TYPE_CHECKING:
    from tests.neo4j_server import Neo4jServer

RUNS = 200
SQLITE_REQUEST_MS, SQLITE_LEAF_US, NEO4J_RATIO = 0.5, 4.0, 1.3

POINT = "query Point($uid: ID!) { message(uid: $uid) { uid text title } }"
ONE_HOP = "query Hop($uid: ID!) { message(uid: $uid) { uid text replies(first: 20) { uid text title } } }"
AGGREGATE = (
    "query Mood($brand: ID!) { perception(brand: $brand) { mood { messages positive neutral negative } } }"
)
NARROW = "{ messages(first: 100) { nodes { uid } } }"
WIDE = "{ messages(first: 100) { nodes { uid text title language permalink rating ratingMax byCompany } } }"
LEAVES = 100 * 7
"""That WIDE has more than NARROW."""

SQL_POINT = """
SELECT n.key, m.text, m.title FROM name AS n JOIN message AS m ON m.id = n.id WHERE n.key = ?
"""
SQL_REPLIES = """
SELECT r.key, m.text, m.title FROM name AS n JOIN message AS m ON m.in_reply_to = n.id JOIN name AS r ON r.id = m.id
WHERE n.key = ? ORDER BY m.created_at LIMIT 20
"""
CYPHER_POINT = "MATCH (m:Message {uid: $uid}) RETURN m.uid AS uid, m.text AS text, m.title AS title"
CYPHER_REPLIES = """
MATCH (m:Message {uid: $uid}) OPTIONAL MATCH (r:Message)-[:REPLIES_TO]->(m)
WITH m, r ORDER BY r.created_at LIMIT 20
RETURN m.uid AS uid, m.text AS text, collect(r {.uid, .text, .title}) AS replies
"""
CYPHER_MOOD = """
MATCH (m:Message)-[r:MENTIONS]->(b:Brand {id: $brand})
WITH m, collect(r.sentiment) AS stances
RETURN count(m) AS messages,
       sum(CASE WHEN 'positive' IN stances THEN 1 ELSE 0 END) AS positive,
       sum(CASE WHEN 'negative' IN stances THEN 1 ELSE 0 END) AS negative
"""

Read = Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is asked about: a message with replies, and a brand."""

    uid: str
    brand: str


async def _median_ms(read: Read, runs: int = RUNS) -> float:
    await read()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        await read()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


class Through:
    """GraphQL over one store."""

    def __init__(self, store: Store) -> None:
        self._graph = LiveGraph(store)
        self._engine = Engine(schema()._schema)  # noqa: SLF001 - as the server does

    async def warm(self) -> None:
        """Load the projection, as a server has after its first question."""
        await self._graph.view()

    def read(self, query: str, **variables: str) -> Read:
        """One request, as the server runs it."""

        async def once() -> bytes:
            reply = await self._engine.run(Request(query, variables), Context(self._graph))
            if "errors" in reply.body:
                raise RuntimeError(reply.body["errors"])
            return orjson.dumps(reply.body)

        return once


async def _chosen(store: Store) -> Chosen:
    page = await store.page_messages(MessageFilter(kind="comment"), None, 50)
    parent = next(message.in_reply_to for message in page if message.in_reply_to is not None)
    return Chosen(parent, (await store.catalogue()).brands[0].id)


def sqlite_reads(path: Path) -> list[Figure]:
    """Requests and leaves above the hand-written SQL."""
    return asyncio.run(_sqlite_reads(path))


async def _sqlite_reads(path: Path) -> list[Figure]:
    store = await open_store(parse_store(str(path)), read_only=True)
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    chosen, through = await _chosen(store), Through(store)

    async def point() -> bytes:
        uid, text, title = connection.execute(SQL_POINT, (chosen.uid,)).get
        return orjson.dumps({"data": {"message": {"uid": uid, "text": text, "title": title}}})

    async def hop() -> bytes:
        uid, text, _ = connection.execute(SQL_POINT, (chosen.uid,)).get
        rows = connection.execute(SQL_REPLIES, (chosen.uid,)).fetchall()
        replies = [{"uid": one, "text": said, "title": title} for one, said, title in rows]
        return orjson.dumps({"data": {"message": {"uid": uid, "text": text, "replies": replies}}})

    figures = [
        _above("point read", await _median_ms(through.read(POINT, uid=chosen.uid)), await _median_ms(point)),
        _above(
            "one-hop read", await _median_ms(through.read(ONE_HOP, uid=chosen.uid)), await _median_ms(hop)
        ),
    ]
    narrow, wide = await _median_ms(through.read(NARROW), 50), await _median_ms(through.read(WIDE), 50)
    leaf = 1000 * (wide - narrow) / LEAVES
    figures.append(
        Figure(
            "GraphQL, a leaf field", leaf, "µs", bound=f"<= {SQLITE_LEAF_US} µs", holds=leaf <= SQLITE_LEAF_US
        )
    )
    mood = await _median_ms(through.read(AGGREGATE, brand=chosen.brand), 20)
    figures.append(
        Figure("GraphQL, SQLite: aggregate (mood of a brand)", mood, "ms", note="from the projection")
    )
    connection.close()
    await store.close()
    return figures


def _above(name: str, ours: float, control: float) -> Figure:
    above = ours - control
    return Figure(
        f"GraphQL, SQLite: {name}",
        ours,
        "ms",
        control,
        None,
        f"<= {SQLITE_REQUEST_MS} ms above",
        above <= SQLITE_REQUEST_MS,
        f"{above:.3f} ms above the hand-written SQL",
    )


def neo4j_reads(server: Neo4jServer) -> list[Figure]:
    """Requests against the same Cypher through the driver."""
    return asyncio.run(_neo4j_reads(server))


async def _neo4j_reads(server: Neo4jServer) -> list[Figure]:
    store = await open_store(parse_store(server.uri), user=server.user, password=server.password)
    chosen, through = await _chosen(store), Through(store)
    await through.warm()
    async with AsyncGraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        cases = (
            (
                "point read",
                through.read(POINT, uid=chosen.uid),
                _cypher(driver, CYPHER_POINT, uid=chosen.uid),
            ),
            (
                "one-hop read",
                through.read(ONE_HOP, uid=chosen.uid),
                _cypher(driver, CYPHER_REPLIES, uid=chosen.uid),
            ),
            (
                "aggregate",
                through.read(AGGREGATE, brand=chosen.brand),
                _cypher(driver, CYPHER_MOOD, brand=chosen.brand),
            ),
        )
        figures = [
            _ratio(name, await _median_ms(ours, 50), await _median_ms(control, 50))
            for name, ours, control in cases
        ]
    await store.close()
    return figures


def _cypher(driver: AsyncDriver, query: Any, **parameters: str) -> Read:  # noqa: ANN401 - a LiteralString of this file
    async def once() -> bytes:
        found = await driver.execute_query(query, parameters)
        return orjson.dumps([record.data() for record in found.records])

    return once


def _ratio(name: str, ours: float, control: float) -> Figure:
    ratio = ours / control
    return Figure(
        f"GraphQL, Neo4j: {name}", ours, "ms", control, ratio, f"<= {NEO4J_RATIO}x", ratio <= NEO4J_RATIO
    )
