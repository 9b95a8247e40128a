from __future__ import annotations

from itertools import permutations
from typing import Any

import networkx as nx
import pytest

from graph.analytics.triangles import local_clustering, triangles
from tests.graph.analytics.random_graphs import COUNT, random_graphs, ties_of


def by_the_letter(graph: nx.Graph[Any], node: int) -> float:
    """The formula as the specification has it."""
    near = {*graph.successors(node), *graph.predecessors(node)} if graph.is_directed() else {*graph[node]}
    near -= {node}
    if len(near) < 2:
        return 0.0
    found: int = sum(graph.has_edge(one, other) for one, other in permutations(near, 2))
    return float(found) / (len(near) * (len(near) - 1))


@pytest.mark.parametrize("directed", [True, False])
def test_clustering_is_the_share_of_ties_between_neighbours(directed: bool) -> None:
    for graph in random_graphs(directed, loops=True):
        expected = [by_the_letter(graph, node) for node in range(COUNT)]
        assert local_clustering(ties_of(graph)).tolist() == pytest.approx(expected)


def test_each_triangle_is_counted_at_its_three_corners() -> None:
    for graph in random_graphs(directed=False, loops=True):
        theirs = nx.triangles(graph)
        found = triangles(ties_of(graph))
        assert (found.between // 2).tolist() == [theirs[node] for node in range(COUNT)]
        assert found.directed.tolist() == [theirs[node] for node in range(COUNT)]


def test_a_star_takes_no_longer_than_its_ties() -> None:
    star = ties_of(nx.star_graph(200_000))
    assert triangles(star).neighbours[0] == 200_000
    assert not local_clustering(star).any()
