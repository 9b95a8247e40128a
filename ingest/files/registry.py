"""Paths in, the readers that understand them out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ingest.errors import SourceError
from ingest.files.convokit import ConvokitReader
from ingest.files.jsonl import JsonlReader
from ingest.files.mbox import MboxReader
from ingest.files.stackexchange import StackExchangeReader
from ingest.files.table import CsvReader, ParquetReader
from ingest.records import Reader

READERS: tuple[Reader, ...] = (
    StackExchangeReader(),
    ConvokitReader(),
    JsonlReader(),
    ParquetReader(),
    CsvReader(),
    MboxReader(),
)
"""Asked in this order; folders first, and mbox last, which has the weakest signs."""

SIDE_NAMES = frozenset({"labels.jsonl", "truth", "node_modules"})
"""What a simulated world writes beside its conversations, and other people's code."""


def reader_for(path: Path, format: str | None) -> Reader:  # noqa: A002 - what users call it
    """The reader named, or the first that recognises the path. Raises SourceError where there is none."""
    if format is not None:
        named = next((reader for reader in READERS if reader.name == format.lower()), None)
        if named is None:
            formats = ", ".join(reader.name for reader in READERS)
            raise SourceError(f"There is no format {format!r}.", f"It is one of {formats}.")
        return named
    for reader in READERS:
        if reader.recognises(path):
            return reader
    if not path.exists():
        raise SourceError(f"There is no {path}.", "Check the path.")
    raise SourceError(
        f"{path.name} is of no format that is known.",
        f"Name it with --format ({', '.join(reader.name for reader in READERS)}); docs/formats.md describes them.",
    )


def discover(paths: Iterable[Path]) -> list[Path]:
    """The sources among paths: files as named, folders that are one source, and what other folders hold, sorted."""
    found: list[Path] = []
    for path in paths:
        if not path.is_dir() or _is_source(path):
            found.append(path)
        else:
            found += [source for child in _children(path) for source in _within(child)]
    return list(dict.fromkeys(found))


def _children(folder: Path) -> list[Path]:
    try:
        return sorted(child for child in folder.iterdir() if not child.name.startswith("."))
    except OSError as error:
        reason = f"Cannot look into {folder}: {error.strerror}."
        raise SourceError(reason, "Check the path and its permissions.") from error


def _within(path: Path) -> list[Path]:
    if path.name in SIDE_NAMES or (path.is_dir() and path.is_symlink()):  # a link may lead in a circle
        return []
    if path.is_dir():
        return discover([path])
    return [path] if _is_source(path) else []


def _is_source(path: Path) -> bool:
    return any(reader.recognises(path) for reader in READERS)
