"""The control for Neo4j: batches in, the same facts by the bare UNWIND ... MERGE that a careful person writes.

One managed transaction a batch and one statement a kind of fact; the same nodes, relationships and
properties as our store writes, idempotent, with the constraints and indexes that the same reads need.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import orjson
from neo4j import Driver, GraphDatabase, ManagedTransaction

from graph.model import Batch, Fact, FactKind

CONSTRAINTS = [
    f"CREATE CONSTRAINT control_{label.lower()} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
    for label, key in (
        ("Account", "key"),
        ("Person", "id"),
        ("Message", "uid"),
        ("Conversation", "key"),
        ("Brand", "id"),
        ("Topic", "id"),
    )
]
INDEXES = [
    "CREATE INDEX control_time IF NOT EXISTS FOR (m:Message) ON (m.created_at)",
    "CREATE INDEX control_identity IF NOT EXISTS FOR (k:IdentityKey) ON (k.key)",
    "CREATE FULLTEXT INDEX control_words IF NOT EXISTS FOR (m:Message) ON EACH [m.title, m.text]",
]
PUT_ACCOUNTS = """
UNWIND $rows AS row MERGE (a:Account {key: row.key}) SET a += row.properties
MERGE (p:Person {id: row.person}) MERGE (a)-[:IDENTIFIES]->(p)
"""
PUT_MESSAGES = "UNWIND $rows AS row MERGE (m:Message {uid: row.uid}) SET m += row"
TARGETS = {
    FactKind.IN: ("Conversation", "key"),
    FactKind.ADDRESSES: ("Account", "key"),
    FactKind.ABOUT: ("Topic", "id"),
    FactKind.NAMES: ("Candidate", "key"),
    FactKind.REPLIES_TO: ("Message", "uid"),
    FactKind.QUOTES: ("Message", "uid"),
    FactKind.SHARES: ("Message", "uid"),
}
PUT_POSTED = """
UNWIND $rows AS row MATCH (m:Message {uid: row.source}) MERGE (a:Account {key: row.actor}) MERGE (a)-[:POSTED]->(m)
"""
DELETE_SOME = "MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS deleted"


def put_facts(kind: FactKind) -> str:
    """The statement for one kind of fact; labels and types come from this file and the enum alone."""
    if kind is FactKind.POSTED:
        return PUT_POSTED
    label, key = TARGETS.get(kind, ("Brand", "id"))
    return f"""
UNWIND $rows AS row MATCH (m:Message {{uid: row.source}}) MERGE (x:{label} {{{key}: row.target}})
MERGE (m)-[r:{kind.value} {{slot: row.slot}}]->(x) SET r += row.properties
"""


def load(uri: str, user: str, password: str, batches: list[Batch]) -> None:
    """Write all batches into an empty database."""
    with GraphDatabase.driver(uri, auth=(user, password)) as driver:
        for statement in (*CONSTRAINTS, *INDEXES):
            driver.execute_query(statement)
        with driver.session() as session:
            for batch in batches:
                session.execute_write(_put, batch)


def empty(driver: Driver) -> None:
    """Delete everything, in pieces that fit into a transaction's memory."""
    while driver.execute_query(DELETE_SOME).records[0]["deleted"]:
        pass
    for kind, name in (("CONSTRAINT", "CONSTRAINTS"), ("INDEX", "INDEXES")):
        for record in driver.execute_query(f"SHOW {name} YIELD name, type").records:
            if record["type"] != "LOOKUP":
                driver.execute_query(f"DROP {kind} `{record['name']}` IF EXISTS")


def _put(transaction: ManagedTransaction, batch: Batch) -> None:
    people = {one.account: one.person for one in batch.identifications}
    accounts = [
        {
            "key": account.key,
            "person": people[account.key],
            "properties": {
                "profile": orjson.dumps({n: [r.at, r.value] for n, r in account.profile.items()}).decode(),
                "identity_keys": list(account.identity_keys),
            },
        }
        for account in batch.accounts
        if account.key in people
    ]
    transaction.run(PUT_ACCOUNTS, rows=accounts).consume()
    transaction.run(PUT_MESSAGES, rows=[_message(unit.message) for unit in batch.new_messages]).consume()
    by_kind: dict[FactKind, list[dict[str, Any]]] = defaultdict(list)
    for unit in batch.new_messages:
        for fact in unit.facts:
            target = fact.object or fact.rival
            if target is not None:
                by_kind[fact.kind].append(_row(fact, target))
    for kind, rows in by_kind.items():
        transaction.run(put_facts(kind), rows=rows).consume()


def _message(message: Any) -> dict[str, Any]:  # noqa: ANN401 - a Message, field by field
    names = ("uid", "kind", "title", "text", "created_at", "revision", "in_reply_to", "language")
    fields = {name: getattr(message, name) for name in names}
    fields["extra"] = orjson.dumps(message.extra).decode()
    return {name: value for name, value in fields.items() if value is not None}


def _row(fact: Fact, target: str) -> dict[str, Any]:
    names = ("rival", "to", "product", "status", "sentiment", "polarity", "confidence", "start", "end")
    properties = {name: getattr(fact, name) for name in names if getattr(fact, name) is not None}
    properties["at"] = fact.at
    if fact.evidence:
        properties["evidence"] = ",".join(f"{span.start}-{span.end}" for span in fact.evidence)
    return {
        "source": fact.source,
        "slot": fact.slot,
        "actor": fact.actor,
        "target": target,
        "properties": properties,
    }
