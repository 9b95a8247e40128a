"""A name as somebody wrote it in; the key that all its spellings share out."""

# ruff: noqa: RUF001 - people write these quotation marks

from __future__ import annotations

import re
from collections.abc import Container

POSSESSIVE = re.compile(r"(?:['’]s|['’])$", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+")

SHORTEST_PLURAL = 4
"""GPUs are a GPU; two letters and an s are a name of their own: AWS."""


def name_key(written: str) -> str:
    """A name without what changes from one message to the next: capitals, the possessive, the width of gaps."""
    return " ".join(POSSESSIVE.sub("", written.strip()).lower().split())


def folded(name: str) -> str:
    """Letters and digits alone: D-Wave, D Wave and dwave are one."""
    return "".join(WORD.findall(name_key(name)))


def singular(name: str, known: Container[str]) -> str:
    """A folded name without its plural s, where that is a name of its own; else as it is."""
    is_plural = len(name) >= SHORTEST_PLURAL and name.endswith("s") and name[:-1] in known
    return name[:-1] if is_plural else name
