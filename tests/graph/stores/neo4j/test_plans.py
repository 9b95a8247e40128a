"""Every query goes by an index, whether the planner knows an empty database or a filled one."""

from __future__ import annotations

from typing import Any

import pytest

from graph.model import Batch, ConversationFilter, FactKind, MessageFilter, MessagePosition
from graph.stores.neo4j import pages, queries, write_queries
from graph.stores.neo4j.store import Neo4jStore
from tests.graph.factories import NOON, SECOND, account, key, mention, message, with_facts
from tests.graph.stores.neo4j.plans import explain
from tests.neo4j_server import Neo4jServer

pytestmark = pytest.mark.neo4j

SCANS = frozenset(
    {
        "AllNodesScan",
        "NodeByLabelScan",
        "NodeIndexScan",
        "UnionNodeByLabelsScan",
        "DirectedRelationshipTypeScan",
        "DirectedRelationshipIndexScan",
        "DirectedAllRelationshipsScan",
    }
)
WHOLE = frozenset({"COUNTS", "CHECKPOINTS", "REJECTS", "CLEAR_CATALOGUE"})
"""Queries that mean everything of a kind, or the few nodes of the catalogue."""

KEYS = [key(f"m{number}") for number in range(1000)]
VALUES: dict[str, Any] = dict.fromkeys(
    ("uids", "sources", "keys", "accounts", "people", "identity_keys", "olds"), KEYS
) | {
    "pairs": [[one, one] for one in KEYS],
    "words": "a",
    "limit": 9,
    "most": 9,
    "after": "",
    "until": 9,
    "source": "x",
    "batch": "b",
    "expected": 0,
    "analysis_version": None,
    "catalogue": None,
    "row": {"name": "x"},
    "version": 1,
    "schema": 1,
    "seconds": 1,
}
ROW_KEYS = ("uid", "key", "id", "author", "conversation", "source", "position")


def all_queries() -> dict[str, str]:
    """Every statement of the two modules by name; fragments are no statements."""
    found = {
        name: value
        for module in (queries, write_queries)
        for name, value in vars(module).items()
        if isinstance(value, str) and name.isupper() and any(word in value for word in ("MATCH", "MERGE"))
    }
    for table in (write_queries.PUT_FACTS, write_queries.MOVE_FACTS, write_queries.PUT_INTERACTIONS):
        found |= {str(name): text for name, text in table.items()}
    return found | {text: text for text in write_queries.FORGET_INTERACTIONS}


def parameters(name: str, text: str) -> dict[str, Any]:
    rows: list[Any] = [[one, "x", {}] for one in KEYS]
    if "row." in text:
        rows = [dict.fromkeys(ROW_KEYS, one) for one in KEYS]
    after = {"after": 0} if name.endswith("LOG") else {}
    return VALUES | {"rows": rows} | after


def check_all(server: Neo4jServer) -> None:
    for name, text in all_queries().items():
        scans = SCANS & set(explain(server, text, parameters(name, text)))
        assert not scans or name in WHOLE, (name, scans)


async def fill(store: Neo4jStore) -> None:
    told = [
        with_facts(message(f"m{number}", created_at=NOON + number * SECOND), mention("moka"))
        for number in range(2000)
    ]
    people = tuple(account(f"u{number}", identity_keys=(f"email:{number}",)) for number in range(500))
    await store.write(Batch(0, new_messages=tuple(told), accounts=people))


async def test_no_query_reads_more_than_its_keys(
    neo4j_store: Neo4jStore, neo4j_database: Neo4jServer
) -> None:
    assert len(all_queries()) > 80
    check_all(neo4j_database)
    await fill(neo4j_store)
    neo4j_database.query("CALL db.clearQueryCaches()")
    check_all(neo4j_database)


BY_TIME = "NodeIndexSeekByRange"
MESSAGE_PAGES: list[tuple[MessageFilter, str | int | None, str]] = [
    (MessageFilter(), None, BY_TIME),
    (MessageFilter(since=NOON, until=NOON + SECOND), None, BY_TIME),
    (MessageFilter(kind="post", channel="forum"), None, BY_TIME),
    (MessageFilter(brand="moka", sentiment="negative"), None, BY_TIME),
    (MessageFilter(brand="moka", act=FactKind.SWITCHES), None, BY_TIME),
    (MessageFilter(topic="noise"), None, BY_TIME),
    (MessageFilter(text="loud"), None, BY_TIME),
    (MessageFilter(conversation=key("a")), "small", "NodeUniqueIndexSeek"),
    (MessageFilter(in_reply_to=key("a")), "small", "NodeUniqueIndexSeek"),
    (MessageFilter(accounts=(key("anna"),)), "small", "NodeUniqueIndexSeek"),
    (MessageFilter(brand="moka"), 0, "NodeUniqueIndexSeek"),
    (MessageFilter(topic="noise"), 0, "NodeUniqueIndexSeek"),
    (MessageFilter(text="loud"), 0, "ProcedureCall"),
]


async def test_a_page_of_messages_goes_by_an_index(
    neo4j_store: Neo4jStore, neo4j_database: Neo4jServer
) -> None:
    check_message_pages(neo4j_database)
    await fill(neo4j_store)
    check_message_pages(neo4j_database)
    neo4j_database.query("CALL db.clearQueryCaches()")
    check_message_pages(neo4j_database)


def check_message_pages(server: Neo4jServer) -> None:
    for where, way, operator in MESSAGE_PAGES:
        plan = pages.plan_messages(where, MessagePosition(NOON, key("m")), 20)
        assert plan is not None
        chosen = plan.small if way == "small" else plan.measured[way] if isinstance(way, int) else None
        found = set(explain(server, plan.message_query(chosen), plan.parameters))
        assert operator in found, (where, found)
        assert not SCANS & found, (where, found)
        # By time, the order comes from the index: nothing that matches later is read.
        assert operator != BY_TIME or not {"Sort", "Top"} & found, (where, found)


CONVERSATION_PAGES = [
    ConversationFilter(),
    ConversationFilter(channel="forum", until=NOON + SECOND),
    ConversationFilter(brand="moka"),
    ConversationFilter(accounts=tuple(key(f"u{number}") for number in range(60))),
]


async def test_a_page_of_conversations_goes_by_time(
    neo4j_store: Neo4jStore, neo4j_database: Neo4jServer
) -> None:
    await fill(neo4j_store)
    for where in CONVERSATION_PAGES:
        plan = pages.plan_conversations(where, MessagePosition(NOON, key("m")), 20)
        assert plan is not None
        found = set(explain(neo4j_database, plan.conversation_query(None), plan.parameters))
        assert BY_TIME in found, (where, found)
        assert not (SCANS | {"Sort", "Top"}) & found, (where, found)


async def test_a_common_brand_is_read_by_time_and_a_rare_one_from_its_node(
    neo4j_store: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(neo4j_store)
    monkeypatch.setattr(pages, "RARE", 1999)
    common = pages.plan_messages(MessageFilter(brand="moka"), None, 5)
    rare = pages.plan_messages(MessageFilter(brand="brevo"), None, 5)
    assert common is not None
    assert rare is not None
    assert await neo4j_store._choose(common) is None
    assert await neo4j_store._choose(rare) is rare.ways[0]
    assert len(await neo4j_store.page_messages(MessageFilter(brand="moka"), None, 5)) == 5
