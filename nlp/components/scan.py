"""A text in; its words, handles, hashtags and what to skip (URLs, addresses) out, each with its place."""

# ruff: noqa: RUF001 - people write these dashes and quotation marks

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

INNER = "\u0300-\u036f\u00ad\u200b-\u200d"
"""What stands inside a word and is no letter: accents of their own, as some systems write them, and what is not seen."""

LATIN = "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"

UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
"""Kana, ideographs and Hangul: written without gaps, or with endings; each of them is a word here."""

WORD = re.compile(
    rf"[{LATIN}][{LATIN}{INNER}]*|[{UNSPACED}]|[^\W_{LATIN}{UNSPACED}](?:[^\W_{LATIN}{UNSPACED}]|[{INNER}])*"
)
"""Names in Latin letters end where other letters begin: Brevoが, 我喜欢Brevo."""

SCAN = re.compile(
    r"(?P<skip>(?:https?://|www\.)\S+|[\w.+-]++@[\w-]+\.[\w.-]+)"
    r"|(?<!\w)@(?P<handle>\w+(?:[.\-]\w+)*(?:@[\w\-]+(?:\.[\w\-]+)+)?)"
    r"|(?<!\w)[#＃](?P<hashtag>\w+)"
    rf"|(?P<word>{WORD.pattern})"
)

INSIDE = re.compile(f"[{INNER}]+")
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
    """As `plain` makes it."""


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
    return Token(match.start(group), match.end(group), plain(match[group]))


def plain(word: str) -> str:
    """In lower case, without accents and in plain width: Café, Cafe and CAFÉ are one."""
    if word.isascii():
        return word.lower()
    return normalize("NFKC", INSIDE.sub("", normalize("NFKD", word))).lower()


def words_of(name: str) -> list[str]:
    """The words of a name, plain."""
    return [plain(word) for word in WORD.findall(name)]


def gap_key(gap: str) -> str | None:
    """What a gap between two words means for a name: "" nothing, None that the name cannot go on."""
    if len(gap) > LONGEST_GAP or gap.count("\n") > 1:
        return None
    bare = gap.strip()
    if bare in JOINERS:
        return None if bare == "." and len(gap) > 1 else ""
    return bare
