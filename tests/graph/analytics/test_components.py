from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.analytics.components import strong_components, weak_components
from tests.graph.analytics.random_graphs import COUNT, random_graphs, ties_of


def labelled(components: list[set[int]]) -> list[int]:
    least = {node: min(members) for members in components for node in members}
    return [least[node] for node in range(COUNT)]


@pytest.mark.parametrize("directed", [True, False])
def test_weak_components_are_called_by_their_least_vertex(directed: bool) -> None:
    for graph in random_graphs(directed, loops=True):
        expected = labelled([*nx.connected_components(graph.to_undirected())])
        assert weak_components(ties_of(graph)).tolist() == expected


def test_strong_components_are_called_by_their_least_vertex() -> None:
    for graph in random_graphs(directed=True, loops=True):
        expected = labelled([*nx.strongly_connected_components(graph)])
        assert strong_components(ties_of(graph)).tolist() == expected


def test_a_long_way_round_is_one_component() -> None:
    ring = ties_of(nx.cycle_graph(50_000, create_using=nx.DiGraph))
    assert not strong_components(ring).any()
    assert not weak_components(ring).any()


def test_nobody_makes_no_component() -> None:
    empty = ties_of(nx.DiGraph())
    assert np.concatenate([weak_components(empty), strong_components(empty)]).tolist() == []
