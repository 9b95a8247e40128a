"""A graph of tie strengths in; the strongest way from some people to another, the shortest, and the next best, out.

A path is as strong as the product of its ties' strengths, so that each tie is -log(strength) long, and the strongest
path is the shortest by that length: Dijkstra's, from both ends at once (Nicholson 1966, The Computer Journal 9);
the next best are Yen's (1971, Management Science 17).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, TieGraph, Vertices

Lengths = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

PER_TIE = 1_000.0
"""Added to each tie's length where fewest ties are asked for: no path is so weak that it weighs as much (a tie of
strength 1e-6 is 14 long), so that among the paths with fewest ties the strongest is found."""

NOWHERE = np.empty(0, np.uint32)


@dataclass(frozen=True, slots=True)
class Roads:
    """Ties with their lengths."""

    ties: TieGraph
    """Undirected; weights are strengths, above 0 and at most 1."""
    lengths: Lengths
    """(m) -log(strength)."""


@dataclass(frozen=True, slots=True)
class Path:
    """From somebody to somebody."""

    vertices: tuple[int, ...]
    length: float
    """Sum of -log(strength) over its ties, and of what was added to each."""


@dataclass(frozen=True, slots=True)
class Journey:
    """What is looked for."""

    starts: Vertices
    """Any of them may begin the path; none of them stands in its middle."""
    goal: int
    closed: Mask
    """(n) Who may not stand in the middle."""
    per_tie: float = 0.0
    """Added to the length of each tie: PER_TIE asks for fewest ties."""


def roads(ties: TieGraph) -> Roads:
    """Lengths of the ties of a graph of strengths. Cost grows with m."""
    return Roads(ties, -np.log(np.minimum(ties.weights, 1.0)))


def best_path(graph: Roads, journey: Journey) -> Path | None:
    """The shortest path; None where there is none.

    Cost grows with n for the arrays and with the ties of those settled before both ends meet: on graphs of people
    about the root of all.
    """
    closed = journey.closed.copy()
    closed[journey.starts] = True
    return _searched(graph, journey, _Branch((), journey.starts, NOWHERE, 0.0), closed)


def best_paths(graph: Roads, journey: Journey, count: int) -> list[Path]:
    """The `count` shortest paths without loops, shortest first. Cost: as many searches as all of them have ties."""
    first = best_path(graph, journey)
    found: list[Path] = [] if first is None else [first]
    waiting: list[tuple[float, tuple[int, ...]]] = []
    seen = {path.vertices for path in found}
    while found and len(found) < count:
        for path in _detours(graph, journey, found):
            if path.vertices not in seen:
                seen.add(path.vertices)
                heapq.heappush(waiting, (path.length, path.vertices))
        if not waiting:
            break
        length, vertices = heapq.heappop(waiting)
        found.append(Path(vertices, length))
    return found


@dataclass(frozen=True, slots=True)
class _Branch:
    """Where a search begins: after a root that is walked already, not by the steps that are cut."""

    root: tuple[int, ...]
    starts: Vertices
    cut: Vertices
    length: float
    """Of the root."""


def _detours(graph: Roads, journey: Journey, found: Sequence[Path]) -> list[Path]:
    """For each place of the latest path: the best that leaves there by a step that no path so far takes."""
    latest = found[-1].vertices
    detours = []
    length = 0.0
    for place in range(len(latest)):
        root = latest[:place]
        taken = {
            path.vertices[place]
            for path in found
            if path.vertices[:place] == root and place < len(path.vertices)
        }
        closed = journey.closed.copy()
        closed[journey.starts] = True
        closed[list(root)] = True
        if place == 0:
            starts = np.array([one for one in journey.starts.tolist() if one not in taken], np.uint32)
            branch = _Branch((), starts, NOWHERE, 0.0)
        else:
            if place > 1:
                length += _length(graph, latest[place - 2], latest[place - 1]) + journey.per_tie
            cut = np.array(sorted(taken), np.uint32)
            branch = _Branch(root[:-1], np.array(root[-1:], np.uint32), cut, length)
        path = _searched(graph, journey, branch, closed)
        if path is not None:
            detours.append(path)
    return detours


def _length(graph: Roads, one: int, other: int) -> float:
    low, high = graph.ties.offsets[one], graph.ties.offsets[one + 1]
    place = low + np.searchsorted(graph.ties.targets[low:high], other)
    return float(graph.lengths[place])


def _searched(graph: Roads, journey: Journey, branch: _Branch, closed: Mask) -> Path | None:
    if not len(branch.starts):
        return None
    closed[journey.goal] = False
    vertices, length = _search(
        graph.ties.offsets,
        graph.ties.targets,
        graph.lengths,
        branch.starts,
        journey.goal,
        closed,
        branch.cut,
        journey.per_tie,
    )
    if not len(vertices):
        return None
    return Path((*branch.root, *vertices.tolist()), branch.length + length)


def strength_of(path: Path) -> float:
    """The product of the strengths of a path's ties (found without an addition for each)."""
    return math.exp(-path.length)


@compiled
def _search(
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
    best, meeting = np.inf, -1
    if begins[goal]:
        best, meeting = 0.0, goal
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
def _is_cut(side: int, vertex: int, other: int, begins: Mask, cut: Vertices) -> bool:
    """Whether a tie is the step from the start to one of `cut`."""
    if len(cut) == 0:
        return False
    start, step = (vertex, other) if side == 0 else (other, vertex)
    if not begins[start]:
        return False
    for one in cut:
        if one == step:
            return True
    return False


@compiled
def _joined(before: npt.NDArray[np.int32], meeting: int) -> npt.NDArray[np.int64]:
    """The vertices from the start over the meeting to the goal."""
    if meeting < 0:
        return np.empty(0, np.int64)
    size = 1
    for side in range(2):
        vertex = before[side, meeting]
        while vertex >= 0:
            size += 1
            vertex = before[side, vertex]
    path = np.empty(size, np.int64)
    vertex, place = before[1, meeting], size
    length = 1
    back = before[0, meeting]
    while back >= 0:
        length += 1
        back = before[0, back]
    place = length - 1
    path[place] = meeting
    back = before[0, meeting]
    while back >= 0:
        place -= 1
        path[place] = back
        back = before[0, back]
    place = length
    while vertex >= 0:
        path[place] = vertex
        place += 1
        vertex = before[1, vertex]
    return path


@compiled
def _push(keys: npt.NDArray[np.float64], names: Vertices, size: int, key: float, name: int) -> None:
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
def _longer(array: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Room for twice as many."""
    grown = np.empty((2, 2 * array.shape[1]), array.dtype)
    grown[:, : array.shape[1]] = array
    return grown
