"""Our own record format, version 1: JSON text in, Items, Interactions and Profiles out, and back."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, TypeAlias

import orjson
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from ingest.errors import RecordError
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

VERSION = 1

TEXT_LIMIT = 1_000_000
"""Code points; longer texts are documents, not messages."""
UID_LIMIT = 512
SHORT_LIMIT = 4_096
LATEST_SECONDS = 253_402_300_799
"""The last second of the year 9999. A greater number is milliseconds, which nobody should have to guess."""


def _moment(value: object) -> object:
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
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return value


def _clean(value: object) -> object:
    """Text that every store can hold: lone surrogates and NULs become the replacement character."""
    if isinstance(value, str) and ("\x00" in value or any("\ud800" <= one <= "\udfff" for one in value)):
        return "".join("\ufffd" if one == "\x00" or "\ud800" <= one <= "\udfff" else one for one in value)
    return value


Moment = Annotated[datetime, BeforeValidator(_moment)]
Clean = BeforeValidator(_clean)
Name = Annotated[str, Clean, StringConstraints(min_length=1, max_length=SHORT_LIMIT)]
Text = Annotated[str, Clean, StringConstraints(max_length=TEXT_LIMIT)]
Uid = Annotated[str, Clean, StringConstraints(pattern=r"^[^:\s]+:[^:\s]+:[\s\S]+$", max_length=UID_LIMIT)]
Count = Annotated[int, Field(ge=0)]


class Model(BaseModel):
    """Unknown fields are passed over, so that newer files can be read; known ones must be right."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=False)


class AuthorModel(Model):
    """Who wrote or did it."""

    id: Annotated[Name, BeforeValidator(lambda value: str(value) if isinstance(value, int) else value)]
    handle: Name | None = None
    display_name: Name | None = None
    url: Name | None = None
    email: Name | None = None
    email_verified: bool = True
    bio: Text | None = None
    links: tuple[Name, ...] = ()
    is_bot: bool | None = None
    role: Role | None = None

    def author(self) -> Author:
        """As the rest of the code knows it."""
        fields = {name: getattr(self, name) for name in type(self).model_fields if name != "id"}
        return Author(native_id=self.id, **fields)


class RecipientModel(Model):
    """Who a message is for: at least an id or a handle."""

    id: Name | None = None
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
    id: Name | None = None
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
    recipients: tuple[RecipientModel, ...] = ()
    title: Text | None = None
    language: Name | None = None
    urls: tuple[Name, ...] = ()
    tags: tuple[Name, ...] = ()
    mentions: tuple[MentionModel, ...] = ()
    edited_at: Moment | None = None
    deleted_at: Moment | None = None
    observed_at: Moment | None = None
    in_reply_to: Uid | None = None
    thread_root: Uid | None = None
    quote_of: Uid | None = None
    share_of: Uid | None = None
    metrics: MetricsModel = MetricsModel()
    rating: float | None = None
    rating_max: float | None = None
    visibility: Name = "public"
    licence: Name | None = None
    permalink: Name | None = None

    def value(self, lineage: Lineage) -> Item:
        """As the rest of the code knows it."""
        fields = {name: getattr(self, name) for name in PLAIN_FIELDS}
        return Item(
            author=None if self.author is None else self.author.author(),
            recipients=tuple(Recipient(one.id, one.handle, one.display_name) for one in self.recipients),
            mentions=tuple(ItemMention(one.start, one.end, one.handle, one.id) for one in self.mentions),
            metrics=Metrics(**self.metrics.model_dump()) if self.metrics.model_fields_set else Metrics(),
            lineage=lineage,
            **fields,
        )


PLAIN_FIELDS = tuple(
    name
    for name in ItemModel.model_fields
    if name not in {"type", "author", "recipients", "mentions", "metrics"}
)


class InteractionModel(Model):
    """A reaction, share, follow or vote."""

    type: Literal["interaction"]
    uid: Uid
    kind: InteractionKind
    actor: AuthorModel
    target: Uid
    created_at: Moment
    value: Name | None = None


class ProfileModel(Model):
    """An account apart from any message; `place` is channel:instance."""

    type: Literal["profile"]
    place: Annotated[str, StringConstraints(pattern=r"^[^:\s]+:[^:\s]+$", max_length=UID_LIMIT)]
    author: AuthorModel
    observed_at: Moment


def _type_of(value: Any) -> str:  # noqa: ANN401 - whatever the JSON held
    return str(value.get("type", "item")) if isinstance(value, dict) else "item"


MODELS: dict[str, type[ItemModel | InteractionModel | ProfileModel]] = {
    "item": ItemModel,
    "interaction": InteractionModel,
    "profile": ProfileModel,
}

Parsed: TypeAlias = Item | Interaction | Profile


def parse_record(raw: bytes | str, lineage: Lineage | None = None) -> Parsed:
    """Read one JSON record. Raises RecordError naming each wrong field."""
    try:
        fields = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        reason = f"This is not JSON: {error.msg} at character {error.pos + 1}."
        raise RecordError(reason, "Write one JSON object on each line.") from error
    return parse_fields(fields, lineage or Lineage())


def parse_fields(fields: object, lineage: Lineage) -> Parsed:
    """Read one record whose JSON is decoded. Raises RecordError naming each wrong field."""
    kind = _type_of(fields)
    model = MODELS.get(kind)
    if model is None:
        raise RecordError(f"type is {kind!r}.", f"It is one of {', '.join(MODELS)}, or left out for an item.")
    try:
        checked = model.model_validate(fields)
    except ValidationError as error:
        raise _wrong(error) from error
    if isinstance(checked, ItemModel):
        return checked.value(lineage)
    if isinstance(checked, InteractionModel):
        actor = checked.actor.author()
        return Interaction(
            checked.uid, checked.kind, actor, checked.target, checked.created_at, checked.value
        )
    return Profile(checked.place, checked.author.author(), checked.observed_at)


UID_REMEDY = "A uid is channel:instance:native_id, with no colon or space in the first two."


def _wrong(error: ValidationError) -> RecordError:
    problems = []
    for problem in error.errors(include_url=False, include_input=False):
        where = ".".join(str(part) for part in problem["loc"]) or "the record"
        what = problem["msg"].removeprefix("Value error, ")
        problems.append(f"{where}: {what[:1].lower()}{what[1:]}")
    uids = {"uid", "in_reply_to", "thread_root", "quote_of", "share_of", "target"}
    about_uid = any(set(map(str, problem["loc"])) & uids for problem in error.errors(include_url=False))
    remedy = UID_REMEDY if about_uid else "Correct the fields; docs/formats.md shows what they hold."
    return RecordError("; ".join(problems) + ".", remedy)


def lineage_of(source: str, cursor: str, raw: bytes) -> Lineage:
    """Where a raw record came from."""
    return Lineage(source, cursor, hashlib.sha256(raw).hexdigest())


def dump_item(item: Item) -> dict[str, object]:
    """An item as a version 1 record, without what it does not say; parse_fields gives it back."""
    fields: dict[str, object] = {name: getattr(item, name) for name in PLAIN_FIELDS}
    fields["author"] = None if item.author is None else dump_author(item.author)
    fields["recipients"] = [
        _said({"id": one.native_id, "handle": one.handle, "display_name": one.display_name})
        for one in item.recipients
    ]
    fields["mentions"] = [
        _said({"start": one.start, "end": one.end, "id": one.native_id, "handle": one.handle})
        for one in item.mentions
    ]
    fields["metrics"] = _said({name: getattr(item.metrics, name) for name in MetricsModel.model_fields})
    said = {name: value for name, value in fields.items() if value not in (None, (), [], {})}
    if item.visibility == "public":
        said.pop("visibility")
    if item.author is None:
        said["author"] = None
    return {**said, "text": item.text}


def dump_author(author: Author) -> dict[str, object]:
    """An author as a version 1 record holds it."""
    fields = {name: getattr(author, name) for name in AuthorModel.model_fields if name != "id"}
    if author.email is None or author.email_verified:
        fields.pop("email_verified")
    return {"id": author.native_id} | {
        name: value for name, value in fields.items() if value not in (None, ())
    }


def _said(fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a record (docs/item.schema.json)."""
    union: TypeAdapter[Any] = TypeAdapter(ItemModel | InteractionModel | ProfileModel)
    title = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Rapport record, version {VERSION}",
    }
    return title | union.json_schema()
