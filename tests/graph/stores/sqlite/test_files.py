"""The file itself: what it may be, who may write it, and what survives."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
import pytest

from graph.errors import (
    StoreCorruptError,
    StoreFullError,
    StoreReadOnlyError,
    StoreUnavailableError,
)
from graph.model import Batch, MessageFilter
from graph.stores.sqlite import schema
from graph.stores.sqlite.store import SqliteStore
from tests.graph.factories import key, mention, message, put, with_facts

NOBODY = 65534


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = SqliteStore.open(tmp_path / "store.db", wait_s=0.2)
    await opened.prepare()
    yield opened
    await opened.close()


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write anything, so where the tests run as root they act as someone else for a while."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user can get into, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


async def filled(path: Path, count: int = 3) -> None:
    store = SqliteStore.open(path)
    await store.prepare()
    await put(store, *(message(f"m{number}") for number in range(count)))
    await store.close()


async def test_the_file_says_whose_it_is(store: SqliteStore, tmp_path: Path) -> None:
    connection = apsw.Connection(str(tmp_path / "store.db"), apsw.SQLITE_OPEN_READONLY)
    assert connection.pragma("application_id") == schema.APPLICATION_ID
    assert connection.pragma("user_version") == schema.VERSION
    assert connection.pragma("journal_mode") == "wal"
    assert connection.pragma("integrity_check") == "ok"
    connection.close()


async def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes\n" * 1000)
    for read_only in (False, True):
        with pytest.raises(StoreCorruptError, match="Name another path"):
            SqliteStore.open(path, read_only=read_only)
    assert path.read_text() == "my notes\n" * 1000


async def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE mine (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreCorruptError, match="another program"):
        SqliteStore.open(path)
    assert path.read_bytes() == before


async def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    await filled(path)
    connection = apsw.Connection(str(path))
    connection.pragma("user_version", schema.VERSION + 1)
    connection.close()
    with pytest.raises(StoreCorruptError, match="newer Rapport"):
        SqliteStore.open(path)


async def test_an_older_store_is_migrated_step_by_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.db"
    await filled(path)

    def add_table(connection: apsw.Connection) -> None:
        connection.execute("CREATE TABLE added (x)")

    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setitem(schema.MIGRATIONS, schema.VERSION - 1, add_table)
    with pytest.raises(StoreUnavailableError, match="older Rapport"):
        SqliteStore.open(path, read_only=True)
    store = SqliteStore.open(path)
    await store.prepare()
    await store.prepare()
    assert (await store.counts()).messages == 3
    await store.close()
    connection = apsw.Connection(str(path))
    assert connection.pragma("user_version") == schema.VERSION
    assert list(connection.execute("SELECT * FROM added")) == []
    connection.close()


async def test_a_damaged_file_is_reported_as_damaged(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    await filled(path, 2000)
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)
    store = SqliteStore.open(path, read_only=True)
    with pytest.raises(StoreCorruptError, match="damaged"):
        await store.page_messages(MessageFilter(), None, 50)
    await store.close()


async def test_reading_what_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError, match="There is no store at"):
        SqliteStore.open(tmp_path / "none.db", read_only=True)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreUnavailableError, match="holds no graph yet"):
        SqliteStore.open(tmp_path / "empty.db", read_only=True)
    fresh = SqliteStore.open(tmp_path / "fresh.db")
    with pytest.raises(StoreUnavailableError, match="rapport schema"):
        await fresh.state()
    with pytest.raises(StoreUnavailableError, match="rapport schema"):
        await fresh.write(Batch(0))
    await fresh.close()


async def test_a_store_opened_to_read_takes_no_writes(tmp_path: Path) -> None:
    await filled(tmp_path / "store.db")
    store = SqliteStore.open(tmp_path / "store.db", read_only=True)
    with pytest.raises(StoreReadOnlyError):
        await put(store, message("m9"))
    with pytest.raises(StoreReadOnlyError):
        await store.prepare()
    assert (await store.counts()).messages == 3
    await store.close()


async def test_a_write_protected_file_is_read_and_not_written(open_folder: Path) -> None:
    path = open_folder / "store.db"
    await filled(path)
    path.chmod(0o444)
    before = path.read_bytes()
    with as_nobody():
        store = SqliteStore.open(path)
        assert (await store.counts()).messages == 3
        with pytest.raises(StoreReadOnlyError, match="cannot be written to"):
            await put(store, message("m9"))
        await store.close()
    assert path.read_bytes() == before


async def test_a_write_protected_folder_is_read_and_not_written(open_folder: Path) -> None:
    path = open_folder / "store.db"
    await filled(path)
    path.chmod(0o666)
    open_folder.chmod(0o555)
    with as_nobody():
        with pytest.raises(StoreReadOnlyError, match="write permission"):
            SqliteStore.open(path)
        with pytest.raises(StoreReadOnlyError, match="write permission"):
            SqliteStore.open(open_folder / "new.db")
        with pytest.raises(StoreReadOnlyError, match="write permission"):
            SqliteStore.open(open_folder / "deeper" / "new.db")
        store = SqliteStore.open(path, read_only=True)
        assert (await store.counts()).messages == 3
        await store.close()


async def test_a_write_waits_for_another_process_then_gives_up(store: SqliteStore, tmp_path: Path) -> None:
    other = apsw.Connection(str(tmp_path / "store.db"))
    other.execute("BEGIN IMMEDIATE")
    started = time.monotonic()
    with pytest.raises(StoreUnavailableError, match="Another process is writing"):
        await put(store, message("m1"))
    assert time.monotonic() - started >= 0.2
    assert (await store.counts()).messages == 0
    other.execute("ROLLBACK")
    other.close()
    assert await put(store, message("m1")) == 1


async def test_a_full_store_says_so_keeps_what_it_has_and_goes_on_later(store: SqliteStore) -> None:
    await put(store, message("m1"))
    assert store._writer is not None
    room = store._writer.pragma("max_page_count")
    store._writer.pragma("max_page_count", store._writer.pragma("page_count") + 10)
    big = with_facts(message("m2", text="steam " * 100_000), mention("moka"))
    with pytest.raises(StoreFullError, match="no room left"):
        await put(store, big)
    assert (await store.state()).version == 1
    assert set(await store.messages([key("m1"), key("m2")])) == {key("m1")}
    store._writer.pragma("max_page_count", room)
    assert await put(store, big) == 2


async def test_a_file_of_version_1_gets_its_table_of_runs(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    await filled(path)
    connection = apsw.Connection(str(path))
    connection.execute("DROP TABLE run")
    connection.pragma("user_version", 1)
    connection.close()
    store = SqliteStore.open(path)
    await store.prepare()
    assert list(await store.page_runs(None, 9)) == []
    assert (await store.counts()).messages == 3
    await store.close()
