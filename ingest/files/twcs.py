"""Rows of the public 'Customer Support on Twitter' layout in, fields of the record format out."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ingest.errors import RecordError

COLUMNS = frozenset({"tweet_id", "author_id", "inbound", "created_at", "text", "in_response_to_tweet_id"})
TIME_FORMAT = "%a %b %d %H:%M:%S %z %Y"
ADDRESSED = re.compile(r"(?<![\w@])@(\w+)")
INSTANCE = "twcs"


def is_twcs(columns: tuple[str, ...]) -> bool:
    """Whether a header is of this layout (an unnamed index column and response_tweet_id may be there or not)."""
    return set(columns) >= COLUMNS


def twcs_fields(row: Mapping[str | None, Any], place: str) -> dict[str, Any]:
    """Customers are numbers and have no handle; companies are their handles, and their own people."""
    text = html.unescape(str(row.get("text") or ""))
    native_id = _id(row.get("tweet_id"))
    if not native_id:
        raise RecordError(
            "tweet_id is empty.", "Give every row its id; a line break inside a text needs quotes."
        )
    parent = _id(row.get("in_response_to_tweet_id"))
    return {
        "uid": f"{place}:{native_id}",
        "kind": "comment" if parent else "post",
        "author": _author(_id(row.get("author_id")), str(row.get("inbound")).strip().lower()),
        "text": text,
        "created_at": _time(row.get("created_at")),
        "in_reply_to": f"{place}:{parent}" if parent else None,
        "mentions": [_mention(found) for found in ADDRESSED.finditer(text)],
    }


def _author(name: str, inbound: str) -> dict[str, Any]:
    author: dict[str, Any] = {"id": name}
    if not name.isdigit():
        author["handle"] = name
    if inbound == "false":
        author["role"] = "staff"
    return author


def _mention(found: re.Match[str]) -> dict[str, Any]:
    """A customer's number is the account; a name is a handle, in whatever case it was typed."""
    name = found.group(1)
    who = {"id": name} if name.isdigit() else {"handle": name}
    return {"start": found.start(), "end": found.end(), **who}


def _id(cell: Any) -> str:  # noqa: ANN401 - a cell
    """An id that a spreadsheet may have turned into 3.0."""
    return "" if cell is None or cell != cell else str(cell).strip().removesuffix(".0")  # noqa: PLR0124 - NaN


def _time(cell: Any) -> datetime:  # noqa: ANN401 - a cell
    if isinstance(cell, datetime):
        return cell
    try:
        return datetime.strptime(str(cell), TIME_FORMAT)  # noqa: DTZ007 - the format has %z
    except ValueError as error:
        reason = f"created_at: {cell!r} is not a time like 'Tue Oct 31 22:10:47 +0000 2017'."
        raise RecordError(reason, "Correct the cell.") from error
