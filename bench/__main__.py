"""`python -m bench`: measures everything, prints a table, writes bench/out/results.json.

Options: `--messages N` for another world than 200k, `--no-neo4j`, `--million` for the long one.
"""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from rich.console import Console

from bench.centrality import centrality_figures
from bench.communities import community_figures
from bench.endtoend import LARGE, huge, prepared, starts, whole_way
from bench.measure import Figure
from bench.projection import projection_figures
from bench.reads import neo4j_reads, sqlite_reads
from bench.report import publish
from bench.served import served_figures
from bench.spread import spread_figures
from bench.world import batches
from bench.writes import neo4j_writes, sqlite_writes
from graph.model import Batch
from graph.stores.open import open_store, parse_store

FOLDER = Path(__file__).parent.parent / "var" / "bench"


async def _batches(path: Path) -> list[Batch]:
    store = await open_store(parse_store(str(path)), read_only=True)
    try:
        return await batches(store)
    finally:
        await store.close()


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--messages", type=int, default=LARGE)
    parser.add_argument("--no-neo4j", action="store_true")
    parser.add_argument("--million", action="store_true")
    asked = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    say = Console(stderr=True).print
    figures: list[Figure] = []
    say("Starting times …")
    figures += starts(FOLDER)
    say("The whole way, 20k and 200k messages …")
    figures += whole_way(FOLDER)
    say(f"Store writes, {asked.messages:,} messages …")
    path = prepared(FOLDER, asked.messages)
    work = asyncio.run(_batches(path))
    figures.append(sqlite_writes(FOLDER, work))
    figures += sqlite_reads(path)
    say("Projection …")
    figures += projection_figures(path)
    figures += spread_figures()
    say("Centralities …")
    figures += centrality_figures()
    say("Communities …")
    figures += community_figures()
    say("Questions over HTTP, a million interactions …")
    figures += served_figures(FOLDER)
    figures += _neo4j(asked.no_neo4j, work)
    if asked.million:
        say("A million messages …")
        figures += huge(FOLDER)
    publish(figures)


def _neo4j(left_out: bool, work: list[Batch]) -> list[Figure]:
    from tests.neo4j_jars import LTS, NoServerError  # noqa: PLC0415 - the tests' way to a server is ours too
    from tests.neo4j_server import choose  # noqa: PLC0415

    if left_out:
        return []
    try:
        server = choose(LTS)
    except NoServerError as error:
        Console(stderr=True).print(f"No Neo4j figures: {error}")
        return []
    try:
        server.start()
        return [neo4j_writes(server, work), *neo4j_reads(server)]
    finally:
        server.close()


if __name__ == "__main__":
    main()
