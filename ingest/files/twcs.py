"""Rows of the public 'Customer Support on Twitter' layout in, fields of the record format out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ingest.errors import RecordError

COLUMNS = frozenset({"tweet_id", "author_id", "inbound", "created_at", "text", "in_response_to_tweet_id"})
TIME_FORMAT = "%a %b %d %H:%M:%S %z %Y"
ADDRESSED = re.compile(r"(?<![\w@])@(\w+)")


def is_twcs(columns: tuple[str, ...]) -> bool:
    """Whether a header is of this layout."""
    return set(columns) >= COLUMNS


def twcs_fields(row: Mapping[str | None, Any], place: str) -> dict[str, Any]:
    """Customers are numbers and have no handle; companies are their handles, and their own people."""
    text = str(row["text"] or "")
    author_id = str(row["author_id"] or "").strip()
    parent = _id(row["in_response_to_tweet_id"])
    inbound = str(row["inbound"]).strip().lower() == "true"
    author: dict[str, Any] = {"id": author_id}
    if not author_id.isdigit():
        author["handle"] = author_id
    if not inbound:
        author["role"] = "staff"
    return {
        "uid": f"{place}:{_required(row['tweet_id'])}",
        "kind": "comment" if parent else "post",
        "author": author,
        "text": text,
        "created_at": _time(row["created_at"]),
        "in_reply_to": f"{place}:{parent}" if parent else None,
        "mentions": [_mention(found) for found in ADDRESSED.finditer(text)],
    }


def _mention(found: re.Match[str]) -> dict[str, Any]:
    name = found.group(1)
    who = {"id": name} if name.isdigit() else {"id": name, "handle": name}
    return {"start": found.start(), "end": found.end(), **who}


def _id(cell: Any) -> str:  # noqa: ANN401 - a cell
    """An id that a spreadsheet may have turned into 3.0."""
    return str(cell or "").strip().removesuffix(".0")


def _required(cell: Any) -> str:  # noqa: ANN401 - a cell
    found = _id(cell)
    if not found:
        raise RecordError("tweet_id is empty.", "Give every row its id.")
    return found


def _time(cell: Any) -> datetime:  # noqa: ANN401 - a cell
    try:
        return datetime.strptime(str(cell), TIME_FORMAT)  # noqa: DTZ007 - the format has %z
    except ValueError as error:
        reason = f"created_at: {cell!r} is not a time like 'Tue Oct 31 22:10:47 +0000 2017'."
        raise RecordError(reason, "Correct the cell.") from error
