"""Stores that hold the small worlds, and the application over them as a client sees it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from graph.stores.sqlite.store import SqliteStore
from tests.api.world import crowd, make, world

BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def world_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world; tests that write copy it."""
    path = tmp_path_factory.mktemp("world") / "world.rapport"
    asyncio.run(make(path, world()))
    return path


@pytest.fixture(scope="session")
def crowd_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred and twenty messages, each by another person."""
    path = tmp_path_factory.mktemp("crowd") / "crowd.rapport"
    asyncio.run(make(path, crowd(120)))
    return path


@pytest.fixture
async def store(world_file: Path) -> AsyncIterator[SqliteStore]:
    """The small world's store."""
    opened = SqliteStore.open(world_file)
    yield opened
    await opened.close()


@asynccontextmanager
async def served(settings: Settings, **headers: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application with these settings, started and stopped as a server does."""
    app = create_app(settings)
    transport = httpx.ASGITransport(app, client=("127.0.0.1", 50000))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=BASE, headers=headers) as client,
    ):
        yield client


@pytest.fixture
async def client(world_file: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application over the small world."""
    async with served(Settings(store=str(world_file))) as opened:
        yield opened


@pytest.fixture
async def writable(world_file: Path, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Likewise over a copy that may be changed."""
    copy = tmp_path / "copy.rapport"
    shutil.copy(world_file, copy)
    async with served(Settings(store=str(copy))) as opened:
        yield opened


async def posted(client: httpx.AsyncClient, query: str, **variables: object) -> dict[str, Any]:
    """The whole answer to a query."""
    response = await client.post("/graphql", json={"query": query, "variables": variables})
    answer: dict[str, Any] = response.json()
    return answer


async def asked(client: httpx.AsyncClient, query: str, **variables: object) -> dict[str, Any]:
    """The data of a query that works."""
    answer = await posted(client, query, **variables)
    assert "errors" not in answer, answer["errors"]
    data: dict[str, Any] = answer["data"]
    return data
