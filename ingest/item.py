"""What every channel maps to: an Item (said), an Interaction (done) or a Profile (who), all in UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ItemKind(StrEnum):
    """What sort of message an Item is."""

    POST = "post"
    COMMENT = "comment"
    MESSAGE = "message"
    EMAIL = "email"
    REVIEW = "review"
    TICKET = "ticket"
    CALL_TURN = "call_turn"
    ARTICLE = "article"
    IDEA = "idea"


class Role(StrEnum):
    """The part that an account plays toward the own company, where the channel says so."""

    CUSTOMER = "customer"
    STAFF = "staff"
    BOT = "bot"


class InteractionKind(StrEnum):
    """What an account did without writing."""

    REACTION = "reaction"
    SHARE = "share"
    FOLLOW = "follow"
    VOTE = "vote"


@dataclass(frozen=True, slots=True)
class Author:
    """An account as one record shows it. None means that the record does not say."""

    native_id: str
    handle: str | None = None
    display_name: str | None = None
    url: str | None = None
    email: str | None = None
    email_verified: bool = True
    """An address in a structured profile field counts as verified unless the record denies it."""
    bio: str | None = None
    links: tuple[str, ...] = ()
    is_bot: bool | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone a message is addressed to; at least one of native_id and handle is known."""

    native_id: str | None = None
    handle: str | None = None
    display_name: str | None = None


@dataclass(frozen=True, slots=True)
class ItemMention:
    """A name that the channel itself marked in the text: code points, end exclusive."""

    start: int
    end: int
    handle: str | None = None
    native_id: str | None = None


@dataclass(frozen=True, slots=True)
class Metrics:
    """Counts that the channel shows. None is 'not shown', which is not 0."""

    likes: int | None = None
    shares: int | None = None
    replies: int | None = None
    views: int | None = None
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a record came from: the source's name, the position in it, the SHA-256 of its raw form."""

    source: str = ""
    cursor: str = ""
    raw_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One message. References (in_reply_to, thread_root, quote_of, share_of) are uids."""

    uid: str
    """``channel:instance:native_id``; channel and instance hold no colon."""
    kind: ItemKind
    author: Author | None
    """None where the channel no longer knows (a deleted user)."""
    text: str
    created_at: datetime
    recipients: tuple[Recipient, ...] = ()
    title: str | None = None
    language: str | None = None
    urls: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    mentions: tuple[ItemMention, ...] = ()
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    """Set: the message is gone; its text is dropped and it supports no fact."""
    observed_at: datetime | None = None
    in_reply_to: str | None = None
    thread_root: str | None = None
    quote_of: str | None = None
    share_of: str | None = None
    metrics: Metrics = field(default_factory=Metrics)
    rating: float | None = None
    rating_max: float | None = None
    visibility: str = "public"
    licence: str | None = None
    permalink: str | None = None
    lineage: Lineage = field(default_factory=Lineage)

    @property
    def place(self) -> str:
        """``channel:instance``, the name space of native ids and handles."""
        return place_of(self.uid)

    @property
    def changed_at(self) -> datetime:
        """When this state of the message came to be."""
        return self.deleted_at or self.edited_at or self.created_at


@dataclass(frozen=True, slots=True)
class Interaction:
    """Something done without words; target is a message uid, or an account key for a follow."""

    uid: str
    kind: InteractionKind
    actor: Author
    target: str
    created_at: datetime
    value: str | None = None
    """The reaction's name or the vote's direction."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a channel says about an account apart from any message."""

    place: str
    author: Author
    observed_at: datetime


def place_of(uid: str) -> str:
    """``channel:instance`` of a uid or account key."""
    channel, instance, _ = uid.split(":", 2)
    return f"{channel}:{instance}"


def account_key(place: str, native_id: str) -> str:
    """The key of an account whose native id is known."""
    return f"{place}:{native_id}"


def handle_key(place: str, handle: str) -> str:
    """The key of an account of which only the handle is known."""
    return f"{place}:@{handle.removeprefix('@').lower()}"
