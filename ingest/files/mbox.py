"""A mailbox (mbox) or one mail (.eml) in, an Item a mail out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import RecordError
from ingest.files.lines import DamagedArchiveError, lines, peek
from ingest.files.mail import mail_item
from ingest.files.places import place
from ingest.files.setaside import Origin, SetAside, set_aside
from ingest.item import Item
from ingest.records import ReadOptions, Record, Reject
from ingest.schema import lineage_of

FROM_LINE = re.compile(
    rb"From .*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} [A-Z][a-z]{2}) .*\d\d:\d\d"
)
"""'From ', a sender and a date as ctime writes it: a sentence that begins with From has no such date."""
ESCAPED_FROM = re.compile(rb">+From ")
MAIL_LIMIT = 8 * 2**20
"""Bytes of one mail; the text comes first, and attachments beyond are of no use."""


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
        if not path.is_file():
            return False
        return name.endswith((".mbox", ".eml")) or bool(FROM_LINE.match(peek(path, 200)))

    def read(self, path: Path, options: ReadOptions, after: str | None = None) -> Iterator[Record]:
        """One record a mail."""
        where = place(options, "email", path.name.split(".")[0])
        aside = set_aside(path, Origin(self.name, where))
        last = RawMail(int((after or "0/0").partition("/")[2] or 0), b"", after or "0@0/0", 0)
        try:
            for last in mails(path, after):
                yield Record(_value(last, where, path.name, aside), last.cursor, last.progress)
        except DamagedArchiveError as error:
            yield Record(aside.rest(f"mail {last.number}", error), last.cursor, last.progress)


def _value(raw: RawMail, where: str, source: str, aside: SetAside) -> Item | Reject:
    try:
        return mail_item(raw.data, where, lineage_of(source, raw.cursor, raw.data))
    except RecordError as error:
        return aside.record(f"mail {raw.number}", error, raw.data)


def mails(path: Path, after: str | None) -> Iterator[RawMail]:
    """The mails after a cursor (`LINE@OFFSET/MAIL`). A file that does not begin with a From line is one mail."""
    at, _, count = (after or "0@0/0").partition("/")
    number = int(count)
    many = bool(FROM_LINE.match(peek(path, 200)))
    collected: list[bytes] = []
    size, end, progress, blank = 0, at, 0, True
    for line in lines(path, at):
        separator = many and blank and FROM_LINE.match(line.data) is not None
        if separator and collected:
            number += 1
            yield RawMail(number, b"\n".join(collected), f"{end}/{number}", progress)
            collected, size = [], 0
        blank = not line.data
        end, progress = line.cursor, line.progress
        if separator or (blank and not collected):
            continue
        size += len(line.data)
        if size <= MAIL_LIMIT:
            collected.append(line.data[1:] if many and ESCAPED_FROM.match(line.data) else line.data)
    if collected:
        number += 1
        yield RawMail(number, b"\n".join(collected), f"{end}/{number}", progress)
