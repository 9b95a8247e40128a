"""Catalogue names in; a trie that finds them in scanned words, at a cost that does not grow with their number, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

from nlp.catalogue import AmbiguousName, Brand, Catalogue, Product
from nlp.components.homonyms import NO_SENSES, senses_of
from nlp.components.scan import WORD, Token, gap_key, words_of
from nlp.words.everyday import is_everyday_name

CAMEL = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")

SHORTEST_JOINED = 5
"""'T Mobile' is also looked for as 'tmobile'; shorter joins ('atm' for 'AT M') are other words."""

SHORTEST_PLURAL = 4
"""'Mokas' is the plural of Moka; 's' after three letters or fewer makes another word too often."""

_END = ""
"""Key of a trie node's surfaces; no word is empty."""

Node: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Surface:
    """One way in which an entry is written."""

    entry: str
    brand: str
    written: str
    gaps: tuple[str, ...]
    """gap_key of each gap between its words."""
    ambiguous: AmbiguousName | None = None
    everyday: bool = False
    """All its words are everyday words, so that only the context can tell."""
    shared: bool = False
    """Known to name something else too, or to be a word (nlp/words/homonyms.txt)."""

    @property
    def is_firm(self) -> bool:
        """Whether seeing it is enough."""
        return self.ambiguous is None and not self.everyday and not self.shared


@dataclass(slots=True)
class Found:
    """A surface in a text."""

    start: int
    end: int
    surface: Surface


class NameTrie:
    """Finds the longest catalogue name that starts at a word."""

    def __init__(self, surfaces: Sequence[Surface]) -> None:
        self._root: Node = {}
        for surface in surfaces:
            self._add(words_of(surface.written), surface)

    def _add(self, words: Sequence[str], surface: Surface) -> None:
        node = self._root
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault(_END, []).append(surface)

    def find(self, text: str, words: Sequence[Token]) -> Iterator[Found]:
        """Names from left to right, the longest at each place, never overlapping."""
        place, count, root = 0, len(words), self._root
        while place < count:
            word = words[place].lower
            if word not in root and word[:-1] not in root:
                place += 1
                continue
            found, used = self._longest(text, words, place)
            if found is not None:
                yield found
            place += max(1, used)

    def _longest(self, text: str, words: Sequence[Token], place: int) -> tuple[Found | None, int]:
        node, gaps = self._root, []
        best: tuple[Found | None, int] = (None, 0)
        for step in range(place, len(words)):
            token = words[step]
            if step > place:
                key = gap_key(text[words[step - 1].end : token.start])
                if key is None:
                    break
                gaps.append(key)
            surface = _surface_at(node, token.lower, tuple(gaps))
            if surface is not None:
                best = (Found(words[place].start, token.end, surface), step - place + 1)
            if token.lower not in node:
                break
            node = node[token.lower]
        return best


def _surface_at(node: Node, word: str, gaps: tuple[str, ...]) -> Surface | None:
    """The surface that ends with this word, or with its singular."""
    forms = [word]
    if word[-1] == "s" and (len(word) > SHORTEST_PLURAL or (gaps and len(word) > 1)):
        forms.append(word[:-1])
    for form in forms:
        for surface in node.get(form, {}).get(_END, ()):
            if surface.gaps == gaps:
                return surface  # type: ignore[no-any-return]
    return None


def surfaces(catalogue: Catalogue) -> list[Surface]:
    """Every way of writing every brand and product; the catalogue's own spelling first."""
    found: list[Surface] = []
    for brand in catalogue.brands:
        found.extend(_of(brand, brand.id))
        for product in brand.products:
            found.extend(_of(product, brand.id))
    taken = {tuple(words_of(surface.written)) for surface in found}
    variants = [variant for surface in found for variant in _variants(surface)]
    return found + [new for new in variants if tuple(words_of(new.written)) not in taken]


def _of(entry: Brand | Product, brand: str) -> Iterator[Surface]:
    ambiguous = {name.name.lower(): name for name in entry.ambiguous}
    for written in dict.fromkeys((entry.name, *entry.aliases)):
        yield _surface(entry.id, brand, written, ambiguous.get(written.lower()))


def _surface(entry: str, brand: str, written: str, ambiguous: AmbiguousName | None) -> Surface:
    spans = [match.span() for match in WORD.finditer(written)]
    gaps = [gap_key(written[left[1] : right[0]]) or "" for left, right in pairwise(spans)]
    everyday = all(is_everyday_name(word) for word in words_of(written))
    shared = senses_of(written.lower()) is not NO_SENSES
    return Surface(entry, brand, written, tuple(gaps), ambiguous, everyday, shared)


def _variants(surface: Surface) -> Iterator[Surface]:
    """T-Mobile also as TMobile, HelloFresh also as Hello Fresh."""
    words = WORD.findall(surface.written)
    joined = "".join(words)
    if len(words) > 1 and not any(surface.gaps) and len(joined) >= SHORTEST_JOINED:
        yield _surface(surface.entry, surface.brand, joined, surface.ambiguous)
    parts = CAMEL.findall(surface.written)
    if len(words) == 1 and len(parts) > 1 and "".join(parts) == joined and min(map(len, parts)) > 1:
        yield _surface(surface.entry, surface.brand, " ".join(parts), surface.ambiguous)
