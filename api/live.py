"""A store in; its present catalogue and view out, asked for as often as a second, read again only when it moved."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from graph.errors import StoreError
from graph.model import StoreState
from graph.progress import unheard
from graph.projection.cache import ProjectionCache
from graph.questions.catalogue_index import CatalogueIndex
from graph.questions.view import LiveView, View
from graph.store import Store
from nlp.catalogue import Brand, Catalogue

FRESH_S = 1.0
"""How old a picture may be: what another process ingests is seen a second later."""

log = logging.getLogger(__name__)

KEPT_EVERY_S = 3_600.0
"""Between two looks at whether to save the arrays: what a server saves spares only the next start some seconds."""

Clock: TypeAlias = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Names:
    """What things of one catalogue are called."""

    index: CatalogueIndex
    entries: Mapping[str, Brand]
    products: Mapping[str, str]

    def product(self, product: str | None) -> str | None:
        """A product that a fact names: one that the catalogue has dropped since keeps its id for a name."""
        return None if product is None else self.products.get(product, product)


def names_of(catalogue: Catalogue) -> Names:
    """The names in a catalogue."""
    products = {product.id: product.name for brand in catalogue.brands for product in brand.products}
    entries = {brand.id: brand for brand in catalogue.brands}
    return Names(CatalogueIndex(catalogue), entries, products)


class LiveGraph:
    """What the API knows of a store. The first question loads the arrays; looking things up does not."""

    def __init__(
        self,
        store: Store,
        clock: Clock = time.monotonic,
        cache: ProjectionCache | None = None,
        *,
        saves: bool = False,
    ) -> None:
        """`cache`: where the arrays may be saved, which loads faster than the store; `saves`: keep it so."""
        self.store = store
        self._clock = clock
        self._cache = cache
        self._saves = saves
        self._live = LiveView(store) if cache is None else LiveView(store, cache.load)
        self._view: View | None = None
        self._view_at = float("-inf")
        self._names: tuple[int, Names] | None = None
        self._names_at = float("-inf")
        self._moves = 0
        self._loading: asyncio.Task[View] | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._keep_at = float("-inf")
        self._turn = asyncio.Lock()

    def moved(self) -> None:
        """Look again at the next question: something was just written."""
        self._view_at = self._names_at = float("-inf")
        self._moves += 1
        self._loading = None

    async def state(self) -> StoreState:
        """Where the store stands."""
        return await self.store.state()

    async def view(self) -> View:
        """A picture that is at most FRESH_S old. A caller that gives up does not stop the loading for others."""
        if self._view is None or self._clock() - self._view_at >= FRESH_S:
            if self._loading is None or self._loading.done():
                with unheard():
                    self._loading = asyncio.create_task(self._load())
            return await asyncio.shield(self._loading)
        return self._view

    async def _load(self) -> View:
        async with self._turn:
            asked, moves = self._clock(), self._moves
            self._view = view = await self._live.current()
            if moves == self._moves:  # nothing was written by us meanwhile
                self._view_at = asked
            if self._saves and self._cache is not None and asked >= self._keep_at:
                self._keep_at = asked + KEPT_EVERY_S
                self._keeping = asyncio.create_task(self._keep(self._cache, view))
            return view

    async def settled(self) -> None:
        """Wait until what is being saved is saved: before a process ends."""
        if self._keeping is not None:
            await self._keeping

    async def _keep(self, cache: ProjectionCache, view: View) -> None:
        """Save in the background, where that is worth it. No question depends on it."""
        try:
            await cache.keep(self.store, view.projection)
        except StoreError as error:
            log.warning("projection not saved", extra={"fields": {"reason": error.reason}})

    async def names(self) -> Names:
        """Names of brands, products and topics, likewise, without loading anything else."""
        if self._names is None or self._clock() - self._names_at >= FRESH_S:
            asked = self._clock()
            version = (await self.store.state()).version
            if self._names is None or self._names[0] != version:
                self._names = (version, names_of(await self.store.catalogue()))
            self._names_at = asked
        return self._names[1]
