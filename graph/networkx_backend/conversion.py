"""A graph of networkx in; a graph of this backend out; and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np

from graph.networkx_backend.people_graph import PeopleGraph
from graph.projection import Projection
from graph.projection.double_ties import double_tie_graph
from graph.projection.tie_graph import TieGraph


def convert_from_nx(
    graph: nx.Graph,
    edge_attrs: Mapping[str, Any] | None = None,
    *,
    preserve_edge_attrs: bool = False,
    **_: Any,  # noqa: ANN401 - what else networkx tells: attributes of nodes, names for logs
) -> PeopleGraph:
    """Its nodes in their order, and of its edges the attributes that were asked for, as float64."""
    if graph.is_multigraph():
        raise NotImplementedError("Multigraphs are not supported; make a Graph or DiGraph of it.")
    if preserve_edge_attrs:
        raise NotImplementedError("Weights by a function are not supported; name an attribute.")
    ids = list(graph)
    places = {node: place for place, node in enumerate(ids)}
    ends = [(places[one], places[other]) for one, other in graph.edges()]
    pairs = np.array(ends, np.uint32).reshape(-1, 2)
    ties = {
        name: _ties(graph, pairs, len(ids), name, default)
        for name, default in (edge_attrs or {"": 1.0}).items()
    }
    first = next(iter(ties.values()))
    return PeopleGraph(first, ids, {name: found.weights for name, found in ties.items() if name})


def convert_to_nx(result: object, **_: Any) -> Any:  # noqa: ANN401 - whatever a function returned
    """A graph of this backend as one of networkx; anything else as it is."""
    if isinstance(result, Projection):
        return result.to_networkx()
    if not isinstance(result, PeopleGraph):
        return result
    from graph.exports.networkx_graph import plain_graph  # noqa: PLC0415 - exports know this package

    return plain_graph(result.ties, result.ids)


def _ties(graph: nx.Graph, pairs: Any, count: int, name: str, default: Any) -> TieGraph:  # noqa: ANN401
    values = (value for _, _, value in graph.edges(data=name, default=default)) if name else None
    try:
        weights = np.ones(len(pairs)) if values is None else np.fromiter(values, np.float64, len(pairs))
    except (TypeError, ValueError) as error:
        raise NotImplementedError(f"An edge's {name!r} is not a number.") from error
    people = np.arange(count, dtype=np.int32)
    return double_tie_graph(pairs[:, 0], pairs[:, 1], weights, people, directed=graph.is_directed())
