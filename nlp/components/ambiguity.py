"""A name that could be an ordinary word in; whether it is the brand here, by the words around it, out."""

# ruff: noqa: RUF001 - people write these dashes and quotation marks

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.components.names import Found
from nlp.components.scan import Token
from nlp.components.topics import stem
from nlp.words import word_set

WINDOW = 12
"""Words to each side that count as context: about one sentence of everyday prose."""

SUPPLIER_WORDS = word_set(
    "account app bank beat beats better bill bought brand bug buy buying buys cancel cancelled canceled cancelling card claim company "
    "competitor contract customer customers deal delivered delivery device ditched ditch dropped fees hate hates "
    "helpdesk join joined left love loved loves machine model move moved moving network order ordered outage plan "
    "policy premium price prices pricing product recommend recommended refund renewal replaced returned review sales "
    "sells service shares shop staff store subscribed subscription support switch switched switching tariff try "
    "trying update upgrade upgraded use used user users using version warranty website worse"
)
"""Words by which people talk about someone who sells to them."""

LINKED_BY = word_set("from to with than over vs versus for and or use using my our the on at in by of like")
"""Words right before a name, of which a common noun with a capital is rarely the next."""

ENOUGH = 2
"""Points for a name with a capital in mid-sentence or better to count as the brand."""

SENTENCE_START = re.compile(r"(?:^|[.!?…\n:;\"“(>]|[-–—•*]\s)\s*$")


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

    def before(self, found: Found) -> str:
        """The word right before a name, lower-case."""
        place = self._place(found.start)
        return self.words[place - 1].lower if place else ""

    def _place(self, start: int) -> int:
        """Number of the first word that begins at a place of the text or after it."""
        return bisect_left(self.words, start, key=_start)


def _start(word: Token) -> int:
    return word.start


def is_brand(found: Found, around: Surroundings) -> bool:
    """Declared context decides first; else the capital and other evidence."""
    near = around.near(found)
    declared = found.surface.ambiguous
    if declared is not None:
        balance = _count(declared.context, near, around.text) - _count(declared.against, near, around.text)
        if balance:
            return balance > 0
    return _points(found, around, near) >= ENOUGH


def _count(words: Sequence[str], near: frozenset[str], text: str) -> int:
    """How many of the context words are near; one of several words counts if it is in the text at all."""
    lowered = text.lower()
    stems = frozenset(map(stem, near))
    return sum(stem(word.lower()) in stems if word.isalnum() else word.lower() in lowered for word in words)


def _points(found: Found, around: Surroundings, near: frozenset[str]) -> int:
    """Evidence for the brand where no declared context decides."""
    written = around.text[found.start : found.end]
    if not _has_capitals(written, found.surface.written):
        return _points_lower_case(found, around)
    shouted = around.text.isupper()
    several = bool(found.surface.gaps)
    points = int(
        not shouted
        and (several or not SENTENCE_START.search(around.text[max(0, found.start - 10) : found.start]))
    )
    points += several + (not found.surface.everyday)
    points += points > 0 and around.before(found) not in ("the", "a", "an", "of")
    points += found.surface.brand in around.brands
    points += bool(around.brands - {found.surface.brand}) or around.candidates > 1
    points += not near.isdisjoint(SUPPLIER_WORDS)
    points += around.before(found) in LINKED_BY
    points += around.text[found.end : found.end + 2] in ("'s", "’s")
    return points


def _points_lower_case(found: Found, around: Surroundings) -> int:
    """In lower case only a brand that is named elsewhere in the message, or that is compared with one, counts."""
    points = ENOUGH if found.surface.brand in around.brands else 0
    between = around.before(found) in ("from", "to", "than", "vs", "versus", "over")
    return points + ENOUGH * (between and bool(around.brands))


def _has_capitals(written: str, catalogued: str) -> bool:
    """Whether it is written with the catalogue's capitals, or more of them."""
    capitals = [letter.isupper() for letter in catalogued if letter.isalnum()]
    here = [letter.isupper() for letter in written if letter.isalnum()]
    return any(capitals) and all(mine or not theirs for mine, theirs in zip(here, capitals, strict=False))
