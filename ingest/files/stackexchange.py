"""A Stack Exchange data dump (a folder of XML files, or one of them) in; Profiles, Items and Interactions out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ingest.errors import RecordError, SourceError
from ingest.files.lines import DamagedArchiveError, Line, lines
from ingest.files.places import place
from ingest.files.setaside import Origin, SetAside, set_aside
from ingest.files.stackexchange_people import People
from ingest.files.stackexchange_rows import Row, Site, attributes
from ingest.records import ReadOptions, Record, Value
from ingest.schema import lineage_of

PARTS = ("Users", "Posts", "Comments", "Votes")
"""The files that are read, in this order; the others say nothing about relationships."""
ENDINGS = (".xml", ".xml.gz", ".xml.zst")
FIRST_LINES = 3
"""A declaration of a document type stands before the first row."""
BOM = b"\xef\xbb\xbf"
WIDE = (b"\xff\xfe", b"\xfe\xff")

Position: TypeAlias = tuple[str, int]
"""(part, line number)."""


class StackExchangeReader:
    """A folder with Posts.xml; Comments, Users and Votes are read where they are there."""

    name = "stackexchange"

    def recognises(self, path: Path) -> bool:
        """A folder with Posts.xml in it, or one of the files."""
        if path.is_dir():
            return part_file(path, "Posts") is not None
        return path.is_file() and _part_of(path) is not None

    def read(self, path: Path, options: ReadOptions, after: str | None = None) -> Iterator[Record]:
        """One record a row of interest; the cursor is `PART LINE`.

        What comes before the cursor is read again, without records, to know who may be @mentioned.
        """
        files = _files(path)
        folder = path if path.is_dir() else path.parent
        where = place(options, self.name, folder.name)
        started = _position(after)
        with People() as people:
            site = Site(where, people)
            before = 0
            for part, file in files:
                aside = set_aside(path, Origin(self.name, where, part))
                yield from _Part(part, file, site, aside, before).records(started)
                before += file.stat().st_size


def part_file(folder: Path, part: str) -> Path | None:
    """The file of a part, compressed or not."""
    candidates = (folder / f"{part}{ending}" for ending in ENDINGS)
    return next((file for file in candidates if file.is_file()), None)


def _part_of(file: Path) -> str | None:
    return next((part for part in PARTS for ending in ENDINGS if file.name == f"{part}{ending}"), None)


def _files(path: Path) -> list[tuple[str, Path]]:
    if path.is_dir():
        found = [(part, file) for part in PARTS if (file := part_file(path, part)) is not None]
    else:
        found = [(part, path) for part in [_part_of(path)] if part is not None]
    if not found:
        raise SourceError(
            f"{path.name} holds no part of a dump.",
            f"Unpack the dump; its files are called {', '.join(f'{part}.xml' for part in PARTS)}.",
        )
    return found


def _position(after: str | None) -> Position:
    part, _, number = (after or f"{PARTS[0]} 0").partition(" ")
    return part, int(number)


@dataclass(frozen=True, slots=True)
class _Part:
    """One file of the dump."""

    name: str
    file: Path
    site: Site
    aside: SetAside
    before: int
    """Bytes of the files read before this one."""

    def records(self, started: Position) -> Iterator[Record]:
        """Its records after a position; what comes earlier is only learned from."""
        part, done = started
        last, progress = 0, self.before
        try:
            for line in lines(self.file):
                last, progress = line.number, self.before + line.progress
                data = _row(line, self.file.name)
                if data is None:
                    continue
                passed = PARTS.index(self.name) < PARTS.index(part) or (self.name == part and last <= done)
                value = self._value(data, last, silent=passed)
                if value is not None and not passed:
                    yield Record(value, f"{self.name} {last}", progress)
        except DamagedArchiveError as error:
            reject = self.aside.rest(f"line {last} of {self.file.name}", error)
            yield Record(reject, f"{self.name} {last}", progress)

    def _value(self, data: bytes, number: int, *, silent: bool) -> Value | None:
        try:
            row: Row = attributes(data)
            self.site.learn(self.name, row)
            if silent:
                return None
            lineage = lineage_of(self.file.name, f"{self.name} {number}", data)
            return self.site.value(self.name, row, lineage)
        except RecordError as error:
            return self.aside.record(f"line {number} of {self.file.name}", error, data)


def _row(line: Line, name: str) -> bytes | None:
    """The <row/> of a line, or None. Raises SourceError where the file is not to be trusted."""
    data = line.data.strip()
    if line.number <= FIRST_LINES:
        if data.startswith(WIDE):
            raise SourceError(f"{name} is not UTF-8.", "Save it as UTF-8 and ingest it again.")
        if b"<!" in data.removeprefix(BOM).partition(b"<row ")[0]:
            raise SourceError(f"{name} declares a document type.", "A real dump has none: do not trust it.")
    return data if data.startswith(b"<row ") else None
