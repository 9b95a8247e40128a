"""Rows of the public 'Customer Support on Twitter' layout in, fields of the record format out."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from ingest.errors import RecordError

COLUMNS = frozenset({"tweet_id", "author_id", "inbound", "created_at", "text", "in_response_to_tweet_id"})
TIME = re.compile(r"\w{3} (\w{3}) (\d\d) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d) (\d{4})")
"""Twitter's times have English months everywhere; strptime has those of the locale, and is slow."""
MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}
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
    found = TIME.fullmatch(str(cell))
    try:
        return _moment(found)
    except (KeyError, OverflowError, ValueError) as error:
        reason = f"created_at: {cell!r} is not a time like 'Tue Oct 31 22:10:47 +0000 2017'."
        raise RecordError(reason, "Correct the cell.") from error


def _moment(found: re.Match[str] | None) -> datetime:
    if found is None:
        raise ValueError("another form")
    month, day, hour, minute, second, sign, zone_hours, zone_minutes, year = found.groups()
    local = datetime(int(year), MONTHS[month], int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    offset = timedelta(hours=int(zone_hours), minutes=int(zone_minutes))
    return local - offset if sign == "+" else local + offset
