"""A size in; a simulated world on disk, and its batches of facts as a store is given them, out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from api.cataloguing import pipeline_for
from graph.feed import Source, feed
from graph.ingestion import Ingestion
from graph.model import Batch
from graph.store import Store
from ingest.files.registry import discover, reader_for
from ingest.records import ReadOptions, Record
from ingest.simulate import SimulationOptions, simulate

SEED = 7
MESSAGES_PER_PERSON = 20
BATCH = 1_000


def world(folder: Path, messages: int) -> Path:
    """A world of this many messages; made once a folder."""
    out = folder / f"world-{messages}"
    if not (out / "truth.json").is_file():
        people = max(10, messages // MESSAGES_PER_PERSON)
        simulate(SimulationOptions(people=people, messages=messages, seed=SEED, out=out))
    return out


def records(out: Path) -> Iterator[Record]:
    """All records of a world, channel after channel."""
    for path in discover((out,)):
        yield from reader_for(path, None).read(path, ReadOptions())


async def ingest(store: Store, out: Path, batch_size: int = BATCH) -> int:
    """The whole way of a world into a store; returns the number of messages."""
    pipeline = await pipeline_for(store, out / "catalogue.yaml")
    taken = await feed(Ingestion(store, pipeline), Source(str(out), ""), records(out), batch_size=batch_size)
    return taken.messages_new


async def batches(store: Store) -> list[Batch]:
    """What the store was given, in batches of BATCH messages with the accounts and people among them."""
    found: list[Batch] = []
    accounts = [account async for some in store.stream_accounts() for account in some]
    people = {one.account: one async for some in store.identification_log(0) for one in some}
    units = [unit async for some in store.stream_messages() for unit in some]
    units.sort(key=lambda unit: (unit.message.created_at, unit.message.uid))
    catalogue = await store.catalogue()
    share = -(-len(accounts) * BATCH // max(len(units), 1))
    for number, start in enumerate(range(0, len(units), BATCH)):
        some = accounts[number * share : (number + 1) * share]
        found.append(
            Batch(
                expected_version=0,
                accounts=tuple(some),
                identifications=tuple(people[account.key] for account in some if account.key in people),
                new_messages=tuple(units[start : start + BATCH]),
                catalogue=None if number else catalogue,
            )
        )
    return found
