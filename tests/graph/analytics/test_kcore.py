from __future__ import annotations

import networkx as nx
import pytest

from graph.analytics.kcore import core_numbers
from tests.graph.analytics.random_graphs import COUNT, random_graphs, ties_of


@pytest.mark.parametrize("directed", [True, False])
def test_core_numbers_are_those_of_networkx(directed: bool) -> None:
    for graph in random_graphs(directed):
        theirs = nx.core_number(graph)
        assert core_numbers(ties_of(graph)).tolist() == [theirs[node] for node in range(COUNT)]


def test_friends_of_four_with_a_hanger_on() -> None:
    graph = nx.complete_graph(4)
    graph.add_edge(3, 4)
    graph.add_edge(4, 4)
    assert core_numbers(ties_of(graph)).tolist() == [3, 3, 3, 3, 1]


def test_nobody_has_no_core() -> None:
    assert core_numbers(ties_of(nx.Graph())).tolist() == []
