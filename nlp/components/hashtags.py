"""A hashtag in; the catalogue names run together in it out: #lovemyBrevo, #SwitchToMoka, #brevovsmoka."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from nlp.components.names import Surface
from nlp.components.scan import plain
from nlp.words import word_set

CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\da-zA-Z]+")

SHORTEST_NAME = 4
"""Shorter names occur inside other words too often."""

LONGEST_TAG = 60

TAG_WORDS = word_set(
    "a about again all always amazing and app are at avoid awful bad best better boycott bring back buy by bye cancel "
    "come crap customer day dead deal delete ditch done down dump dumped epic ever fail fails family fan fans for "
    "forever from fun get girl gift give go going gone good goodbye great happy hate hates hello help home i in is it "
    "join just king left leave leaving life like live lol love loved lovers lover loves loving make me meets miss "
    "moment monday moved move my need needs never new next no nomore more not now of off on our out over owner owners "
    "please problem problems proud queen quit quits ready rip rocks rule rules run sad save saves scam say service shame "
    "so stop style sucks suck support switch switched switching team thank thanks the this time to trash try until up "
    "us uk usa user users versus vs want way we week why win wins with without world worst worth wow yes you your"
)
"""The words that people run together with a brand in a tag."""


def names_in(tag: str, names: Mapping[str, Surface]) -> list[tuple[int, int, Surface]]:
    """The names in a tag with their places in it: by its capitals, else by cutting it into known words."""
    if len(tag) > LONGEST_TAG:
        return []
    return _by_capitals(tag, names) or _by_words(tag.lower(), names)


def _by_capitals(tag: str, names: Mapping[str, Surface]) -> list[tuple[int, int, Surface]]:
    parts = [match.span() for match in CAMEL.finditer(tag)]
    found, place = [], 0
    while place < len(parts):
        step = _longest(tag, parts, place, names)
        if step:
            start, end = parts[place][0], parts[place + step - 1][1]
            found.append((start, end, names[plain(tag[start:end])]))
        place += step or 1
    return found


def _longest(tag: str, parts: list[tuple[int, int]], place: int, names: Mapping[str, Surface]) -> int:
    """How many parts the longest name takes that starts here."""
    start = parts[place][0]
    for step in range(len(parts) - place, 0, -1):
        if plain(tag[start : parts[place + step - 1][1]]) in names:
            return step
    return 0


def _by_words(tag: str, names: Mapping[str, Surface]) -> list[tuple[int, int, Surface]]:
    """Cut the whole tag into names and tag words; nothing if that cannot be done."""

    @cache
    def cut(start: int) -> tuple[tuple[int, int], ...] | None:
        if start == len(tag):
            return ()
        for end in range(len(tag), start, -1):
            part = plain(tag[start:end])
            is_name = part in names and len(part) >= SHORTEST_NAME
            if is_name or part in TAG_WORDS or part.isdigit():
                rest = cut(end)
                if rest is not None:
                    return ((start, end), *rest) if is_name else rest
        return None

    return [(start, end, names[plain(tag[start:end])]) for start, end in cut(0) or ()]
