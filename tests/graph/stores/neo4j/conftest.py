"""A prepared, empty Neo4j store, and the server behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from graph.stores.neo4j.store import Neo4jStore
from tests.neo4j_server import Neo4jServer


@pytest.fixture
async def neo4j_store(neo4j_database: Neo4jServer) -> AsyncIterator[Neo4jStore]:
    server = neo4j_database
    store = await Neo4jStore.open(server.uri, user=server.user, password=server.password)
    await store.prepare()
    yield store
    await store.close()
