"""A mailbox (mbox) or one mail (.eml) in, an Item a mail out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message as Mail
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

from ingest.errors import RecordError
from ingest.files.lines import DamagedArchiveError, lines, peek, shown
from ingest.files.markup import html_text
from ingest.files.places import place
from ingest.item import Author, Item, ItemKind, Recipient
from ingest.records import RAW_LIMIT, ReadOptions, Record, Reject
from ingest.schema import TEXT_LIMIT, lineage_of

FROM_LINE = re.compile(rb"From \S+.*\d{4}")
MAIL_LIMIT = 64 * 2**20
"""Bytes of one mail; attachments beyond it are cut off."""
MESSAGE_ID = re.compile(r"<([^<>\s]+)>")
BARE_ID = re.compile(r"[^\s<>,;]+@[^\s<>,;]+")
"""Some archives strip the angle brackets, from ids and from addresses alike."""
BARE_ADDRESS = re.compile(r"^(?P<name>[^<>]*?\S)\s+(?P<address>[^\s<>@]+@[^\s<>@,]+)$")


@dataclass(frozen=True, slots=True)
class RawMail:
    """One mail's bytes, and where it ends."""

    number: int
    data: bytes
    cursor: str
    progress: int


class MboxReader:
    """mbox and EML. A mail's account is its address, in lower case."""

    name = "mbox"

    def recognises(self, path: Path) -> bool:
        """By its name, or a first line as mbox has it."""
        name = path.name.lower().removesuffix(".gz").removesuffix(".zst")
        return path.is_file() and (name.endswith((".mbox", ".eml")) or bool(FROM_LINE.match(peek(path, 200))))

    def read(self, path: Path, options: ReadOptions, after: str | None = None) -> Iterator[Record]:
        """One record a mail."""
        where = place(options, "email", path.name.split(".")[0])
        last = "0@0"
        try:
            for raw in mails(path, after):
                last = raw.cursor
                yield Record(self._value(raw, where, path.name), raw.cursor, raw.progress)
        except DamagedArchiveError as error:
            reason = f"The archive breaks off: {error}."
            remedy = "Copy the file again, whole, and ingest it with --again."
            number = last.split("/")[-1]
            yield Record(Reject(path.name, f"after mail {number}", reason, remedy, "", self.name), last, 0)

    def _value(self, raw: RawMail, where: str, source: str) -> Item | Reject:
        try:
            return mail_item(raw.data, where, source, raw.cursor)
        except RecordError as error:
            text = shown(raw.data, RAW_LIMIT)
            return Reject(source, f"mail {raw.number}", error.reason, error.remedy, text, self.name)


def mails(path: Path, after: str | None) -> Iterator[RawMail]:
    """The mails after a cursor (`LINE@OFFSET/MAIL`). A file without From lines is one mail."""
    at, _, count = (after or "0@0/0").partition("/")
    number = int(count or 0)
    collected: list[bytes] = []
    size = 0
    end, progress = at, 0
    blank = True
    for line in lines(path, at):
        if blank and collected and FROM_LINE.match(line.data):
            number += 1
            yield RawMail(number, b"\n".join(collected), f"{end}/{number}", progress)
            collected, size = [], 0
        blank = not line.data
        end, progress = f"{line.number}@{line.end}", line.progress
        if not collected and (FROM_LINE.match(line.data) or not line.data):
            continue
        size += len(line.data)
        if size <= MAIL_LIMIT:
            collected.append(line.data[1:] if line.data.startswith(b">From ") else line.data)
    if collected:
        number += 1
        yield RawMail(number, b"\n".join(collected), f"{end}/{number}", progress)


def mail_item(data: bytes, where: str, source: str, cursor: str) -> Item:
    """One mail as an item. Raises RecordError where it has no sender or no date."""
    mail = message_from_bytes(data, policy=policy.compat32)
    own_id = _ids(mail, "message-id")
    digest = hashlib.sha256(data).hexdigest()
    name, address = _sender(mail)
    references = _ids(mail, "references")
    replied = (_ids(mail, "in-reply-to") or references[-1:])[:1]
    return Item(
        uid=f"{where}:{own_id[0] if own_id else f'sha256-{digest[:32]}'}",
        kind=ItemKind.EMAIL,
        author=Author(address, None, name or None),
        text=_text(mail)[:TEXT_LIMIT],
        created_at=_date(mail),
        recipients=tuple(
            Recipient(native_id=address.lower(), display_name=name or None)
            for name, address in _addresses(mail, "to", "cc")
        ),
        title=_header(mail, "subject") or None,
        in_reply_to=f"{where}:{replied[0]}" if replied else None,
        thread_root=f"{where}:{references[0]}" if references else None,
        visibility="private",
        lineage=lineage_of(source, cursor, data),
    )


def _header(mail: Mail, name: str) -> str:
    """A header as text, whatever its encoding; broken parts are kept as they are."""
    raw = str(mail.get(name, ""))
    try:
        text = str(make_header(decode_header(raw)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        text = raw
    return " ".join(_clean(text).split()).strip("'\"" if name == "subject" else "")


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\x00", "\ufffd")


def _addresses(mail: Mail, *names: str) -> list[tuple[str, str]]:
    values = [str(value) for name in names for value in mail.get_all(name, [])]
    decoded = []
    for shown_name, address in getaddresses([_bracketed(value) for value in values]):
        if "@" in address:
            decoded.append((_decoded(shown_name), address.strip()))
    return decoded


def _bracketed(value: str) -> str:
    bare = BARE_ADDRESS.match(value.strip())
    if bare is None:
        return value
    name = bare["name"].replace('"', "").strip()
    return f'"{name}" <{bare["address"]}>'


def _decoded(text: str) -> str:
    try:
        return _clean(str(make_header(decode_header(text)))).strip("'\" ")
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return _clean(text)


def _sender(mail: Mail) -> tuple[str, str]:
    found = _addresses(mail, "from") or _addresses(mail, "sender")
    if not found:
        raise RecordError("The mail has no From address.", "Give it one, or leave the mail out.")
    name, address = found[0]
    return name, address.lower()


def _date(mail: Mail) -> datetime:
    raw = mail.get("date")
    try:
        moment = parsedate_to_datetime(str(raw))
    except (TypeError, ValueError) as error:
        what = "no Date" if raw is None else f"a Date that is none: {str(raw)[:80]!r}"
        raise RecordError(f"The mail has {what}.", "Give it one as RFC 5322 says.") from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _ids(mail: Mail, name: str) -> list[str]:
    value = str(mail.get(name, ""))
    return MESSAGE_ID.findall(value) or BARE_ID.findall(value)


def _text(mail: Mail) -> str:
    """The text/plain part, else the HTML part as text."""
    parts = [part for part in mail.walk() if not part.is_multipart() and not part.get_filename()]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind:
                text = _payload(part)
                return html_text(text) if kind == "text/html" else text.replace("\r\n", "\n").strip()
    return ""


def _payload(part: Mail) -> str:
    try:
        payload = part.get_payload(decode=True)
    except (MessageError, ValueError):
        payload = None
    data = payload if isinstance(payload, bytes) else str(part.get_payload()).encode("utf-8", "replace")
    charset = part.get_content_charset() or "utf-8"
    try:
        text = data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        text = data.decode("utf-8", "replace")
    return _clean(text)
