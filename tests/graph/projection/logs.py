"""Logs without a store: batches of sources with their rows, as a store would stream them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import pyarrow as pa

from graph.model import Account, FactKind, Identification, StoreState
from graph.projection import Projection
from graph.store import LOG_SCHEMA, LogChunk, Store

Row = dict[str, Any]


@dataclass(slots=True)
class Batch:
    """What one write brings: the rows of each source from now on, and decisions."""

    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Log:
    """The part of a store that a projection asks."""

    batches: list[Batch] = field(default_factory=list)

    @property
    def store(self) -> Store:
        """Itself, for who wants all of a store."""
        return cast("Store", self)

    async def state(self) -> StoreState:
        return StoreState(len(self.batches), None)

    async def log(self, since: int) -> AsyncIterator[LogChunk]:
        latest: dict[str, Sequence[Row]] = {}
        for batch in self.batches[since:]:
            latest |= batch.rows
        blank = dict.fromkeys(LOG_SCHEMA.names)
        rows = [blank | row | {"source": source} for source, held in latest.items() for row in held]
        yield LogChunk(tuple(latest), pa.RecordBatch.from_pylist(rows, schema=LOG_SCHEMA))

    async def identification_log(self, since: int) -> AsyncIterator[Sequence[Identification]]:
        latest: dict[str, str] = {}
        for batch in self.batches[since:]:
            latest |= batch.people
        yield [Identification(account, person) for account, person in latest.items()]

    async def stream_accounts(self) -> AsyncIterator[Sequence[Account]]:
        nobody: Sequence[Account] = ()
        yield nobody

    async def accounts(self, keys: Sequence[str]) -> Mapping[str, Account]:
        return {key: Account(key, {}, ()) for key in keys}


def row(kind: FactKind, actor: str | None, target: str | None, at: int, to: str | None = None) -> Row:
    return {"kind": kind.value, "actor": actor, "object": target, "at": at, "to": to}


def told(projection: Projection) -> list[tuple[str, str, int, int, str, str | None, float]]:
    """The contacts in words, sorted."""
    contacts, names = projection.contacts, projection.names
    shown = [None if code < 0 else names.messages.name(code) for code in contacts.message.tolist()]
    return sorted(
        zip(
            names.people.names(contacts.giver),
            names.people.names(contacts.getter),
            contacts.at.tolist(),
            contacts.kind.tolist(),
            names.messages.names(contacts.source),
            shown,
            contacts.weight.tolist(),
            strict=True,
        ),
        key=str,
    )
