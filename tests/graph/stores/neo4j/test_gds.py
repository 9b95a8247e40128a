"""Graph Data Science on the materialised ties finds what our own analytics find."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from graph.analytics.communities import leiden, modularity
from graph.analytics.pagerank import Walk, pagerank
from graph.materialise import materialise
from graph.model import FactKind
from graph.projection import Projection
from graph.projection.tie_filter import Orientation, TieFilter
from graph.projection.tie_graph import TieGraph
from graph.stores.neo4j.store import Neo4jStore
from tests.graph.factories import NOON, account, fact, identification, key, message, put, with_facts
from tests.neo4j_server import Neo4jServer

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j-gds")]

PEOPLE, GROUPS, ANSWERS = 80, 4, 600
CLOSE = 0.85
"""Share of answers that stay inside a group."""


@dataclass(frozen=True)
class World:
    server: Neo4jServer
    graph: TieGraph
    ids: list[str]


@pytest.fixture
async def world(gds_server: Neo4jServer) -> World:
    """Four groups who answer one another and now and then advise somebody, with their ties materialised."""
    gds_server.empty()
    store = await Neo4jStore.open(gds_server.uri, user=gds_server.user, password=gds_server.password)
    await store.prepare()
    rng = random.Random(5)  # noqa: S311 - a world, no secret
    names = [f"p{number}" for number in range(PEOPLE)]
    told = [message(name, author=key(name)) for name in names]
    for number in range(ANSWERS):
        one = rng.randrange(PEOPLE)
        same = rng.randrange(PEOPLE // GROUPS) * GROUPS + one % GROUPS
        other = names[same if rng.random() < CLOSE else rng.randrange(PEOPLE)]
        advice = fact(FactKind.RECOMMENDS, "moka", to=key(other), slot="RECOMMENDS:x")
        answer = message(
            f"a{number}", author=key(names[one]), in_reply_to=key(other), created_at=NOON + number
        )
        told.append(with_facts(answer, *[advice] * (number % 5 == 0)))  # type: ignore[arg-type]
    accounts = tuple(account(name) for name in names)
    people = tuple(identification(name, f"person:{name}") for name in names)
    await put(store, *told, accounts=accounts, identifications=people)
    projection = await Projection.load(store)
    await materialise(projection, store)
    await store.close()
    graph = projection.ties(TieFilter(Orientation.CONTACT))
    return World(gds_server, graph, projection.names.people.names(graph.people.tolist()))


def project(world: World, orientation: str) -> None:
    """Read the ties into a graph of GDS, under the name of their orientation."""
    ties = {"INTERACTS": {"orientation": orientation, "properties": "weight"}}
    world.server.query("CALL gds.graph.drop($name, false)", name=orientation)
    world.server.query("CALL gds.graph.project($name, 'Person', $ties)", name=orientation, ties=ties)


def by_person(world: World, query: str, value: str) -> list[float]:
    """What a query of GDS says of each person, in the order of our vertices."""
    found = {row["id"]: row[value] for row in world.server.query(query)}
    return [found[one] for one in world.ids]


async def test_pagerank_is_the_same(world: World) -> None:
    project(world, "NATURAL")
    theirs = np.array(
        by_person(
            world,
            "CALL gds.pageRank.stream('NATURAL', {relationshipWeightProperty: 'weight', dampingFactor: 0.85, "
            "tolerance: 1e-12, maxIterations: 500, concurrency: 1}) YIELD nodeId, score "
            "RETURN gds.util.asNode(nodeId).id AS id, score",
            "score",
        )
    )
    ours = pagerank(world.graph, Walk(tolerance=1e-12)).values
    assert np.abs(theirs / theirs.sum() - ours).max() < 1e-6
    assert np.array_equal(np.argsort(-theirs)[:20], np.argsort(-ours)[:20])
    unweighted = pagerank(world.graph, Walk(tolerance=1e-12, weighted=False)).values
    assert np.abs(theirs / theirs.sum() - unweighted).max() > 1e-4  # the weights matter here


async def test_leiden_finds_as_good_communities(world: World) -> None:
    project(world, "UNDIRECTED")
    theirs = by_person(
        world,
        "CALL gds.leiden.stream('UNDIRECTED', {relationshipWeightProperty: 'weight', randomSeed: 5, "
        "concurrency: 1}) YIELD nodeId, communityId RETURN gds.util.asNode(nodeId).id AS id, communityId",
        "communityId",
    )
    labels = np.unique(theirs, return_inverse=True)[1].astype(np.int32)
    ours = leiden(world.graph, seed=5)
    assert ours.modularity > 0.4
    assert abs(modularity(world.graph, labels) - ours.modularity) < 0.01
    said = world.server.query(
        "CALL gds.leiden.stats('UNDIRECTED', {relationshipWeightProperty: 'weight', randomSeed: 5, "
        "concurrency: 1}) YIELD modularity RETURN modularity"
    )
    assert abs(said[0]["modularity"] - modularity(world.graph, labels)) < 1e-3


async def test_the_docs_say_how(world: World) -> None:
    page = (Path(__file__).resolve().parents[4] / "docs" / "neo4j.md").read_text()
    projecting, ranking = (
        re.findall(r"```cypher\n(CALL gds.*?)```", page, re.DOTALL)[0].strip("; \n").split(";\n")
    )
    world.server.query("CALL gds.graph.drop('ties', false)")
    world.server.query(projecting)
    ranks = pagerank(world.graph).values
    assert world.server.query(ranking)[0]["person"] == world.ids[int(ranks.argmax())]
