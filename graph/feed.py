"""A reader's records in; batches taken into the store, each with the checkpoint that resumes after it, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from time import time

from graph.ingestion import Ingestion, Taken
from graph.model import Checkpoint
from ingest.records import Record, Reject

BATCH = 1_000
"""Records in one transaction: past it writes gain little (design.md), and a stop has less to finish."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is being read, and how far it was read before."""

    name: str
    fingerprint: str
    before: Checkpoint | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is."""

    taken: Taken
    bytes_read: int


async def feed(
    ingestion: Ingestion,
    source: Source,
    records: Iterable[Record],
    on_progress: Callable[[Progress], None] | None = None,
    stopping: Callable[[], bool] = lambda: False,
    batch_size: int = BATCH,
) -> Taken:
    """Take all records in, batch by batch. When `stopping` says so, ends after the batch in hand."""
    total = Taken()
    before = source.before
    cursor = before.cursor if before else ""
    items = before.items if before else 0
    rejects = before.rejects if before else 0
    flow = iter(records)
    while batch := list(islice(flow, batch_size)):
        cursor = batch[-1].cursor
        bad = sum(isinstance(record.value, Reject) for record in batch)
        items, rejects = items + len(batch) - bad, rejects + bad
        mark = _checkpoint(source, cursor, items, rejects, done=False)
        total += await ingestion.take((record.value for record in batch), mark)
        if on_progress is not None:
            on_progress(Progress(total, batch[-1].progress))
        if stopping():
            _close(flow)
            return total
    if before is None or not before.done or cursor != before.cursor:
        await ingestion.take((), _checkpoint(source, cursor, items, rejects, done=True))
    return total


def _checkpoint(source: Source, cursor: str, items: int, rejects: int, *, done: bool) -> Checkpoint:
    return Checkpoint(
        source=source.name,
        cursor=cursor,
        fingerprint=source.fingerprint,
        items=items,
        rejects=rejects,
        done=done,
        updated_at=int(time() * 1_000_000),
    )


def _close(flow: Iterator[Record]) -> None:
    close = getattr(flow, "close", None)
    if close is not None:
        close()
