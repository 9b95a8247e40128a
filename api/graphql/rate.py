"""Clients in; how long each has to wait before its next message is read, out: a leaky bucket a client."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from weakref import WeakValueDictionary

from api.graphql.limits import POINTS_PER_S


class Bucket:
    """Takes as many points at once as leak out in a second, and more no faster than they leak."""

    def __init__(self, per_s: float = POINTS_PER_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_s = per_s
        self._clock = clock
        self._empty_at = clock()

    async def take(self, points: float = 1.0) -> None:
        """Wait until there is room for these points."""
        now = self._clock()
        self._empty_at = max(self._empty_at, now) + points / self._per_s
        wait = self._empty_at - now - 1.0
        if wait > 0:
            await asyncio.sleep(wait)


class Buckets:
    """One bucket a key (a client's address), as long as somebody holds it."""

    def __init__(self) -> None:
        self._known: WeakValueDictionary[str, Bucket] = WeakValueDictionary()

    def of(self, key: str) -> Bucket:
        """The bucket of this key."""
        bucket = self._known.get(key)
        if bucket is None:
            bucket = self._known[key] = Bucket()
        return bucket
