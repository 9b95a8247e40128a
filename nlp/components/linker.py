"""A text in; the catalogue's brands and products named in it out: aliases, handles, hashtags, small misspellings."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.item import ItemMention
from nlp.analysis import Name
from nlp.catalogue import Catalogue
from nlp.components.ambiguity import SUPPLIER_WORDS, is_brand
from nlp.components.fuzzy import OneEdit
from nlp.components.hashtags import names_in
from nlp.components.names import Found, NameTrie, Surface, surfaces
from nlp.components.scan import Scan, Token, plain, scan, words_of
from nlp.components.surroundings import Surroundings

MAX_LINKS = 5_000
"""Names followed in one text; a text with more of them is a list, and its length must not cost without bound."""

CONFIDENCE = {"given": 1.0, "alias": 0.95, "handle": 0.98, "hashtag": 0.9, "fuzzy": 0.75}
"""By method. Judged, not counted: what a reader who checks links would expect to be right in a hundred."""

CONTEXT_CONFIDENCE = 0.8
"""A name that is also a word, taken for the brand by its context."""

SAFE_FUZZY_LENGTH = 7
"""A misspelt name this long needs no other evidence; a shorter one needs a capital or a supplier's word."""


@dataclass(frozen=True, slots=True)
class Link:
    """A catalogued name at a place in a text."""

    start: int
    end: int
    entry: str
    brand: str
    method: str
    confidence: float


class Linker:
    """Finds the names of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        known = surfaces(catalogue)
        self._trie = NameTrie(known)
        self._fuzzy = OneEdit(known)
        self._joined: dict[str, Surface] = {}
        for surface in known:
            self._joined.setdefault("".join(words_of(surface.written)), surface)
        self._hashtags: dict[str, Surface] = {}
        self._handles: dict[str, Surface] = {}
        for brand in catalogue.brands:
            own = Surface(brand.id, brand.id, brand.name, ())
            self._hashtags.update({plain(tag): own for tag in brand.hashtags})
            named = brand.handles or ("".join(words_of(brand.name)),)
            self._handles.update({plain(handle): own for handle in named})

    def links(self, text: str, marked: Sequence[ItemMention] = ()) -> tuple[Link, ...]:
        """Names in the order of the text, none overlapping; `marked` are spans that the channel itself names."""
        taken_apart = scan(text)
        firm, doubtful = self._names(taken_apart)
        found = [*self._marked(text, marked), *self._tagged(taken_apart)]
        found += [_link(name, "alias") for name in firm]
        if not found and not doubtful and not self._may_misspell(taken_apart):
            return ()
        around = _surroundings(taken_apart, found, doubtful)
        found += [_link(name, "alias", CONTEXT_CONFIDENCE) for name in doubtful if is_brand(name, around)]
        found += self._misspelt(taken_apart, found, around)
        return tuple(_merged(text, _apart(found)))[:MAX_LINKS]

    def _names(self, taken_apart: Scan) -> tuple[list[Found], list[Found]]:
        """Names by the trie: those beyond doubt, and those that are ordinary words too."""
        firm: list[Found] = []
        doubtful: list[Found] = []
        for found in self._trie.find(taken_apart.text, taken_apart.words):
            (firm if found.surface.is_firm else doubtful).append(found)
        return firm, doubtful

    def _marked(self, text: str, marked: Sequence[ItemMention]) -> Iterator[Link]:
        for mention in marked:
            surface = self._handles.get(plain((mention.handle or "").removeprefix("@")))
            if surface is not None and 0 <= mention.start < mention.end <= len(text):
                start = mention.start + (text[mention.start] in "@#")
                if start < mention.end:
                    yield _link(Found(start, mention.end, surface), "handle")

    def _tagged(self, taken_apart: Scan) -> Iterator[Link]:
        """Brands by @handle and #hashtag."""
        for token in taken_apart.handles:
            surface = self._handles.get(token.lower)
            if surface is not None:
                yield _link(Found(token.start, token.end, surface), "handle")
        for token in taken_apart.hashtags:
            yield from self._in_hashtag(taken_apart.text, token)

    def _in_hashtag(self, text: str, token: Token) -> Iterator[Link]:
        """One name in a tag takes the whole tag, several their parts of it."""
        if token.lower in self._hashtags:
            yield _link(Found(token.start, token.end, self._hashtags[token.lower]), "hashtag")
            return
        names = names_in(text[token.start : token.end], self._joined)
        if len({surface.entry for _, _, surface in names}) == 1:
            yield _link(Found(token.start, token.end, names[0][2]), "hashtag")
            return
        for start, end, surface in names:
            yield _link(Found(token.start + start, token.start + end, surface), "hashtag")

    def _may_misspell(self, taken_apart: Scan) -> bool:
        return any(self._fuzzy.match(token.lower) for token in taken_apart.words)

    def _misspelt(self, taken_apart: Scan, found: Sequence[Link], around: Surroundings) -> Iterator[Link]:
        """Words one letter off a name, where a capital, a supplier's word or sheer length speaks for it."""
        taken = {link.start for link in found}
        for token in taken_apart.words:
            surface = self._fuzzy.match(token.lower)
            if surface is None or token.start in taken:
                continue
            name = Found(token.start, token.end, surface)
            capital = taken_apart.text[token.start].isupper()
            supplier = not around.near(name).isdisjoint(SUPPLIER_WORDS) or surface.brand in around.brands
            if len(surface.written) >= SAFE_FUZZY_LENGTH or capital or supplier:
                yield _link(name, "fuzzy")


def given_links(text: str, names: Iterable[Name]) -> tuple[Link, ...]:
    """Links for names that the caller knows; of two that overlap the longer, and none beyond the text's end."""
    sure = CONFIDENCE["given"]
    links = (Link(name.span.start, name.span.end, name.entry, name.brand, "given", sure) for name in names)
    return tuple(_apart(link for link in links if 0 <= link.start < link.end <= len(text)))[:MAX_LINKS]


def _surroundings(taken_apart: Scan, found: Sequence[Link], doubtful: Sequence[Found]) -> Surroundings:
    text = taken_apart.text
    with_capitals = {name.surface.brand for name in doubtful if text[name.start].isupper()}
    return Surroundings(text, taken_apart.words, frozenset(link.brand for link in found), len(with_capitals))


def _link(found: Found, method: str, confidence: float | None = None) -> Link:
    surface = found.surface
    sure = CONFIDENCE[method] if confidence is None else confidence
    return Link(found.start, found.end, surface.entry, surface.brand, method, sure)


def _apart(links: Iterable[Link]) -> list[Link]:
    """In order of the text; where two overlap, the longer stays, then the surer."""
    kept: list[Link] = []
    for link in sorted(
        links, key=lambda link: (link.start - link.end, -link.confidence, link.start, link.entry)
    ):
        place = bisect(kept, link.start, key=_start)
        clear_before = place == 0 or kept[place - 1].end <= link.start
        if clear_before and (place == len(kept) or link.end <= kept[place].start):
            kept.insert(place, link)
    return kept


def _start(link: Link) -> int:
    return link.start


def _merged(text: str, links: Sequence[Link]) -> list[Link]:
    """A brand right before its own product is part of the product's name: 'Tesla Model Y'."""
    merged: list[Link] = []
    for link in links:
        previous = merged[-1] if merged else None
        if previous is not None and _is_brand_before(text, previous, link):
            merged[-1] = replace(link, start=previous.start)
        else:
            merged.append(link)
    return merged


def _is_brand_before(text: str, brand: Link, product: Link) -> bool:
    by_name = brand.method in ("alias", "fuzzy") and product.method in ("alias", "fuzzy")
    belongs = brand.entry == brand.brand == product.brand != product.entry
    return by_name and belongs and text[brand.end : product.start] == " "
