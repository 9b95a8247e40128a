"""Our record format, version 1, as Pydantic models: decoded JSON in, Items, Interactions and Profiles out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from ingest.item import (
    Author,
    Interaction,
    InteractionKind,
    Item,
    ItemKind,
    ItemMention,
    Lineage,
    Metrics,
    Profile,
    Recipient,
    Role,
)

TEXT_LIMIT = 1_000_000
"""Code points; longer texts are documents, not messages."""
UID_LIMIT = 512
SHORT_LIMIT = 4_096
LIST_LIMIT = 10_000
"""Recipients, tags, links and mentions of one message; a broken export should not make a million facts."""
LATEST_SECONDS = 253_402_300_799
"""The last second of the year 9999. A greater number is milliseconds, which nobody should have to guess."""


def moment(value: object) -> object:
    """ISO 8601 text with a zone, or seconds since the epoch; text without a zone is UTC."""
    if isinstance(value, bool):
        raise ValueError("should be a time")  # noqa: TRY004 - pydantic collects ValueErrors
    if isinstance(value, int | float):
        if abs(value) > LATEST_SECONDS:
            raise ValueError("is too great for seconds since 1970; are these milliseconds?")
        return datetime.fromtimestamp(value, UTC)
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return utc(value)
    return value


def utc(value: datetime) -> datetime:
    """The same moment in UTC. Raises ValueError where the calendar ends before it."""
    if value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("is outside the years 1 to 9999 in UTC") from error


def _native_id(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Moment = Annotated[datetime, BeforeValidator(moment)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=SHORT_LIMIT)]
NativeId = Annotated[Name, BeforeValidator(_native_id)]
Names = Annotated[tuple[Name, ...], Field(max_length=LIST_LIMIT)]
Text = Annotated[str, StringConstraints(max_length=TEXT_LIMIT)]
Uid = Annotated[str, StringConstraints(pattern=r"^[^:\s]+:[^:\s]+:[\s\S]+$", max_length=UID_LIMIT)]
Place = Annotated[str, StringConstraints(pattern=r"^[^:\s]+:[^:\s]+$", max_length=UID_LIMIT)]
Count = Annotated[int, Field(ge=0)]


class Model(BaseModel):
    """Unknown fields are passed over, so that newer files can be read; known ones must be right."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=False)


class AuthorModel(Model):
    """Who wrote or did it."""

    id: NativeId
    handle: Name | None = None
    display_name: Name | None = None
    url: Name | None = None
    email: Name | None = None
    email_verified: bool = True
    bio: Text | None = None
    links: Names = ()
    is_bot: bool | None = None
    role: Role | None = None

    def value(self) -> Author:
        """As the rest of the code knows it."""
        return Author(
            self.id,
            self.handle,
            self.display_name,
            self.url,
            self.email,
            self.email_verified,
            self.bio,
            self.links,
            self.is_bot,
            self.role,
        )


class RecipientModel(Model):
    """Who a message is for: at least an id or a handle."""

    id: NativeId | None = None
    handle: Name | None = None
    display_name: Name | None = None

    @model_validator(mode="after")
    def _known(self) -> RecipientModel:
        if self.id is None and self.handle is None:
            raise ValueError("needs an id or a handle")
        return self


class MentionModel(Model):
    """A name that the channel marked in the text."""

    start: Count
    end: Count
    id: NativeId | None = None
    handle: Name | None = None


class MetricsModel(Model):
    """Counts that the channel shows; leave out what it does not."""

    likes: Count | None = None
    shares: Count | None = None
    replies: Count | None = None
    views: Count | None = None
    score: int | None = None


class ItemModel(Model):
    """A message."""

    type: Literal["item"] = "item"
    uid: Uid
    kind: ItemKind
    author: AuthorModel | None
    text: Text
    created_at: Moment
    recipients: Annotated[tuple[RecipientModel, ...], Field(max_length=LIST_LIMIT)] = ()
    title: Text | None = None
    language: Name | None = None
    urls: Names = ()
    tags: Names = ()
    mentions: Annotated[tuple[MentionModel, ...], Field(max_length=LIST_LIMIT)] = ()
    edited_at: Moment | None = None
    deleted_at: Moment | None = None
    observed_at: Moment | None = None
    in_reply_to: Uid | None = None
    thread_root: Uid | None = None
    quote_of: Uid | None = None
    share_of: Uid | None = None
    metrics: MetricsModel | None = None
    rating: float | None = None
    rating_max: float | None = None
    visibility: Name = "public"
    licence: Name | None = None
    permalink: Name | None = None

    @model_validator(mode="after")
    def _mentions_are_in_the_text(self) -> ItemModel:
        length = len(self.text)
        for number, mention in enumerate(self.mentions):
            if not mention.start < mention.end <= length:
                raise ValueError(
                    f"mentions.{number} ({mention.start} to {mention.end}) is no part of the text, "
                    f"which has {length} code points"
                )
        return self

    def value(self, lineage: Lineage) -> Item:
        """As the rest of the code knows it."""
        return Item(
            uid=self.uid,
            kind=self.kind,
            author=None if self.author is None else self.author.value(),
            text=self.text,
            created_at=self.created_at,
            recipients=tuple([Recipient(one.id, one.handle, one.display_name) for one in self.recipients]),
            title=self.title,
            language=self.language,
            urls=self.urls,
            tags=self.tags,
            mentions=tuple([ItemMention(one.start, one.end, one.handle, one.id) for one in self.mentions]),
            edited_at=self.edited_at,
            deleted_at=self.deleted_at,
            observed_at=self.observed_at,
            in_reply_to=self.in_reply_to,
            thread_root=self.thread_root,
            quote_of=self.quote_of,
            share_of=self.share_of,
            metrics=NOTHING_SHOWN if self.metrics is None else Metrics(**self.metrics.model_dump()),
            rating=self.rating,
            rating_max=self.rating_max,
            visibility=self.visibility,
            licence=self.licence,
            permalink=self.permalink,
            lineage=lineage,
        )


NOTHING_SHOWN = Metrics()


class InteractionModel(Model):
    """A reaction, share, follow or vote."""

    type: Literal["interaction"]
    uid: Uid
    kind: InteractionKind
    actor: AuthorModel
    target: Uid
    created_at: Moment
    value: Name | None = None

    def interaction(self) -> Interaction:
        """As the rest of the code knows it."""
        return Interaction(self.uid, self.kind, self.actor.value(), self.target, self.created_at, self.value)


class ProfileModel(Model):
    """An account apart from any message; `place` is channel:instance."""

    type: Literal["profile"]
    place: Place
    author: AuthorModel
    observed_at: Moment

    def value(self) -> Profile:
        """As the rest of the code knows it."""
        return Profile(self.place, self.author.value(), self.observed_at)
