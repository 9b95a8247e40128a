"""Ties with lengths, starts and a goal in; the shortest path, searched for from both ends at once, out."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, Vertices

Lengths = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
Heap = TypeVar("Heap", np.float64, np.uint32)


@compiled
def search(  # noqa: C901 - one pass over shared arrays
    offsets: Offsets,
    targets: Vertices,
    lengths: Lengths,
    starts: Vertices,
    goal: int,
    closed: Mask,
    cut: Vertices,
    per_tie: float,
) -> tuple[npt.NDArray[np.int64], float]:
    """Side 0 goes out from the starts, side 1 from the goal; the one with fewer waiting goes on.

    Over when no path that is not yet joined can be shorter than the best that is. `closed` vertices are never
    entered; starts are entered from side 1 only to end there.
    """
    count = len(offsets) - 1
    distance = np.full((2, count), np.inf)
    before = np.full((2, count), -1, np.int32)
    begins = np.zeros(count, np.bool_)
    keys = np.empty((2, 1024))
    names = np.empty((2, 1024), np.uint32)
    waiting = np.zeros(2, np.int64)
    for start in starts:
        begins[start] = True
        if waiting[0] == keys.shape[1]:
            keys, names = _longer(keys), _longer(names)
        if distance[0, start] > 0.0:
            distance[0, start] = 0.0
            _push(keys[0], names[0], waiting[0], 0.0, start)
            waiting[0] += 1
    distance[1, goal] = 0.0
    _push(keys[1], names[1], 0, 0.0, goal)
    waiting[1] = 1
    best, meeting = np.inf, np.int64(-1)
    if begins[goal]:
        best, meeting = 0.0, np.int64(goal)
    while waiting[0] > 0 and waiting[1] > 0 and keys[0, 0] + keys[1, 0] < best:
        side = 0 if waiting[0] <= waiting[1] else 1
        vertex, key = np.int64(names[side, 0]), keys[side, 0]
        _pop(keys[side], names[side], waiting[side])
        waiting[side] -= 1
        if key > distance[side, vertex]:  # it was reached by a shorter way since
            continue
        far = keys[1 - side, 0]
        first, last = offsets[vertex], offsets[vertex + 1]
        while waiting[side] + last - first > keys.shape[1]:
            keys, names = _longer(keys), _longer(names)
        for tie in range(first, last):
            other = np.int64(targets[tie])
            found = key + lengths[tie] + per_tie
            if found >= distance[side, other] or (closed[other] and not (side == 1 and begins[other])):
                continue
            if (side == 0 and begins[other]) or _is_cut(side, vertex, other, begins, cut):
                continue
            distance[side, other] = found
            before[side, other] = vertex
            if found + distance[1 - side, other] < best:
                best, meeting = found + distance[1 - side, other], other
            if found + far < best and not (side == 1 and begins[other]):
                _push(keys[side], names[side], waiting[side], found, other)
                waiting[side] += 1
    return _joined(before, meeting), best


@compiled
def _is_cut(side: int, vertex: np.int64, other: np.int64, begins: Mask, cut: Vertices) -> bool:
    """Whether a tie is the step from the start to one of `cut`."""
    if len(cut) == 0:
        return False
    start, step = (vertex, other) if side == 0 else (other, vertex)
    if not begins[start]:
        return False
    found = False
    for one in cut:
        found |= one == step
    return found


@compiled
def _joined(before: npt.NDArray[np.int32], meeting: np.int64) -> npt.NDArray[np.int64]:
    """The vertices from the start over the meeting to the goal."""
    if meeting < 0:
        return np.empty(0, np.int64)
    counts = np.zeros(2, np.int64)
    for side in range(2):
        vertex = before[side, meeting]
        while vertex >= 0:
            counts[side] += 1
            vertex = before[side, vertex]
    path = np.empty(counts.sum() + 1, np.int64)
    path[counts[0]] = meeting
    for side in range(2):
        vertex, place, step = before[side, meeting], counts[0], 2 * side - 1
        while vertex >= 0:
            place += step
            path[place] = vertex
            vertex = before[side, vertex]
    return path


@compiled
def _push(
    keys: npt.NDArray[np.float64], names: Vertices, size: int, key: float, name: int | np.int64
) -> None:
    """Into a binary heap of this size: least key first, then least name."""
    place = size
    while place > 0:
        parent = (place - 1) // 2
        if keys[parent] < key or (keys[parent] == key and names[parent] <= name):
            break
        keys[place], names[place] = keys[parent], names[parent]
        place = parent
    keys[place], names[place] = key, name


@compiled
def _pop(keys: npt.NDArray[np.float64], names: Vertices, size: int) -> None:
    """The least out of a binary heap of this size."""
    key, name = keys[size - 1], names[size - 1]
    place, size = 0, size - 1
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        right = child + 1
        if right < size and (
            keys[right] < keys[child] or (keys[right] == keys[child] and names[right] < names[child])
        ):
            child = right
        if key < keys[child] or (key == keys[child] and name <= names[child]):
            break
        keys[place], names[place] = keys[child], names[child]
        place = child
    keys[place], names[place] = key, name


@compiled
def _longer(array: npt.NDArray[Heap]) -> npt.NDArray[Heap]:
    """Room for twice as many."""
    grown = np.empty((2, 2 * array.shape[1]), array.dtype)
    grown[:, : array.shape[1]] = array
    return grown
