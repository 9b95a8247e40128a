"""A text in; the catalogue's topics that it is about, by their terms, out."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from nlp.analysis import Span, TopicHit
from nlp.catalogue import Catalogue
from nlp.components.scan import Token, gap_key, scan

TERM_CONFIDENCE = 0.8
"""The term is there; that the message is about it is a fair guess."""

SHORTEST_STEM = 3

Terms = dict[str, list[tuple[tuple[str, ...], str]]]
"""First stem to (all stems, topic), the longest first."""


class TopicFinder:
    """Finds the terms of one catalogue in any of their regular forms: 'descale' also as 'descaling'."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._terms: Terms = {}
        for topic in catalogue.topics:
            for term in dict.fromkeys((topic.name, *topic.terms)):
                stems = tuple(stem(token.lower) for token in scan(term).words)
                if stems:
                    self._terms.setdefault(stems[0], []).append((stems, topic.id))
        for terms in self._terms.values():
            terms.sort(key=lambda term: -len(term[0]))

    def topics(self, text: str) -> tuple[TopicHit, ...]:
        """Each topic once, at the first of its terms."""
        if not self._terms:
            return ()
        words = scan(text).words
        stems = [stem(word.lower) for word in words]
        hits: dict[str, TopicHit] = {}
        for place, first in enumerate(stems):
            for term, topic in self._terms.get(first, ()):
                end = place + len(term)
                if topic not in hits and tuple(stems[place:end]) == term and _adjoin(text, words[place:end]):
                    span = Span(words[place].start, words[end - 1].end)
                    hits[topic] = TopicHit(topic, span, TERM_CONFIDENCE)
        return tuple(hits.values())


def _adjoin(text: str, words: list[Token]) -> bool:
    """Whether the words follow each other without a sentence's end between them."""
    return all(gap_key(text[left.end : right.start]) == "" for left, right in pairwise(words))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The word without its regular ending: prices, priced and pricing all give 'pric'."""
    for ending in ("ings", "ing", "ed", "es", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM and not word.endswith("ss"):
            base = word[: -len(ending)]
            return (
                base[:-1]
                if base[-1] == base[-2] and ending in ("ing", "ed") and base[-1] not in "ls"
                else base
            )
    return word
