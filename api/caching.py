"""A store's address and the settings in; where its projection is saved out, if anywhere."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from graph.stores.open import StoreAddress, parse_store

if TYPE_CHECKING:
    from api.settings import Settings
    from graph.projection.cache import ProjectionCache

OFF = "off"
NAME = "projection.rapport"


def cache_of(settings: Settings, address: str | None = None) -> ProjectionCache | None:
    """The cache of a store, the settings' one by default.

    In the folder that RAPPORT_CACHE names; else beside a store that is a file, and nowhere for a server.
    """
    from graph.projection.cache import ProjectionCache  # noqa: PLC0415 - brings the compiler along

    path = cache_path(settings, parse_store(address or settings.store))
    return None if path is None else ProjectionCache(path)


def cache_path(settings: Settings, address: StoreAddress) -> Path | None:
    """The file."""
    if settings.cache == OFF:
        return None
    if settings.cache is not None:
        return Path(settings.cache).expanduser() / f"{_identity(address)}.{NAME}"
    if address.engine != "sqlite":
        return None
    store = Path(address.location)
    return store.with_name(f"{store.name}.cache") / NAME


def _identity(address: StoreAddress) -> str:
    """Short, and another for each store that a folder may serve."""
    full = Path(address.location).resolve() if address.engine == "sqlite" else address
    return hashlib.sha256(str(full).encode()).hexdigest()[:16]
