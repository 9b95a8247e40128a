"""Random graphs, as networkx has them and as ties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import networkx as nx
import numpy as np

from graph.projection.double_ties import double_tie_graph
from graph.projection.tie_graph import TieGraph

COUNT = 30


def ties_of(graph: nx.Graph[Any]) -> TieGraph:
    """Nodes are 0 to count - 1."""
    pairs = np.array([*graph.edges], np.uint32).reshape(-1, 2)
    weights = np.array([weight for *_, weight in graph.edges(data="weight", default=1.0)], np.float64)
    people = np.arange(len(graph), dtype=np.int32)
    return double_tie_graph(pairs[:, 0], pairs[:, 1], weights, people, directed=graph.is_directed())


def random_graphs(directed: bool, loops: bool = False) -> Iterator[nx.Graph[Any]]:
    """Sparse to dense, with weights; some in pieces."""
    for seed, edges in enumerate((0, 15, 30, 60, 120, 240)):
        graph = nx.gnm_random_graph(COUNT, edges, seed=seed, directed=directed)
        if loops:
            graph.add_edge(3, 3)
        chance = np.random.default_rng(seed)
        for one, other in graph.edges:
            graph[one][other]["weight"] = float(chance.integers(1, 6)) / 2
        yield graph
