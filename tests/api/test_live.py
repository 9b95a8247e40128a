"""A live graph looks again when it should, and no more often."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from api.live import LiveGraph, names_of
from graph.ingestion import Ingestion
from graph.stores.sqlite.store import SqliteStore
from nlp.pipeline import Pipeline
from tests.api.world import CATALOGUE, said


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def copy(world_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "copy.rapport"
    shutil.copy(world_file, path)
    return path


async def test_what_another_process_writes_is_seen_a_second_later(copy: Path) -> None:
    store, other, clock = SqliteStore.open(copy), SqliteStore.open(copy), Clock()
    graph = LiveGraph(store, clock)
    before = await graph.view()
    await Ingestion(other, Pipeline(CATALOGUE)).take([said(50, "max", "I love my Moka.")])
    clock.now += 0.9
    assert await graph.view() is before
    clock.now += 0.2
    after = await graph.view()
    assert after.projection.message_count == before.projection.message_count + 1
    await store.close()
    await other.close()


async def test_what_was_just_written_here_is_seen_at_once(copy: Path) -> None:
    store, clock = SqliteStore.open(copy), Clock()
    graph = LiveGraph(store, clock)
    before, names = await graph.view(), await graph.names()
    await Ingestion(store, Pipeline(CATALOGUE)).take([said(50, "max", "I love my Moka.")])
    graph.moved()
    assert await graph.view() is not before
    assert await graph.names() is not names
    await store.close()


async def test_nothing_is_read_again_while_nothing_moves(copy: Path) -> None:
    store, clock = SqliteStore.open(copy), Clock()
    graph = LiveGraph(store, clock)
    first = await asyncio.gather(*(graph.view() for _ in range(5)))
    names = await graph.names()
    clock.now += 5
    assert await graph.view() is first[0]
    assert {id(view) for view in first} == {id(first[0])}
    assert await graph.names() is names
    await store.close()


def test_a_product_that_the_catalogue_dropped_keeps_its_id_for_a_name() -> None:
    names = names_of(CATALOGUE)
    assert names.product("moka-one") == "Moka One"
    assert names.product("moka-two") == "moka-two"
    assert names.product(None) is None
