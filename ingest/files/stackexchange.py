"""A Stack Exchange data dump (a folder of XML files) in; Profiles, Items and Interactions out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from xml.parsers import expat

from ingest.errors import RecordError, SourceError
from ingest.files.lines import DamagedArchiveError, Line, lines, shown
from ingest.files.markup import html_text
from ingest.files.places import place
from ingest.item import (
    Author,
    Interaction,
    InteractionKind,
    Item,
    ItemKind,
    Metrics,
    Profile,
)
from ingest.records import RAW_LIMIT, ReadOptions, Record, Reject, Value
from ingest.schema import lineage_of

PARTS = ("Users", "Posts", "Comments", "Votes")
"""The files that are read, in this order; the others say nothing about relationships."""
ENDINGS = (".xml", ".xml.gz", ".xml.zst")
POST_KINDS = {"1": ItemKind.POST, "2": ItemKind.COMMENT}
"""Questions and answers; wiki pages, tag texts and elections are not conversation."""
FAVOURITE = "5"
"""The one vote that names its voter."""
COMMUNITY = "-1"
TAG = re.compile(r"<([^<>]+)>|([^<>|]+)")
LICENCE = "CC BY-SA"
Row = Mapping[str, str]


class StackExchangeReader:
    """A folder with Posts.xml; Comments, Users and Votes are read where they are there."""

    name = "stackexchange"

    def recognises(self, path: Path) -> bool:
        """A folder with Posts.xml in it."""
        return path.is_dir() and part_file(path, "Posts") is not None

    def read(self, path: Path, options: ReadOptions, after: str | None = None) -> Iterator[Record]:
        """One record a row of interest; the cursor is `PART LINE@OFFSET`."""
        started, _, position = (after or "").partition(" ")
        skipping = bool(started)
        done = 0
        site = Site(place(options, "stackexchange", path.name))
        for part in PARTS:
            file = part_file(path, part)
            if file is None:
                continue
            skipping = skipping and part != started
            if not skipping:
                mark = position if part == started else None
                yield from self._part(file, part, site, mark, done)
            done += file.stat().st_size

    def _part(self, file: Path, part: str, site: Site, after: str | None, done: int) -> Iterator[Record]:
        convert = site.converters[part]
        last = after or "0@0"
        try:
            for line in lines(file, after):
                last = f"{line.number}@{line.end}"
                data = line.data.strip().removeprefix(b"\xef\xbb\xbf")
                if data.startswith(b"<!DOCTYPE") or b"<!ENTITY" in data[:200]:
                    raise SourceError(
                        f"{file.name} declares a document type.", "A real dump has none: do not trust it."
                    )
                if not data.startswith(b"<row "):
                    continue
                value = self._value(convert, data, file.name, line, f"{part} {last}")
                if value is not None:
                    yield Record(value, f"{part} {last}", done + line.progress)
        except DamagedArchiveError as error:
            remedy = "Copy the file again, whole, and ingest it with --again."
            reject = Reject(
                file.name, f"after {last}", f"The archive breaks off: {error}.", remedy, "", self.name
            )
            yield Record(reject, f"{part} {last}", done)

    def _value(
        self,
        convert: Callable[[Row, bytes, str], Value | None],
        data: bytes,
        source: str,
        line: Line,
        mark: str,
    ) -> Value | None:
        try:
            return convert(attributes(data), data, mark)
        except RecordError as error:
            raw = shown(data, RAW_LIMIT)
            return Reject(source, f"line {line.number}", error.reason, error.remedy, raw, self.name)


def part_file(folder: Path, part: str) -> Path | None:
    """The file of a part, compressed or not."""
    candidates = (folder / f"{part}{ending}" for ending in ENDINGS)
    return next((file for file in candidates if file.is_file()), None)


def attributes(row: bytes) -> dict[str, str]:
    """The attributes of one <row/>. Raises RecordError where it is no XML."""
    found: dict[str, str] = {}
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda _, values: found.update(values)
    try:
        parser.Parse(row, True)
    except expat.ExpatError as error:
        raise RecordError(f"The row is not XML: {error}.", "Correct it, or leave it out.") from error
    return found


class Site:
    """One site's rows as values. Users' names are not unique there, so nobody has a handle."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.converters: dict[str, Callable[[Row, bytes, str], Value | None]] = {
            "Users": self.profile,
            "Posts": self.post,
            "Comments": self.comment,
            "Votes": self.vote,
        }

    def profile(self, row: Row, _raw: bytes, _cursor: str) -> Profile:
        """A row of Users.xml."""
        about = row.get("AboutMe")
        url = row.get("WebsiteUrl")
        author = Author(
            _need(row, "Id"),
            display_name=row.get("DisplayName") or None,
            bio=html_text(about) if about else None,
            links=(url,) if url else (),
            is_bot=True if row["Id"] == COMMUNITY else None,
        )
        return Profile(self.where, author, _time(row, "CreationDate"))

    def post(self, row: Row, raw: bytes, cursor: str) -> Item | None:
        """A question or an answer; None for other sorts of posts."""
        kind = POST_KINDS.get(row.get("PostTypeId", ""))
        if kind is None:
            return None
        question = row.get("ParentId")
        edited = row.get("LastEditDate")
        tags = [first or second for first, second in TAG.findall(row.get("Tags", ""))]
        return Item(
            uid=f"{self.where}:{_need(row, 'Id')}",
            kind=kind,
            author=_author(row.get("OwnerUserId"), row.get("OwnerDisplayName")),
            text=html_text(row.get("Body", "")),
            created_at=_time(row, "CreationDate"),
            edited_at=_time(row, "LastEditDate") if edited else None,
            title=row.get("Title") or None,
            tags=tuple(tags),
            in_reply_to=f"{self.where}:{question}" if question else None,
            thread_root=f"{self.where}:{question}" if question else None,
            metrics=Metrics(score=_count(row, "Score"), views=_count(row, "ViewCount")),
            licence=row.get("ContentLicense", LICENCE),
            lineage=lineage_of("Posts.xml", cursor, raw),
        )

    def comment(self, row: Row, raw: bytes, cursor: str) -> Item:
        """A comment under a post."""
        post = f"{self.where}:{_need(row, 'PostId')}"
        return Item(
            uid=f"{self.where}:c{_need(row, 'Id')}",
            kind=ItemKind.COMMENT,
            author=_author(row.get("UserId"), row.get("UserDisplayName")),
            text=row.get("Text", ""),
            created_at=_time(row, "CreationDate"),
            in_reply_to=post,
            metrics=Metrics(score=_count(row, "Score")),
            licence=row.get("ContentLicense", LICENCE),
            lineage=lineage_of("Comments.xml", cursor, raw),
        )

    def vote(self, row: Row, _raw: bytes, _cursor: str) -> Interaction | None:
        """A favourite; other votes do not say whose they are."""
        user = row.get("UserId")
        if row.get("VoteTypeId") != FAVOURITE or not user:
            return None
        return Interaction(
            uid=f"{self.where}:v{_need(row, 'Id')}",
            kind=InteractionKind.REACTION,
            actor=Author(user),
            target=f"{self.where}:{_need(row, 'PostId')}",
            created_at=_time(row, "CreationDate"),
            value="favourite",
        )


def _author(user: str | None, name: str | None) -> Author | None:
    """By id; a deleted user is known by the name left behind, or not at all."""
    if user:
        return Author(user)
    return Author(f"name-{name}", display_name=name) if name else None


def _need(row: Row, name: str) -> str:
    value = row.get(name)
    if not value:
        raise RecordError(f"The row has no {name}.", "Correct it, or leave it out.")
    return value


def _time(row: Row, name: str) -> datetime:
    raw = _need(row, name)
    try:
        return datetime.fromisoformat(raw).replace(tzinfo=UTC)
    except ValueError as error:
        raise RecordError(f"{name} is no time: {raw!r}.", "Write it as 2018-03-12T17:00:45.567.") from error


def _count(row: Row, name: str) -> int | None:
    raw = row.get(name)
    return int(raw) if raw and raw.lstrip("-").isdigit() else None
