"""Arrays, a made-up log and a store in; what a projection costs to make, to keep and to bring up to date out.

`python -m bench.projection` prints these figures alone; `--messages N` as in `python -m bench`.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import cast

import numpy as np
import pyarrow as pa

from bench.made_up_log import MadeUpLog
from bench.measure import Figure, child, on_cpu
from graph.projection import Projection
from graph.projection.cache import ProjectionCache
from graph.projection.tie_filter import Orientation, TieFilter
from graph.projection.vocabulary import Vocabulary
from graph.store import Store
from graph.stores.open import open_store, parse_store

SEED = 0
EDGES_A_VERTEX = 10
EDGE_BOUNDS_S = {10**6: 0.05, 10**7: 1.0}
DIRECTED = TieFilter(Orientation.CONTACT)

INTERACTIONS = 10**7
MESSAGES_OF_THEM, PEOPLE_OF_THEM = 3_400_000, 1_000_000
MEMORY_BOUND_GB = 2.5

APPENDED_TO, APPENDED = 10**6, 1_000
APPEND_BOUND_MS = 50
ROUNDS = 5


def projection_figures(store: Path) -> list[Figure]:
    """All of them; `store` is an SQLite store to load."""
    return [
        *(figure for count, bound in EDGE_BOUNDS_S.items() for figure in _from_arrays(count, bound)),
        _vocabulary(),
        _append(),
        _memory(),
        *asyncio.run(_loads(store)),
    ]


def _from_arrays(count: int, bound: float) -> list[Figure]:
    """The first fifth of people say half of all, as in any forum."""
    rng = np.random.default_rng(SEED)
    people = count // EDGES_A_VERTEX
    sources = (people * rng.random(count) ** 2).astype(np.int64)
    targets = rng.integers(0, people, count)
    Projection.from_edges(sources[:10], targets[:10]).ties(DIRECTED)  # compiled
    Projection.from_edges(sources[:10], targets[:10]).ties()
    best = min(on_cpu(lambda: Projection.from_edges(sources, targets).ties(DIRECTED))[0] for _ in range(3))
    mutual = min(on_cpu(lambda: Projection.from_edges(sources, targets).ties())[0] for _ in range(3))
    size = f"{count:.0e} edges".replace("+0", "")
    return [
        Figure(f"tie graph from arrays of {size}", best, "CPU s", bound=f"<= {bound} s", holds=best <= bound),
        Figure(f"undirected tie graph of {size}", mutual, "CPU s"),
    ]


def _vocabulary() -> Figure:
    column = pa.array([f"forum:main:{number:019d}" for number in range(10**6)])
    Vocabulary().encode(column[:1])
    words = Vocabulary()
    took, _ = on_cpu(lambda: words.encode(column))
    each = words.strings.nbytes / len(words)
    return Figure(
        "code a million new strings", took, "CPU s", note=f"{each:.0f} bytes a string of 30 characters"
    )


def _append() -> Figure:
    return Figure(
        f"append {APPENDED:,} messages to {APPENDED_TO:,}",
        took := asyncio.run(_appended()),
        "CPU ms",
        bound=f"<= {APPEND_BOUND_MS} ms",
        holds=took <= APPEND_BOUND_MS,
        note="contacts and the order of people included, the store's reading not",
    )


async def _appended() -> float:
    log = MadeUpLog(APPENDED_TO, APPENDED_TO // EDGES_A_VERTEX)
    store = cast("Store", log)
    projection = await Projection.load(store)
    took = []
    assert len(projection.contacts)
    assert len(projection.people_in_order)
    for _ in range(ROUNDS):
        log.grow(APPENDED)
        start = time.process_time()
        made_up = [piece async for piece in log.log(1)]  # what the log itself costs
        between = time.process_time()
        projection = await projection.refresh(store)
        took.append(time.process_time() - between - (between - start))
        assert len(made_up) == 1
        assert "contacts" in vars(projection)
    return sorted(took)[ROUNDS // 2] * 1000


def _memory() -> Figure:
    peak = child([sys.executable, "-m", "bench.projection", "--resident"]).peak_mb / 1000
    return Figure(
        "memory of 1e7 interactions",
        peak,
        "GB",
        bound=f"<= {MEMORY_BOUND_GB} GB",
        holds=peak <= MEMORY_BOUND_GB,
        note="peak of a process that loads them and makes contacts and a tie graph",
    )


def _resident() -> None:
    async def work() -> None:
        log = MadeUpLog(MESSAGES_OF_THEM, PEOPLE_OF_THEM)
        projection = await Projection.load(cast("Store", log))
        assert len(projection) >= INTERACTIONS
        graph = projection.ties()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(len(projection), len(projection.contacts), graph.tie_count, peak)

    asyncio.run(work())


async def _loads(path: Path) -> list[Figure]:
    store = await open_store(parse_store(str(path)), read_only=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            return await _loaded(store, ProjectionCache(Path(folder) / "projection"))
    finally:
        await store.close()


async def _loaded(store: Store, cache: ProjectionCache) -> list[Figure]:
    start = time.process_time()
    projection = await Projection.load(store)
    contacts = len(projection.contacts)
    whole = time.process_time() - start
    start = time.process_time()
    assert await cache.save(store, projection)
    saving = time.process_time() - start
    start = time.process_time()
    assert len((await cache.load(store)).contacts) == contacts
    mapped = time.process_time() - start
    size = cache.path.stat().st_blocks * 512 / 1e6
    return [
        Figure(
            f"load the saved projection ({projection.message_count:,} messages)",
            mapped,
            "CPU s",
            whole,
            mapped / whole,
            note="control: the log of the store; contacts included",
        ),
        Figure("save it", saving, "CPU s", note=f"{size:,.0f} MB on disk, {len(projection):,} facts"),
    ]


def _main() -> None:
    from bench.__main__ import FOLDER  # noqa: PLC0415 - they know each other
    from bench.endtoend import LARGE, prepared  # noqa: PLC0415
    from bench.report import publish  # noqa: PLC0415

    parser = argparse.ArgumentParser(prog="python -m bench.projection", description=__doc__)
    parser.add_argument("--messages", type=int, default=LARGE)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--resident", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.resident:
        _resident()
    else:
        publish(projection_figures(asked.store or prepared(FOLDER, asked.messages)))


if __name__ == "__main__":
    _main()
