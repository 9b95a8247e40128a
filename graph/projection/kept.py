"""Keys in, again and again; what was worked out for each out, made once and the latest kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar, cast

Result = TypeVar("Result")


@dataclass(slots=True)
class _Place:
    """Where one result goes. Who comes while it is being made waits for it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    made: tuple[object] | None = None


class Kept:
    """Results of one snapshot, so nothing kept can go stale. Several threads may ask at once.

    It must not keep what it is asked with: a snapshot that no reader has any more is freed at once only
    where nothing in it points back at it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._places: OrderedDict[Hashable, _Place] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, key: Hashable, make: Callable[[], Result]) -> Result:
        """What `make` gives for this key; a failure is not kept. `make` may ask for other keys."""
        place = self._place(key)
        with place.lock:
            if place.made is None:
                place.made = (make(),)
            return cast("Result", place.made[0])

    def _place(self, key: Hashable) -> _Place:
        with self._lock:
            place = self._places.setdefault(key, _Place())
            self._places.move_to_end(key)
            while len(self._places) > self._most:
                self._places.popitem(last=False)
            return place
