"""Keyed vertices in; the one with the least key out: a binary heap in two arrays, for kernels that search by distance."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled

Keys = npt.NDArray[np.float64]
Items = npt.NDArray[np.int64]


@compiled
def push(keys: Keys, items: Items, size: int, key: float, item: int) -> int:
    """Add an item; the new size."""
    place = size
    while place > 0:
        parent = (place - 1) >> 1
        if keys[parent] <= key:
            break
        keys[place], items[place] = keys[parent], items[parent]
        place = parent
    keys[place], items[place] = key, item
    return size + 1


@compiled
def pop(keys: Keys, items: Items, size: int) -> int:
    """Take off the first item, which the caller has read at place 0; the new size."""
    size -= 1
    key, item = keys[size], items[size]
    place = 0
    child = 1
    while child < size:
        if child + 1 < size and keys[child + 1] < keys[child]:
            child += 1
        if key <= keys[child]:
            break
        keys[place], items[place] = keys[child], items[child]
        place = child
        child = 2 * place + 1
    keys[place], items[place] = key, item
    return size
