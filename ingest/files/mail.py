"""The bytes of one mail in, an Item out, whatever mail programs did to it on the way."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message as Mail
from email.utils import getaddresses, parsedate_to_datetime

from ingest.errors import RecordError
from ingest.files.markup import html_text
from ingest.item import Author, Item, ItemKind, Lineage, Recipient
from ingest.record_models import TEXT_LIMIT, UID_LIMIT, utc
from ingest.schema import clean

MESSAGE_ID = re.compile(r"<([^<>\s]+)>")
BARE_ID = re.compile(r"[^\s<>,;]+@[^\s<>,;]+")
"""Some archives strip the angle brackets, from ids and from addresses alike."""
BARE_ADDRESS = re.compile(r"^(?P<name>[^<>]*?\S)\s+(?P<address>[^\s<>@]+@[^\s<>@,]+)$")
ADDRESS = re.compile(r"^[^\s@]+@[^\s@]+$")
ID_LENGTH = UID_LIMIT // 2
RECIPIENT_LIMIT = 1_000
"""A mail to more is a circular: it says nothing about the tie between two people."""
QUOTES = ("'", '"')
HEADER_FAULTS = (LookupError, ValueError, AssertionError, AttributeError, TypeError)
"""What the email package raises on headers that break the rules: it wraps few of its own errors."""


def mail_item(data: bytes, where: str, lineage: Lineage) -> Item:
    """One mail as an item. Raises RecordError where it has no sender or no date."""
    mail = message_from_bytes(data, policy=policy.compat32)
    name, address = _sender(mail)
    own_id = next(iter(_ids(mail, "message-id")), None) or f"sha256-{hashlib.sha256(data).hexdigest()[:32]}"
    references = _ids(mail, "references")
    replied = next(iter(_ids(mail, "in-reply-to") or references[-1:]), None)
    return Item(
        uid=f"{where}:{own_id}",
        kind=ItemKind.EMAIL,
        author=Author(address, display_name=name or None, email=address),
        text=_text(mail)[:TEXT_LIMIT],
        created_at=_date(mail),
        recipients=tuple(_recipients(mail)),
        title=_subject(mail) or None,
        in_reply_to=f"{where}:{replied}" if replied else None,
        thread_root=f"{where}:{references[0]}" if references else None,
        visibility="private",
        lineage=lineage,
    )


def _recipients(mail: Mail) -> Iterator[Recipient]:
    names: dict[str, str] = {}
    for name, address in _addresses(mail, "to", "cc"):
        names[address] = names.get(address) or name
    for address, name in list(names.items())[:RECIPIENT_LIMIT]:
        yield Recipient(native_id=address, display_name=name or None)


def _raw(mail: Mail, name: str) -> list[str]:
    """A header's values. Bytes outside ASCII, which the rules forbid, are UTF-8 or else Latin-1."""
    found = []
    for key, value in mail.raw_items():
        if key.lower() == name:
            data = str(value).encode("utf-8", "surrogateescape")
            try:
                found.append(data.decode())
            except UnicodeDecodeError:
                found.append(data.decode("latin-1"))
    return found


def _decoded(text: str) -> str:
    """Text with its encoded words (=?utf-8?q?...?=) decoded; broken ones stay as they are."""
    with suppress(*HEADER_FAULTS):
        text = str(make_header(decode_header(text)))
    return " ".join(_storable(text).split())


def _storable(text: str) -> str:
    return str(clean(text))


def _subject(mail: Mail) -> str:
    """Without the quotes that some archives put around it."""
    text = _decoded(next(iter(_raw(mail, "subject")), ""))
    if len(text) > 1 and text[0] in QUOTES and text[0] == text[-1]:
        return text[1:-1].strip()
    return text


def _addresses(mail: Mail, *names: str) -> list[tuple[str, str]]:
    """(name, address in lower case) of everyone in these headers."""
    values = [_bracketed(value) for name in names for value in _raw(mail, name)]
    try:
        pairs = getaddresses(values)
    except HEADER_FAULTS:
        return []
    found = [(_decoded(name).strip("'\" "), _storable(address.strip()).lower()) for name, address in pairs]
    return [
        (name, address) for name, address in found if ADDRESS.match(address) and len(address) <= ID_LENGTH
    ]


def _bracketed(value: str) -> str:
    value = " ".join(value.split())
    bare = BARE_ADDRESS.match(value)
    if bare is None or "@" in bare["name"].replace(bare["address"], "", 1):
        return value
    name = bare["name"].replace('"', "").strip()
    return f'"{name}" <{bare["address"]}>'


def _sender(mail: Mail) -> tuple[str, str]:
    found = _addresses(mail, "from") or _addresses(mail, "sender")
    if not found:
        raise RecordError("The mail has no From address.", "Give it one, or leave the mail out.")
    return found[0]


def _date(mail: Mail) -> datetime:
    raw = next(iter(_raw(mail, "date")), None)
    try:
        return utc(parsedate_to_datetime(_storable(raw or "")))
    except (*HEADER_FAULTS, OverflowError) as error:
        what = "no Date" if raw is None else f"a Date that is none: {raw[:80]!r}"
        raise RecordError(f"The mail has {what}.", "Give it one as RFC 5322 says.") from error


def _ids(mail: Mail, name: str) -> list[str]:
    value = _storable(" ".join(_raw(mail, name)))
    return [found for found in MESSAGE_ID.findall(value) or BARE_ID.findall(value) if len(found) <= ID_LENGTH]


def _text(mail: Mail) -> str:
    """The text/plain part, else the HTML part as text."""
    parts = [part for part in mail.walk() if not part.is_multipart() and not _is_attached(part)]
    for kind in ("text/plain", "text/html"):
        texts = [_payload(part) for part in parts if part.get_content_type() == kind]
        found = next((text for text in texts if text.strip()), None)
        if found is not None:
            return html_text(found) if kind == "text/html" else found.replace("\r\n", "\n").strip()
    return ""


def _is_attached(part: Mail) -> bool:
    try:
        return bool(part.get_filename()) or part.get_content_disposition() == "attachment"
    except HEADER_FAULTS:
        return True


def _payload(part: Mail) -> str:
    """A part's text; what its charset cannot read is read as UTF-8, and what that cannot is replaced."""
    try:
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset() or "utf-8"
    except HEADER_FAULTS:
        payload, charset = part.get_payload(), "utf-8"
    data = payload if isinstance(payload, bytes) else str(payload).encode("utf-8", "surrogateescape")
    try:
        text = data.decode(charset)
    except (LookupError, ValueError):
        text = data.decode("utf-8", "replace")
    return _storable(text)
