"""A store and a catalogue in; the language pipeline that the store's facts agree with out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from api.language import MakePipeline
from graph.questions.candidates import known_names
from graph.recatalogue import Reanalysed, adopt, keep_catalogue
from graph.store import Store
from nlp.candidate_names import folded
from nlp.catalogue import Brand, BrandRole, Catalogue, Product
from nlp.catalogue_check import slug
from nlp.catalogue_file import changed_entries, load
from nlp.catalogue_index import CatalogueIndex
from nlp.errors import CatalogueError
from nlp.pipeline import Pipeline

BRANDS_LISTED = 20
"""Ids that an error offers."""


async def pipeline_for(
    store: Store,
    catalogue: Path | None,
    on_progress: Callable[[int], None] | None = None,
    make: MakePipeline = Pipeline,
) -> Pipeline:
    """The pipeline for a catalogue file, or for the stored catalogue where no file is named."""
    stored = await store.catalogue()
    wanted = stored if catalogue is None else still_dismissing(load(catalogue), stored.dismissed)
    pipeline = make(wanted)
    await bring_up_to_date(store, pipeline, on_progress)
    return pipeline


async def bring_up_to_date(
    store: Store, pipeline: Pipeline, on_progress: Callable[[int], None] | None = None
) -> Reanalysed:
    """Re-analyse what differs between the stored facts and the pipeline, and store its catalogue."""
    state = await store.state()
    if state.analysis_version == pipeline.version:
        if (await store.catalogue()).dismissed != pipeline.catalogue.dismissed:
            await keep_catalogue(store, pipeline)
        return Reanalysed(0, 0)
    changed: frozenset[str] | None = None
    if state.analysis_version is not None and layer(state.analysis_version) == layer(pipeline.version):
        changed = changed_entries(await store.catalogue(), pipeline.catalogue)
    return await adopt(store, pipeline, changed, on_progress)


def layer(version: str) -> str:
    """The part of an analysis version that names the language layer, without the catalogue's digest."""
    return version.rsplit(":", 1)[0]


def with_brands(catalogue: Catalogue, other: Catalogue) -> Catalogue:
    """The catalogue with the entries of another put in, replacing those of the same id."""
    brands = {brand.id: brand for brand in (*catalogue.brands, *other.brands)}
    topics = {topic.id: topic for topic in (*catalogue.topics, *other.topics)}
    whole = Catalogue(tuple(brands.values()), tuple(topics.values()))
    return still_dismissing(whole, catalogue.dismissed)


def without(catalogue: Catalogue, entry: str) -> Catalogue:
    """The catalogue without one brand or topic."""
    return Catalogue(
        brands=tuple(brand for brand in catalogue.brands if brand.id != entry),
        topics=tuple(topic for topic in catalogue.topics if topic.id != entry),
        dismissed=catalogue.dismissed,
    )


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
            f"{plain!r} is in the catalogue.", "Only names that it does not know can be dismissed."
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
    """The catalogue with a candidate among its entries. Raises CatalogueError where it cannot be."""
    name = " ".join(promotion.name.split())
    if promotion.product_of is None:
        new = Brand(entry_id(catalogue, name), name, promotion.role)
        return with_brands(catalogue, Catalogue(brands=(new,)))
    owner = _brand(catalogue, promotion.product_of)
    product = Product(entry_id(catalogue, name), name)
    return with_brands(catalogue, Catalogue(brands=(replace(owner, products=(*owner.products, product)),)))


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
