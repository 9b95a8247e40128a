"""Batches of facts in; how fast our stores write them, against hand-written loaders, out."""

from __future__ import annotations

import asyncio
import statistics
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench import control_neo4j, control_sqlite
from bench.measure import Figure, timed
from graph.model import Batch
from graph.store import Store
from graph.stores.open import open_store, parse_store

if TYPE_CHECKING:
    from tests.neo4j_server import Neo4jServer

ROUNDS = 3
"""Ours and the control in turn, so that both meet the same machine."""
BOUND = 0.8


async def _write(store: Store, batches: list[Batch]) -> None:
    await store.prepare()
    version = (await store.state()).version
    for batch in batches:
        version = await store.write(replace(batch, expected_version=version))
    await store.close()


def _remove(path: Path) -> None:
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()


def _figure(engine: str, ours: list[float], control: list[float], batches: list[Batch]) -> Figure:
    messages = sum(len(batch.new_messages) for batch in batches)
    facts = sum(len(unit.facts) for batch in batches for unit in batch.new_messages)
    ratio = statistics.median(theirs / mine for mine, theirs in zip(ours, control, strict=True))
    return Figure(
        f"store writes, {engine}",
        messages / statistics.median(ours),
        "messages/s",
        messages / statistics.median(control),
        ratio,
        f">= {BOUND}x",
        ratio >= BOUND,
        f"{messages:,} messages with {facts:,} facts in batches of 1,000; control: a bare loader of the same facts",
    )


def sqlite_writes(folder: Path, batches: list[Batch]) -> Figure:
    """Our SQLite store against the bare loader."""
    ours, control = [], []
    path = folder / "writes.db"
    for _ in range(ROUNDS):
        _remove(path)
        control.append(timed(lambda: control_sqlite.load(path, batches)))
        _remove(path)

        async def write() -> None:
            await _write(await open_store(parse_store(str(path))), batches)

        ours.append(timed(lambda: asyncio.run(write())))
    _remove(path)
    return _figure("SQLite", ours, control, batches)


def neo4j_writes(server: Neo4jServer, batches: list[Batch], rounds: int = 1) -> Figure:
    """Our Neo4j store against the bare loader."""
    from neo4j import GraphDatabase  # noqa: PLC0415 - only where there is a server

    ours, control = [], []
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        for _ in range(rounds):
            control_neo4j.empty(driver)
            control.append(
                timed(lambda: control_neo4j.load(server.uri, server.user, server.password, batches))
            )
            control_neo4j.empty(driver)

            async def write() -> None:
                address = parse_store(server.uri)
                await _write(await open_store(address, user=server.user, password=server.password), batches)

            ours.append(timed(lambda: asyncio.run(write())))
    return _figure("Neo4j", ours, control, batches)
