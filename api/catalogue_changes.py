"""A catalogue and what a person wants of it in; the catalogue changed out.

A catalogue file says what is watched; what was added or dismissed by hand, in a store, stays beside any file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.questions.candidates import known_names, names_of
from nlp.candidate_names import folded
from nlp.catalogue import Brand, BrandRole, Catalogue, Product
from nlp.catalogue_check import slug
from nlp.catalogue_index import CatalogueIndex, entries
from nlp.errors import CatalogueError

BRANDS_LISTED = 20
"""Ids that an error offers."""


def over(stored: Catalogue, file: Catalogue) -> Catalogue:
    """The catalogue of a file, with what was added and dismissed by hand in the stored one.

    An entry that was added is the file's from the moment that the file has its id or one of its names, or dismisses
    it. An added product goes with its brand.
    """
    added = frozenset(stored.added)
    ids, names = _ids(file), known_names(file)
    terms = {term.lower() for topic in file.topics for term in topic.terms}

    def free(entry: Brand | Product) -> bool:
        return entry.id in added and entry.id not in ids and names.isdisjoint(map(folded, names_of(entry)))

    products = {brand.id: [one for one in brand.products if free(one)] for brand in stored.brands}
    brands = [
        *(replace(brand, products=(*brand.products, *products.get(brand.id, ()))) for brand in file.brands),
        *(replace(brand, products=tuple(products[brand.id])) for brand in stored.brands if free(brand)),
    ]
    topics = [
        topic
        for topic in stored.topics
        if topic.id in added - ids and terms.isdisjoint(term.lower() for term in topic.terms)
    ]
    whole = replace(file, brands=tuple(brands), topics=(*file.topics, *topics))
    kept = added & _ids(whole) - ids
    return still_dismissing(replace(whole, added=tuple(sorted(kept))), stored.dismissed)


def with_entries(catalogue: Catalogue, other: Catalogue) -> Catalogue:
    """The catalogue with the entries of another put in by hand, replacing those of the same id."""
    new = _ids(other) - _ids(catalogue)
    brands = {brand.id: brand for brand in (*catalogue.brands, *other.brands)}
    topics = {topic.id: topic for topic in (*catalogue.topics, *other.topics)}
    whole = replace(catalogue, brands=tuple(brands.values()), topics=tuple(topics.values()))
    return _still_added(still_dismissing(replace(whole, dismissed=()), catalogue.dismissed), new)


def without(catalogue: Catalogue, entry: str) -> Catalogue:
    """The catalogue without one brand, product or topic."""
    brands = (
        replace(brand, products=tuple(one for one in brand.products if one.id != entry))
        for brand in catalogue.brands
        if brand.id != entry
    )
    topics = (topic for topic in catalogue.topics if topic.id != entry)
    return _still_added(replace(catalogue, brands=tuple(brands), topics=tuple(topics)), ())


def _still_added(catalogue: Catalogue, new: Iterable[str]) -> Catalogue:
    return replace(catalogue, added=tuple(sorted(_ids(catalogue).intersection({*catalogue.added, *new}))))


def _ids(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(key for key, _ in entries(catalogue))


def still_dismissing(catalogue: Catalogue, names: Iterable[str]) -> Catalogue:
    """The catalogue with these names dismissed too, but for those that it watches: watching them was decided later."""
    watched = known_names(replace(catalogue, dismissed=()))
    kept = {folded(name): name for name in names if folded(name) not in watched}
    own = {folded(name): name for name in catalogue.dismissed}
    return replace(catalogue, dismissed=tuple((kept | own)[key] for key in sorted(kept | own)))


def dismissing(catalogue: Catalogue, name: str) -> Catalogue:
    """The catalogue with a candidate dismissed for good. Raises CatalogueError for a name that is watched."""
    plain = " ".join(name.split())
    if folded(plain) in known_names(catalogue) - set(map(folded, catalogue.dismissed)):
        raise CatalogueError(
            f"{plain!r} is in the catalogue.",
            "Only names that it does not know can be dismissed; what was promoted can be demoted.",
        )
    return still_dismissing(catalogue, [*catalogue.dismissed, plain])


@dataclass(frozen=True, slots=True)
class Promotion:
    """What a candidate becomes: a brand of a role, or a product of a brand."""

    name: str
    role: BrandRole = BrandRole.OTHER
    product_of: str | None = None
    """Id or name of the brand."""


def promoting(catalogue: Catalogue, promotion: Promotion) -> Catalogue:
    """The catalogue with a candidate among its entries. Raises CatalogueError where it cannot be.

    A brand that was promoted before gets the role.
    """
    name = " ".join(promotion.name.split())
    if promotion.product_of is None:
        known = _added_brand(catalogue, name)
        new = Brand(entry_id(catalogue, name), name) if known is None else known
        return with_entries(catalogue, Catalogue(brands=(replace(new, role=promotion.role),)))
    owner = _brand(catalogue, promotion.product_of)
    product = Product(entry_id(catalogue, name), name)
    grown = replace(owner, products=(*owner.products, product))
    return with_entries(catalogue, Catalogue(brands=(grown,)))


def _added_brand(catalogue: Catalogue, name: str) -> Brand | None:
    alike = (brand for brand in catalogue.brands if folded(brand.name) == folded(name))
    return next((brand for brand in alike if brand.id in catalogue.added), None)


def demoting(catalogue: Catalogue, name: str) -> Catalogue:
    """The catalogue without a brand or product that was promoted. Raises CatalogueError for any other."""
    plain = folded(" ".join(name.split()))
    for key, entry in entries(catalogue):
        if key in catalogue.added and plain in (folded(key), folded(entry.name)):
            return without(catalogue, key)
    known = ", ".join(catalogue.added[:BRANDS_LISTED]) or "none"
    raise CatalogueError(
        f"{name!r} was not added by hand.", f"There are: {known}. Take others out of the catalogue file."
    )


def entry_id(catalogue: Catalogue, name: str) -> str:
    """The id that a promoted name gets. Raises CatalogueError where an entry has it, or none can be made."""
    made = slug(name)
    if not made:
        raise CatalogueError(f"No id can be made of {name!r}.", "Add it with upsertBrand, with an id.")
    if CatalogueIndex(catalogue).by_id(made) is not None:
        raise CatalogueError(f"The catalogue has an entry {made!r} already.", "See `catalogue` for its ids.")
    return made


def _brand(catalogue: Catalogue, wanted: str) -> Brand:
    for brand in catalogue.brands:
        if wanted.lower() in (brand.id, brand.name.lower()):
            return brand
    known = ", ".join(brand.id for brand in catalogue.brands[:BRANDS_LISTED])
    raise CatalogueError(f"The catalogue has no brand {wanted!r}.", f"There are: {known}.")
