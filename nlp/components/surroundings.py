"""A place in a scanned text in; the words before, after and around it out."""

# ruff: noqa: RUF001 - people write these dashes and quotation marks

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.components.names import Found
from nlp.components.scan import Token

WINDOW = 12
"""Words to each side that count as context: about one sentence of everyday prose."""

SENTENCE_START = re.compile(r"(?:^|[.!?…\n:;\"“(>]|[-–—•*]\s)\s*$")


BREAK = re.compile(r"[.!?…\n;:]")
"""Between two words: they do not belong together."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known about the message that a name stands in."""

    text: str
    words: Sequence[Token]
    brands: frozenset[str]
    """Brands that are named beyond doubt."""
    candidates: int
    """How many doubtful names there are with a capital."""

    def near(self, found: Found) -> frozenset[str]:
        """The words around a name, lower-case."""
        place, after = self._place(found.start), self._place(found.end)
        left, right = self.words[max(0, place - WINDOW) : place], self.words[after : after + WINDOW]
        return frozenset(word.lower for word in [*left, *right])

    def last(self, found: Found, count: int) -> list[str]:
        """Up to so many words right before a name, lower-case, in the same sentence."""
        place = self._place(found.start)
        words = self.words[max(0, place - count) : place]
        return [word.lower for word in words if not BREAK.search(self.text[word.end : found.start])]

    def after(self, found: Found, count: int) -> list[str]:
        """Up to so many words right after a name, likewise."""
        place = self._place(found.end)
        words = self.words[place : place + count]
        return [word.lower for word in words if not BREAK.search(self.text[found.end : word.start])]

    def opens(self, found: Found) -> bool:
        """Whether a sentence begins with it."""
        return SENTENCE_START.search(self.text[max(0, found.start - 10) : found.start]) is not None

    def before(self, found: Found) -> str:
        """The word right before a name, lower-case."""
        place = self._place(found.start)
        return self.words[place - 1].lower if place else ""

    def _place(self, start: int) -> int:
        """Number of the first word that begins at a place of the text or after it."""
        return bisect_left(self.words, start, key=_start)


def _start(word: Token) -> int:
    return word.start
