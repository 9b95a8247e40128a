"""Items and catalogue entries from the API in; the graph brought up to date with them, and what came of it, out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from api.cataloguing import bring_up_to_date
from api.language import MakePipeline
from api.live import LiveGraph
from graph.ingestion import Ingestion, Taken
from graph.recatalogue import Reanalysed
from ingest.item import Item
from nlp.catalogue import Catalogue
from nlp.catalogue_check import checked
from nlp.catalogue_file import load
from nlp.pipeline import Pipeline

PATIENCE_S = 20.0
"""A client waits for an answer: less patience with a store that is away than a file's ingest has."""


class Intake:
    """Writes one change at a time. The first of them makes the language pipeline, not the server's start."""

    def __init__(
        self, graph: LiveGraph, catalogue: Path | None = None, make: MakePipeline = Pipeline
    ) -> None:
        """Read an empty store's catalogue from a file, where one is named."""
        self._graph = graph
        self._file = catalogue
        self._make = make
        self._language: Pipeline | None = None
        self._turn = asyncio.Lock()

    async def take(self, items: Sequence[Item]) -> Taken:
        """Make items part of the graph. Items that are known change nothing."""
        async with self._turn:
            try:
                ingestion = Ingestion(self._graph.store, await self._pipeline(), patience_s=PATIENCE_S)
                return await ingestion.take(items)
            finally:
                self._graph.moved()

    async def recatalogue(self, change: Callable[[Catalogue], Catalogue]) -> Reanalysed:
        """Change the catalogue and read again what the change touches. Raises CatalogueError."""
        async with self._turn:
            try:
                return await self._adopt(change(await self._catalogue()))
            finally:
                self._graph.moved()

    async def _adopt(self, catalogue: Catalogue) -> Reanalysed:
        pipeline = await self._built(checked(catalogue))
        outcome = await bring_up_to_date(self._graph.store, pipeline)
        self._language = pipeline
        return outcome

    async def _catalogue(self) -> Catalogue:
        """The store's, or for a store that nothing was written to the file's."""
        state = await self._graph.store.state()
        if state.analysis_version is None and self._file is not None:
            return await asyncio.to_thread(load, self._file)
        return await self._graph.store.catalogue()

    async def _pipeline(self) -> Pipeline:
        """The pipeline that the store's facts agree with; another process may have changed the catalogue."""
        state = await self._graph.store.state()
        if self._language is None or self._language.version != state.analysis_version:
            self._language = await self._built(await self._catalogue())
            await bring_up_to_date(self._graph.store, self._language)
        return self._language

    async def _built(self, catalogue: Catalogue) -> Pipeline:
        return await asyncio.to_thread(self._make, catalogue)
