"""Kernels are compiled beside a server that starts, and what is asked meanwhile may take longer."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

import httpx
import pytest

from api import kernels
from api.app import create_app
from api.compiling import Compiling, KernelState
from api.graphql.limits import COMPILING_TIMEOUT_S, TIMEOUT_S
from api.kernels import Kernels
from api.settings import Settings

WORKS = (sys.executable, "-c", "")
FAILS = (sys.executable, "-c", "raise SystemExit(1)")
LASTS = (sys.executable, "-c", "import time; time.sleep(60)")


def missing() -> Kernels:
    return Kernels(Path("somewhere"), 3, compiled=False)


def there() -> Kernels:
    return Kernels(Path("somewhere"), 3, compiled=True)


async def until(compiling: Compiling, state: KernelState) -> None:
    deadline = time.monotonic() + 20
    while compiling.state is not state and time.monotonic() < deadline:  # noqa: ASYNC110 - nothing tells
        await asyncio.sleep(0.01)
    assert compiling.state is state


async def test_nothing_is_started_where_all_are_compiled() -> None:
    compiling = Compiling(("/no/such/program",), there)
    await compiling.begin()
    assert (compiling.state, compiling.seconds()) == (KernelState.COMPILED, TIMEOUT_S)
    await compiling.close()


async def test_queries_may_take_longer_until_the_process_has_ended_well() -> None:
    compiling = Compiling(WORKS, missing)
    assert compiling.seconds() == COMPILING_TIMEOUT_S
    await compiling.begin()
    assert (compiling.state, compiling.seconds()) == (KernelState.COMPILING, COMPILING_TIMEOUT_S)
    await until(compiling, KernelState.COMPILED)
    assert compiling.seconds() == TIMEOUT_S
    await compiling.close()


@pytest.mark.parametrize("command", [FAILS, ("/no/such/program",)])
async def test_where_it_fails_the_first_use_compiles(
    command: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    compiling = Compiling(command, missing)
    await compiling.begin()
    await until(compiling, KernelState.AT_FIRST_USE)
    assert compiling.seconds() == COMPILING_TIMEOUT_S
    assert "kernels not compiled" in caplog.messages
    await compiling.close()


async def test_a_server_that_ends_takes_it_along() -> None:
    compiling = Compiling(LASTS, missing)
    await compiling.begin()
    async with asyncio.timeout(20):
        await compiling.close()
    assert compiling._process is not None
    assert compiling._process.returncode not in {None, 0}


async def test_health_tells(world_file: Path) -> None:
    app = create_app(Settings(store=str(world_file)), compiling=Compiling(LASTS, missing))
    transport = httpx.ASGITransport(app, client=("127.0.0.1", 50000))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client,
    ):
        while (await client.get("/health")).json()["kernels"] != "compiling":  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.05)
        answer = await client.post("/graphql", json={"query": "{ status { messages } }"})
        assert answer.json()["data"]["status"]["messages"] > 0


def test_a_mark_holds_for_these_sources_and_this_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "kernel.py"
    source.write_text("@compiled\n")
    monkeypatch.setattr(kernels, "_folder", lambda: tmp_path)
    monkeypatch.setattr(kernels, "_sources", lambda: [source])
    assert not kernels.kernels().compiled
    kernels.mark()
    assert kernels.kernels().compiled
    source.write_text("@compiled\nanother\n")
    assert not kernels.kernels().compiled


def test_sources_with_kernels_are_found() -> None:
    found = {path.name for path in kernels._sources()}
    assert {"pagerank_kernels.py", "heap.py"} <= found
    assert "compiled.py" not in found
    assert kernels.kernels().folder.is_dir()
