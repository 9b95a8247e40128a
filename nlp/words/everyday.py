"""A word in; whether it is an everyday English word, in any of its forms, out."""

from __future__ import annotations

from functools import cache
from importlib import resources

ENDINGS = (
    ("", ""),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("d", ""),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("er", "e"),
    ("est", ""),
    ("est", "e"),
    ("ier", "y"),
    ("iest", "y"),
    ("ly", ""),
    ("ily", "y"),
    ("y", ""),
    ("y", "e"),
    ("ness", ""),
    ("ful", ""),
    ("less", ""),
    ("able", ""),
    ("able", "e"),
    ("en", ""),
    ("n", ""),
)
"""(ending, what stood in its place): the regular inflections and the commonest derivations."""

INFLECTIONS = 9
"""So many of them are inflections, the first."""

SHORTEST_STEM = 2


@cache
def everyday_words() -> frozenset[str]:
    """The base forms."""
    text = (resources.files("nlp.words") / "everyday.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(word for line in lines for word in line.split())


def is_everyday(word: str) -> bool:
    """Whether a lower-case word is an everyday one or a regular form of one."""
    return any(_is_form(word, ending, instead) for ending, instead in ENDINGS if word.endswith(ending))


def is_everyday_name(word: str) -> bool:
    """The same with plain inflections only: Teams is a word, Hostly is none though 'host' is."""
    return any(_is_form(word, *ending) for ending in ENDINGS[:INFLECTIONS] if word.endswith(ending[0]))


def _is_form(word: str, ending: str, instead: str) -> bool:
    stem = word[: len(word) - len(ending)] if ending else word
    if len(stem) < SHORTEST_STEM:
        return word in everyday_words()
    base = stem + instead
    if base in everyday_words():
        return True
    doubled = ending in ("ed", "ing", "er", "est", "y") and len(base) > SHORTEST_STEM and base[-1] == base[-2]
    return doubled and base[:-1] in everyday_words()
