"""A connection and derived ties in; the same as relationships for Cypher, Bloom and GDS out.

A person whom no account was decided to be (somebody addressed who never wrote) gets a node with the label
Unidentified beside Person, so that counts leave it out.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, LiteralString

from graph.stores.neo4j.connection import Connection
from graph.ties import TieBatch, TieKind

CHUNK = 5_000
"""People in one piece of the digests."""

REMOVED_AT_ONCE = 10_000
"""Ties in one transaction of a removal."""

TIES_VERSION: LiteralString = "MATCH (t:RapportTies {name: 'graph'}) RETURN t.version AS version"
"""version"""

TIE_DIGESTS: LiteralString = """
MATCH (p:Person) USING INDEX SEEK p:Person(id) WHERE p.id > $after AND p.ties IS NOT NULL
WITH p ORDER BY p.id LIMIT $limit
RETURN collect([p.id, p.ties]) AS rows
"""
"""rows: [person, digest]"""

DROP_TIES: LiteralString = """
UNWIND $people AS id
MATCH (p:Person {id: id})-[r:INTERACTS|FEELS|ADVOCATES]->()
USING INDEX SEEK p:Person(id)
DELETE r
"""

PUT_PEOPLE: LiteralString = """
UNWIND $rows AS row
MERGE (p:Person {id: row[0]})
ON CREATE SET p:Unidentified
SET p.ties = row[1], p.company = row[2]
"""
"""A null takes a property out."""

PUT_TIES: Mapping[TieKind, LiteralString] = {
    TieKind.INTERACTS: """
UNWIND $rows AS row
MATCH (p:Person {id: row[0]})
USING INDEX SEEK p:Person(id)
MERGE (other:Person {id: row[1]})
ON CREATE SET other:Unidentified
MERGE (p)-[r:INTERACTS]->(other)
SET r = row[2]
""",
    TieKind.FEELS: """
UNWIND $rows AS row
MATCH (p:Person {id: row[0]})
USING INDEX SEEK p:Person(id)
MERGE (b:Brand {id: row[1]})
MERGE (p)-[r:FEELS]->(b)
SET r = row[2]
""",
    TieKind.ADVOCATES: """
UNWIND $rows AS row
MATCH (p:Person {id: row[0]})
USING INDEX SEEK p:Person(id)
MERGE (b:Brand {id: row[1]})
MERGE (p)-[r:ADVOCATES]->(b)
SET r = row[2]
""",
}

FORGET_ALONE: LiteralString = "MATCH (p:Unidentified) WHERE NOT EXISTS { (p)--() } DELETE p"
SETTLE: LiteralString = "MERGE (t:RapportTies {name: 'graph'}) SET t.version = $version"

UNSETTLE: LiteralString = "MATCH (t:RapportTies) DELETE t"
REMOVE_SOME_TIES: LiteralString = """
MATCH ()-[r:INTERACTS|FEELS|ADVOCATES]->()
WITH r LIMIT $limit
DELETE r
RETURN count(r) AS removed
"""
"""removed"""
REMOVE_DIGESTS: LiteralString = """
MATCH (p:Person) WHERE p.ties IS NOT NULL
WITH p LIMIT $limit
SET p.ties = NULL, p.company = NULL
RETURN count(p) AS removed
"""
"""removed"""


async def version(connection: Connection) -> int | None:
    """The version that the ties are of."""
    held = await connection.read(TIES_VERSION, {})
    return held[0]["version"] if held else None


async def digests(connection: Connection) -> AsyncIterator[Sequence[tuple[str, int]]]:
    """People with ties and their digests, by id."""
    after = ""
    while rows := await connection.rows(TIE_DIGESTS, {"after": after, "limit": CHUNK}):
        yield [(person, digest) for person, digest in rows]
        after = rows[-1][0]


async def put(connection: Connection, batch: TieBatch) -> None:
    """Replace the ties of some people."""
    people = [[one.person, one.digest, one.company or None] for one in batch.people]
    statements: list[tuple[LiteralString, dict[str, Any]]] = [
        (DROP_TIES, {"people": [one.person for one in batch.people]}),
        (PUT_PEOPLE, {"rows": people}),
    ]
    for kind, rows in batch.rows.items():
        if rows:
            statements.append((PUT_TIES[kind], {"rows": [list(row) for row in rows]}))
    await connection.update(statements)


async def settle(connection: Connection, at: int) -> None:
    """Say that all ties are those of a version."""
    await connection.update([(FORGET_ALONE, {}), (SETTLE, {"version": at})])


async def remove(connection: Connection) -> int:
    """Take all ties out, the digests first: a removal that is broken off is made good by the next run of either."""
    await connection.change(UNSETTLE, {})
    await _repeated(connection, REMOVE_DIGESTS)
    removed = await _repeated(connection, REMOVE_SOME_TIES)
    await connection.change(FORGET_ALONE, {})
    return removed


async def _repeated(connection: Connection, query: LiteralString) -> int:
    """Run it until it finds nothing more; how much it found."""
    total = 0
    while found := (await connection.change(query, {"limit": REMOVED_AT_ONCE}))[0]["removed"]:
        total += found
    return total
