"""Items as a client sends them in; records of ingest/schema.py out, which checks them as it checks a file's."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from enum import Enum

import strawberry

from api.graphql.types.enums import AccountRole, MessageKind
from api.graphql.types.scalars import DateTime, written


@strawberry.input(description="Who wrote it.")
class AuthorInput:
    """Of ingest.schema.AuthorModel."""

    id: strawberry.ID = strawberry.field(description="The channel's own id of the account.")
    handle: str | None = strawberry.field(default=None, description="Handle, without @.")
    display_name: str | None = strawberry.field(default=None, description="Name as shown.")
    url: str | None = strawberry.field(default=None, description="Address of its page.")
    email: str | None = strawberry.field(default=None, description="E-mail address.")
    email_verified: bool | None = strawberry.field(
        default=None, description="False where the channel did not check the address."
    )
    bio: str | None = strawberry.field(default=None, description="What it says about itself.")
    links: list[str] | None = strawberry.field(default=None, description="Addresses it shows in its profile.")
    is_bot: bool | None = strawberry.field(default=None, description="Whether it is a program.")
    role: AccountRole | None = strawberry.field(default=None, description="Customer, staff or bot.")


@strawberry.input(description="Whom a message is for: at least an id or a handle.")
class RecipientInput:
    """Of ingest.schema.RecipientModel."""

    id: strawberry.ID | None = strawberry.field(
        default=None, description="The channel's own id of the account."
    )
    handle: str | None = strawberry.field(default=None, description="Handle, without @.")
    display_name: str | None = strawberry.field(default=None, description="Name as shown.")


@strawberry.input(description="A message. A later state of the same uid replaces an earlier one.")
class ItemInput:
    """Of ingest.schema.ItemModel."""

    uid: strawberry.ID = strawberry.field(description="channel:instance:native_id.")
    kind: MessageKind = strawberry.field(description="What sort of message it is.")
    text: str = strawberry.field(description="What it says.")
    created_at: DateTime = strawberry.field(description="When it was written.")
    author: AuthorInput | None = strawberry.field(
        default=None, description="Who wrote it; null where the channel no longer knows."
    )
    recipients: list[RecipientInput] | None = strawberry.field(default=None, description="Whom it is for.")
    title: str | None = strawberry.field(default=None, description="Title or subject.")
    language: str | None = strawberry.field(default=None, description="Language code.")
    urls: list[str] | None = strawberry.field(default=None, description="Addresses it links to.")
    tags: list[str] | None = strawberry.field(default=None, description="Tags it was given.")
    edited_at: DateTime | None = strawberry.field(default=None, description="When it was edited.")
    deleted_at: DateTime | None = strawberry.field(
        default=None, description="When it was deleted: its text is dropped and it supports no fact."
    )
    observed_at: DateTime | None = strawberry.field(default=None, description="When this state was seen.")
    in_reply_to: strawberry.ID | None = strawberry.field(
        default=None, description="Uid of the message it answers."
    )
    thread_root: strawberry.ID | None = strawberry.field(
        default=None, description="Uid of the thread's first message."
    )
    quote_of: strawberry.ID | None = strawberry.field(
        default=None, description="Uid of the message it quotes."
    )
    share_of: strawberry.ID | None = strawberry.field(
        default=None, description="Uid of the message it passes on."
    )
    rating: float | None = strawberry.field(default=None, description="Stars or points that it gives.")
    rating_max: float | None = strawberry.field(default=None, description="The most that it could give.")
    permalink: str | None = strawberry.field(default=None, description="Where it can be read.")


MOMENTS = frozenset({"created_at", "edited_at", "deleted_at", "observed_at"})


def record(item: ItemInput) -> dict[str, object]:
    """The item as a version 1 record, without what it does not say."""
    fields = _said(item)
    for name in MOMENTS & fields.keys():
        at = fields[name]
        fields[name] = written(at) if isinstance(at, int) else at
    return {"author": None, **fields}


def _said(value: object) -> dict[str, object]:
    """The fields of an input that are set, as JSON has them."""
    names = [field.name for field in dataclasses.fields(value)]  # type: ignore[arg-type]  # inputs are dataclasses
    fields = {name: getattr(value, name) for name in names}
    return {name: _plain(one) for name, one in fields.items() if one is not None}


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, AuthorInput | RecipientInput):
        return _said(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value
