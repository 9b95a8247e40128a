"""A lower-case name in; the words that go with the brand of that name, and with the ordinary word, out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from nlp.components.topics import stem


@dataclass(frozen=True, slots=True)
class Senses:
    """Stems near which a name is more often one thing than the other."""

    brand: frozenset[str] = frozenset()
    word: frozenset[str] = frozenset()


NO_SENSES = Senses()


def senses_of(name: str) -> Senses:
    """What is known of a name; nothing of most."""
    return _all().get(name, NO_SENSES)


@cache
def _all() -> dict[str, Senses]:
    text = (resources.files("nlp.words") / "homonyms.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return dict(map(_senses, lines))


def _senses(line: str) -> tuple[str, Senses]:
    name, _, words = line.partition(":")
    brand, _, word = words.partition("|")
    return name, Senses(frozenset(map(stem, brand.split())), frozenset(map(stem, word.split())))
