"""A set-aside record in, what it holds now out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson

from ingest.errors import RecordError, SourceError
from ingest.files.columns import column_map
from ingest.files.convokit import utterance_item
from ingest.files.mail import mail_item
from ingest.files.places import renamed
from ingest.files.setaside import Origin, origin_of
from ingest.files.stackexchange_people import People
from ingest.files.stackexchange_rows import Site, attributes
from ingest.files.table import MORE
from ingest.item import Lineage
from ingest.records import Reject, Value
from ingest.schema import lineage_of, parse_record

GONE = "Nothing of the record was kept."
AGAIN = "Ingest the source with --again."


def parse_reject(reject: Reject) -> list[Value]:
    """Read the record again by its format. Raises RecordError where it still cannot be."""
    origin = origin_of(reject.format)
    parse = PARSERS.get(origin.format)
    if parse is None or not reject.raw:
        raise RecordError(GONE, AGAIN)
    raw = reject.raw.encode("utf-8", "replace")
    value = parse(raw, origin, lineage_of(reject.source.rsplit("/", 1)[-1], reject.position, raw))
    return [] if value is None else [value]


def _jsonl(raw: bytes, origin: Origin, lineage: Lineage) -> Value:
    return renamed(parse_record(raw, lineage), origin.options)


def _mail(raw: bytes, origin: Origin, lineage: Lineage) -> Value:
    return mail_item(raw, _place(origin), lineage)


def _row(raw: bytes, origin: Origin, lineage: Lineage) -> Value:
    row: Mapping[str | None, Any] = orjson.loads(raw) if raw.startswith(b"{") else {MORE: []}
    if MORE in row:
        raise RecordError("The row does not fit its header.", "Mend the file and ingest it with --again.")
    try:
        columns = column_map(lineage.source, _place(origin), origin.options, tuple(map(str, row)))
    except SourceError as error:
        raise RecordError(error.reason, error.remedy) from error
    return columns.parse(row, lineage)


def _utterance(raw: bytes, origin: Origin, lineage: Lineage) -> Value:
    return utterance_item(raw, _place(origin), {}, lineage)


def _dump_row(raw: bytes, origin: Origin, lineage: Lineage) -> Value | None:
    with People() as nobody:
        return Site(_place(origin), nobody).value(origin.part or "Posts", attributes(raw), lineage)


def _place(origin: Origin) -> str:
    if origin.place is None:
        raise RecordError("It was not kept where the record belongs.", AGAIN)
    return origin.place


PARSERS: dict[str, Callable[[bytes, Origin, Lineage], Value | None]] = {
    "jsonl": _jsonl,
    "mbox": _mail,
    "csv": _row,
    "parquet": _row,
    "convokit": _utterance,
    "stackexchange": _dump_row,
}
