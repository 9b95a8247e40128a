from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from api.caching import cache_of, cache_path
from api.live import KEPT_EVERY_S, LiveGraph
from api.ready import ask
from api.settings import Settings
from graph.projection import Projection, cache
from graph.projection.cache import ProjectionCache
from graph.store import Store
from graph.stores.open import parse_store
from graph.stores.sqlite.store import SqliteStore
from tests.graph.questions.worlds import likes, said, tell


def place(address: str, **settings: str) -> Path | None:
    return cache_path(Settings(**settings), parse_store(address))  # type: ignore[arg-type]  # texts, as in the environment


def test_a_store_that_is_a_file_has_its_projection_beside_it() -> None:
    assert place("data/rapport.db") == Path("data/rapport.db.cache/projection.rapport")


def test_a_server_has_it_only_in_a_folder_that_is_named(tmp_path: Path) -> None:
    assert place("neo4j://localhost") is None
    found = place("neo4j://localhost", cache=str(tmp_path))
    assert found is not None
    assert found.parent == tmp_path


def test_stores_that_share_a_folder_have_files_of_their_own(tmp_path: Path) -> None:
    addresses = ("neo4j://localhost", "neo4j://localhost/other", "a.db", "b.db")
    assert len({place(address, cache=str(tmp_path)) for address in addresses}) == 4
    assert place("a.db", cache=str(tmp_path)) == place(str(Path("a.db").resolve()), cache=str(tmp_path))


def test_it_can_be_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_CACHE", "off")
    assert cache_of(Settings()) is None


@pytest.fixture
async def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(cache, "LEAST_FACTS", 2)
    opened = SqliteStore.open(tmp_path / "store.db")
    await opened.prepare()
    await tell(opened, said("m1", "anna", 1, likes("moka")))
    return opened


@pytest.fixture
def kept(tmp_path: Path) -> ProjectionCache:
    return ProjectionCache(tmp_path / "projection")


async def test_asking_once_saves_the_projection_for_the_next(store: Store, kept: ProjectionCache) -> None:
    await ask(store, "peeves", cache=kept)
    assert kept.about() is not None
    await store.close()


async def test_a_folder_that_cannot_be_written_keeps_nobody_from_asking(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    answer = await ask(store, "peeves", cache=ProjectionCache(tmp_path / "file" / "projection"))
    assert "errors" not in answer
    await store.close()


async def test_a_server_looks_again_after_an_hour(store: Store, kept: ProjectionCache) -> None:
    now = 0.0
    graph = LiveGraph(store, lambda: now, cache=kept, saves=True)

    async def seen() -> object:
        graph.moved()
        await graph.view()
        await graph.settled()
        about = kept.about()
        return about and about["version"]

    assert await seen() == 1
    await tell(store, said("m2", "ben", 2, likes("moka")))
    now = 60.0
    assert await seen() == 1
    now = KEPT_EVERY_S
    assert await seen() == 2
    await store.close()


async def test_who_does_not_save_reads_what_is_saved(
    store: Store, kept: ProjectionCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await kept.save(store, await Projection.load(store))
    monkeypatch.setattr(Projection, "load", asyncio.Event().wait)  # would wait forever
    graph = LiveGraph(store, cache=kept)
    assert len((await asyncio.wait_for(graph.view(), 10)).projection) == 2
    await store.close()
