"""A Catalogue to plain dicts and back, for stores and the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, TypeAlias

from nlp.catalogue import AmbiguousName, Brand, BrandRole, Catalogue, Product, Topic, TopicKind
from nlp.errors import CatalogueError

Plain: TypeAlias = dict[str, Any]
"""What JSON can hold."""


def catalogue_to_json(catalogue: Catalogue) -> Plain:
    """The catalogue as dicts, lists and strings; empty fields are left out."""
    return {
        "brands": [_trimmed(asdict(brand)) for brand in catalogue.brands],
        "topics": [_trimmed(asdict(topic)) for topic in catalogue.topics],
        **({"dismissed": list(catalogue.dismissed)} if catalogue.dismissed else {}),
        **({"added": list(catalogue.added)} if catalogue.added else {}),
    }


def catalogue_from_json(plain: Mapping[str, Any]) -> Catalogue:
    """What catalogue_to_json wrote. Raises CatalogueError where the shape is another."""
    try:
        return Catalogue(
            brands=tuple(_brand(fields) for fields in plain.get("brands", ())),
            topics=tuple(_topic(fields) for fields in plain.get("topics", ())),
            dismissed=_texts(plain.get("dismissed", ())),
            added=_texts(plain.get("added", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CatalogueError(
            f"This is not a catalogue in JSON: {type(error).__name__}: {error}.",
            "It must have the shape that catalogue_to_json writes.",
        ) from error


def _trimmed(fields: Plain) -> Plain:
    """Without empty lists, at every depth, and with lists where dataclasses have tuples."""
    return {key: _plain(value) for key, value in fields.items() if value not in ((), [])}


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return _trimmed(value)
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value.value if isinstance(value, BrandRole | TopicKind) else value


def _brand(fields: Mapping[str, Any]) -> Brand:
    return Brand(
        id=_text(fields["id"]),
        name=_text(fields["name"]),
        role=BrandRole(fields.get("role", BrandRole.OTHER)),
        aliases=_texts(fields.get("aliases", ())),
        handles=_texts(fields.get("handles", ())),
        hashtags=_texts(fields.get("hashtags", ())),
        products=tuple(_product(product) for product in fields.get("products", ())),
        ambiguous=tuple(_ambiguous(name) for name in fields.get("ambiguous", ())),
    )


def _product(fields: Mapping[str, Any]) -> Product:
    return Product(
        id=_text(fields["id"]),
        name=_text(fields["name"]),
        aliases=_texts(fields.get("aliases", ())),
        ambiguous=tuple(_ambiguous(name) for name in fields.get("ambiguous", ())),
    )


def _ambiguous(fields: Mapping[str, Any]) -> AmbiguousName:
    return AmbiguousName(
        _text(fields["name"]), _texts(fields.get("context", ())), _texts(fields.get("against", ()))
    )


def _topic(fields: Mapping[str, Any]) -> Topic:
    kind = TopicKind(fields.get("kind", TopicKind.TOPIC))
    return Topic(_text(fields["id"]), _text(fields["name"]), kind, _texts(fields.get("terms", ())))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise TypeError(f"{values!r} is not a list of texts")
    return tuple(_text(value) for value in values)
