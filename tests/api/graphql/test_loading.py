"""A page's relations are fetched in as many store calls for five rows as for fifty."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from api.graphql.context import Context
from api.graphql.execution import Engine, Request
from api.graphql.schema import schema
from api.live import LiveGraph
from graph.questions.view import View
from graph.stores.sqlite.store import SqliteStore
from tests.graph.factories import naming
from tests.graph.questions.worlds import likes, tell
from tests.graph.questions.worlds import said as talk

ENGINE = Engine(schema()._schema)

PAGE = """
query ($first: Int!) {
  messages(first: $first) {
    nodes {
      uid
      author { name person { name } }
      person { name channels }
      parent { uid author { name } }
      replies(first: 2) { uid person { name } }
      conversation { key }
      mentions { brand { name } sentiment }
      acts { kind to { name } }
      topics { name }
    }
  }
}
"""
ADVOCATES = """
query ($first: Int!) {
  detractors(brand: "brevo", first: $first) {
    nodes { person { name channels } score { evidence { messages(first: 2) { text author { name } } } } }
  }
}
"""
CANDIDATES = """
query ($first: Int!) {
  candidates(first: $first) {
    nodes { name brands { brand { name } } evidence { messages(first: 2) { text person { name } } } }
  }
}
"""
UNANSWERED = """
query ($first: Int!) {
  messages(where: {act: COMPLAINS}, first: $first) { nodes { person { name } conversation { messageCount } } }
}
"""


class CountingStore:
    """Passes every call on, and counts it."""

    def __init__(self, store: SqliteStore) -> None:
        self.calls: Counter[str] = Counter()
        self._store = store

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any method of a store
        self.calls[name] += 1
        return getattr(self._store, name)


async def calls(path: Path, query: str, first: int) -> tuple[Counter[str], int]:
    store = SqliteStore.open(path)
    counting = CountingStore(store)
    graph = LiveGraph(counting)
    await graph.view()
    await graph.names()
    counting.calls.clear()
    reply = await ENGINE.run(Request(query, {"first": first}), Context(graph))
    await store.close()
    assert "errors" not in reply.body, reply.body["errors"]
    (root,) = reply.body["data"].values()
    return counting.calls, len(root["nodes"])


@pytest.mark.parametrize("query", [PAGE, ADVOCATES, UNANSWERED])
async def test_store_calls_do_not_grow_with_the_page(crowd_file: Path, query: str) -> None:
    few, five = await calls(crowd_file, query, 5)
    many, fifty = await calls(crowd_file, query, 50)
    assert (five, fifty) == (5, 50)
    assert few == many
    assert max(many.values()) <= 3


async def test_store_calls_do_not_grow_with_the_candidates(tmp_path: Path) -> None:
    path = tmp_path / "names.rapport"
    store = SqliteStore.open(path)
    await store.prepare()
    await tell(store, *(talk(f"m{n}", f"p{n}", n, naming(f"maker{n}"), likes("moka")) for n in range(60)))
    await store.close()
    few, five = await calls(path, CANDIDATES, 5)
    many, fifty = await calls(path, CANDIDATES, 50)
    assert (five, fifty) == (5, 50)
    assert few == many


async def test_a_page_of_messages_does_not_load_the_arrays(crowd_file: Path) -> None:
    store = SqliteStore.open(crowd_file)
    counting = CountingStore(store)
    graph = LiveGraph(counting)
    reply = await ENGINE.run(Request(PAGE, {"first": 3}), Context(graph))
    await store.close()
    assert "errors" not in reply.body
    assert "log" not in counting.calls


async def test_one_question_serves_all_brands_and_is_asked_once(crowd_file: Path) -> None:
    store = SqliteStore.open(crowd_file)
    graph = LiveGraph(store)
    asked: list[object] = []
    context = Context(graph)
    original = context.graph.view

    async def view() -> View:
        asked.append(1)
        return await original()

    graph.view = view  # type: ignore[method-assign]
    reply = await ENGINE.run(Request("{ brands { nodes { summary { people } } } }", {}), context)
    await store.close()
    assert len(reply.body["data"]["brands"]["nodes"]) == 2
    assert asked == [1]


@pytest.mark.parametrize(
    "selection",
    [
        "uid replies { uid }",
        "uid ... on Message { replies { uid } }",
        "uid ...Answers",
    ],
)
async def test_a_message_comes_with_its_replies_in_one_look(crowd_file: Path, selection: str) -> None:
    store = SqliteStore.open(crowd_file)
    counting = CountingStore(store)
    fragment = "fragment Answers on Message { replies { uid } }" if "Answers" in selection else ""
    query = f'{{ message(uid: "forum:main:3") {{ {selection} }} }} {fragment}'
    reply = await ENGINE.run(Request(query, {}), Context(LiveGraph(counting)))
    await store.close()
    found = reply.body["data"]["message"]
    assert found == {"uid": "forum:main:3", "replies": [{"uid": "forum:main:6"}, {"uid": "forum:main:7"}]}
    assert counting.calls == {"messages_and_replies": 1}
