from __future__ import annotations

from collections import Counter
from typing import Any

import networkx as nx
import pytest

from graph.analytics.label_propagation import propagated_labels
from tests.graph.analytics.random_graphs import COUNT, random_graphs, ties_of


def by_the_letter(graph: nx.Graph[Any], rounds: int) -> list[int]:
    """The specification's pseudocode."""
    labels = list(range(COUNT))
    for _ in range(rounds):
        following = list(labels)
        for node in range(COUNT):
            near = (
                [*graph.successors(node), *graph.predecessors(node)]
                if graph.is_directed()
                else [*graph[node]]
            )
            seen = Counter(labels[one] for one in near)
            if seen:
                following[node] = min(seen, key=lambda label: (-seen[label], label))
        labels = following
    return labels


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("rounds", [0, 1, 2, 5])
def test_labels_spread_as_the_specification_says(directed: bool, rounds: int) -> None:
    for graph in random_graphs(directed):
        assert propagated_labels(ties_of(graph), rounds).tolist() == by_the_letter(graph, rounds)


def test_of_labels_as_frequent_the_least_wins() -> None:
    assert propagated_labels(ties_of(nx.star_graph(3)), 1).tolist() == [1, 0, 0, 0]
