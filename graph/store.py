"""What every store can do: batches of facts in; lookups, pages and streams out.

One contract suite (tests/graph/stores) runs over each engine. All calls may wait, so all are
coroutines or async iterators. Lookups take many keys at once, so that callers never loop over them;
a key that is not there is absent from the answer.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from graph.model import (
    Account,
    Batch,
    Checkpoint,
    Conversation,
    ConversationFilter,
    Counts,
    Fact,
    Identification,
    Message,
    MessageFacts,
    MessageFilter,
    MessagePosition,
    RunPosition,
    StoredRun,
    StoreState,
)
from ingest.records import Reject
from nlp.catalogue import Catalogue

LOG_SCHEMA = pa.schema(
    [
        ("source", pa.string()),
        ("kind", pa.string()),
        ("at", pa.int64()),
        ("actor", pa.string()),
        ("object", pa.string()),
        ("rival", pa.string()),
        ("to", pa.string()),
        ("status", pa.string()),
        ("sentiment", pa.string()),
        ("polarity", pa.float32()),
        ("confidence", pa.float32()),
        ("by_company", pa.bool_()),
    ]
)
"""Columns of the interaction log: one row a fact (IN left out: it names no one)."""


@dataclass(frozen=True, slots=True)
class LogChunk:
    """A piece of the log: first forget every row of the sources in `replaced`, then add `rows`."""

    replaced: tuple[str, ...]
    """Messages and interactions written since the version asked for, whether or not they have rows left."""
    rows: pa.RecordBatch
    """LOG_SCHEMA."""


class Store(Protocol):
    """A graph at rest."""

    async def prepare(self) -> None:
        """Create or migrate the schema (tables, indexes, constraints). Safe to repeat."""
        ...

    async def close(self) -> None:
        """Release files and connections."""
        ...

    async def state(self) -> StoreState:
        """Version and the analysis that the facts come from."""
        ...

    async def lineage(self, version: int) -> str | None:
        """Which run of a writer wrote this version: a mark that no other store, and no other past of this one, has.

        None where the store is not that far, or kept no account of it. It tells whoever kept something derived of
        that version whether this store is still the one, or a backup that was put in its place since.
        """
        ...

    async def write(self, batch: Batch) -> int:
        """Make a batch durable in one transaction and return the new version.

        Raises StaleBatchError if the store moved past `batch.expected_version` (compute it again),
        StoreUnavailableError if the engine cannot be reached (wait and retry),
        StoreFullError and StoreReadOnlyError if it cannot take more; the store is then unchanged.
        """
        ...

    async def revisions(self, sources: Sequence[str]) -> Mapping[str, str]:
        """Revisions of the messages and interactions that exist. An interaction's is its `at`, as text."""
        ...

    async def messages(self, uids: Sequence[str]) -> Mapping[str, Message]:
        """Messages by uid."""
        ...

    async def replies(self, uids: Sequence[str]) -> Sequence[Message]:
        """Stored messages whose in_reply_to is one of these."""
        ...

    async def first_replies(self, uids: Sequence[str], most: int) -> Sequence[Message]:
        """Of the replies to each of these messages, the oldest so many."""
        ...

    async def messages_and_replies(
        self, uids: Sequence[str], most: int
    ) -> tuple[Mapping[str, Message], Sequence[Message]]:
        """What `messages` and `first_replies` give, in one look at the store."""
        ...

    async def facts(self, sources: Sequence[str]) -> Mapping[str, Sequence[Fact]]:
        """All facts of these messages and interactions, in slot order."""
        ...

    async def accounts(self, keys: Sequence[str]) -> Mapping[str, Account]:
        """Accounts by key."""
        ...

    async def accounts_sharing(self, identity_keys: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """For each identity key, the keys of the accounts that have it, sorted."""
        ...

    async def identifications(self, accounts: Sequence[str]) -> Mapping[str, Identification]:
        """Who these accounts are."""
        ...

    async def accounts_of(self, people: Sequence[str]) -> Mapping[str, Sequence[Account]]:
        """The accounts of each person, by key."""
        ...

    async def find_accounts(self, words: str, limit: int) -> Sequence[Account]:
        """Accounts whose handle or display name starts with or contains the words; best first."""
        ...

    async def page_messages(
        self, where: MessageFilter, after: MessagePosition | None, limit: int
    ) -> Sequence[Message]:
        """The next messages in (created_at, uid) order, newest first."""
        ...

    async def page_conversations(
        self, where: ConversationFilter, after: MessagePosition | None, limit: int
    ) -> Sequence[Conversation]:
        """The next conversations in (last_at, key) order, newest first."""
        ...

    async def conversations(self, keys: Sequence[str]) -> Mapping[str, Conversation]:
        """Conversations by key."""
        ...

    async def catalogue(self) -> Catalogue:
        """The catalogue that the graph knows."""
        ...

    async def counts(self) -> Counts:
        """How much there is."""
        ...

    async def checkpoint(self, source: str) -> Checkpoint | None:
        """How far a source was read."""
        ...

    async def checkpoints(self) -> Sequence[Checkpoint]:
        """Every source that was read, by name."""
        ...

    async def rejects(self, source: str | None = None) -> Sequence[Reject]:
        """What was set aside, by source and position."""
        ...

    def log(self, since: int) -> AsyncIterator[LogChunk]:
        """The interaction log of everything written after version `since` (0: all)."""
        ...

    def identification_log(self, since: int) -> AsyncIterator[Sequence[Identification]]:
        """Identifications written after version `since` (0: all)."""
        ...

    def stream_accounts(self) -> AsyncIterator[Sequence[Account]]:
        """Every account, in key order."""
        ...

    def stream_messages(self) -> AsyncIterator[Sequence[MessageFacts]]:
        """Every message with its facts, in uid order."""
        ...

    def stream_interactions(self) -> AsyncIterator[Sequence[Fact]]:
        """Every interaction's fact, in key order."""
        ...

    async def put_run(self, run: StoredRun, answer: str | None, keep: int) -> None:
        """Keep a run and its answer in place of its earlier state; of those that have ended only the newest `keep` stay.

        Not part of the graph: the version stays as it is, and `rapport copy` leaves runs behind.
        """
        ...

    async def runs(self, ids: Sequence[str]) -> Mapping[str, StoredRun]:
        """Runs by id."""
        ...

    async def run_answers(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The answers of these runs, where they have one."""
        ...

    async def page_runs(self, after: RunPosition | None, limit: int) -> Sequence[StoredRun]:
        """The next runs in (asked_at, id) order, newest first."""
        ...
