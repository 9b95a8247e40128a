"""Nothing in; the kernels of all questions compiled and kept on disk out: `python -m api.warming`, once after installing.

Kernels are compiled at their first call, which takes half a minute for all of them. A question that comes first would
pay for it, and may pass a request's time limit on a busy machine. Every ready question is asked of a small made-up world.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
from pathlib import Path

from api import kernels
from api.ready import ask, ready_questions
from graph.ingestion import Ingestion
from graph.stores.sqlite.store import SqliteStore
from ingest.files.registry import discover, reader_for
from ingest.records import ReadOptions
from ingest.simulate import SimulationOptions, simulate
from nlp import catalogue_file
from nlp.pipeline import Pipeline

LOWEST = 19
"""Of priorities: a server answers meanwhile."""

PEOPLE, MESSAGES = 60, 600
RULES = {"model": "rapport_nothing"}
"""What is said matters little here, and the trained model takes seconds to load."""


async def warm() -> int:
    """Ask every ready question once; how many."""
    with tempfile.TemporaryDirectory() as folder:
        world = Path(folder) / "world"
        simulate(SimulationOptions(people=PEOPLE, messages=MESSAGES, out=world))
        store = SqliteStore.open(Path(folder) / "world.rapport")
        await store.prepare()
        try:
            await _read(store, world)
            for question in ready_questions():
                await ask(store, question.name)
        finally:
            await store.close()
    return len(ready_questions())


async def _read(store: SqliteStore, world: Path) -> None:
    catalogue = catalogue_file.load(world / "catalogue.yaml")
    ingestion = Ingestion(store, Pipeline(catalogue, components=RULES))
    for path in discover([world]):
        reader = reader_for(path, None)
        await ingestion.take(record.value for record in reader.read(path, ReadOptions(), None))


def main() -> None:
    """Say what is done: it takes half a minute the first time. `--gently`: others on this machine go first."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # by way of the temporary folder's end
    if "--gently" in sys.argv[1:] and hasattr(os, "nice"):
        os.nice(LOWEST)
    sys.stderr.write("Analytics: compiling (about half a minute, once)\n")
    asyncio.run(warm())
    kernels.mark()


if __name__ == "__main__":
    main()
