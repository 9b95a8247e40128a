"""A store and a catalogue in; the language pipeline that the store's facts agree with out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from api.catalogue_changes import over
from api.language import MakePipeline
from graph.recatalogue import Reanalysed, adopt, keep_catalogue
from graph.store import Store
from nlp.catalogue_file import changed_entries, load
from nlp.pipeline import Pipeline


async def pipeline_for(
    store: Store,
    catalogue: Path | None,
    on_progress: Callable[[int], None] | None = None,
    make: MakePipeline = Pipeline,
) -> Pipeline:
    """The pipeline for a catalogue file, or for the stored catalogue where no file is named."""
    stored = await store.catalogue()
    wanted = stored if catalogue is None else over(stored, load(catalogue))
    pipeline = make(wanted)
    await bring_up_to_date(store, pipeline, on_progress)
    return pipeline


async def bring_up_to_date(
    store: Store, pipeline: Pipeline, on_progress: Callable[[int], None] | None = None
) -> Reanalysed:
    """Re-analyse what differs between the stored facts and the pipeline, and store its catalogue."""
    state = await store.state()
    if state.analysis_version == pipeline.version:
        stored, wanted = await store.catalogue(), pipeline.catalogue
        if (stored.dismissed, stored.added) != (wanted.dismissed, wanted.added):
            await keep_catalogue(store, pipeline)
        return Reanalysed(0, 0)
    changed: frozenset[str] | None = None
    if state.analysis_version is not None and layer(state.analysis_version) == layer(pipeline.version):
        changed = changed_entries(await store.catalogue(), pipeline.catalogue)
    return await adopt(store, pipeline, changed, on_progress)


def layer(version: str) -> str:
    """The part of an analysis version that names the language layer, without the catalogue's digest."""
    return version.rsplit(":", 1)[0]
