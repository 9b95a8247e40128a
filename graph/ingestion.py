"""Records in, one durable batch out: analyses them, works out threads and people, and writes what is new.

The outcome does not depend on the order or the size of batches: a message is read with its direct
parent only, and is read again when the parent arrives after it.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from graph import build
from graph.errors import StaleBatchError, StoreUnavailableError
from graph.model import Account, Batch, Checkpoint, Fact, Identification, Message, MessageFacts
from graph.resolve.exact import identity_keys
from graph.resolve.observe import observe
from graph.store import Store
from graph.threads import conversations, pointer
from ingest.item import Interaction, Item, Profile, place_of
from ingest.records import Reject, Value
from nlp.analysis import Analysis, Parent
from nlp.catalogue import Catalogue

STALE_TRIES = 20
"""Another writer can get ahead of us; twenty times in a row means that something else is wrong."""

FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 10.0
"""How long to wait for a store that does not answer, doubling between the two."""

Outcome = TypeVar("Outcome")


class Analyser(Protocol):
    """What ingestion needs of the language layer (nlp.pipeline.Pipeline)."""

    catalogue: Catalogue
    version: str

    def analyse(self, items: Sequence[tuple[Item, Parent | None]]) -> list[Analysis]:
        """Analyse items with their parents, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Taken:
    """What one batch came to."""

    messages_new: int = 0
    messages_changed: int = 0
    messages_known: int = 0
    interactions_new: int = 0
    profiles: int = 0
    rejects: int = 0
    reread: int = 0
    """Stored replies read again because their parent arrived."""

    def __add__(self, other: Taken) -> Taken:
        """Add field by field."""
        names = [part.name for part in dataclasses.fields(self)]
        return Taken(**{name: getattr(self, name) + getattr(other, name) for name in names})


@dataclass(slots=True)
class _Intake:
    """The values of one batch, by sort, with the latest state of each message."""

    items: dict[str, Item] = field(default_factory=dict)
    interactions: dict[str, Fact] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    profiles: int = 0

    def add(self, value: Value) -> None:
        if isinstance(value, Item):
            self._item(value)
        elif isinstance(value, Interaction):
            self.interactions.setdefault(value.uid, build.interaction_fact(value))
            self._account(build.account_of(place_of(value.uid), value.actor, build.micros(value.created_at)))
        elif isinstance(value, Profile):
            self.profiles += 1
            self._account(build.account_in_profile(value))
        else:
            self.rejects.append(value)

    def _item(self, item: Item) -> None:
        for account in build.accounts_in([item]):
            self._account(account)
        known = self.items.get(item.uid)
        if known is None:
            self.items[item.uid] = item
            return
        older, newer = sorted((known, item), key=_revision)
        self.items[item.uid] = _with_pointers(newer, older)

    def _account(self, account: Account) -> None:
        known = self.accounts.get(account.key)
        self.accounts[account.key] = account if known is None else build.merged(known, account)


def _revision(item: Item) -> str:
    return build.message_of(item, item.uid).revision


POINTERS = ("in_reply_to", "thread_root", "quote_of", "share_of")


def _with_pointers(winner: Item, loser: Item | Message) -> Item:
    """The winning state, with the thread it belongs to where only the other one says so (deletions do not)."""
    filled = {name: getattr(loser, name) for name in POINTERS if getattr(winner, name) is None}
    return dataclasses.replace(winner, **filled) if any(filled.values()) else winner


@dataclass(frozen=True, slots=True)
class _Read:
    """A message to be written, as an item and as stored so far."""

    item: Item
    message: Message
    is_new: bool


class Ingestion:
    """Takes batches of records into one store."""

    def __init__(
        self,
        store: Store,
        analyser: Analyser,
        on_wait: Callable[[StoreUnavailableError, float], None] | None = None,
        patience_s: float = 3600.0,
    ) -> None:
        """Call on_wait with the error and the seconds whenever the store has to be waited for."""
        self._store = store
        self._analyser = analyser
        self._builder = build.FactBuilder(analyser.catalogue)
        self._on_wait = on_wait
        self._patience_s = patience_s

    async def take(
        self,
        values: Iterable[Value],
        checkpoint: Checkpoint | None = None,
        settled: Sequence[tuple[str, str]] = (),
    ) -> Taken:
        """Make the values and the checkpoint durable together; waits for a store that is away.

        Raises StoreUnavailableError once the patience is over, and StoreFullError, StoreReadOnlyError.
        """
        intake = _Intake()
        for value in values:
            intake.add(value)

        async def attempt() -> Taken:
            return await self._attempt(intake, checkpoint, settled)

        return await self.patiently(attempt)

    async def patiently(self, attempt: Callable[[], Awaitable[Outcome]]) -> Outcome:
        """Call it until it succeeds: at once if the store moved on meanwhile, later if it is away."""
        stale, waited, wait = 0, 0.0, FIRST_WAIT_S
        while True:
            try:
                return await attempt()
            except StaleBatchError:
                stale += 1
                if stale == STALE_TRIES:
                    raise
            except StoreUnavailableError as error:
                if waited >= self._patience_s:
                    raise
                if self._on_wait is not None:
                    self._on_wait(error, wait)
                await asyncio.sleep(wait)
                waited, wait = waited + wait, min(2 * wait, LONGEST_WAIT_S)

    async def _attempt(
        self, intake: _Intake, checkpoint: Checkpoint | None, settled: Sequence[tuple[str, str]]
    ) -> Taken:
        state = await self._store.state()
        known = await self._store.revisions([*intake.items, *intake.interactions])
        reads = await self._states(intake.items, known)
        written, reread, relabelled = await self._analysed(reads)
        accounts, identifications = await self._people(intake.accounts)
        interactions = tuple(fact for uid, fact in intake.interactions.items() if uid not in known)
        new = {uid for uid, read in reads.items() if read.is_new}
        batch = Batch(
            expected_version=state.version,
            accounts=accounts,
            identifications=identifications,
            new_messages=tuple(unit for unit in written if unit.message.uid in new),
            changed_messages=tuple(unit for unit in written if unit.message.uid not in new),
            new_interactions=interactions,
            relabelled=relabelled,
            rejects=tuple(intake.rejects),
            settled_rejects=tuple(settled),
            checkpoint=checkpoint,
            analysis_version=None if state.analysis_version else self._analyser.version,
            catalogue=None if state.analysis_version else self._analyser.catalogue,
        )
        if _says_something(batch):
            await self._store.write(batch)
        return Taken(
            messages_new=len(new),
            messages_changed=len(reads) - len(new),
            messages_known=len(intake.items) - len(reads),
            interactions_new=len(interactions),
            profiles=intake.profiles,
            rejects=len(intake.rejects),
            reread=reread,
        )

    async def _states(self, items: Mapping[str, Item], known: Mapping[str, str]) -> dict[str, _Read]:
        """The messages among the items that are new or say something later than the stored state."""
        fresh: dict[str, _Read] = {}
        rivals: dict[str, tuple[Item, Message]] = {}
        for uid, item in items.items():
            message = build.message_of(item, uid)
            if uid not in known:
                fresh[uid] = _Read(item, message, is_new=True)
            elif known[uid] != message.revision:
                rivals[uid] = (item, message)
        stored = await self._store.messages(list(rivals)) if rivals else {}
        for uid, (item, message) in rivals.items():
            read = _contest(item, message, stored[uid])
            if read is not None:
                fresh[uid] = read
        return fresh

    async def _analysed(
        self, reads: Mapping[str, _Read]
    ) -> tuple[list[MessageFacts], int, tuple[tuple[str, str], ...]]:
        """The messages with their facts, and stored replies to them read again with the parent they lacked."""
        if not reads:
            return [], 0, ()
        arrived = {uid: read.message for uid, read in reads.items()}
        near = await self.pointed_at(arrived)
        labels, relabelled = await conversations(self._store, arrived, near)
        messages = {
            uid: dataclasses.replace(message, conversation=labels[uid]) for uid, message in arrived.items()
        }
        moved = dict(relabelled)
        replies = {
            reply.uid: dataclasses.replace(
                reply, conversation=moved.get(reply.conversation, reply.conversation)
            )
            for reply in await self._store.replies(list(messages))
            if reply.uid not in messages and reply.deleted_at is None
        }
        units = [(read.item, messages[uid]) for uid, read in reads.items()]
        units += [(build.item_of(reply), reply) for reply in replies.values()]
        return await self.analysed(units, {**near, **messages}), len(replies), relabelled

    async def pointed_at(self, messages: Mapping[str, Message]) -> Mapping[str, Message]:
        """The stored messages that these answer or whose thread they join, apart from these themselves."""
        targets = {
            target for one in messages.values() for target in (pointer(one), one.in_reply_to) if target
        }
        return await self._store.messages(sorted(targets - messages.keys()))

    async def analysed(
        self, units: Sequence[tuple[Item, Message]], at_hand: Mapping[str, Message]
    ) -> list[MessageFacts]:
        """Analyse messages with their parents, where these are among those at hand."""

        def parent_of(message: Message) -> Message | None:
            parent = None if message.in_reply_to is None else at_hand.get(message.in_reply_to)
            return None if parent is None or parent.deleted_at is not None else parent

        pairs = [(item, as_parent(parent_of(message))) for item, message in units]
        analyses = await asyncio.to_thread(self._analyser.analyse, pairs)
        return [
            self._unit(message, item, analysis, parent_of(message))
            for (item, message), analysis in zip(units, analyses, strict=True)
        ]

    def _unit(self, message: Message, item: Item, analysis: Analysis, parent: Message | None) -> MessageFacts:
        language = message.language or analysis.language
        shown = dataclasses.replace(message, by_company=analysis.by_company, language=language)
        return MessageFacts(shown, self._builder.facts(shown, item, analysis, parent))

    async def _people(
        self, seen: Mapping[str, Account]
    ) -> tuple[tuple[Account, ...], tuple[Identification, ...]]:
        """The account states that change, and who is who by them."""
        if not seen:
            return (), ()
        stored = await self._store.accounts(list(seen))
        changed: dict[str, Account] = {}
        for key, account in seen.items():
            before = stored.get(key)
            after = account if before is None else build.merged(before, account)
            if before is None or after.profile != before.profile:
                changed[key] = dataclasses.replace(after, identity_keys=identity_keys(after))
        return tuple(changed.values()), await observe(self._store, changed, stored)


def as_parent(message: Message | None) -> Parent | None:
    """A message as the language layer reads it when it is answered."""
    if message is None:
        return None
    text = message.text if message.title is None else f"{message.title}\n{message.text}"
    return Parent(message.uid, build.reader_name(message), text)


def _contest(item: Item, message: Message, stored: Message) -> _Read | None:
    """Which of two states of a message stands; None where the stored one does, and learns nothing."""
    if message.revision > stored.revision:
        whole = _with_pointers(item, stored)
        return _Read(whole, _pointing(message, whole), is_new=False)
    survivor = build.item_of(stored)
    whole = _with_pointers(survivor, item)
    if whole is survivor:
        return None
    return _Read(whole, _pointing(stored, whole), is_new=False)


def _pointing(message: Message, item: Item) -> Message:
    return dataclasses.replace(message, **{name: getattr(item, name) for name in POINTERS})


def _says_something(batch: Batch) -> bool:
    return any(
        (
            batch.accounts,
            batch.identifications,
            batch.new_messages,
            batch.changed_messages,
            batch.new_interactions,
            batch.relabelled,
            batch.rejects,
            batch.settled_rejects,
            batch.checkpoint,
            batch.catalogue,
        )
    )
