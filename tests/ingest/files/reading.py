"""Records and files to read, and what was read of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from ingest.item import Item
from ingest.records import Reader, ReadOptions, Record, Reject

PLAIN = ReadOptions()


def record(number: int, **changes: object) -> dict[str, object]:
    base = {
        "uid": f"forum:main:{number}",
        "kind": "post",
        "author": {"id": "1", "handle": "mira"},
        "text": f"message {number}",
        "created_at": 1772366400 + number,
    }
    return base | changes


def jsonl(path: Path, *lines: object, end: str = "\n") -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts) + end)
    return path


def read(reader: Reader, path: Path, options: ReadOptions = PLAIN, after: str | None = None) -> list[Record]:
    return list(reader.read(path, options, after))


def uids(records: Sequence[Record]) -> list[str]:
    return [one.value.uid.split(":", 2)[2] for one in records if isinstance(one.value, Item)]


def rejects(records: Sequence[Record]) -> list[Reject]:
    return [one.value for one in records if isinstance(one.value, Reject)]


def items(records: Sequence[Record]) -> list[Item]:
    return [one.value for one in records if isinstance(one.value, Item)]
