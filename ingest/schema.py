"""Our own record format, version 1: JSON text in, Items, Interactions and Profiles out, and back."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, TypeAlias

import orjson
from pydantic import TypeAdapter, ValidationError

from ingest.errors import RecordError
from ingest.item import Author, Interaction, Item, Lineage, Profile
from ingest.record_models import AuthorModel, InteractionModel, ItemModel, MetricsModel, ProfileModel

VERSION = 1

Parsed: TypeAlias = Item | Interaction | Profile

MODELS: dict[object, type[ItemModel | InteractionModel | ProfileModel]] = {
    "item": ItemModel,
    "interaction": InteractionModel,
    "profile": ProfileModel,
}

PLAIN_FIELDS = tuple(
    name
    for name in ItemModel.model_fields
    if name not in {"type", "author", "recipients", "mentions", "metrics"}
)

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL ends strings in places, and half a surrogate pair has no UTF-8: no store can hold either."""

UID_FIELDS = frozenset({"uid", "in_reply_to", "thread_root", "quote_of", "share_of", "target"})
UID_REMEDY = "A uid is channel:instance:native_id, with no colon or space in the first two."
FIELD_REMEDY = "Correct the fields; docs/formats.md shows what they hold."


class FieldError(RecordError):
    """Fields of a record are wrong; `fields` has the outermost name of each."""

    def __init__(self, reason: str, remedy: str, fields: frozenset[str]) -> None:
        """Keep the names, for readers that can do without a field."""
        super().__init__(reason, remedy)
        self.fields = fields


def parse_record(raw: bytes | str, lineage: Lineage | None = None) -> Parsed:
    """Read one JSON record. Raises RecordError naming each wrong field."""
    try:
        fields = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        fields = _tolerated(raw, error)
    if (b"\\u0000" in raw) if isinstance(raw, bytes) else ("\\u0000" in raw):
        fields = clean(fields)
    return _checked(fields, lineage or Lineage())


def _tolerated(raw: bytes | str, error: orjson.JSONDecodeError) -> object:
    """JSON whose only fault is half an emoji (an export that cut texts by UTF-16 units), mended."""
    if "surrogate" in error.msg:
        try:
            return clean(json.loads(raw))
        except (ValueError, RecursionError):
            pass
    reason = f"This is not JSON: {error.msg} at character {error.pos + 1}."
    raise RecordError(reason, "Write one JSON object on each line.") from error


def parse_fields(fields: object, lineage: Lineage) -> Parsed:
    """Read one record from its decoded fields. Raises FieldError naming each wrong one."""
    return _checked(clean(fields), lineage)


def clean(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The same value with every character that no store can hold made the replacement character."""
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value) if UNSTORABLE.search(value) else value
    if isinstance(value, dict):
        return {clean(name): clean(part) for name, part in value.items()}
    if isinstance(value, list):
        return [clean(part) for part in value]
    return value


def _checked(fields: object, lineage: Lineage) -> Parsed:
    kind = fields.get("type", "item") if isinstance(fields, dict) else "item"
    model = MODELS.get(kind) if isinstance(kind, str) else None
    if model is None:
        raise FieldError(
            f"type is {kind!r}.",
            f"It is one of {', '.join(map(str, MODELS))}, or left out for an item.",
            frozenset({"type"}),
        )
    try:
        checked = model.model_validate(fields)
    except ValidationError as error:
        raise _wrong(error) from error
    if isinstance(checked, ItemModel):
        return checked.value(lineage)
    return checked.interaction() if isinstance(checked, InteractionModel) else checked.value()


def _wrong(error: ValidationError) -> FieldError:
    problems, names = [], set()
    for problem in error.errors(include_url=False, include_input=False):
        path = [str(part) for part in problem["loc"]]
        what = problem["msg"].removeprefix("Value error, ")
        where = ".".join(path)
        if path:
            names.add(path[0])
            problems.append(f"{where}: {what[:1].lower()}{what[1:]}")
        else:
            names.update({"mentions"} if what.startswith("mentions.") else ())
            problems.append(
                what if what.startswith("mentions.") else f"the record: {what[:1].lower()}{what[1:]}"
            )
    remedy = UID_REMEDY if names & UID_FIELDS else FIELD_REMEDY
    return FieldError("; ".join(problems) + ".", remedy, frozenset(names))


def lineage_of(source: str, cursor: str, raw: bytes) -> Lineage:
    """Where a raw record came from."""
    return Lineage(source, cursor, hashlib.sha256(raw).hexdigest())


def dump_item(item: Item) -> dict[str, object]:
    """An item as a version 1 record, without what it does not say; parse_fields gives it back."""
    fields: dict[str, object] = {name: getattr(item, name) for name in PLAIN_FIELDS}
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
    said["author"] = None if item.author is None else dump_author(item.author)
    return said


def dump_author(author: Author) -> dict[str, object]:
    """An author as a version 1 record holds it."""
    fields = {name: getattr(author, name) for name in AuthorModel.model_fields if name != "id"}
    if author.email_verified:
        fields.pop("email_verified")
    said = {name: value for name, value in fields.items() if value not in (None, ())}
    return {"id": author.native_id, **said}


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
