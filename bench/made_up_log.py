"""A number of messages and people in; a log of them in pieces, as a store streams it, without a store, out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.model import Account, FactKind, Identification, StoreState
from graph.store import LOG_SCHEMA, LogChunk

PIECE = 5_000
START_US = 1_700_000_000_000_000
BRANDS, TOPICS = 50, 30

Array = npt.NDArray[Any]

NOTHING: tuple[Any, ...] = ()


@dataclass(slots=True)
class MadeUpLog:
    """What a projection asks of a store. Three facts a message, two of three messages turn to somebody."""

    messages: int
    people: int
    version: int = 1
    first: int = 0
    """Of the messages after the version that was read before."""

    def grow(self, more: int) -> None:
        """Some more messages, in the next version."""
        self.first, self.messages, self.version = self.messages, self.messages + more, self.version + 1

    async def state(self) -> StoreState:
        """The version."""
        return StoreState(self.version, None)

    async def log(self, since: int) -> AsyncIterator[LogChunk]:
        """All, or what the last growth brought."""
        for start in range(self.first if since else 0, self.messages, PIECE):
            yield self.piece(start, min(start + PIECE, self.messages))

    async def identification_log(self, since: int) -> AsyncIterator[Sequence[Identification]]:  # noqa: ARG002
        """Nobody decided anything."""
        for nothing in NOTHING:
            yield nothing

    async def stream_accounts(self) -> AsyncIterator[Sequence[Account]]:
        """No profiles."""
        for nothing in NOTHING:
            yield nothing

    async def accounts(self, keys: Sequence[str]) -> dict[str, Account]:  # noqa: ARG002
        """No profiles."""
        return {}

    def piece(self, start: int, end: int) -> LogChunk:
        """The facts of some messages; always the same ones."""
        rng = np.random.default_rng(start)
        numbers = np.arange(start, end)
        uids, authors = _named("forum:main:", 19, numbers), self._people(rng, len(numbers))
        parents = np.maximum(numbers - 1 - (5 * rng.pareto(1.0, len(numbers))).astype(np.int64), 0)
        chance = rng.random(len(numbers))
        brands = _named("brand", 2, rng.integers(0, BRANDS, len(numbers)))
        kinds: list[tuple[FactKind, Array, Array, Array | None]] = [
            (FactKind.POSTED, chance >= 0, uids, None),
            (FactKind.REPLIES_TO, chance < 0.7, _named("forum:main:", 19, parents), None),
            (FactKind.MENTIONS, chance < 0.5, brands, None),
            (FactKind.ABOUT, chance > 0.6, _named("topic", 2, rng.integers(0, TOPICS, len(numbers))), None),
            (
                FactKind.ADDRESSES,
                (chance > 0.3) & (chance < 0.6),
                self._people(rng, len(numbers)),
                None,
            ),
            (FactKind.RECOMMENDS, chance < 0.05, brands, self._people(rng, len(numbers))),
        ]
        parts = [
            _rows(kind, uids, authors, numbers, which, objects, to) for kind, which, objects, to in kinds
        ]
        return LogChunk(tuple(uids.tolist()), pa.concat_batches(parts))

    def _people(self, rng: np.random.Generator, count: int) -> Array:
        return _named("forum:main:user", 15, rng.integers(0, self.people, count))


def _named(prefix: str, digits: int, numbers: Array) -> Array:
    return np.char.add(prefix, np.char.zfill(numbers.astype(np.str_), digits))


def _rows(
    kind: FactKind,
    uids: Array,
    authors: Array,
    numbers: Array,
    which: Array,
    objects: Array,
    to: Array | None,
) -> pa.RecordBatch:
    count = int(which.sum())
    columns = {
        "source": pa.array(uids[which]),
        "kind": pa.array([kind.value] * count),
        "at": pa.array(START_US + numbers[which] * 1_000_000),
        "actor": pa.array(authors[which]),
        "object": pa.array(objects[which]),
        "to": pa.nulls(count, pa.string()) if to is None else pa.array(to[which]),
        "sentiment": pa.array(["positive" if kind is FactKind.MENTIONS else None] * count, pa.string()),
        "confidence": pa.array(np.full(count, 0.9, np.float32)),
    }
    arrays = [columns.get(field.name, pa.nulls(count, field.type)) for field in LOG_SCHEMA]
    return pa.RecordBatch.from_arrays(arrays, schema=LOG_SCHEMA)
