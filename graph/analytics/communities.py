"""A tie graph in; its communities, each connected, out: the Leiden algorithm with modularity."""

from __future__ import annotations

from dataclasses import dataclass

import graspologic_native
import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, TieGraph, Vertices, Weights

Labels = npt.NDArray[np.int32]

ITERATIONS = 2
"""Runs of the whole cycle, each from the one before. On a graph of 1e6 ties with communities of every size two leave
modularity within .0002 of ten of igraph's, one within .0001 more; the time grows with them."""

RANDOMNESS = 0.001
"""Of the refinement, as Traag, Waltman and van Eck leave theirs at .01: more explores, less settles sooner."""

NO_LABEL = -1


@dataclass(frozen=True, slots=True)
class Communities:
    """A partition of a graph's vertices."""

    labels: Labels
    """(n) 0 is the largest community; equal sizes by their first vertex."""
    count: int
    modularity: float
    """Newman and Girvan 2004, weighted (Newman 2004), whatever the resolution; 0 for a graph without ties."""
    resolution: float

    def sizes(self) -> npt.NDArray[np.int64]:
        """(count) Members of each."""
        return np.bincount(self.labels, minlength=self.count)


def leiden(
    graph: TieGraph, *, resolution: float = 1.0, iterations: int = ITERATIONS, seed: int = 0
) -> Communities:
    """Communities by modularity: Traag, Waltman and van Eck 2019, From Louvain to Leiden (Scientific Reports 9).

    Directions are left out. The same graph and seed give the same partition. Every community is checked, and one
    that hangs together only through others is taken apart. Cost grows about linearly with ties.
    `resolution` above 1 gives more and smaller communities (Reichardt and Bornholdt 2006).
    """
    both = graph.undirected
    count = both.vertex_count
    if not both.tie_count:
        return Communities(np.arange(count, dtype=np.int32), count, 0.0, resolution)
    _, found = graspologic_native.leiden_csr(  # pyright: ignore[reportAttributeAccessIssue] - its stub lags behind
        both.offsets,
        both.targets.view(np.int32),
        both.weights.astype(np.float64),
        count,
        resolution=resolution,
        randomness=RANDOMNESS,
        iterations=iterations,
        use_modularity=True,
        seed=seed,
    )
    labels = np.full(count, NO_LABEL, np.int32)
    labels[np.fromiter(found.keys(), np.int64, len(found))] = np.fromiter(
        found.values(), np.int32, len(found)
    )
    labels, pieces = connected_parts(both, labels)
    labels = _largest_first(labels, pieces)
    return Communities(labels, pieces, modularity(both, labels), resolution)


def modularity(graph: TieGraph, labels: Labels, resolution: float = 1.0) -> float:
    """How much more of the weight lies inside communities than chance would put there (Newman 2004, Phys. Rev. E 70).

    Sum over communities of inside/total - resolution * (strength/total)^2; directions are left out; one pass.
    """
    both = graph.undirected
    if not both.tie_count:
        return 0.0
    return float(
        _modularity(both.offsets, both.targets, both.weights, labels, int(labels.max()) + 1, resolution)
    )


def connected_parts(graph: TieGraph, labels: Labels) -> tuple[Labels, int]:
    """Labels of the connected parts of communities, and how many: those of vertices without a label are of their own."""
    return _parts(graph.undirected.offsets, graph.undirected.targets, labels)


def disconnected(graph: TieGraph, labels: Labels) -> int:
    """How many communities fall apart into pieces."""
    parts, count = connected_parts(graph, labels)
    return count - len(np.unique(labels)) if len(parts) else 0


def _largest_first(labels: Labels, count: int) -> Labels:
    sizes = np.bincount(labels, minlength=count)
    first = np.full(count, len(labels))
    np.minimum.at(first, labels, np.arange(len(labels)))
    rank = np.empty(count, np.int32)
    rank[np.lexsort((first, -sizes))] = np.arange(count, dtype=np.int32)
    return rank[labels]


@compiled
def _parts(offsets: Offsets, targets: Vertices, labels: Labels) -> tuple[Labels, int]:
    count = len(offsets) - 1
    parts = np.full(count, -1, np.int32)
    waiting = np.empty(count, np.int64)
    found = 0
    for start in range(count):
        if parts[start] >= 0:
            continue
        parts[start] = found
        waiting[0] = start
        length = 1
        while length:
            length -= 1
            vertex = waiting[length]
            for tie in range(offsets[vertex], offsets[vertex + 1]):
                other = targets[tie]
                if parts[other] < 0 and labels[other] == labels[start] and labels[start] >= 0:
                    parts[other] = found
                    waiting[length] = other
                    length += 1
        found += 1
    return parts, found


@compiled
def _modularity(
    offsets: Offsets, targets: Vertices, weights: Weights, labels: Labels, count: int, resolution: float
) -> float:
    """A loop stands once in its row and counts twice, as a tie of a vertex with itself has two ends there."""
    inside = 0.0
    strengths = np.zeros(count, np.float64)
    for vertex in range(len(offsets) - 1):
        for tie in range(offsets[vertex], offsets[vertex + 1]):
            ends = weights[tie] * 2.0 if targets[tie] == vertex else weights[tie] * 1.0
            strengths[labels[vertex]] += ends
            if labels[targets[tie]] == labels[vertex]:
                inside += ends
    total = strengths.sum()
    value: float = inside / total
    for strength in strengths:
        value -= resolution * (strength / total) ** 2
    return value
