"""A set-aside record in, what it holds now out."""

from __future__ import annotations

from collections.abc import Callable

import orjson

from ingest.errors import RecordError
from ingest.files.convokit import utterance_item
from ingest.files.mbox import mail_item
from ingest.files.places import place
from ingest.files.stackexchange import PARTS, Site, attributes
from ingest.files.twcs import is_twcs, twcs_fields
from ingest.item import Lineage
from ingest.records import ReadOptions, Reject, Value
from ingest.schema import parse_fields, parse_record

GONE = "Nothing of the record was kept."


def parse_reject(reject: Reject) -> list[Value]:
    """Read the record again by its format. Raises RecordError where it still cannot be."""
    parse = PARSERS.get(reject.format)
    if parse is None or not reject.raw:
        raise RecordError(GONE, "Ingest the source with --again.")
    value = parse(reject)
    return [] if value is None else [value]


def _stem(reject: Reject) -> str:
    return reject.source.rsplit("/", 1)[-1].split(".")[0]


def _jsonl(reject: Reject) -> Value:
    return parse_record(reject.raw, Lineage(reject.source, reject.position))


def _mail(reject: Reject) -> Value:
    where = place(ReadOptions(), "email", _stem(reject))
    return mail_item(reject.raw.encode("utf-8", "replace"), where, reject.source, reject.position)


def _row(reject: Reject) -> Value:
    fields = orjson.loads(reject.raw)
    if is_twcs(tuple(fields)):
        fields = twcs_fields(fields, place(ReadOptions(), "twitter", "twcs"))
    return parse_fields(fields, Lineage(reject.source, reject.position))


def _utterance(reject: Reject) -> Value:
    return utterance_item(
        reject.raw.encode(), place(ReadOptions(), _stem(reject), "main"), {}, reject.position
    )


def _dump_row(reject: Reject) -> Value | None:
    raw = reject.raw.encode()
    part = next((part for part in PARTS if reject.source.rsplit("/", 1)[-1].startswith(part)), "Posts")
    site = Site(place(ReadOptions(), "stackexchange", _stem(reject)))
    return site.converters[part](attributes(raw), raw, reject.position)


PARSERS: dict[str, Callable[[Reject], Value | None]] = {
    "jsonl": _jsonl,
    "mbox": _mail,
    "csv": _row,
    "convokit": _utterance,
    "stackexchange": _dump_row,
}
