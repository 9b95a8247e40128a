"""A store and a folder in; its projection, from a file there and the log since, out.

The file says of which store's past and version it is. What is missing, damaged, of another format or of
another past is passed over: the projection is then read from the store, whole.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.projection import file
from graph.projection.file import DamagedFileError
from graph.projection.projection import Projection
from graph.projection.saved import FORMAT, arrays_of, projection_of
from graph.store import Store

log = logging.getLogger(__name__)

GROWTH = 1.05
"""Saved again when the store has so many times the facts: to read a twentieth from the log takes less than to save all."""


LEAST_FACTS = 50_000
"""A store with fewer is read in a second: nothing is saved for it."""


@dataclass(frozen=True, slots=True)
class ProjectionCache:
    """One file for one store. Several processes may use it at once."""

    path: Path

    async def load(self, store: Store) -> Projection:
        """The projection of the store's present version."""
        held = await asyncio.to_thread(self._read)
        if held is not None and await _is_past_of(store, held[0]):
            return await held[1].refresh(store)
        return await Projection.load(store)

    async def keep(self, store: Store, projection: Projection) -> bool:
        """Save the projection where that spares the next process much; says whether it did."""
        about = await asyncio.to_thread(self.about)
        if len(projection) < LEAST_FACTS and about is None:
            return False
        if about is not None and await _is_past_of(store, about) and not _outgrown(about, projection):
            return False
        return await self.save(store, projection)

    async def save(self, store: Store, projection: Projection) -> bool:
        """Save the projection; False where that cannot be."""
        lineage = await store.lineage(projection.version)
        if lineage is None:
            return False
        if projection.forgot_at:  # its vocabularies may name what is gone
            projection = await Projection.load(store)
        about = {"version": projection.version, "lineage": lineage, "facts": len(projection)}
        return await asyncio.to_thread(self._write, about, projection)

    def about(self) -> Mapping[str, Any] | None:
        """Version, lineage and number of facts of what is saved; None where nothing is."""
        try:
            return file.read_head(self.path, FORMAT)
        except (DamagedFileError, OSError):
            return None

    def drop(self) -> None:
        """Remove what is saved: for when something must be forgotten now, not at the next save."""
        with suppress(FileNotFoundError):
            self.path.unlink()

    def _read(self) -> tuple[Mapping[str, Any], Projection] | None:
        try:
            about, held = file.read(self.path, FORMAT)
            return about, projection_of(about["version"], held)
        except FileNotFoundError:
            return None
        except (DamagedFileError, OSError, ValueError) as error:
            fields = {"path": str(self.path), "reason": str(error)}
            log.warning("saved projection passed over", extra={"fields": fields})
            return None

    def _write(self, about: Mapping[str, Any], projection: Projection) -> bool:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.write(self.path, FORMAT, about, arrays_of(projection))
        except OSError as error:
            fields = {"path": str(self.path), "reason": str(error)}
            log.warning("projection not saved", extra={"fields": fields})
            return False
        return True


async def _is_past_of(store: Store, about: Mapping[str, Any]) -> bool:
    """Whether the store was once at that version, in that past."""
    return await store.lineage(about["version"]) == str(about["lineage"])


def _outgrown(about: Mapping[str, Any], projection: Projection) -> bool:
    """Whether much came or went since, or anything that must not stay on disk."""
    before, now = int(about["facts"]), len(projection)
    return now > GROWTH * before or now * GROWTH < before or about["version"] < projection.forgot_at
