"""The two engines hold the same graph and give the same answers, on the example and on real conversations."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from api.cataloguing import pipeline_for
from api.ready import ask, execute, ready_questions
from graph.feed import Source, feed
from graph.fingerprint import facts_hash
from graph.ingestion import Ingestion
from graph.store import Store
from graph.stores.neo4j.store import Neo4jStore
from graph.stores.sqlite.store import SqliteStore
from graph.transfer import copy
from ingest.files.registry import discover, reader_for
from ingest.records import ReadOptions
from tests.neo4j_server import Neo4jServer

ROOT = Path(__file__).resolve().parents[3]
TWCS_CATALOGUE = """
brands:
  - {name: Spotify, role: own, handles: [SpotifyCares]}
  - {name: Apple, role: competitor, handles: [AppleSupport], products: [{name: iPhone}]}
  - {name: Amazon, role: competitor, handles: [AmazonHelp]}
  - {name: Sprint, role: other, handles: [sprintcare]}
topics:
  - {name: Delivery, kind: peeve, terms: [delivery, delivered, package]}
  - {name: Update, kind: topic, terms: [update, upgrade, ios]}
"""


async def filled(store: Store, sources: list[Path], catalogue: Path) -> Store:
    await store.prepare()
    ingestion = Ingestion(store, await pipeline_for(store, catalogue))
    for path in sources:
        records = reader_for(path, None).read(path, ReadOptions())
        await feed(ingestion, Source(str(path), "print"), records)
    return store


@pytest.fixture(params=["example", "twcs"])
async def both(
    request: pytest.FixtureRequest, tmp_path: Path, neo4j_server: Neo4jServer
) -> AsyncIterator[tuple[Store, Store]]:
    """The same conversations in a SQLite and in a Neo4j store, each by its own ingest."""
    if request.param == "twcs":
        catalogue = tmp_path / "catalogue.yaml"
        catalogue.write_text(TWCS_CATALOGUE)
        sources = discover([request.getfixturevalue("shared_data") / "twcs_sample"])
    else:
        catalogue, sources = ROOT / "examples" / "catalogue.yaml", discover([ROOT / "examples"])
    neo4j_server.empty()
    server = neo4j_server
    embedded = SqliteStore.open(tmp_path / "graph.rapport")
    remote = await Neo4jStore.open(server.uri, user=server.user, password=server.password)
    yield await filled(embedded, sources, catalogue), await filled(remote, sources, catalogue)
    await embedded.close()
    await remote.close()


LOOKUPS = """
query Lookups($text: String!) {
  messages(first: 50, where: {text: $text}) { nodes { uid text createdAt author { name } conversation { key } } }
  conversations(first: 50) { nodes { key } }
}
"""


async def answers(store: Store) -> dict[str, Any]:
    found = {question.name: await ask(store, question.name) for question in ready_questions()}
    found["lookups"] = await execute(store, LOOKUPS, {"text": "the"})
    return found


async def test_both_engines_give_the_same_answer_to_every_question(both: tuple[Store, Store]) -> None:
    embedded, remote = both
    assert await facts_hash(embedded) == await facts_hash(remote)
    assert await embedded.counts() == await remote.counts()
    here, there = await answers(embedded), await answers(remote)
    for name, answer in here.items():
        assert "errors" not in answer, f"{name}: {answer['errors']}"
        assert json.dumps(answer) == json.dumps(there[name]), name


async def test_a_graph_copied_to_the_other_engine_and_back_is_the_same(
    both: tuple[Store, Store], tmp_path: Path
) -> None:
    embedded, remote = both
    back = SqliteStore.open(tmp_path / "back.rapport")
    await back.prepare()
    await copy(remote, back)
    assert await facts_hash(back) == await facts_hash(embedded)
    await back.close()
