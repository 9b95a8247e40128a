"""What a store says of its own past, which whoever keeps something derived of it goes by."""

from __future__ import annotations

import shutil
from pathlib import Path

import apsw

from graph.store import Store
from graph.stores.sqlite.store import SqliteStore
from tests.graph.factories import message, put


async def test_a_version_keeps_the_run_that_wrote_it(store: Store) -> None:
    assert await store.lineage(1) is None
    await put(store, message("m1"))
    run = await store.lineage(1)
    assert run is not None
    await put(store, message("m2"))
    assert (await store.lineage(1), await store.lineage(2)) == (run, run)
    assert await store.lineage(3) is None


async def opened(path: Path) -> Store:
    store = SqliteStore.open(path)
    await store.prepare()
    return store


async def test_a_backup_that_went_another_way_is_not_the_same_past(tmp_path: Path) -> None:
    path, backup = tmp_path / "store.db", tmp_path / "backup.db"
    store = await opened(path)
    await put(store, message("m1"))
    await store.close()
    shutil.copy(path, backup)
    runs = []
    for one in (path, backup):
        store = await opened(one)
        await put(store, message("m2"))
        runs.append([await store.lineage(version) for version in (1, 2)])
        await store.close()
    assert runs[0][0] == runs[1][0]
    assert runs[0][1] != runs[1][1]


async def test_a_store_of_before_begins_to_keep_account(tmp_path: Path) -> None:
    store = await opened(tmp_path / "store.db")
    await put(store, message("m1"))
    await store.close()
    connection = apsw.Connection(str(tmp_path / "store.db"))
    connection.execute("DROP TABLE lineage")
    connection.close()
    reader = SqliteStore.open(tmp_path / "store.db", read_only=True)
    assert await reader.lineage(1) is None
    await reader.close()
    store = await opened(tmp_path / "store.db")
    assert await store.lineage(1) is not None
    await store.close()
