"""A family of patterns and the names for its slots in, a written message with marked mentions out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TypeAlias

from ingest.simulate.fragments import FRAGMENTS
from ingest.simulate.market import PEEVES, Surface
from ingest.simulate.phrases import Family

STANCES = {"+": "positive", "0": "neutral", "-": "negative"}
SLOT = re.compile(r"\{([^}]+)\}")

OPENERS = (
    ("", "", "", "ok so ", "tbh ", "lol ", "hm. "),
    ("", "", "", "", "Well, ", "So, ", "Hello all, ", "Hi, "),
    ("", "", "OMG ", "Wow, ", "Guys! ", "Yay or nay: "),
    ("", "", "", "", "btw ", "fyi ", "meh. "),
    ("", "", "", "", "Er, ", "Yes, ", "Well, "),
)
CLOSERS = (
    ("", "", "", " lol", " tbh", " imo", " :)"),
    (".", ".", ".", ". Best wishes.", ". Just my view."),
    ("!", "!!", "! :D", "!", ""),
    ("", "", "", " cheers", ".", "..."),
    (".",),
)
VOICES = 4
"""Casual, proper, excited, terse: everybody writes in one of them."""
SPOKEN = 4
"""How all sound on the phone, as transcribed."""

SLOPPY_VOICES = frozenset({0, 3})
TYPO_CHANCE = 0.07
"""A sloppy writer swaps two letters in about one message of fourteen."""
SHORTEST_TYPO_WORD = 6
"""Letters are swapped inside long words only: readers cope, and key words stay whole."""
UNTOUCHED = frozenset({"who", "idea"})
"""Slots whose letters stay as they are: a handle must resolve, an idea must be found again."""
ENDINGS = ".?!"

Part: TypeAlias = tuple[str, str]
"""(what it is, its text): ``text``, ``b`` or ``r`` with a stance, ``who``, or a fragment's name."""


@dataclass(frozen=True, slots=True)
class MarkedName:
    """A name as written in a message: code points, end exclusive."""

    start: int
    end: int
    name: str
    sentiment: str


@dataclass(frozen=True, slots=True)
class Names:
    """What fills the slots of a pattern."""

    brand: Surface
    rival: Surface
    who: str
    peeve: int
    """Index in PEEVES."""
    idea: str


@dataclass(slots=True)
class Written:
    """A message's text, the names in it and the planted subject it speaks of."""

    text: str
    mentions: list[MarkedName]
    peeve: int | None


@cache
def parse(pattern: str) -> tuple[Part, ...]:
    """A pattern as parts, so that writing it is a single walk."""
    parts: list[Part] = []
    last = 0
    for slot in SLOT.finditer(pattern):
        if slot.start() > last:
            parts.append(("text", pattern[last : slot.start()]))
        name = slot[1]
        parts.append((name[0], STANCES[name[1]]) if name[1:] in STANCES else (name, ""))
        last = slot.end()
    if last < len(pattern):
        parts.append(("text", pattern[last:]))
    return tuple(parts)


def pick(random: Random, choices: Sequence[str]) -> str:
    """One of them; several times quicker than Random.choice, and the same on every Python."""
    return choices[int(random.random() * len(choices))]


def write(family: Family, names: Names, voice: int, random: Random) -> Written:
    """Say it once, in this voice."""
    pieces = [pick(random, OPENERS[voice])]
    length = len(pieces[0])
    plain = 0
    written = Written("", [], None)
    for kind, text in parse(pick(random, family.patterns)):
        if kind in ("b", "r"):
            surface = names.brand if kind == "b" else names.rival
            start = length + len(surface.prefix)
            mark = MarkedName(start, start + len(surface.text), surface.name, text)
            written.mentions.append(mark)
            piece = surface.prefix + surface.text
        elif kind == "peeve":
            written.peeve = names.peeve
            piece = pick(random, PEEVES[names.peeve].phrases)
        else:
            piece = _filler(kind, text, names, random)
            plain = plain if kind in UNTOUCHED else len(pieces)
        pieces.append(piece)
        length += len(piece)
    if voice in SLOPPY_VOICES and random.random() < TYPO_CHANCE:
        pieces[plain] = _swap_letters(pieces[plain], random)
    closer = pick(random, CLOSERS[voice])
    pieces.append(closer.lstrip(ENDINGS) if pieces[-1][-1:] in ENDINGS else closer)
    written.text = "".join(pieces)
    return written


def _filler(kind: str, text: str, names: Names, random: Random) -> str:
    if kind == "text":
        return text
    if kind == "who":
        return names.who
    if kind == "idea":
        return names.idea
    return pick(random, FRAGMENTS[kind])


def _swap_letters(piece: str, random: Random) -> str:
    """Two neighbours inside the last long lower-case word change places; the length stays."""
    words = piece.split(" ")
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if len(word) >= SHORTEST_TYPO_WORD and word.isalpha() and word.islower():
            at = 1 + int(random.random() * (len(word) - 3))
            words[index] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            break
    return " ".join(words)
