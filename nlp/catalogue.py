"""What we watch: brands, their products and topics, as a file names them and the linker finds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BrandRole(StrEnum):
    """What a brand is to us."""

    OWN = "own"
    COMPETITOR = "competitor"
    PARTNER = "partner"
    OTHER = "other"


class TopicKind(StrEnum):
    """What sort of subject a topic is."""

    TOPIC = "topic"
    PEEVE = "peeve"
    IDEA = "idea"


@dataclass(frozen=True, slots=True)
class AmbiguousName:
    """A name that is also an ordinary word: linked only where the context speaks for the brand."""

    name: str
    context: tuple[str, ...] = ()
    """Words near it that speak for the brand."""
    against: tuple[str, ...] = ()
    """Words near it that speak against."""


@dataclass(frozen=True, slots=True)
class Product:
    """Something a brand sells."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[AmbiguousName, ...] = ()


@dataclass(frozen=True, slots=True)
class Brand:
    """A supplier in the market."""

    id: str
    name: str
    role: BrandRole = BrandRole.OTHER
    aliases: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    products: tuple[Product, ...] = ()
    ambiguous: tuple[AmbiguousName, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that people talk about."""

    id: str
    name: str
    kind: TopicKind = TopicKind.TOPIC
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that is watched. Ids are slugs, unique over brands, products and topics."""

    brands: tuple[Brand, ...] = ()
    topics: tuple[Topic, ...] = ()
    dismissed: tuple[str, ...] = ()
    """Names that came up as candidates and are not to come up again. No fact depends on them."""
    added: tuple[str, ...] = ()
    """Ids, ascending, of entries that a person added in a store, beside any file. No fact depends on it."""
