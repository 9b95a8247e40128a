"""A path in, what tells it from another file under the same name out."""

from __future__ import annotations

import hashlib
from pathlib import Path

import orjson

HEAD = 2**16
"""Bytes that are hashed: enough to tell files apart, and quick however big the file is."""


def fingerprint(path: Path) -> str:
    """``SIZE:HEAD-LENGTH:HASH`` of a file; of a folder, a JSON object of those of its files."""
    if path.is_dir():
        parts = {file.name: fingerprint(file) for file in _files(path)}
        return orjson.dumps(parts).decode()
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    return f"{size(path)}:{len(head)}:{_digest(head)}"


def continues(old: str, path: Path) -> bool:
    """Whether the path holds what was fingerprinted, perhaps with more behind it.

    Of a folder, one file may have grown: a second one that is read before it would have its new part skipped.
    """
    if not path.is_dir():
        return not old.startswith("{") and _file_continues(old, path)
    if not old.startswith("{"):
        return False
    before: dict[str, str] = orjson.loads(old)
    files = {file.name: file for file in _files(path)}
    if before.keys() != files.keys():
        return False
    changed = [name for name, file in files.items() if fingerprint(file) != before[name]]
    return not changed or (changed == [LAST_READ] and _file_continues(before[LAST_READ], files[LAST_READ]))


LAST_READ = "utterances.jsonl"
"""The one file of a folder that is appended to and read last."""


def _file_continues(old: str, file: Path) -> bool:
    old_size, length, digest = old.split(":")
    if size(file) < int(old_size):
        return False
    with file.open("rb") as stream:
        return _digest(stream.read(int(length))) == digest


def _digest(head: bytes) -> str:
    return hashlib.sha256(head).hexdigest()[:32]


def size(path: Path) -> int:
    """Bytes of a file, or of the files of a folder."""
    return sum(file.stat().st_size for file in _files(path)) if path.is_dir() else path.stat().st_size


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.is_file())
