"""What a store keeps: accounts, messages, keyed facts, who is who, and what was set aside.

Times are microseconds since the epoch, UTC. Everything here is plain data; states are whole, so that
a store replaces what it has and never merges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from ingest.item import place_of
from ingest.records import Reject
from nlp.analysis import Span
from nlp.catalogue import Catalogue

Micros: TypeAlias = int

DAY_US: Micros = 86_400_000_000
EMOTIONS_APART = " "
Scalar: TypeAlias = str | int | float | bool | None


class FactKind(StrEnum):
    """What a fact says. The comment names its object."""

    POSTED = "POSTED"  # the message itself
    REPLIES_TO = "REPLIES_TO"  # the message answered
    QUOTES = "QUOTES"  # the message quoted
    SHARES = "SHARES"  # the message passed on
    IN = "IN"  # the conversation (derived from the reply chain, see graph/threads.py)
    ADDRESSES = "ADDRESSES"  # the account spoken to
    MENTIONS = "MENTIONS"  # the brand
    ABOUT = "ABOUT"  # the topic
    NAMES = "NAMES"  # an organisation or product that the catalogue does not know, by its name
    REACTED = "REACTED"  # the message reacted to or voted on
    FOLLOWS = "FOLLOWS"  # the account followed
    RECOMMENDS = "RECOMMENDS"  # the brand, None where unnamed; so for all acts below
    WARNS = "WARNS"
    COMPARES = "COMPARES"  # the winner; rival is the loser
    SWITCHES = "SWITCHES"  # the new supplier; rival is the one left
    COMPLAINS = "COMPLAINS"
    ASKS = "ASKS"
    INTENDS = "INTENDS"
    SUGGESTS = "SUGGESTS"


ACT_KINDS = frozenset(
    {
        FactKind.RECOMMENDS,
        FactKind.WARNS,
        FactKind.COMPARES,
        FactKind.SWITCHES,
        FactKind.COMPLAINS,
        FactKind.ASKS,
        FactKind.INTENDS,
        FactKind.SUGGESTS,
    }
)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known because one source (a message or an interaction) says so.

    ``(source, slot)`` is its key: it is made of the source alone, so a replay writes the same fact.
    """

    source: str
    slot: str
    kind: FactKind
    at: Micros
    actor: str | None
    """Account key of who said or did it."""
    object: str | None
    """Account key, message uid, conversation key, brand id, topic id or a candidate's name, by kind."""
    rival: str | None = None
    """Brand id: the loser of a comparison, the supplier left by a switch."""
    to: str | None = None
    """Account key of the person advised."""
    product: str | None = None
    """Catalogue id, where a product of the object brand was named."""
    rival_product: str | None = None
    status: str | None = None
    """Of a switch: done or intended. Of a reaction: its name. Of a name: organisation or product. Of a mention: the
    emotions that its author shows toward the brand, by name, with EMOTIONS_APART between them."""
    sentiment: str | None = None
    polarity: float | None = None
    confidence: float = 1.0
    start: int | None = None
    end: int | None = None
    evidence: tuple[Span, ...] = ()
    """The words of the message that it rests on."""

    @property
    def key(self) -> str:
        """The fact's name, unique over the graph."""
        return f"{self.source}#{self.slot}"


@dataclass(frozen=True, slots=True)
class Message:
    """A message as stored: the parts that are searched and shown, and the rest of its Item."""

    uid: str
    kind: str
    author: str | None
    """Account key."""
    text: str
    created_at: Micros
    revision: str
    """Sorts by age of the state: the greater one wins (see graph/build.py)."""
    conversation: str
    """Uid of the first message of the thread, as far as it is known."""
    title: str | None = None
    language: str | None = None
    in_reply_to: str | None = None
    thread_root: str | None = None
    """What the channel itself says; None lets the reply chain decide."""
    quote_of: str | None = None
    share_of: str | None = None
    edited_at: Micros | None = None
    deleted_at: Micros | None = None
    rating: float | None = None
    rating_max: float | None = None
    permalink: str | None = None
    by_company: bool = False
    extra: Mapping[str, object] = field(default_factory=dict)
    """The Item's other fields, JSON-ready: author handle, recipients, mentions, urls, tags, metrics, lineage..."""

    @property
    def place(self) -> str:
        """``channel:instance``."""
        return place_of(self.uid)

    @property
    def channel(self) -> str:
        """The channel's name."""
        return self.uid.split(":", 1)[0]


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """A message with all the facts that it supports: the unit that is written and replaced."""

    message: Message
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """A profile field's value and when it was so; the later wins, on a tie the greater value."""

    at: Micros
    value: Scalar | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """Someone's presence on one channel. Each profile field is a last-writer-wins register."""

    key: str
    """``channel:instance:native_id``, or ``channel:instance:@handle`` where only the handle is known."""
    profile: Mapping[str, Register] = field(default_factory=dict)
    """handle, display_name, url, email, email_verified, bio, links, is_bot, role."""
    identity_keys: tuple[str, ...] = ()
    """What proves who it is; accounts that share one may be the same person (graph/resolve)."""

    def value(self, name: str) -> Scalar | tuple[str, ...]:
        """The current value of a profile field, or None."""
        register = self.profile.get(name)
        return None if register is None else register.value

    @property
    def place(self) -> str:
        """``channel:instance``."""
        return place_of(self.key)

    @property
    def channel(self) -> str:
        """The channel's name."""
        return self.key.split(":", 1)[0]

    @property
    def name(self) -> str:
        """What to call it: display name, handle, or native id."""
        shown = self.value("display_name") or self.value("handle") or self.key.split(":", 2)[2]
        return str(shown)


@dataclass(frozen=True, slots=True)
class Identification:
    """The decision that an account belongs to a person."""

    account: str
    person: str
    evidence: tuple[str, ...] = ()
    """The identity keys that tie it to the person's other accounts; empty for an account on its own."""
    decided_by: str = "rule:exact"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a source has been read; moves in the same transaction as what was read."""

    source: str
    cursor: str
    fingerprint: str
    """Tells the same file, perhaps grown, from another one under its name."""
    items: int
    rejects: int
    done: bool
    updated_at: Micros


@dataclass(frozen=True, slots=True)
class Batch:
    """All that one transaction writes. Computed against `expected_version` of the store."""

    expected_version: int
    accounts: tuple[Account, ...] = ()
    identifications: tuple[Identification, ...] = ()
    new_messages: tuple[MessageFacts, ...] = ()
    changed_messages: tuple[MessageFacts, ...] = ()
    """Replace the message and every fact of it."""
    new_interactions: tuple[Fact, ...] = ()
    changed_interactions: tuple[Fact, ...] = ()
    relabelled: tuple[tuple[str, str], ...] = ()
    """(old, new) conversation keys: messages stored under old move to new, with their IN facts."""
    rejects: tuple[Reject, ...] = ()
    settled_rejects: tuple[tuple[str, str], ...] = ()
    """(source, position) of rejects that a retry has taken in."""
    checkpoint: Checkpoint | None = None
    catalogue: Catalogue | None = None
    """Set: replaces the stored one (Brand and Topic nodes)."""
    analysis_version: str | None = None
    """Set: what pipeline and catalogue the stored facts now come from."""


class RunState(StrEnum):
    """Where a question that runs by itself stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        """Whether nothing more comes."""
        return self not in {RunState.WAITING, RunState.RUNNING}


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A ready question that was asked as a job, and what became of it. Its answer is kept beside it."""

    id: str
    """Made of what is asked and of the store's version, so that the same question is the same run."""
    question: str
    variables: str
    """JSON."""
    state: RunState
    version: int
    """Of the store: what the question is asked of."""
    asked_at: Micros
    started_at: Micros | None = None
    ended_at: Micros | None = None
    error: str | None = None
    """Why it failed, then what to do."""


@dataclass(frozen=True, slots=True)
class RunPosition:
    """Keyset position in the page order of runs: (asked_at, id), newest first."""

    asked_at: Micros
    id: str


@dataclass(frozen=True, slots=True)
class StoreState:
    """Where a store stands."""

    version: int
    """Grows by one with every write."""
    analysis_version: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds."""

    messages: int
    accounts: int
    people: int
    conversations: int
    interactions: int
    facts: int
    """Facts of messages and interactions, without identifications."""
    facts_by_kind: Mapping[str, int]
    brands: int
    topics: int
    rejects: int
    sources: int


@dataclass(frozen=True, slots=True)
class MessageFilter:
    """Which messages to page through; every field that is set must hold."""

    text: str | None = None
    """Words that must all occur in title or text, in any order, case and accents folded (graph/stores/words.py);
    data, never a query language. A text without any word finds nothing."""
    brand: str | None = None
    """Mentioned, or the object or rival of an act."""
    sentiment: str | None = None
    """Toward `brand` where that is set, else toward any brand."""
    act: FactKind | None = None
    """With `brand` as its object or rival where that is set."""
    topic: str | None = None
    accounts: tuple[str, ...] | None = None
    channel: str | None = None
    conversation: str | None = None
    in_reply_to: str | None = None
    kind: str | None = None
    since: Micros | None = None
    until: Micros | None = None
    """Exclusive."""


@dataclass(frozen=True, slots=True)
class MessagePosition:
    """Keyset position in a page order of (created_at, uid), newest first."""

    created_at: Micros
    uid: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """A thread, as its messages show it."""

    key: str
    channel: str
    messages: int
    first_at: Micros
    last_at: Micros


@dataclass(frozen=True, slots=True)
class ConversationFilter:
    """Which conversations to page through."""

    channel: str | None = None
    brand: str | None = None
    """Mentioned in at least one of its messages, or the object or rival of an act in one."""
    accounts: tuple[str, ...] | None = None
    """At least one message by one of these."""
    since: Micros | None = None
    """Its last message is not before this."""
    until: Micros | None = None
    """Its first message is before this."""
