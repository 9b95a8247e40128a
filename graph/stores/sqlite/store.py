"""The SQLite engine of the store protocol: a path in, a Store out.

One thread writes. Lookups by key take microseconds and run where they are called; pages, scans and
streams run in threads of their own, so that the event loop never waits for them.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

import apsw

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
from graph.store import LogChunk
from graph.stores.sqlite import connections, failures, paging, reading, runs, schema, streams, writing
from graph.stores.sqlite.readers import Readers
from ingest.records import Reject
from nlp.catalogue import Catalogue

INLINE_KEYS = 200
"""Up to so many keys (well under a millisecond) a lookup runs on the event loop."""

Asked = TypeVar("Asked")
Found = TypeVar("Found")


class SqliteStore:
    """A graph in one file (graph.store.Store)."""

    def __init__(self, path: Path, writer: apsw.Connection | None, wait_s: float) -> None:
        """Use `open`."""
        self._path = path
        self._writer = writer
        self._run = secrets.token_hex(8)
        self._takes_writes = writer is not None and not writer.readonly("main")
        self._write_thread = ThreadPoolExecutor(1, "rapport-write")
        self._readers = Readers(path, wait_s)

    @classmethod
    def open(
        cls, path: Path, *, read_only: bool = False, wait_s: float = connections.BUSY_WAIT_S
    ) -> SqliteStore:
        """Open a file, made where there is none. Raises StoreError where it cannot be a store.

        `wait_s`: how long a write waits for another process that is writing.
        """
        if read_only:
            connections.check_readable(path, wait_s)
            return cls(path, None, wait_s)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise failures.read_only(path) from error
        return cls(path, connections.open_writer(path, wait_s), wait_s)

    async def prepare(self) -> None:
        """Create or migrate the tables."""
        await self._write(schema.create_or_migrate, str(self._path))

    async def close(self) -> None:
        """Finish what runs, then close the file."""
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._readers.close()
        self._write_thread.shutdown()
        if self._writer is not None:
            self._writer.close()

    async def write(self, batch: Batch) -> int:
        """Make a batch durable in one transaction and return the new version."""
        return await self._write(partial(writing.write, run=self._run), batch)

    async def _write(self, work: Callable[[apsw.Connection, Asked], Found], what: Asked) -> Found:
        """Work in the one thread that writes."""
        writer = self._writer
        if writer is None or not self._takes_writes:  # the connection itself may be busy, and is not asked
            raise failures.read_only(self._path)

        def run() -> Found:
            with failures.explained(self._path, writer):
                return work(writer, what)

        return await asyncio.get_running_loop().run_in_executor(self._write_thread, run)

    async def _look_up(
        self, work: Callable[[apsw.Connection, Sequence[str]], Found], keys: Sequence[str]
    ) -> Found:
        """Read here where the keys are few, else in a thread."""
        if len(keys) <= INLINE_KEYS:
            return self._readers.here(work, keys)
        return await self._readers.in_thread(work, keys)

    async def state(self) -> StoreState:
        """Version and the analysis that the facts come from."""
        return self._readers.here(reading.state)

    async def lineage(self, version: int) -> str | None:
        """Which run of a writer wrote this version."""
        return self._readers.here(reading.lineage, version)

    async def revisions(self, sources: Sequence[str]) -> Mapping[str, str]:
        """Revisions of the messages and interactions that exist."""
        return await self._look_up(reading.revisions, sources)

    async def messages(self, uids: Sequence[str]) -> Mapping[str, Message]:
        """Messages by uid."""
        return await self._look_up(reading.messages, uids)

    async def replies(self, uids: Sequence[str]) -> Sequence[Message]:
        """Stored messages whose in_reply_to is one of these."""
        return await self._look_up(reading.replies, uids)

    async def first_replies(self, uids: Sequence[str], most: int) -> Sequence[Message]:
        """Of the replies to each of these messages, the oldest so many."""
        return await self._look_up(partial(reading.first_replies, most=most), uids)

    async def messages_and_replies(
        self, uids: Sequence[str], most: int
    ) -> tuple[Mapping[str, Message], Sequence[Message]]:
        """What `messages` and `first_replies` give, in one look at the store."""
        return await self._look_up(partial(reading.messages_and_replies, most=most), uids)

    async def facts(self, sources: Sequence[str]) -> Mapping[str, Sequence[Fact]]:
        """All facts of these messages and interactions, in slot order."""
        return await self._look_up(reading.facts, sources)

    async def accounts(self, keys: Sequence[str]) -> Mapping[str, Account]:
        """Accounts by key."""
        return await self._look_up(reading.accounts, keys)

    async def accounts_sharing(self, identity_keys: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """For each identity key, the keys of the accounts that have it, sorted."""
        return await self._look_up(reading.accounts_sharing, identity_keys)

    async def identifications(self, accounts: Sequence[str]) -> Mapping[str, Identification]:
        """Who these accounts are."""
        return await self._look_up(reading.identifications, accounts)

    async def accounts_of(self, people: Sequence[str]) -> Mapping[str, Sequence[Account]]:
        """The accounts of each person, by key."""
        return await self._look_up(reading.accounts_of, people)

    async def find_accounts(self, words: str, limit: int) -> Sequence[Account]:
        """Accounts whose handle or display name starts with or contains the words; best first."""
        return await self._readers.in_thread(reading.find_accounts, words, limit)

    async def page_messages(
        self, where: MessageFilter, after: MessagePosition | None, limit: int
    ) -> Sequence[Message]:
        """The next messages in (created_at, uid) order, newest first."""

        def page(connection: apsw.Connection) -> list[Message]:
            ids = paging.page_messages(connection, where, after, limit)
            return reading.messages_in_order(connection, ids)

        return await self._readers.in_thread(page)

    async def page_conversations(
        self, where: ConversationFilter, after: MessagePosition | None, limit: int
    ) -> Sequence[Conversation]:
        """The next conversations in (last_at, key) order, newest first."""

        def page(connection: apsw.Connection) -> list[Conversation]:
            ids = paging.page_conversations(connection, where, after, limit)
            return reading.conversations_in_order(connection, ids)

        return await self._readers.in_thread(page)

    async def conversations(self, keys: Sequence[str]) -> Mapping[str, Conversation]:
        """Conversations by key."""
        return await self._look_up(reading.conversations, keys)

    async def catalogue(self) -> Catalogue:
        """The catalogue that the graph knows."""
        return self._readers.here(reading.catalogue)

    async def counts(self) -> Counts:
        """How much there is."""
        return await self._readers.in_thread(reading.counts)

    async def checkpoint(self, source: str) -> Checkpoint | None:
        """How far a source was read."""
        return self._readers.here(reading.checkpoint, source)

    async def checkpoints(self) -> Sequence[Checkpoint]:
        """Every source that was read, by name."""
        return await self._readers.in_thread(reading.checkpoints)

    async def rejects(self, source: str | None = None) -> Sequence[Reject]:
        """What was set aside, by source and position."""
        return await self._readers.in_thread(reading.rejects, source)

    def log(self, since: int) -> AsyncIterator[LogChunk]:
        """The interaction log of everything written after version `since` (0: all)."""
        return self._readers.stream(lambda connection: streams.log(connection, since))

    def identification_log(self, since: int) -> AsyncIterator[Sequence[Identification]]:
        """Identifications written after version `since` (0: all)."""
        return self._readers.stream(lambda connection: streams.identification_log(connection, since))

    def stream_accounts(self) -> AsyncIterator[Sequence[Account]]:
        """Every account, in key order."""
        return self._readers.stream(streams.accounts)

    def stream_messages(self) -> AsyncIterator[Sequence[MessageFacts]]:
        """Every message with its facts, in uid order."""
        return self._readers.stream(streams.messages)

    def stream_interactions(self) -> AsyncIterator[Sequence[Fact]]:
        """Every interaction's fact, in key order."""
        return self._readers.stream(streams.interactions)

    async def put_run(self, run: StoredRun, answer: str | None, keep: int) -> None:
        """Keep a run and its answer; of those that have ended only the newest `keep` stay."""
        await self._write(runs.put, (run, answer, keep))

    async def runs(self, ids: Sequence[str]) -> Mapping[str, StoredRun]:
        """Runs by id."""
        return await self._look_up(runs.by_id, ids)

    async def run_answers(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The answers of these runs, where they have one."""
        return await self._readers.in_thread(runs.answers, ids)

    async def page_runs(self, after: RunPosition | None, limit: int) -> Sequence[StoredRun]:
        """The next runs in (asked_at, id) order, newest first."""
        return await self._readers.in_thread(runs.page, after, limit)
