"""Names in; for a word that is none of them, the one name that it misspells by a single edit, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from nlp.components.names import Surface
from nlp.components.scan import plain
from nlp.words.everyday import is_everyday

SHORTEST_NAME = 5
"""Shorter names are one edit away from too many other words."""

CACHED_WORDS = 100_000
"""Words whose outcome is remembered; a language has few more in use."""


class OneEdit:
    """Damerau-Levenshtein distance 1, same first letter, no everyday word on either side.

    Names are indexed under themselves with each letter left out (the deletion neighbourhood), so a look-up
    costs as many probes as the word has letters, however many names there are.
    """

    def __init__(self, surfaces: Iterable[Surface]) -> None:
        self._names: dict[str, Surface] = {}
        self._neighbours: dict[str, list[str]] = defaultdict(list)
        for surface in surfaces:
            name = plain(surface.written)
            if name.isalpha() and len(name) >= SHORTEST_NAME and surface.is_firm and name not in self._names:
                self._names[name] = surface
                for form in {name, *_shortened(name)}:
                    self._neighbours[form].append(name)
        self._starts = {name[:1] for name in self._names}
        self._longest = max(map(len, self._names), default=0) + 1
        self._known: dict[str, Surface | None] = {}

    def match(self, word: str) -> Surface | None:
        """The name that a lower-case word misspells; None if none, or if two could be meant."""
        if word[:1] not in self._starts or not SHORTEST_NAME - 1 <= len(word) <= self._longest:
            return None
        if word not in self._known:
            if len(self._known) >= CACHED_WORDS:
                self._known.clear()
            self._known[word] = self._search(word)
        return self._known[word]

    def _search(self, word: str) -> Surface | None:
        if not word.isalpha() or is_everyday(word):
            return None
        near = {name for form in (word, *_shortened(word)) for name in self._neighbours.get(form, ())}
        close = [name for name in near if name[0] == word[0] and is_one_edit(name, word)]
        entries = {self._names[name].entry for name in close}
        return self._names[min(close)] if len(entries) == 1 else None


def _shortened(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


def is_one_edit(left: str, right: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours turns one word into the other."""
    if len(left) > len(right):
        left, right = right, left
    start = 0
    while start < len(left) and left[start] == right[start]:
        start += 1
    if len(right) - len(left) == 1:
        return left[start:] == right[start + 1 :]
    if len(right) != len(left) or left == right:
        return False
    swapped = left[start + 1 : start + 2] + left[start : start + 1] + left[start + 2 :]
    return left[start + 1 :] == right[start + 1 :] or swapped == right[start:]
