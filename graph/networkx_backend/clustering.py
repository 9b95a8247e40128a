"""What networkx's clustering functions are called with in; their answers out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.analytics.triangles import Triangles
from graph.analytics.triangles import triangles as counted
from graph.networkx_backend.people_graph import PeopleGraph, graph_of

Counts = npt.NDArray[Any]
Nodes = Hashable | Iterable[Hashable] | None


def clustering(G: object, nodes: Nodes = None, weight: str | None = None) -> Any:  # noqa: ANN401, N803 - as networkx
    """As networkx, without weights: Fagiolo 2007 where ties have directions."""
    if weight is not None:
        raise NotImplementedError("Clustering by weights is not supported; leave weight out.")
    return _of_nodes(graph_of(G), nodes, _clustering)


def triangles(G: object, nodes: Nodes = None) -> Any:  # noqa: ANN401, N803
    """As networkx."""
    return _of_nodes(graph_of(G), nodes, lambda _, found: found.between // 2)


def _clustering(graph: PeopleGraph, found: Triangles) -> Counts:
    if not graph.ties.directed:
        return _share(found.between, found.neighbours * (found.neighbours - 1))
    ends = graph.ties.degrees + np.bincount(graph.ties.targets, minlength=len(graph))
    ends -= 2 * np.bincount(graph.ties.targets[graph.loops], minlength=len(graph))
    mutual = ends - found.neighbours  # who is tied both ways has two ends there
    return _share(found.directed, ends * (ends - 1) - 2 * mutual)


def _share(part: Counts, whole: Counts) -> Counts:
    return np.divide(part, whole, out=np.zeros(len(part)), where=part > 0)


def _of_nodes(graph: PeopleGraph, nodes: Nodes, of: Callable[[PeopleGraph, Triangles], Counts]) -> Any:  # noqa: ANN401
    values = of(graph, counted(graph.ties))
    if nodes is None:
        return graph.by_node(values)
    if isinstance(nodes, Hashable) and nodes in graph:
        return values[graph.place(nodes)].item()
    if not isinstance(nodes, Iterable):
        graph.place(nodes)
        return {}
    return {node: values[graph.place(node)].item() for node in nodes if node in graph}
