"""A store in; the View that questions are asked of (store, projection, catalogue) out."""

from __future__ import annotations

from dataclasses import dataclass

from graph.projection import Projection
from graph.questions.catalogue_index import CatalogueIndex
from graph.store import Store


@dataclass(frozen=True, slots=True)
class View:
    """One consistent picture of the graph: arrays to count in, the store to look texts and names up."""

    store: Store
    projection: Projection
    catalogue: CatalogueIndex


class LiveView:
    """Keeps a View up to date with its store; readers keep the View that they were handed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def current(self) -> View:
        """The View of the store's present version: one `state` call where nothing has changed."""
        raise NotImplementedError
