"""A batch in; the same in one transaction of the driver, and the new version out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

from neo4j import AsyncManagedTransaction

from graph.errors import StaleBatchError, StoreUnavailableError
from graph.model import Batch, FactKind
from graph.stores.columns import catalogue_text
from graph.stores.neo4j import rows
from graph.stores.neo4j import write_queries as queries


@dataclass(frozen=True, slots=True)
class Statement:
    """A query and its parameters."""

    query: LiteralString
    parameters: dict[str, Any]


class Writer:
    """One batch, made into rows once, for as many attempts as it takes."""

    def __init__(self, batch: Batch, batch_id: str, run: str) -> None:
        self._batch = batch
        self._run = run
        self._id = batch_id
        self._version = batch.expected_version + 1
        self._statements = tuple(self._plain())
        self._account_rows = [rows.account_row(account) for account in batch.accounts]

    async def __call__(self, transaction: AsyncManagedTransaction) -> int:
        """Write everything. Does nothing where an earlier attempt was committed and only its answer lost."""
        if await self._claim(transaction):
            await self._put_accounts(transaction)
            touched = await self._forget_changed(transaction)
            for statement in self._statements:
                await transaction.run(statement.query, statement.parameters)
            touched |= await self._relabel(transaction)
            if touched:
                await transaction.run(queries.MEASURE_CONVERSATIONS, {"keys": sorted(touched)})
        return self._version

    async def _claim(self, transaction: AsyncManagedTransaction) -> bool:
        """Take the store's lock and next version; False where this batch has it already."""
        batch = self._batch
        catalogue = None if batch.catalogue is None else catalogue_text(batch.catalogue)
        result = await transaction.run(
            queries.CLAIM,
            batch=self._id,
            expected=batch.expected_version,
            analysis_version=batch.analysis_version,
            catalogue=catalogue,
            run=self._run,
        )
        before = await result.single()
        if before is None:
            raise StoreUnavailableError("The database holds no graph yet.", "Run `rapport schema`.")
        if before["version"] == batch.expected_version:
            return True
        if before["version"] == self._version and before["last_batch"] == self._id:
            return False
        raise StaleBatchError(
            f"The batch was computed at version {batch.expected_version}; "
            f"the store is at {before['version']}.",
            "Compute it again.",
        )

    async def _put_accounts(self, transaction: AsyncManagedTransaction) -> None:
        if not self._account_rows:
            return
        result = await transaction.run(queries.PUT_ACCOUNTS, rows=self._account_rows)
        changed = [(one["key"], set(one["before"]), set(one["after"])) async for one in result]
        gone = [[key, sorted(before - after)] for key, before, after in changed if before - after]
        new = [[key, sorted(after - before)] for key, before, after in changed if after - before]
        if gone:
            await transaction.run(queries.DROP_IDENTITY_KEYS, rows=gone)
        if new:
            await transaction.run(queries.ADD_IDENTITY_KEYS, rows=new)

    async def _forget_changed(self, transaction: AsyncManagedTransaction) -> set[str]:
        """Take the facts of changed messages out; the conversations that this touches."""
        changed = self._batch.changed_messages
        if not changed:
            return set()
        uids = [unit.message.uid for unit in changed]
        result = await transaction.run(queries.CONVERSATIONS_OF, uids=uids)
        touched = {one["conversation"] async for one in result}
        await transaction.run(queries.FORGET_NAMES, uids=uids)
        await transaction.run(queries.FORGET_FACTS, uids=uids)
        await transaction.run(queries.FORGET_POSTED, uids=uids)
        return {key for key in touched if key is not None} | {unit.message.conversation for unit in changed}

    async def _relabel(self, transaction: AsyncManagedTransaction) -> set[str]:
        """Move messages from old to new conversations; those that this touches."""
        pairs = [[old, new] for old, new in self._batch.relabelled if old != new]
        if not pairs:
            return set()
        result = await transaction.run(queries.RELABELLED, olds=[old for old, _ in pairs])
        held = [(one["old"], FactKind(one["kind"])) async for one in result]
        peopled = {old for old, _ in held}
        moves = [[old, new] for old, new in pairs if old in peopled]
        if not moves:
            return set()
        await transaction.run(
            queries.PUT_CONVERSATIONS, rows=rows.named_conversations(new for _, new in moves)
        )
        await transaction.run(queries.RELABEL_MESSAGES, pairs=moves, version=self._version)
        for kind in sorted({kind for _, kind in held}):
            await transaction.run(queries.MOVE_FACTS[kind], pairs=moves)
        return {key for pair in moves for key in pair}

    def _plain(self) -> Iterator[Statement]:
        """The statements whose parameters are known before the first one runs."""
        yield from self._identifications()
        yield from self._messages()
        yield from self._interactions()
        yield from self._sources()

    def _identifications(self) -> Iterator[Statement]:
        decided = {one.account: one for one in self._batch.identifications}
        if decided:
            people = sorted({one.person for one in decided.values()})
            yield Statement(queries.FORGET_IDENTIFICATIONS, {"accounts": list(decided), "people": people})
            held = [rows.identification_row(one, self._version) for one in decided.values()]
            yield Statement(queries.PUT_IDENTIFICATIONS, {"rows": held})

    def _messages(self) -> Iterator[Statement]:
        batch = self._batch
        units = (*batch.new_messages, *batch.changed_messages)
        if batch.catalogue is not None:
            yield Statement(queries.CLEAR_CATALOGUE, {})
            yield from _unwind(queries.PUT_BRANDS, rows.brand_rows(batch.catalogue))
            yield from _unwind(queries.PUT_TOPICS, rows.topic_rows(batch.catalogue))
        yield from _unwind(queries.PUT_TOPICS, rows.discovered_rows(units))
        told = rows.message_rows(units, self._version)
        yield from _unwind(queries.TELL_MESSAGES, told.told)
        yield from _unwind(queries.PUT_MESSAGES, told.bare)
        keys = {unit.message.conversation for unit in units}
        yield from _unwind(queries.PUT_CONVERSATIONS, rows.named_conversations(keys))
        yield from _unwind(queries.GROW_CONVERSATIONS, rows.conversation_rows(batch.new_messages))
        for pattern, held in told.patterns.items():
            yield Statement(queries.PUT_FACTS[pattern], {"rows": held})

    def _interactions(self) -> Iterator[Statement]:
        batch = self._batch
        if batch.changed_interactions:
            uids = [fact.source for fact in batch.changed_interactions]
            for query in queries.FORGET_INTERACTIONS:
                yield Statement(query, {"uids": uids})
        facts = (*batch.new_interactions, *batch.changed_interactions)
        for kind, held in rows.interaction_rows(facts, self._version).items():
            yield Statement(queries.PUT_INTERACTIONS[kind], {"rows": held})

    def _sources(self) -> Iterator[Statement]:
        batch = self._batch
        yield from _unwind(queries.PUT_REJECTS, rows.reject_rows(batch.rejects))
        yield from _unwind(queries.SETTLE_REJECTS, [list(pair) for pair in batch.settled_rejects])
        if batch.checkpoint is not None:
            yield Statement(queries.PUT_CHECKPOINT, {"row": rows.checkpoint_row(batch.checkpoint)})


def _unwind(query: LiteralString, held: Sequence[Any]) -> Iterator[Statement]:
    """The query over these rows, if there are any."""
    if held:
        yield Statement(query, {"rows": held})
