"""What the file holds after a full disk, kill -9, and beside another process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from graph.model import MessageFilter
from graph.stores.sqlite.store import SqliteStore
from tests.graph.factories import message, put

ROOT = Path(__file__).resolve().parents[4]
WRITE_ON = """
import asyncio, resource, sys
from pathlib import Path
from graph.errors import StoreFullError
from graph.stores.sqlite.store import SqliteStore
from tests.graph.factories import mention, message, put, with_facts

async def main(path, limit):
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    store = SqliteStore.open(Path(path))
    await store.prepare()
    for batch in range(10_000):
        told = [with_facts(message(f"b{batch}-{n}", text="loud steam " * 20), mention("moka")) for n in range(100)]
        try:
            version = await put(store, *told)
        except StoreFullError as full:
            print("FULL", full, flush=True)
            break
        print(version, flush=True)
    await store.close()

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


def start_writer(path: Path, limit: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITE_ON, str(path), str(limit)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


async def whole_batches(path: Path) -> int:
    """How many batches the file holds; fails where one is not whole."""
    store = SqliteStore.open(path)
    await store.prepare()
    state, counts = await store.state(), await store.counts()
    assert counts.messages == 100 * state.version
    assert counts.facts == 3 * counts.messages
    found = await store.page_messages(MessageFilter(text="loud", brand="moka"), None, 100_000)
    assert len(found) == counts.messages
    await store.close()
    connection = apsw.Connection(str(path))
    assert connection.pragma("integrity_check") == "ok"
    connection.close()
    return state.version


async def test_a_disk_that_fills_up_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    writer = start_writer(path, limit=3_000_000)
    output, _ = writer.communicate(timeout=120)
    *versions, last = output.splitlines()
    assert last.startswith("FULL There is no room left")
    assert writer.returncode == 0
    assert await whole_batches(path) == len(versions) > 0
    again = SqliteStore.open(path)
    assert await put(again, message("later")) == len(versions) + 1
    await again.close()


@pytest.mark.parametrize("acknowledged", [1, 7, 23])
async def test_kill_9_loses_nothing_that_was_acknowledged(tmp_path: Path, acknowledged: int) -> None:
    path = tmp_path / "store.db"
    writer = start_writer(path)
    assert writer.stdout is not None
    versions = [int(writer.stdout.readline()) for _ in range(acknowledged)]
    writer.kill()
    versions += [int(line) for line in writer.stdout.read().splitlines()]
    writer.wait()
    writer.stdout.close()
    assert versions[-1] <= await whole_batches(path) <= versions[-1] + 1


async def test_others_read_while_one_process_writes(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    writer = start_writer(path)
    assert writer.stdout is not None
    writer.stdout.readline()
    reader = SqliteStore.open(path, read_only=True)
    seen = []
    for _ in range(15):
        counts = await reader.counts()
        assert counts.messages % 100 == 0
        assert counts.facts == 3 * counts.messages
        seen.append(counts.messages)
        writer.stdout.readline()
    await reader.close()
    writer.kill()
    writer.communicate()
    assert seen == sorted(seen)
    assert seen[-1] > seen[0] > 0
