"""A store and a catalogue in; the language pipeline that the store's facts agree with out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from api.language import MakePipeline
from graph.recatalogue import Reanalysed, adopt
from graph.store import Store
from nlp.catalogue import Catalogue
from nlp.catalogue_file import changed_entries, load
from nlp.pipeline import Pipeline


async def pipeline_for(
    store: Store,
    catalogue: Path | None,
    on_progress: Callable[[int], None] | None = None,
    make: MakePipeline = Pipeline,
) -> Pipeline:
    """The pipeline for a catalogue file, or for the stored catalogue where no file is named."""
    wanted = await store.catalogue() if catalogue is None else load(catalogue)
    pipeline = make(wanted)
    await bring_up_to_date(store, pipeline, on_progress)
    return pipeline


async def bring_up_to_date(
    store: Store, pipeline: Pipeline, on_progress: Callable[[int], None] | None = None
) -> Reanalysed:
    """Re-analyse what differs between the stored facts and the pipeline, and store its catalogue."""
    state = await store.state()
    if state.analysis_version == pipeline.version:
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
    return Catalogue(tuple(brands.values()), tuple(topics.values()))


def without(catalogue: Catalogue, entry: str) -> Catalogue:
    """The catalogue without one brand or topic."""
    return Catalogue(
        brands=tuple(brand for brand in catalogue.brands if brand.id != entry),
        topics=tuple(topic for topic in catalogue.topics if topic.id != entry),
    )
