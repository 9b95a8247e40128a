"""A catalogue in; brands and topics by id, with did-you-mean for names that are not there, out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.errors import NotFoundError
from nlp.aspects import discovered
from nlp.catalogue import Brand, BrandRole, Catalogue, Topic, TopicKind

SIMILAR = 0.6
"""How alike (difflib ratio) an id or name must be to be offered instead."""

SUGGESTIONS = 3
"""More would be a list to read, not a hint."""


@dataclass(frozen=True, slots=True)
class BrandRef:
    """A brand, as an answer names one."""

    id: str
    name: str
    role: BrandRole


@dataclass(frozen=True, slots=True)
class TopicRef:
    """A topic, as an answer names one."""

    id: str
    name: str
    kind: TopicKind
    is_open: bool = False
    """Named by the noun of a sentence alone: shown where enough people share it."""


class CatalogueIndex:
    """Lookups in one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.brands: Mapping[str, BrandRef] = {brand.id: _brand(brand) for brand in catalogue.brands}
        self.topics: Mapping[str, TopicRef] = {topic.id: _topic(topic) for topic in catalogue.topics}

    def brand(self, brand: str) -> BrandRef:
        """The brand with this id. Raises NotFoundError with the ids that were probably meant."""
        known = self.brands.get(brand)
        if known is None:
            names = ((ref.id, ref.name) for ref in self.brands.values())
            raise NotFoundError(f"No brand has the id {brand!r}.", _hint(brand, names, "brand"))
        return known

    def optional_brand(self, brand: str | None) -> BrandRef | None:
        """The brand with this id, or None for None."""
        return None if brand is None else self.brand(brand)

    def shown_brand(self, brand: str | None) -> BrandRef | None:
        """A brand that a fact names: one that the catalogue has dropped since keeps its id for a name."""
        if brand is None:
            return None
        return self.brands.get(brand) or BrandRef(brand, brand, BrandRole.OTHER)

    def topic(self, topic: str) -> TopicRef:
        """The topic with this id, of the catalogue or a discovered one. Raises NotFoundError likewise."""
        known = self.topics.get(topic) or _discovered(topic)
        if known is None:
            names = ((ref.id, ref.name) for ref in self.topics.values())
            raise NotFoundError(f"No topic has the id {topic!r}.", _hint(topic, names, "topic"))
        return known

    def shown_topic(self, topic: str) -> TopicRef:
        """A topic that a fact names, likewise; a discovered one says itself what it is."""
        return self.topics.get(topic) or _discovered(topic) or TopicRef(topic, topic, TopicKind.TOPIC)

    def market(self, brand: BrandRef | None = None) -> tuple[BrandRef, ...]:
        """All own and competitor brands, which are compared with each other, and this one; in catalogue order."""
        sides = (BrandRole.OWN, BrandRole.COMPETITOR)
        own = None if brand is None else brand.id
        return tuple(ref for ref in self.brands.values() if ref.role in sides or ref.id == own)

    def rivals(self, brand: BrandRef) -> tuple[BrandRef, ...]:
        """For a competitor everyone else in the market; for any other brand the competitors."""
        if brand.role is BrandRole.COMPETITOR:
            return tuple(ref for ref in self.market(brand) if ref.id != brand.id)
        return tuple(
            ref for ref in self.brands.values() if ref.role is BrandRole.COMPETITOR and ref.id != brand.id
        )


def _brand(brand: Brand) -> BrandRef:
    return BrandRef(brand.id, brand.name, brand.role)


def _topic(topic: Topic) -> TopicRef:
    return TopicRef(topic.id, topic.name, topic.kind)


def _discovered(topic: str) -> TopicRef | None:
    found = discovered(topic)
    return None if found is None else TopicRef(found.id, found.name, found.kind, found.is_open)


def _hint(asked: str, names: Iterable[tuple[str, str]], what: str) -> str:
    """What to ask for instead: the entries whose id or name is most like what was asked for."""
    ids = {text.casefold(): entry for entry, name in names for text in (name, entry)}
    if not ids:
        return f"The catalogue holds no {what} yet: load one."
    alike = difflib.get_close_matches(asked.casefold(), ids, SUGGESTIONS, SIMILAR)
    meant = list(dict.fromkeys(ids[text] for text in alike))
    if meant:
        return f"Did you mean {' or '.join(repr(entry) for entry in meant)}?"
    return f"Known {what} ids: {', '.join(sorted(set(ids.values()))[:20])}."
