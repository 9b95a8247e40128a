"""Derived ties as people who read the database with Cypher see them, and what they do to the rest: nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from graph.materialise import Materialised, materialise, remove
from graph.model import Counts
from graph.projection import Projection
from graph.stores.neo4j.store import Neo4jStore
from graph.ties import PersonTies, TieBatch, TieKind
from graph.transfer import copy
from tests.graph.factories import account, identification, key, message, put
from tests.graph.materialise.test_tables import world
from tests.neo4j_server import Neo4jServer

pytestmark = pytest.mark.neo4j

TIES = """
MATCH (p:Person)-[r:INTERACTS|FEELS|ADVOCATES]->(x)
RETURN p.id AS one, type(r) AS kind, x.id AS other, properties(r) AS said ORDER BY one, kind, other
"""


@pytest.fixture
async def filled(neo4j_store: Neo4jStore, tmp_path: Path) -> Neo4jStore:
    """The small world of the tables, in Neo4j."""
    source = await world(tmp_path / "a")
    await copy(source, neo4j_store)
    await source.close()
    return neo4j_store


async def refreshed(store: Neo4jStore, *, again: bool = False) -> Materialised:
    return await materialise(await Projection.load(store), store, again=again)


def ties(server: Neo4jServer) -> list[tuple[str, str, str]]:
    return [(row["one"], row["kind"], row["other"]) for row in server.query(TIES)]


ALL = [
    ("person:anna", "INTERACTS", "person:ben"),
    ("person:ben", "ADVOCATES", "moka"),
    ("person:ben", "FEELS", "moka"),
    ("person:ben", "INTERACTS", "person:anna"),
    ("person:cleo", "FEELS", "brevo"),
]


async def test_ties_are_relationships_with_what_they_rest_on(
    filled: Neo4jStore, neo4j_database: Neo4jServer
) -> None:
    before: Counts = await filled.counts()
    done = await refreshed(filled)
    assert (done.ties, done.people, await filled.ties_version()) == (5, 3, (await filled.state()).version)
    assert ties(neo4j_database) == ALL
    said = {(row["one"], row["kind"]): row["said"] for row in neo4j_database.query(TIES)}
    assert said["person:ben", "INTERACTS"]["kinds"] == ["replies", "recommends"]
    assert said["person:ben", "INTERACTS"]["sentiment"] == 1.0
    assert "sentiment" not in said["person:anna", "INTERACTS"]
    assert said["person:cleo", "FEELS"]["negative"] == 1
    assert await filled.counts() == before
    page = (Path(__file__).resolve().parents[4] / "docs" / "neo4j.md").read_text()
    shown = neo4j_database.query(re.findall(r"```cypher\n(.*?);\n```", page, re.DOTALL)[1])
    assert [row["one.id"] for row in shown] == ["person:ben", "person:anna"]
    again = await refreshed(filled, again=True)
    assert (again.people, ties(neo4j_database)) == (0, ALL)


async def test_a_killed_run_leaves_whole_people_and_the_next_finishes(
    filled: Neo4jStore, neo4j_database: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.materialise.keeping.BATCH_PEOPLE", 1)
    put_ties, calls = filled.put_ties, []

    async def failing(batch: TieBatch) -> None:
        calls.append(batch)
        if len(calls) == 2:
            raise ConnectionError
        await put_ties(batch)

    monkeypatch.setattr(filled, "put_ties", failing)
    with pytest.raises(ConnectionError):
        await refreshed(filled)
    assert (ties(neo4j_database), await filled.ties_version()) == (ALL[:1], None)
    assert (await refreshed(filled)).people == 2
    assert ties(neo4j_database) == ALL


async def test_people_who_become_one_take_their_ties_along(
    filled: Neo4jStore, neo4j_database: Neo4jServer
) -> None:
    await refreshed(filled)
    await put(filled, identifications=(identification("cleo", "person:anna"),))
    assert (await refreshed(filled)).people == 1
    assert ties(neo4j_database) == [
        ("person:anna", "FEELS", "brevo"),
        *((one, kind, other) for one, kind, other in ALL if one != "person:cleo"),
    ]


async def test_who_is_decided_again_keeps_the_ties_that_others_have_to_them(
    filled: Neo4jStore, neo4j_database: Neo4jServer
) -> None:
    await refreshed(filled)
    await put(filled, identifications=(identification("ben", "person:ben", evidence=("email:b@x.example",)),))
    assert ties(neo4j_database) == ALL
    assert (await refreshed(filled)).people == 0


async def test_somebody_who_never_wrote_has_a_node_for_ties_and_counts_for_nobody(
    filled: Neo4jStore, neo4j_database: Neo4jServer
) -> None:
    people = (await filled.counts()).people
    await filled.put_ties(
        TieBatch(
            [PersonTies("forum:main:zoe", 7)], {TieKind.INTERACTS: [("forum:main:zoe", "forum:main:yan", {})]}
        )
    )
    assert (await filled.counts()).people == people
    named = (identification("zoe", "forum:main:zoe"),)
    await put(filled, message("m9", author=key("zoe")), accounts=(account("zoe"),), identifications=named)
    assert (await filled.counts()).people == people + 1
    await refreshed(filled)
    assert ties(neo4j_database) == ALL
    assert neo4j_database.query("MATCH (p:Unidentified) RETURN count(p) AS left") == [{"left": 0}]


async def test_ties_can_be_taken_out_again(filled: Neo4jStore, neo4j_database: Neo4jServer) -> None:
    await refreshed(filled)
    assert await remove(filled) == 5
    assert (ties(neo4j_database), await filled.ties_version()) == ([], None)
    assert neo4j_database.query("MATCH (p:Person) WHERE p.ties IS NOT NULL RETURN p") == []
    assert (await refreshed(filled)).people == 3


def test_the_command_and_ingest_keep_them_fresh(
    neo4j_database: Neo4jServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = neo4j_database
    monkeypatch.setenv("RAPPORT_NEO4J_PASSWORD", server.password)
    monkeypatch.setenv("RAPPORT_NEO4J_USER", server.user)

    def rapport(*arguments: str) -> str:
        done = CliRunner().invoke(app, [*arguments, "--store", server.uri], env={"COLUMNS": "200"})
        assert done.exit_code == 0, done.output
        return done.output

    def file(name: str, author: str, parent: str | None) -> str:
        told = {
            "uid": f"f:m:{name}",
            "kind": "post",
            "author": {"id": author},
            "text": "Hello.",
            "created_at": 1,
        }
        (tmp_path / f"{name}.jsonl").write_text(
            json.dumps(told | ({"in_reply_to": parent} if parent else {}))
        )
        return str(tmp_path / f"{name}.jsonl")

    assert "ties" not in rapport("ingest", file("1", "anna", None))  # nobody asked for them yet
    rapport("ingest", file("2", "ben", "f:m:1"))
    assert "1 ties; those of 1 people" in rapport("materialise")
    assert "up to date" in rapport("materialise")
    assert "2 ties; those of 1 people" in rapport("ingest", file("3", "anna", "f:m:2"))
    rapport("ingest", file("4", "cleo", "f:m:1"), "--no-ties")
    assert len(ties(server)) == 2
    assert "3 ties; those of 1 people" in rapport("materialise")
    assert "3 ties were taken out" in rapport("materialise", "--remove")
    assert ties(server) == []
