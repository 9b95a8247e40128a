"""A plain text in; the numbers and places of its tokens out, as the tokenizers library has them, in a third of its time.

Plain is what nearly all English messages are made of: letters, digits and signs that are written in one way only. The rest
(accents, other scripts, emoji) goes through the library, which knows how Unicode is to be taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PLAIN = re.compile(r"[\t\n\r -Z\\-~‘’“”…–—]*")  # noqa: RUF001 - people write these dashes and quotation marks
"""Without the bracket that opens a special token: who writes "[SEP]" gets one from the library."""

WORD = re.compile(r"[a-z0-9]+|[^a-z0-9\s]")
"""A word, or a sign by itself."""

LONGEST_WORD = 100
"""The library's: a longer one is unknown as a whole."""

UNKNOWN = 100
"""Of "[UNK]" in BERT's vocabulary."""

Tokens: TypeAlias = tuple[list[int], list[tuple[int, int]], list[bool]]
"""Numbers, places, and whether a word begins with it."""


@lru_cache(maxsize=4)
def _numbers(vocabulary: Tokenizer) -> Mapping[str, int]:
    return vocabulary.get_vocab()


def tokens(vocabulary: Tokenizer, text: str) -> Tokens | None:
    """The tokens of a text; None where it is not plain."""
    if PLAIN.fullmatch(text) is None:
        return None
    known = _numbers(vocabulary)
    ids: list[int] = []
    places: list[tuple[int, int]] = []
    begins: list[bool] = []
    for match in WORD.finditer(text.lower()):
        number = known.get(match[0])
        begins.append(True)
        if number is not None:
            ids.append(number)
            places.append(match.span())
            continue
        pieces, start = _pieces(known, match[0]), match.start()
        ids += [number for number, _, _ in pieces]
        places += [(start + first, start + end) for _, first, end in pieces]
        begins += [False] * (len(pieces) - 1)
    return ids, places, begins


def _pieces(known: Mapping[str, int], word: str) -> list[tuple[int, int, int]]:
    """WordPiece: from the left, the longest piece that is known."""
    found: list[tuple[int, int, int]] = []
    start = 0
    while start < len(word) <= LONGEST_WORD:
        sign = "##" if start else ""
        ends = (end for end in range(len(word), start, -1) if sign + word[start:end] in known)
        end = next(ends, None)
        if end is None:
            break
        found.append((known[sign + word[start:end]], start, end))
        start = end
    return found if start == len(word) else [(UNKNOWN, 0, len(word))]
