"""A text in; its words, handles, hashtags and what to skip (URLs, addresses) out, each with its place."""

# ruff: noqa: RUF001 - people write these dashes and quotation marks

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

SCAN = re.compile(
    r"(?P<skip>(?:https?://|www\.)\S+|[\w.+-]++@[\w-]+\.[\w.-]+)"
    r"|(?<!\w)@(?P<handle>\w+(?:[.\-]\w+)*(?:@[\w\-]+(?:\.[\w\-]+)+)?)"
    r"|(?<!\w)[#＃](?P<hashtag>\w+)"
    r"|(?P<word>[^\W_]+)"
)

WORD = re.compile(r"[^\W_]+")
SIGNS = ("@", "#", "＃", "://", "www.")
"""A text without any of these is words alone."""

JOINERS = frozenset({"", "-", "‑", "–", ".", "'", "’", "_"})
"""What may stand between the parts of one name without changing it: T-Mobile, T Mobile, McDonald’s."""

LONGEST_GAP = 3


@dataclass(slots=True)
class Token:
    """One word of a text. Not frozen: a hundred thousand a second are made, and frozen ones cost double."""

    start: int
    end: int
    lower: str


@dataclass(slots=True)
class Scan:
    """A text taken apart."""

    text: str
    words: list[Token]
    handles: list[Token]
    hashtags: list[Token]


@lru_cache(maxsize=4)
def scan(text: str) -> Scan:
    """Take a text apart in one pass. The last few are remembered: linker and topics read the same text in turn."""
    if not any(sign in text for sign in SIGNS):
        return Scan(text, [_token(match) for match in WORD.finditer(text)], [], [])
    found = Scan(text, [], [], [])
    lists = {"word": found.words, "handle": found.handles, "hashtag": found.hashtags}
    for match in SCAN.finditer(text):
        kind = match.lastgroup
        if kind is None or kind == "skip":
            continue
        lists[kind].append(_token(match, kind))
    return found


def _token(match: re.Match[str], group: str | int = 0) -> Token:
    return Token(match.start(group), match.end(group), match[group].lower())


def gap_key(gap: str) -> str | None:
    """What a gap between two words means for a name: "" nothing, None that the name cannot go on."""
    if len(gap) > LONGEST_GAP or gap.count("\n") > 1:
        return None
    bare = gap.strip()
    if bare in JOINERS:
        return None if bare == "." and len(gap) > 1 else ""
    return bare
