"""A path in, what tells it from another file under the same name out."""

from __future__ import annotations

import hashlib
from pathlib import Path

HEAD = 2**16
"""Bytes that are hashed: enough to tell files apart, and quick however big the file is."""


def fingerprint(path: Path) -> str:
    """``SIZE:HEAD-LENGTH:HASH`` of a file; of a folder, that of its files together."""
    if path.is_dir():
        parts = [f"{file.name}={fingerprint(file)}" for file in _files(path)]
        return f"{size(path)}:folder:{hashlib.sha256(' '.join(parts).encode()).hexdigest()[:32]}"
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    return f"{size(path)}:{len(head)}:{hashlib.sha256(head).hexdigest()[:32]}"


def continues(old: str, path: Path) -> bool:
    """Whether the path holds what was fingerprinted, perhaps with more behind it."""
    old_size, length, digest = old.split(":")
    if path.is_dir():
        return fingerprint(path) == old
    if size(path) < int(old_size):
        return False
    with path.open("rb") as stream:
        return hashlib.sha256(stream.read(int(length))).hexdigest()[:32] == digest


def size(path: Path) -> int:
    """Bytes of a file, or of the files of a folder."""
    return sum(file.stat().st_size for file in _files(path)) if path.is_dir() else path.stat().st_size


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.is_file())
