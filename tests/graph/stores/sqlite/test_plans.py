"""Pages are read along an index: no plan may sort or scan a whole table."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from graph.model import ConversationFilter, FactKind, MessageFilter, MessagePosition
from graph.stores.sqlite import paging
from graph.stores.sqlite.store import SqliteStore
from tests.graph.factories import NOON, account, key, mention, message, put, with_facts

FILTERS: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, "message_by_time"),
    ({"since": NOON, "until": NOON + 1}, "message_by_time"),
    ({"brand": "moka"}, "SEARCH d USING PRIMARY KEY (thing=? AND aspect=? AND at>? AND at<?)"),
    ({"brand": "moka", "sentiment": "neutral"}, "SEARCH d USING PRIMARY KEY"),
    ({"sentiment": "neutral"}, "SEARCH d USING PRIMARY KEY"),
    ({"act": FactKind.WARNS, "channel": "forum"}, "SEARCH d USING PRIMARY KEY"),
    (
        {"conversation": key("m1")},
        "message_by_conversation (conversation=? AND created_at>? AND created_at<?)",
    ),
    ({"in_reply_to": key("m1")}, "message_by_parent (in_reply_to=? AND created_at>? AND created_at<?)"),
    ({"channel": "forum"}, "message_by_channel (channel=? AND created_at>? AND created_at<?)"),
    ({"kind": "post"}, "message_by_time"),
    ({"accounts": (key("anna"),)}, "message_by_author (author=? AND created_at>? AND created_at<?)"),
)

SORTED_WHOLE = "USE TEMP B-TREE FOR ORDER BY"
"""SQLite's word for a sort of everything; sorting equal times alone is `FOR LAST TERM OF ORDER BY`."""


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[apsw.Connection]:
    store = SqliteStore.open(tmp_path / "store.db")
    await store.prepare()
    told = [with_facts(message(f"m{number}", in_reply_to=key("m1")), mention("moka")) for number in range(30)]
    await put(store, *told, accounts=(account("anna"),))
    opened = apsw.Connection(str(tmp_path / "store.db"), apsw.SQLITE_OPEN_READONLY)
    yield opened
    opened.close()
    await store.close()


class Explained:
    """Stands in for a connection, and keeps the plan of what it is asked to run."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self.plan: list[str] = []

    def execute(self, statement: str, bound: dict[str, Any] | tuple[Any, ...] | None = None) -> apsw.Cursor:
        self.plan = [
            str(row[3]) for row in self._connection.execute(f"EXPLAIN QUERY PLAN {statement}", bound)
        ]
        return self._connection.execute(statement, bound)


@pytest.mark.parametrize(("fields", "expected"), FILTERS)
def test_a_page_of_messages_is_read_along_an_index(
    connection: apsw.Connection, fields: dict[str, Any], expected: str
) -> None:
    explained = Explained(connection)
    after = MessagePosition(NOON + 1, key("m3"))
    paging.page_messages(explained, MessageFilter(**fields), after, 50)  # type: ignore[arg-type]
    plan = "\n".join(explained.plan)
    assert expected in plan
    assert "SCAN m" not in plan
    if "accounts" not in fields:
        assert SORTED_WHOLE not in plan


def test_a_rare_word_is_looked_up_and_a_common_one_met_on_the_way(
    connection: apsw.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    explained = Explained(connection)
    paging.page_messages(explained, MessageFilter(text="says"), None, 50)  # type: ignore[arg-type]
    assert "SEARCH m USING INTEGER PRIMARY KEY (rowid=?)" in explained.plan
    monkeypatch.setattr(paging, "RARE", 10)
    assert len(paging.page_messages(explained, MessageFilter(text="says"), None, 50)) == 30  # type: ignore[arg-type]
    assert any("message_by_time" in step for step in explained.plan)
    assert SORTED_WHOLE not in "\n".join(explained.plan)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "conversation_by_time"),
        ({"channel": "forum"}, "conversation_by_channel (channel=? AND last_at>? AND last_at<?)"),
        ({"brand": "moka"}, "SEARCH c USING INTEGER PRIMARY KEY"),
        ({"accounts": (key("anna"),)}, "SEARCH c USING INTEGER PRIMARY KEY"),
    ],
)
def test_a_page_of_conversations_is_read_along_an_index(
    connection: apsw.Connection, fields: dict[str, Any], expected: str
) -> None:
    explained = Explained(connection)
    found = paging.page_conversations(explained, ConversationFilter(**fields), None, 50)  # type: ignore[arg-type]
    assert len(found) == 30
    assert expected in "\n".join(explained.plan)


def test_conversations_of_a_common_brand_are_met_on_the_way(
    connection: apsw.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "RARE", 10)
    explained = Explained(connection)
    where = ConversationFilter(brand="moka")
    assert len(paging.page_conversations(explained, where, None, 50)) == 30  # type: ignore[arg-type]
    assert any("conversation_by_time" in step for step in explained.plan)
    assert SORTED_WHOLE not in "\n".join(explained.plan)
