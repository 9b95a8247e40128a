"""An empty store of each engine. The Neo4j server comes from tests/neo4j_fixtures.py."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graph.store import Store
from tests.neo4j_server import Neo4jServer

SERVERS = {"neo4j": "neo4j_server", "neo4j-2026": "neo4j_current_server"}
"""The fixture that gives the server of an engine."""

ENGINES = (
    "sqlite",
    pytest.param("neo4j", marks=pytest.mark.neo4j),
    # A server of its own, so it need not wait for the other one's tests.
    pytest.param("neo4j-2026", marks=[pytest.mark.neo4j, pytest.mark.xdist_group("neo4j-2026")]),
)


async def open_sqlite(folder: Path) -> Store:
    """A new file."""
    from graph.stores.sqlite.store import SqliteStore  # noqa: PLC0415 - each engine only where it is tested

    return SqliteStore.open(folder / "store.db")


async def open_neo4j(server: Neo4jServer) -> Store:
    """The server's one database, emptied."""
    from graph.stores.neo4j.store import Neo4jStore  # noqa: PLC0415

    server.empty()
    return await Neo4jStore.open(server.uri, user=server.user, password=server.password)


@pytest.fixture(params=ENGINES)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """An empty, prepared store."""
    if request.param == "sqlite":
        opened = await open_sqlite(tmp_path)
    else:
        opened = await open_neo4j(request.getfixturevalue(SERVERS[request.param]))
    await opened.prepare()
    yield opened
    await opened.close()
