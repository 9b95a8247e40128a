from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.analytics.distances import UNREACHED, hops, lengths
from graph.errors import QuestionError
from tests.graph.analytics.random_graphs import COUNT, random_graphs, ties_of


@pytest.mark.parametrize("directed", [True, False])
def test_hops_are_those_of_networkx(directed: bool) -> None:
    for graph in random_graphs(directed, loops=True):
        theirs = nx.single_source_shortest_path_length(graph, 3)
        assert hops(ties_of(graph), 3).tolist() == [theirs.get(node, UNREACHED) for node in range(COUNT)]


@pytest.mark.parametrize("directed", [True, False])
def test_lengths_are_those_of_networkx(directed: bool) -> None:
    for graph in random_graphs(directed, loops=True):
        theirs = nx.single_source_dijkstra_path_length(graph, 3)
        assert lengths(ties_of(graph), 3).tolist() == [theirs.get(node, np.inf) for node in range(COUNT)]


def test_nobody_beyond_the_farthest_is_reached() -> None:
    assert hops(ties_of(nx.path_graph(5)), 0, most=2).tolist() == [0, 1, 2, UNREACHED, UNREACHED]


def test_a_detour_over_short_ties_is_shorter() -> None:
    graph = nx.DiGraph()
    graph.add_weighted_edges_from([(0, 2, 5.0), (0, 1, 0.0), (1, 2, 0.25)])
    assert lengths(ties_of(graph), 0).tolist() == [0, 0, 0.25]


@pytest.mark.parametrize("bad", [-1.0, np.nan])
def test_a_length_below_nothing_is_refused(bad: float) -> None:
    with pytest.raises(QuestionError, match="below 0"):
        lengths(ties_of(nx.path_graph(2)), 0, np.array([bad, 1.0]))


def test_a_source_that_is_not_there_is_refused() -> None:
    with pytest.raises(QuestionError, match="no vertex 2"):
        hops(ties_of(nx.path_graph(2)), 2)
