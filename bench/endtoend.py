"""Simulated worlds in; what the whole way of a message costs, and what processes need, out."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.measure import Ended, Figure, child
from bench.world import ingest, world
from graph.store import Store
from graph.stores.open import open_store, parse_store

RAPPORT = (sys.executable, "-m", "api")
SMALL, LARGE, HUGE = 20_000, 200_000, 1_000_000
GROWTH_BOUND = 1.2
MEMORY_BOUND_MB = 500
HELP_BOUND_S, READY_BOUND_S = 0.3, 2.0


def _fresh(path: Path) -> Path:
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    return path


def _ingested(folder: Path, messages: int) -> Ended:
    made = world(folder, messages)
    store = _fresh(folder / f"ingest-{messages}.db")
    return child(
        [*RAPPORT, "ingest", str(made), "--store", str(store), "--catalogue", str(made / "catalogue.yaml")]
    )


def whole_way(folder: Path) -> list[Figure]:
    """CPU seconds of `rapport ingest` at 20k and at 200k messages."""
    small, large = _ingested(folder, SMALL), _ingested(folder, LARGE)
    start = child([*RAPPORT, "--help"]).cpu_s
    each_small, each_large = (small.cpu_s - start) / SMALL, (large.cpu_s - start) / LARGE
    growth = each_large / each_small
    return [
        Figure(
            "end to end ingest, SQLite",
            LARGE / large.cpu_s,
            "messages/s/core",
            note="the whole process: reading, language, facts, people, writing",
        ),
        Figure(
            "time a message at 200k against 20k",
            each_large * 1e6,
            "µs",
            each_small * 1e6,
            growth,
            f"<= {GROWTH_BOUND}x",
            growth <= GROWTH_BOUND,
        ),
        Figure(
            "memory of an ingest of 200k",
            large.peak_mb,
            "MB",
            small.peak_mb,
            large.peak_mb / small.peak_mb,
            f"<= {MEMORY_BOUND_MB} MB",
            large.peak_mb <= MEMORY_BOUND_MB,
            "control: the same at 20k",
        ),
    ]


def huge(folder: Path) -> list[Figure]:
    """Simulate and ingest a million messages."""
    start = time.perf_counter()
    world(folder, HUGE)
    simulated = time.perf_counter() - start
    ended = _ingested(folder, HUGE)
    return [
        Figure("simulate 1M messages", simulated, "s", bound="<= 120 s", holds=simulated <= 120),
        Figure("end to end ingest of 1M", HUGE / ended.cpu_s, "messages/s/core"),
        Figure(
            "memory of an ingest of 1M",
            ended.peak_mb,
            "MB",
            bound=f"<= {MEMORY_BOUND_MB} MB",
            holds=ended.peak_mb <= MEMORY_BOUND_MB,
        ),
    ]


def starts(folder: Path) -> list[Figure]:
    """How long a person waits for --help, and for a server on the example."""
    waits = sorted(child([*RAPPORT, "--help"]).wall_s for _ in range(5))
    example = _fresh(folder / "example.db")
    child([*RAPPORT, "ingest", "examples", "--store", str(example), "--catalogue", "examples/catalogue.yaml"])
    ready = sorted(_ready_after(example) for _ in range(3))[1]
    return [
        Figure("rapport --help", waits[2], "s", bound=f"<= {HELP_BOUND_S} s", holds=waits[2] <= HELP_BOUND_S),
        Figure(
            "rapport serve ready, on the example",
            ready,
            "s",
            bound=f"<= {READY_BOUND_S} s",
            holds=ready <= READY_BOUND_S,
        ),
    ]


def _ready_after(store: Path) -> float:
    port = 18_000 + os.getpid() % 1_000
    start = time.perf_counter()
    server = subprocess.Popen(
        [*RAPPORT, "serve", "--store", str(store), "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while time.perf_counter() - start < 30:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1) as answer:
                    if answer.status == 200:
                        return time.perf_counter() - start
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.01)
        raise TimeoutError("the server did not become ready")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


async def _open(path: Path) -> Store:
    store = await open_store(parse_store(str(path)))
    await store.prepare()
    return store


def prepared(folder: Path, messages: int) -> Path:
    """A SQLite store with a world of this many messages in it."""
    made = world(folder, messages)
    path = folder / f"ingest-{messages}.db"
    if not path.is_file():  # else `whole_way` has just made it

        async def fill() -> None:
            store = await _open(path)
            await ingest(store, made)
            await store.close()

        asyncio.run(fill())
    return path
