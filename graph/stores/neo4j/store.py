"""The Neo4j engine of the store protocol: a URI in, a Store out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, LiteralString

from neo4j import Record

from graph.errors import StoreCorruptError, StoreReadOnlyError
from graph.model import (
    Account,
    Batch,
    Checkpoint,
    Conversation,
    ConversationFilter,
    Counts,
    Fact,
    FactKind,
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
from graph.stores.columns import catalogue_from
from graph.stores.neo4j import decoding, pages, queries, runs, streams, ties
from graph.stores.neo4j.connection import Connection
from graph.stores.neo4j.lineage import run_of
from graph.stores.neo4j.schema import SCHEMA, SCHEMA_STATEMENTS
from graph.stores.words import fold
from graph.ties import TieBatch
from ingest.records import Reject
from nlp.catalogue import Catalogue

INDEX_WAIT_S = 600
"""How long `prepare` waits for new indexes over what is already there."""


class Neo4jStore:
    """A graph in one database of a Neo4j server or cluster (graph.store.Store, graph.ties.TieKeeper)."""

    def __init__(self, connection: Connection, *, read_only: bool) -> None:
        """Use `open`."""
        self._connection = connection
        self._read_only = read_only

    @classmethod
    async def open(
        cls,
        uri: str,
        *,
        user: str | None = None,
        password: str | None = None,
        database: str | None = None,
        read_only: bool = False,
    ) -> Neo4jStore:
        """Connect. Raises StoreUnavailableError where nothing answers, StoreError where it is not for us."""
        connection = await Connection.open(uri, user, password, database)
        return cls(connection, read_only=read_only)

    async def prepare(self) -> None:
        """Create the constraints and indexes that are missing, and wait until they are filled."""
        self._check_writable()
        there = {record["name"] for record in await self._connection.change(queries.INDEX_NAMES, {})}
        missing = SCHEMA_STATEMENTS.keys() - there
        for name in sorted(missing):
            await self._connection.change(SCHEMA_STATEMENTS[name], {})
        if missing:
            await self._connection.change(queries.AWAIT_INDEXES, {"seconds": INDEX_WAIT_S})
        held = await self._connection.change(queries.CREATE_STATE, {"schema": SCHEMA})
        if held[0]["schema"] > SCHEMA:
            raise StoreCorruptError(
                f"The graph was written by a newer Rapport (schema {held[0]['schema']}; this one knows {SCHEMA}).",
                "Install that version of Rapport, or name another database.",
            )

    async def close(self) -> None:
        """Close the connections."""
        await self._connection.close()

    def _check_writable(self) -> None:
        if self._read_only:
            raise StoreReadOnlyError("The store was opened for reading only.", "Open it for writing.")

    async def write(self, batch: Batch) -> int:
        """Make a batch durable in one transaction and return the new version."""
        self._check_writable()
        return await self._connection.write(batch)

    async def _read(self, query: LiteralString, **parameters: Any) -> list[Record]:  # noqa: ANN401 - Cypher values
        return await self._connection.read(query, parameters)

    async def _rows(self, query: LiteralString, **parameters: Any) -> list[Any]:  # noqa: ANN401
        return await self._connection.rows(query, parameters)

    async def _look_up(
        self, query: LiteralString, name: str, keys: Sequence[str], **others: object
    ) -> list[Any]:
        """The rows of these keys; no keys, no question."""
        if not keys:
            return []
        return await self._connection.rows(query, {name: list(dict.fromkeys(keys))} | others)

    async def state(self) -> StoreState:
        """Version and the analysis that the facts come from."""
        held = await self._read(queries.STATE)
        return StoreState(held[0]["version"], held[0]["analysis_version"]) if held else StoreState(0, None)

    async def lineage(self, version: int) -> str | None:
        """Which run of a writer wrote this version."""
        held = await self._read(queries.STATE)
        return run_of(held[0]["lineage"] or "", version) if held and version <= held[0]["version"] else None

    async def revisions(self, sources: Sequence[str]) -> Mapping[str, str]:
        """Revisions of the messages and interactions that exist."""
        return dict(await self._look_up(queries.REVISIONS, "sources", sources))

    async def messages(self, uids: Sequence[str]) -> Mapping[str, Message]:
        """Messages by uid."""
        nodes = await self._look_up(queries.MESSAGES, "uids", uids)
        return {node["uid"]: decoding.message_from(node) for node in nodes}

    async def replies(self, uids: Sequence[str]) -> Sequence[Message]:
        """Stored messages whose in_reply_to is one of these."""
        return [decoding.message_from(node) for node in await self._look_up(queries.REPLIES, "uids", uids)]

    async def first_replies(self, uids: Sequence[str], most: int) -> Sequence[Message]:
        """Of the replies to each of these messages, the oldest so many."""
        nodes = await self._look_up(queries.FIRST_REPLIES, "uids", uids, most=most)
        return list(map(decoding.message_from, nodes))

    async def messages_and_replies(
        self, uids: Sequence[str], most: int
    ) -> tuple[Mapping[str, Message], Sequence[Message]]:
        """What `messages` and `first_replies` give, in one look at the store."""
        if not uids:
            return {}, []
        asked, answers = await self._read(
            queries.MESSAGES_AND_REPLIES, uids=list(dict.fromkeys(uids)), most=most
        )
        messages = map(decoding.message_from, asked["rows"])
        return {one.uid: one for one in messages}, [decoding.message_from(node) for node in answers["rows"]]

    async def facts(self, sources: Sequence[str]) -> Mapping[str, Sequence[Fact]]:
        """All facts of these messages and interactions, in slot order."""
        found: dict[str, Sequence[Fact]] = {}
        for uid, author, created_at, held in await self._look_up(queries.FACTS, "sources", sources):
            found[uid] = decoding.facts_from(uid, author, created_at, held)
        if len(found) < len(set(sources)):
            others = [source for source in sources if source not in found]
            rows = await self._look_up(queries.INTERACTION_FACTS, "sources", others)
            found |= {fact.source: [fact] for fact in map(decoding.interaction_from, rows)}
        return {uid: facts for uid, facts in found.items() if facts}

    async def accounts(self, keys: Sequence[str]) -> Mapping[str, Account]:
        """Accounts by key."""
        nodes = await self._look_up(queries.ACCOUNTS, "keys", keys)
        return {node["key"]: decoding.account_from(node) for node in nodes}

    async def accounts_sharing(self, identity_keys: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """For each identity key, the keys of the accounts that have it, sorted."""
        found: dict[str, list[str]] = {}
        for shared, key in await self._look_up(queries.ACCOUNTS_SHARING, "identity_keys", identity_keys):
            found.setdefault(shared, []).append(key)
        return found

    async def identifications(self, accounts: Sequence[str]) -> Mapping[str, Identification]:
        """Who these accounts are."""
        rows = await self._look_up(queries.IDENTIFICATIONS, "accounts", accounts)
        return {row["account"]: decoding.identification_from(row) for row in rows}

    async def accounts_of(self, people: Sequence[str]) -> Mapping[str, Sequence[Account]]:
        """The accounts of each person, by key."""
        found: dict[str, list[Account]] = {}
        for person, node in await self._look_up(queries.ACCOUNTS_OF, "people", people):
            found.setdefault(person, []).append(decoding.account_from(node))
        return found

    async def find_accounts(self, words: str, limit: int) -> Sequence[Account]:
        """Accounts whose handle or display name starts with or contains the words; best first."""
        query = fold(words)
        nodes = await self._rows(queries.FIND_ACCOUNTS, words=query, limit=limit) if query else []
        return [decoding.account_from(node) for node in nodes]

    async def page_messages(
        self, where: MessageFilter, after: MessagePosition | None, limit: int
    ) -> Sequence[Message]:
        """The next messages in (created_at, uid) order, newest first."""
        plan = pages.plan_messages(where, after, limit)
        if plan is None:
            return []
        way = await self._choose(plan)
        nodes = await self._connection.rows(plan.message_query(way), plan.parameters)
        return [decoding.message_from(node) for node in nodes]

    async def page_conversations(
        self, where: ConversationFilter, after: MessagePosition | None, limit: int
    ) -> Sequence[Conversation]:
        """The next conversations in (last_at, key) order, newest first."""
        plan = pages.plan_conversations(where, after, limit)
        if plan is None:
            return []
        way = await self._choose(plan)
        nodes = await self._connection.rows(plan.conversation_query(way), plan.parameters)
        return [decoding.conversation_from(node) for node in nodes]

    async def _choose(self, plan: pages.Plan) -> pages.Way | None:
        """What to read by; None for time."""
        if plan.small is not None or not plan.measured:
            return plan.small
        sizes = await self._connection.read(plan.size_query(), plan.parameters)
        return plan.rarest({record["way"]: record["size"] for record in sizes})

    async def conversations(self, keys: Sequence[str]) -> Mapping[str, Conversation]:
        """Conversations by key."""
        nodes = await self._look_up(queries.CONVERSATIONS, "keys", keys)
        found = [decoding.conversation_from(node) for node in nodes]
        return {one.key: one for one in found}

    async def catalogue(self) -> Catalogue:
        """The catalogue that the graph knows."""
        held = await self._read(queries.STATE)
        return catalogue_from(held[0]["catalogue"] if held else None)

    async def counts(self) -> Counts:
        """How much there is."""
        totals: dict[str, int] = {}
        for record in await self._read(queries.COUNTS):
            totals[record["name"]] = totals.get(record["name"], 0) + record["number"]
        by_kind = {kind.value: totals[kind.value] for kind in FactKind if totals[kind.value]}
        catalogue = await self.catalogue()
        return Counts(
            messages=totals["messages"],
            accounts=totals["accounts"],
            people=totals["people"],
            conversations=totals["conversations"],
            interactions=totals["interactions"],
            facts=sum(by_kind.values()),
            facts_by_kind=by_kind,
            brands=len(catalogue.brands),
            topics=len(catalogue.topics),
            rejects=totals["rejects"],
            sources=totals["sources"],
        )

    async def checkpoint(self, source: str) -> Checkpoint | None:
        """How far a source was read."""
        held = await self._rows(queries.CHECKPOINT, source=source)
        return decoding.checkpoint_from(held[0]) if held else None

    async def checkpoints(self) -> Sequence[Checkpoint]:
        """Every source that was read, by name."""
        return [decoding.checkpoint_from(node) for node in await self._rows(queries.CHECKPOINTS)]

    async def rejects(self, source: str | None = None) -> Sequence[Reject]:
        """What was set aside, by source and position."""
        return [decoding.reject_from(node) for node in await self._rows(queries.REJECTS, source=source)]

    def log(self, since: int) -> AsyncIterator[LogChunk]:
        """The interaction log of everything written after version `since` (0: all)."""
        return streams.log(self._connection, since)

    def identification_log(self, since: int) -> AsyncIterator[Sequence[Identification]]:
        """Identifications written after version `since` (0: all)."""
        return streams.identification_log(self._connection, since)

    def stream_accounts(self) -> AsyncIterator[Sequence[Account]]:
        """Every account, in key order."""
        return streams.accounts(self._connection)

    def stream_messages(self) -> AsyncIterator[Sequence[MessageFacts]]:
        """Every message with its facts, in uid order."""
        return streams.messages(self._connection)

    def stream_interactions(self) -> AsyncIterator[Sequence[Fact]]:
        """Every interaction's fact, in key order."""
        return streams.interactions(self._connection)

    async def put_run(self, run: StoredRun, answer: str | None, keep: int) -> None:
        """Keep a run and its answer; of those that have ended only the newest `keep` stay."""
        self._check_writable()
        await runs.put(self._connection, run, answer, keep)

    async def runs(self, ids: Sequence[str]) -> Mapping[str, StoredRun]:
        """Runs by id."""
        return {one.id: one for one in map(runs.run_from, await self._look_up(runs.RUNS, "ids", ids))}

    async def run_answers(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The answers of these runs, where they have one."""
        return dict(await self._look_up(runs.RUN_ANSWERS, "ids", ids))

    async def page_runs(self, after: RunPosition | None, limit: int) -> Sequence[StoredRun]:
        """The next runs in (asked_at, id) order, newest first."""
        return await runs.page(self._connection, after, limit)

    async def ties_version(self) -> int | None:
        """The version of the graph that the ties were last brought up to; None where there are none."""
        return await ties.version(self._connection)

    def tie_digests(self) -> AsyncIterator[Sequence[tuple[str, int]]]:
        """The people who have ties, each with their digest, in the order of their ids."""
        return ties.digests(self._connection)

    async def put_ties(self, batch: TieBatch) -> None:
        """Replace the ties of some people, in one transaction."""
        self._check_writable()
        await ties.put(self._connection, batch)

    async def settle_ties(self, version: int) -> None:
        """Say that all ties are those of this version."""
        self._check_writable()
        await ties.settle(self._connection, version)

    async def remove_ties(self) -> int:
        """Take all ties out, and say how many there were."""
        self._check_writable()
        return await ties.remove(self._connection)
