"""Text in, the words that search compares out: the same for every engine, so that all find the same.

A word is a maximal run of letters and digits, folded (case, accents, compatibility forms), matched whole.
"""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
MARKS = frozenset({"Mn", "Mc", "Me"})
"""Accents and vowel signs: dropped, so that they neither split a word nor tell two spellings apart."""


def fold(text: str) -> str:
    """The words of a text, folded, with one space between them."""
    if text.isascii():
        return " ".join(WORD.findall(text.lower()))
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in decomposed if unicodedata.category(letter) not in MARKS)
    return " ".join(WORD.findall(bare))


def words(text: str) -> tuple[str, ...]:
    """The different words of a text, in order of first occurrence."""
    return tuple(dict.fromkeys(fold(text).split()))


def searchable_names(*names: object) -> str:
    """What `find_accounts` looks in: each name (handle, display name) folded, after a line feed of its own.

    With q the folded query, best first: a name starts with q (a line feed and q occur), one of its
    words does (a space and q occur), q occurs anywhere; then the shorter value of this function, then
    the account's key. A query without words finds nothing.
    """
    folded = dict.fromkeys(fold(name) for name in names if isinstance(name, str))
    return "".join(f"\n{name}" for name in folded if name)
