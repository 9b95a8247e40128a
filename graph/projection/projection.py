"""Log chunks and identifications in; an immutable snapshot of the graph in arrays out."""

from __future__ import annotations

from graph.store import Store


class Projection:
    """One version of the graph as arrays."""

    version: int

    @classmethod
    async def load(cls, store: Store) -> Projection:
        """Read the whole log."""
        raise NotImplementedError

    async def refresh(self, store: Store) -> Projection:
        """The snapshot of the store's present version; self where nothing has changed."""
        raise NotImplementedError
