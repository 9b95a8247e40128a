"""A Catalogue in; lookups by id and by handle, its digest, and what changed between two of them out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict
from typing import TypeAlias

import orjson

from nlp.catalogue import Brand, Catalogue, Product, Topic
from nlp.catalogue_json import catalogue_to_json

Entry: TypeAlias = Brand | Product | Topic

DIGEST_LENGTH = 16
"""Hex digits of a digest: 64 bits tell any two catalogues apart that one installation will ever see."""


class CatalogueIndex:
    """Lookups over one catalogue, built once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._entries: dict[str, Entry] = dict(entries(catalogue))
        self._brands: dict[str, Brand] = {}
        self._handles: dict[str, Brand] = {}
        for brand in catalogue.brands:
            self._brands.update(dict.fromkeys([brand.id, *(p.id for p in brand.products)], brand))
            self._handles.update({handle.lower(): brand for handle in brand.handles})
        self._named, self._written = _names(catalogue)

    def by_id(self, entry_id: str) -> Entry | None:
        """The brand, product or topic of that id."""
        return self._entries.get(entry_id)

    def brand_of(self, entry_id: str) -> Brand | None:
        """The brand itself, or the one that the product belongs to; None for topics and unknown ids."""
        return self._brands.get(entry_id)

    def name_of(self, entry_id: str) -> str | None:
        """The canonical name of an entry."""
        entry = self._entries.get(entry_id)
        return None if entry is None else entry.name

    def id_of_name(self, name: str) -> str | None:
        """The brand or product of that canonical name, in any case."""
        return self._named.get(name.lower())

    def id_of_words(self, words: str) -> str | None:
        """The brand or product that is written so: by name, alias, handle or hashtag, in any case."""
        return self._written.get(words.lower())

    def brand_with_handle(self, handle: str) -> Brand | None:
        """The brand that speaks under a handle, written with or without its @."""
        return self._handles.get(handle.removeprefix("@").lower())


def entries(catalogue: Catalogue) -> Iterator[tuple[str, Entry]]:
    """Every entry with its id: brands, each followed by its products, then topics."""
    for brand in catalogue.brands:
        yield brand.id, brand
        for product in brand.products:
            yield product.id, product
    for topic in catalogue.topics:
        yield topic.id, topic


def _names(catalogue: Catalogue) -> tuple[dict[str, str], dict[str, str]]:
    """Ids by canonical name, and by all that an entry is written as; what comes first in the file wins."""
    named: dict[str, str] = {}
    written: dict[str, str] = {}
    for brand in catalogue.brands:
        both: tuple[Brand | Product, ...] = (brand, *brand.products)
        for entry in both:
            named.setdefault(entry.name.lower(), entry.id)
            for alias in entry.aliases:
                written.setdefault(alias.lower(), entry.id)
        for sign in (*brand.handles, *brand.hashtags):
            written.setdefault(sign.lower(), brand.id)
    return named, {**written, **named}


def digest(catalogue: Catalogue) -> str:
    """A short hash of all that facts depend on; the order of the entries does not matter."""
    plain = catalogue_to_json(catalogue)
    ordered = {kind: sorted(plain[kind], key=lambda entry: entry["id"]) for kind in ("brands", "topics")}
    raw = orjson.dumps(ordered, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(raw).hexdigest()[:DIGEST_LENGTH]


def changed_entries(old: Catalogue, new: Catalogue) -> frozenset[str]:
    """Ids of the entries that messages are read with: added, removed, found under other names, or topics of another kind."""
    before, after = _linking(old), _linking(new)
    return frozenset(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))


def _linking(catalogue: Catalogue) -> dict[str, object]:
    """What of each entry the components look at."""
    found: dict[str, object] = {}
    for brand in catalogue.brands:
        plain = asdict(brand)
        found[brand.id] = {key: value for key, value in plain.items() if key not in ("role", "products")}
        found.update({product["id"]: (brand.id, product) for product in plain["products"]})
    found.update({topic.id: (topic.kind, topic.name, topic.terms) for topic in catalogue.topics})
    return found
