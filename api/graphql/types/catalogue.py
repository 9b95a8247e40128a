"""The catalogue in; what the schema shows of it out, and entries that a client writes as the catalogue has them."""

from __future__ import annotations

import strawberry

from api.graphql.types import brand as brands
from api.graphql.types.enums import BrandRole, TopicKind
from api.graphql.types.relations import ABrand
from api.live import Names
from graph.questions.answer import Window
from nlp import catalogue
from nlp.catalogue_check import slug


@strawberry.type(description="A topic of the catalogue with the words that show it.")
class CatalogueTopic:
    """Of nlp.catalogue.Topic."""

    id: strawberry.ID = strawberry.field(description="Id, unique over brands, products and topics.")
    name: str = strawberry.field(description="Its name.")
    kind: TopicKind = strawberry.field(description="What sort of subject it is.")
    terms: list[str] = strawberry.field(description="Words and phrases that show it.")


@strawberry.type(description="All that is watched.")
class Catalogue:
    """Of nlp.catalogue.Catalogue."""

    brands: list[ABrand] = strawberry.field(description="Brands, in the order of the catalogue.")
    topics: list[CatalogueTopic] = strawberry.field(description="Topics, likewise.")
    dismissed: list[str] = strawberry.field(description="Candidates that are not to come up again.")
    added: list[strawberry.ID] = strawberry.field(
        description="Ids of entries that were added by hand; they stay beside any catalogue file until it has them itself."
    )


@strawberry.input(
    description="A name that is also an ordinary word: linked only where the context speaks for the brand."
)
class AmbiguousNameInput:
    """Of nlp.catalogue.AmbiguousName."""

    name: str = strawberry.field(description="The name.")
    context: list[str] = strawberry.field(
        default_factory=list, description="Words near it that speak for the brand."
    )
    against: list[str] = strawberry.field(
        default_factory=list, description="Words near it that speak against."
    )


@strawberry.input(description="Something that a brand sells.")
class ProductInput:
    """Of nlp.catalogue.Product."""

    name: str = strawberry.field(description="Its name.")
    id: strawberry.ID | None = strawberry.field(
        default=None, description="Id; made of the name where left out."
    )
    aliases: list[str] = strawberry.field(default_factory=list, description="Other names for it.")
    ambiguous: list[AmbiguousNameInput] = strawberry.field(
        default_factory=list, description="Names that are also ordinary words."
    )


@strawberry.input(description="A brand as it shall be: an entry with the same id is replaced as a whole.")
class BrandInput:
    """Of nlp.catalogue.Brand."""

    name: str = strawberry.field(description="Its name.")
    id: strawberry.ID | None = strawberry.field(
        default=None, description="Id; made of the name where left out."
    )
    role: BrandRole = strawberry.field(default=BrandRole.OTHER, description="What it is to us.")
    aliases: list[str] = strawberry.field(
        default_factory=list, description="Other names that it is known by."
    )
    handles: list[str] = strawberry.field(default_factory=list, description="Its handles, with or without @.")
    hashtags: list[str] = strawberry.field(
        default_factory=list, description="Its hashtags, with or without #."
    )
    products: list[ProductInput] = strawberry.field(default_factory=list, description="What it sells.")
    ambiguous: list[AmbiguousNameInput] = strawberry.field(
        default_factory=list, description="Names that are also ordinary words."
    )


@strawberry.input(description="A topic as it shall be: an entry with the same id is replaced as a whole.")
class TopicInput:
    """Of nlp.catalogue.Topic."""

    name: str = strawberry.field(description="Its name.")
    id: strawberry.ID | None = strawberry.field(
        default=None, description="Id; made of the name where left out."
    )
    kind: TopicKind = strawberry.field(default=TopicKind.TOPIC, description="What sort of subject it is.")
    terms: list[str] = strawberry.field(default_factory=list, description="Words and phrases that show it.")


def shown_catalogue(names: Names) -> Catalogue:
    """The catalogue to show."""
    return Catalogue(
        brands=[brands.brand(ref, Window()) for ref in names.index.brands.values()],
        topics=[topic(one) for one in names.index.catalogue.topics],
        dismissed=list(names.index.catalogue.dismissed),
        added=[strawberry.ID(entry) for entry in names.index.catalogue.added],
    )


def topic(shown: catalogue.Topic) -> CatalogueTopic:
    """A topic to show."""
    return CatalogueTopic(
        id=strawberry.ID(shown.id),
        name=shown.name,
        kind=TopicKind(shown.kind.value),
        terms=list(shown.terms),
    )


def brand_entry(asked: BrandInput) -> catalogue.Brand:
    """The catalogue's entry."""
    return catalogue.Brand(
        id=asked.id or slug(asked.name),
        name=asked.name,
        role=catalogue.BrandRole(asked.role.value),
        aliases=tuple(asked.aliases),
        handles=tuple(handle.removeprefix("@") for handle in asked.handles),
        hashtags=tuple(tag.removeprefix("#") for tag in asked.hashtags),
        products=tuple(_product(product) for product in asked.products),
        ambiguous=tuple(_ambiguous(name) for name in asked.ambiguous),
    )


def topic_entry(asked: TopicInput) -> catalogue.Topic:
    """The catalogue's entry."""
    kind = catalogue.TopicKind(asked.kind.value)
    return catalogue.Topic(asked.id or slug(asked.name), asked.name, kind, tuple(asked.terms))


def _product(asked: ProductInput) -> catalogue.Product:
    ambiguous = tuple(_ambiguous(name) for name in asked.ambiguous)
    return catalogue.Product(asked.id or slug(asked.name), asked.name, tuple(asked.aliases), ambiguous)


def _ambiguous(asked: AmbiguousNameInput) -> catalogue.AmbiguousName:
    return catalogue.AmbiguousName(asked.name, tuple(asked.context), tuple(asked.against))
