"""What networkx's component functions are called with in; their answers out."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

import networkx as nx
import numpy as np
import numpy.typing as npt

from graph.analytics.components import strong_components, weak_components
from graph.networkx_backend.people_graph import PeopleGraph, graph_of

Members = set[Hashable]


def connected_components(G: object) -> Iterator[Members]:  # noqa: N803 - as networkx names it
    """As networkx."""
    graph = graph_of(G)
    yield from _sets(graph, weak_components(graph.ties))


def weakly_connected_components(G: object) -> Iterator[Members]:  # noqa: N803
    """As networkx."""
    yield from connected_components(G)


def strongly_connected_components(G: object) -> Iterator[Members]:  # noqa: N803
    """As networkx, by their first node."""
    graph = graph_of(G)
    yield from _sets(graph, strong_components(graph.ties))


def number_connected_components(G: object) -> int:  # noqa: N803
    """As networkx."""
    return len(np.unique(weak_components(graph_of(G).ties)))


def number_weakly_connected_components(G: object) -> int:  # noqa: N803
    """As networkx."""
    return number_connected_components(G)


def number_strongly_connected_components(G: object) -> int:  # noqa: N803
    """As networkx."""
    return len(np.unique(strong_components(graph_of(G).ties)))


def is_connected(G: object) -> bool:  # noqa: N803
    """As networkx."""
    return _some(G) and number_connected_components(G) == 1


def is_weakly_connected(G: object) -> bool:  # noqa: N803
    """As networkx."""
    return is_connected(G)


def is_strongly_connected(G: object) -> bool:  # noqa: N803
    """As networkx."""
    return _some(G) and number_strongly_connected_components(G) == 1


def _some(given: object) -> bool:
    if not len(graph_of(given)):
        raise nx.NetworkXPointlessConcept("Connectivity is undefined for the null graph.")
    return True


def _sets(graph: PeopleGraph, labels: npt.NDArray[np.int64]) -> Iterator[Members]:
    order = np.argsort(labels, kind="stable")
    breaks = np.flatnonzero(np.diff(labels[order])) + 1
    for part in np.split(order, breaks) if len(order) else ():
        yield {graph.ids[vertex] for vertex in part.tolist()}
