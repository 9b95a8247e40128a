"""The mentions that a record gives in; names for the pipeline, and from its entries back to what they are called, out.

A name need not be in the catalogue. One that is keeps its entry, so that it is the same thing wherever the
linker finds it; one that is not gets an entry of its own, good for this record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product

from ingest.item import Item
from nlp.analysis import Name, Span
from nlp.catalogue import Brand, Catalogue
from nlp.catalogue_index import CatalogueIndex
from nlp.context import ContextReader
from nlp.labelled import LabelledMention

FOREIGN = "given:"
"""Before the entries of names that the catalogue does not know; no slug holds a colon."""

GAPS = re.compile(r"[\s\-_.'’]+")  # noqa: RUF001 - people write this apostrophe


BEFORE_NAME = ("", "ask", "get", "hello", "team", "the")
AFTER_NAME = ("", "care", "careteam", "help", "helps", "hq", "official", "support", "team", "uk", "us")
"""What companies put around their names in handles; `brevo_fan` and `exbrevo` are customers."""


class GivenNames:
    """What one record names, in its text and in its parent's."""

    def __init__(self, index: CatalogueIndex, texts: Sequence[tuple[str, Sequence[LabelledMention]]]) -> None:
        """Take the texts with the mentions that are given in them; those with a name say what the others are."""
        self._index = index
        self._entries: dict[str, str] = {}
        self._called: dict[str, str] = {}
        written = [(_words(text, one), one.name) for text, given in texts for one in given]
        for words, name in sorted(written, key=lambda pair: pair[1] is None):
            self._add(words, name)

    def _add(self, words: str, name: str | None) -> None:
        """Learn what a name, and the words that it is written in, stand for."""
        called = name or words
        entry = self._entries.get(_key(called))
        if entry is None:
            known = self._index.id_of_words(words) if name is None else self._index.id_of_name(name)
            entry = known or FOREIGN + _key(called)
        if name is None:
            called = self._index.name_of(entry) or called
        self._called.setdefault(entry, called)
        self._entries.setdefault(_key(called), entry)
        self._entries.setdefault(_key(words), entry)

    def names(self, text: str, mentions: Iterable[LabelledMention]) -> tuple[Name, ...]:
        """The mentions of one of the texts as the pipeline takes them."""
        return tuple(self._name(one.span, one.name or _words(text, one)) for one in mentions)

    def occurrences(self, text: str) -> Iterator[Name]:
        """Where another text, whose mentions are not given, has the same names."""
        for called in self._called.values():
            for match in re.finditer(rf"(?<!\w){re.escape(called)}(?!\w)", text, re.IGNORECASE):
                yield self._name(Span(*match.span()), called)

    def are_authors_of(self, item: Item) -> bool:
        """Whether one of the names is the company whose people wrote a message: by their handle or signature.

        A name that is only given is in no catalogue, where its handles would stand.
        """
        brands = tuple(_company(entry, called) for entry, called in self._called.items())
        author = item.author
        if author is not None:
            author = replace(author, handle=_key(author.handle or ""))
        reader = ContextReader(CatalogueIndex(Catalogue(brands)))
        return bool(brands) and reader.is_by_company(replace(item, author=author))

    def name_of(self, entry: str | None) -> str | None:
        """What an entry is called: as the record calls it, else as the catalogue does."""
        if entry is None:
            return None
        return self._called.get(entry) or self._index.name_of(entry)

    def _name(self, span: Span, called: str) -> Name:
        entry = self._entries[_key(called)]
        return Name(span, entry, self._brand(entry))

    def _brand(self, entry: str) -> str:
        """By the catalogue; else a product is known by its brand before it: 'Tesla' and 'Tesla Model Y'."""
        known = self._index.brand_of(entry)
        if known is not None:
            return known.id
        name = self._called[entry].lower()
        makers = [other for other, called in self._called.items() if name.startswith(f"{called.lower()} ")]
        return min(makers, key=lambda maker: len(self._called[maker]), default=entry)


def _company(entry: str, name: str) -> Brand:
    key = _key(name)
    handles = tuple(f"{before}{key}{after}" for before, after in product(BEFORE_NAME, AFTER_NAME))
    return Brand(entry, name, handles=handles)


def _words(text: str, mention: LabelledMention) -> str:
    return text[mention.span.start : mention.span.end]


def _key(written: str) -> str:
    """'Kestrel Mobile', 'KestrelMobile' and 'kestrel-mobile' are one name."""
    return GAPS.sub("", written.lower()) or written
