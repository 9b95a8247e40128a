"""What networkx's shortest-path functions are called with in; their answers out."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt

from graph.analytics.distances import UNREACHED, hops, lengths
from graph.compiled import compiled
from graph.networkx_backend.people_graph import PeopleGraph, graph_of
from graph.projection.tie_graph import Offsets, TieGraph, Vertices, Weights

Path = list[Hashable]
Distances = dict[Hashable, Any]

FAR = np.iinfo(np.int64).max
"""The number of ties to where no path leads."""


def single_source_shortest_path_length(G: object, source: Hashable, cutoff: float | None = None) -> Distances:  # noqa: N803 - as networkx names it
    """As networkx."""
    return _search(graph_of(G), source, None, backwards=False).distances(cutoff)


def single_source_dijkstra_path_length(
    G: object,  # noqa: N803
    source: Hashable,
    cutoff: float | None = None,
    weight: str | None = "weight",
) -> Distances:
    """As networkx."""
    return _search(graph_of(G), source, weight, backwards=False).distances(cutoff)


def shortest_path_length(
    G: object,  # noqa: N803
    source: Hashable | None = None,
    target: Hashable | None = None,
    weight: str | None = None,
    method: str = "dijkstra",
) -> Any:  # noqa: ANN401 - a number between two nodes, else a dict
    """As networkx, between two nodes, or from or to one."""
    search = _asked(G, source, target, weight, method)
    if source is None or target is None:
        return search.distances(None)
    return search.distance_to(target)


def shortest_path(
    G: object,  # noqa: N803
    source: Hashable | None = None,
    target: Hashable | None = None,
    weight: str | None = None,
    method: str = "dijkstra",
) -> Any:  # noqa: ANN401 - a path between two nodes, else a dict
    """As networkx, between two nodes, or from or to one; of several paths as short it may be another."""
    search = _asked(G, source, target, weight, method)
    if source is None or target is None:
        return search.paths()
    search.distance_to(target)
    return search.path_to(search.graph.place(target))


def has_path(G: object, source: Hashable, target: Hashable) -> bool:  # noqa: N803
    """As networkx."""
    try:
        _asked(G, source, target, None, "dijkstra").distance_to(target)
    except nx.NetworkXNoPath:
        return False
    return True


def _asked(
    given: object, source: Hashable | None, target: Hashable | None, weight: str | None, method: str
) -> _Search:
    if method not in {"dijkstra", "bellman-ford"}:
        raise ValueError(f"method not supported: {method}")
    if source is None and target is None:
        raise NotImplementedError("Paths between all pairs are not supported; name a source or a target.")
    graph = graph_of(given)
    if target is not None:
        graph.place(target, "Target")
    return _search(graph, target if source is None else source, weight, backwards=source is None)


@dataclass(frozen=True, slots=True)
class _Search:
    """What is known after a search from one vertex; `backwards`, of the paths to it."""

    graph: PeopleGraph
    ties: TieGraph
    source: int
    far: npt.NDArray[Any]
    """(n) FAR or infinite where no path leads."""
    backwards: bool

    def distances(self, cutoff: float | None) -> Distances:
        """By node, the nearest first."""
        within = np.flatnonzero(self._reached() if cutoff is None else self._reached() & (self.far <= cutoff))
        nearest = within[np.argsort(self.far[within], kind="stable")]
        ids = self.graph.ids
        return dict(zip([ids[vertex] for vertex in nearest], self.far[nearest].tolist(), strict=True))

    def distance_to(self, target: Hashable) -> Any:  # noqa: ANN401 - int or float
        """Of one node; NetworkXNoPath where there is none."""
        place = self.graph.place(target, "Target")
        if not self._reached()[place]:
            raise nx.NetworkXNoPath(f"No path to {target}.")
        return self.far[place].item()

    def paths(self) -> dict[Hashable, Path]:
        """One to each node that is reached. The cost grows with the paths' nodes together."""
        before = self._before()
        nearest = np.argsort(self.far, kind="stable")
        return {
            self.graph.ids[vertex]: self._traced(before, vertex)
            for vertex in nearest[self._reached()[nearest]].tolist()
        }

    def path_to(self, vertex: int) -> Path:
        """One to a vertex that is reached."""
        return self._traced(self._before(), vertex)

    def _traced(self, before: npt.NDArray[np.int64], vertex: int) -> Path:
        places = [vertex]
        while places[-1] != self.source:
            places.append(int(before[places[-1]]))
        path = [self.graph.ids[place] for place in places]
        return path if self.backwards else path[::-1]

    def _reached(self) -> npt.NDArray[np.bool_]:
        return np.asarray(self.far < (np.inf if self.far.dtype == np.float64 else FAR))

    def _before(self) -> npt.NDArray[np.int64]:
        return _predecessors(self.ties.offsets, self.ties.targets, self.ties.weights, self.far, self.source)


def _search(graph: PeopleGraph, source: Hashable, weight: str | None, *, backwards: bool) -> _Search:
    long = graph.weights(weight)
    ties = replace(graph.ties, weights=np.ones(graph.ties.tie_count) if long is None else long)
    if not (ties.weights > 0).all():
        raise NotImplementedError("A length is not above 0.")
    ties = ties.transposed if backwards else ties
    place = graph.place(source, "Source")
    if long is not None:
        return _Search(graph, ties, place, lengths(ties, place), backwards)
    found = hops(ties, place)
    return _Search(graph, ties, place, np.where(found == UNREACHED, FAR, found), backwards)


@compiled
def _predecessors(
    offsets: Offsets, targets: Vertices, weights: Weights, far: npt.NDArray[Any], source: int
) -> npt.NDArray[np.int64]:
    """(n) The first vertex from which a shortest path comes; -1 where none does."""
    before = np.full(len(far), -1, np.int64)
    for vertex in range(len(far)):
        for tie in range(offsets[vertex], offsets[vertex + 1]):
            target = targets[tie]
            if before[target] < 0 and target != source and far[vertex] + weights[tie] == far[target]:
                before[target] = vertex
    return before
