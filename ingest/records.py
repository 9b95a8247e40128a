"""What a reader yields: a Record, which is an Item, Interaction, Profile or Reject with its cursor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from ingest.item import Interaction, Item, Profile


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that could not be read: where, why, what to do, and its raw form for a retry."""

    source: str
    position: str
    """For people: ``line 17``, ``message 3``, ``row 12``."""
    reason: str
    remedy: str
    raw: str
    """The record as text, cut at RAW_LIMIT characters; bytes that are no text are escaped."""
    format: str = ""


RAW_LIMIT = 1_000_000
"""Long enough for any real record, short enough that a broken gigabyte line is not stored whole."""

Value: TypeAlias = Item | Interaction | Profile | Reject


@dataclass(frozen=True, slots=True)
class Record:
    """One value and the cursor that resumes right after it."""

    value: Value
    cursor: str
    """Opaque to all but the reader that made it."""
    progress: int
    """Bytes of the source (as stored, compressed or not) read so far."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a user may say about a source, whatever its format."""

    channel: str | None = None
    instance: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    """CSV and Parquet: (field, column) pairs; a field is a name of the JSONL schema."""


class Reader(Protocol):
    """One format. Reading is lazy: memory does not grow with the source."""

    name: str
    """What ``--format`` says, e.g. ``jsonl``."""

    def recognises(self, path: Path) -> bool:
        """Whether the path looks like this format (its name, then its first bytes)."""
        ...

    def read(self, path: Path, options: ReadOptions, after: str | None = None) -> Iterator[Record]:
        """Yield the records after the cursor. Raises SourceError where the source itself is unusable."""
        ...
