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

from graph.analytics.path_search import Lengths, Mask, search
from graph.projection.tie_graph import TieGraph, Vertices

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
    vertices, length = search(
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
