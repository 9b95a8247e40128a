"""A store in; the View that questions are asked of (store, projection, catalogue) out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from graph.projection import Projection
from graph.questions.catalogue_index import CatalogueIndex
from graph.store import Store

Load: TypeAlias = Callable[[Store], Awaitable[Projection]]


@dataclass(frozen=True, slots=True)
class View:
    """One consistent picture of the graph: arrays to count in, the store to look texts and names up."""

    store: Store
    projection: Projection
    catalogue: CatalogueIndex


class LiveView:
    """Keeps a View up to date with its store; readers keep the View that they were handed."""

    def __init__(self, store: Store, load: Load = Projection.load) -> None:
        """`load` reads the first projection: from the store, or from what was saved of it."""
        self._store = store
        self._load = load
        self._view: View | None = None
        self._turn = asyncio.Lock()

    async def current(self) -> View:
        """The View of the store's present version: one `state` call where nothing has changed."""
        async with self._turn:
            if self._view is None:
                self._view = await open_view(self._store, self._load)
            else:
                self._view = await refreshed(self._view)
            return self._view


async def open_view(store: Store, load: Load = Projection.load) -> View:
    """A View of all that the store holds."""
    projection = await load(store)
    return View(store, projection, CatalogueIndex(await store.catalogue()))


async def refreshed(view: View) -> View:
    """The View of the store's present version; the same one where nothing has changed."""
    projection = await view.projection.refresh(view.store)
    if projection is view.projection:
        return view
    return View(view.store, projection, CatalogueIndex(await view.store.catalogue()))
