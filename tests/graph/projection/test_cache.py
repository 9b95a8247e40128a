from __future__ import annotations

import logging
import os
import shutil
import stat
from pathlib import Path

import numpy as np
import pytest

from graph.model import Batch, FactKind, MessageFacts
from graph.projection import Projection, cache, file
from graph.projection.cache import ProjectionCache
from graph.projection.saved import FORMAT, arrays_of
from graph.store import Store
from graph.stores.sqlite.store import SqliteStore
from tests.graph import factories as make
from tests.graph.questions.worlds import likes, recommends, said, tell


@pytest.fixture
def kept(tmp_path: Path) -> ProjectionCache:
    return ProjectionCache(tmp_path / "beside" / "projection.rapport")


@pytest.fixture
async def saved(store: Store, kept: ProjectionCache) -> Projection:
    """What is saved of a small world."""
    await tell(
        store,
        said("m1", "anna", 1, likes("moka")),
        said("m2", "ben", 2, recommends("moka", "anna"), to="m1"),
        said("m4", "cleo", 4, to="m3"),
    )
    projection = await Projection.load(store)
    assert await kept.save(store, projection)
    return projection


class UnreadError(Exception):
    """The log was read from its start."""


@pytest.fixture
def log_unread(saved: Projection, monkeypatch: pytest.MonkeyPatch) -> Projection:
    async def load(_: Store) -> Projection:
        raise UnreadError

    monkeypatch.setattr(Projection, "load", load)
    return saved


def same(one: Projection, other: Projection) -> bool:
    these, those = arrays_of(one), arrays_of(other)
    return these.keys() == those.keys() and all(np.array_equal(these[name], those[name]) for name in these)


@pytest.mark.usefixtures("log_unread")
async def test_what_is_saved_is_what_is_loaded_without_the_log(
    store: Store, kept: ProjectionCache, saved: Projection
) -> None:
    loaded = await kept.load(store)
    assert same(loaded, saved)
    assert loaded.version == saved.version
    assert loaded.names.messages.code(make.key("m2")) == saved.names.messages.code(make.key("m2"))


@pytest.mark.usefixtures("log_unread")
async def test_what_the_store_has_learnt_since_is_added(
    store: Store, kept: ProjectionCache, saved: Projection
) -> None:
    await tell(store, said("m3", "dora", 3, to="m1"), said("m5", "eve", 5, likes("crema"), to="m2"))
    now = await kept.load(store)
    whole = await saved.refresh(store)
    assert same(now, whole)
    assert len(now.contacts) == len(saved.contacts) + 3
    assert same(await kept.load(store), whole), "the file is as it was"


async def test_another_store_is_not_answered_from_it(
    kept: ProjectionCache, saved: Projection, tmp_path: Path
) -> None:
    other = SqliteStore.open(tmp_path / "other.db")
    await other.prepare()
    await tell(other, said("x1", "xaver", 1))
    await tell(other, said("x2", "xaver", 1))
    loaded = await kept.load(other)
    assert loaded.names.messages.names(range(loaded.message_count)) == [make.key("x1"), make.key("x2")]
    await other.close()


async def test_a_backup_in_the_stores_place_is_not_answered_from_it(
    kept: ProjectionCache, tmp_path: Path
) -> None:
    path = tmp_path / "one.db"
    one = SqliteStore.open(path)
    await one.prepare()
    await tell(one, said("m1", "anna", 1))
    await one.close()
    shutil.copy(path, tmp_path / "backup.db")
    one = SqliteStore.open(path)
    await tell(one, said("m2", "anna", 2))
    assert await kept.save(one, await Projection.load(one))
    await one.close()
    one = SqliteStore.open(tmp_path / "backup.db")
    assert len((await kept.load(one)).rows(FactKind.POSTED)) == 1, "the file is ahead of the store"
    await tell(one, said("m3", "anna", 3))
    await tell(one, said("m4", "anna", 4))
    loaded = await kept.load(one)
    uids = loaded.names.messages.names(loaded.rows(FactKind.POSTED).source)
    assert uids == [make.key(name) for name in ("m1", "m3", "m4")]
    await one.close()


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.parametrize("place", [0, 8, 12, 30, 200])
async def test_a_damaged_head_is_noticed(
    store: Store, kept: ProjectionCache, saved: Projection, place: int, caplog: pytest.LogCaptureFixture
) -> None:
    kept.path.write_bytes(flipped(kept.path.read_bytes(), place))
    with caplog.at_level(logging.WARNING):
        assert same(await kept.load(store), saved)
    assert "saved projection passed over" in caplog.text


async def test_a_damaged_array_is_noticed(store: Store, kept: ProjectionCache, saved: Projection) -> None:
    content = kept.path.read_bytes()
    kept.path.write_bytes(flipped(content, content.index(make.key("m2").encode())))
    with pytest.raises(file.DamagedFileError):
        file.read(kept.path, FORMAT)
    assert same(await kept.load(store), saved)


@pytest.mark.parametrize("left", [0, 5, 100, -1])
async def test_a_file_cut_short_is_noticed(
    store: Store, kept: ProjectionCache, saved: Projection, left: int
) -> None:
    kept.path.write_bytes(kept.path.read_bytes()[:left])
    assert same(await kept.load(store), saved)


async def test_another_format_is_passed_over(
    store: Store, kept: ProjectionCache, saved: Projection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "FORMAT", FORMAT + 1)
    assert kept.about() is None
    assert same(await kept.load(store), saved)


async def test_a_crash_while_saving_leaves_the_old_file(
    store: Store, kept: ProjectionCache, saved: Projection, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept.path.read_bytes()
    await tell(store, said("m9", "zoe", 9))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert not await kept.save(store, await saved.refresh(store))
    assert kept.path.read_bytes() == before
    assert [one.name for one in kept.path.parent.iterdir()] == [kept.path.name]


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
async def test_only_its_owner_can_read_it(kept: ProjectionCache, saved: Projection) -> None:
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600


async def test_readers_of_the_old_file_keep_it_while_another_takes_its_place(
    store: Store, kept: ProjectionCache, saved: Projection
) -> None:
    old = await kept.load(store)
    await tell(store, said("m9", "zoe", 9))
    assert await kept.save(store, await saved.refresh(store))
    del saved
    uids = old.names.messages.names(old.rows(FactKind.POSTED).source)
    assert uids == [make.key(name) for name in ("m1", "m2", "m4")]


async def gone(store: Store, name: str) -> None:
    """Rewrite a message so that nothing rests on it any more."""
    version = (await store.state()).version
    blank = make.message(name, author=None, revision="9")
    await store.write(Batch(expected_version=version, changed_messages=(MessageFacts(blank, ()),)))


async def test_what_is_gone_from_the_store_is_gone_from_the_file_at_the_next_keeping(
    store: Store, kept: ProjectionCache, saved: Projection
) -> None:
    await gone(store, "m4")
    now = await kept.load(store)
    assert now.forgot_at == now.version
    assert await kept.keep(store, now)
    assert make.key("m3").encode() not in kept.path.read_bytes()
    assert not await kept.keep(store, now), "once is enough"


async def test_a_small_store_is_not_saved_and_a_grown_one_is_saved_again(
    store: Store, kept: ProjectionCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def keeps() -> bool:
        return await kept.keep(store, await Projection.load(store))

    await tell(store, *(said(f"m{number}", "anna", number, likes("moka")) for number in range(20)))
    assert not await keeps()
    monkeypatch.setattr(cache, "LEAST_FACTS", 30)
    assert await keeps()
    await tell(store, said("m20", "anna", 20))
    assert not await keeps(), "one in forty is little"
    await tell(store, said("m21", "anna", 21, likes("moka")))
    assert await keeps()
    about = kept.about()
    assert about is not None
    assert about["facts"] == 43


async def test_dropping_it_twice_is_no_mistake(kept: ProjectionCache, saved: Projection) -> None:
    kept.drop()
    kept.drop()
    assert kept.about() is None
