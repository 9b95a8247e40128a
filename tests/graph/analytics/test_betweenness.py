from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.analytics.betweenness import betweenness, dependencies
from graph.errors import QuestionError
from tests.graph.analytics.random_graphs import COUNT, random_graphs, ties_of

EVERYBODY = 10_000


def test_only_the_middle_of_a_path_stands_between() -> None:
    assert betweenness(ties_of(nx.path_graph(3))).values.tolist() == [0, 1, 0]


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("weight", ["weight", None])
def test_with_everybody_as_pivot_it_is_exact(directed: bool, weight: str | None) -> None:
    for graph in random_graphs(directed, loops=True):
        ties = ties_of(graph)
        found = betweenness(ties, lengths=ties.weights if weight else None, pivots=EVERYBODY)
        theirs = nx.betweenness_centrality(graph, weight=weight)
        assert found.values == pytest.approx([theirs[node] for node in range(COUNT)])
        assert not found.standard_errors.any()


@pytest.mark.parametrize("directed", [True, False])
def test_few_pivots_find_the_most_central(directed: bool) -> None:
    graph = nx.barabasi_albert_graph(2000, 4, seed=1)
    ties = ties_of(graph.to_directed() if directed else graph)
    exact = np.argsort(-betweenness(ties, pivots=EVERYBODY).values)[:100]
    found = np.argsort(-betweenness(ties, pivots=500, seed=1).values)[:100]
    assert len(set(exact) & set(found)) >= 90


def test_the_standard_error_covers_the_error_of_the_most_central() -> None:
    ties = ties_of(nx.barabasi_albert_graph(2000, 4, seed=2))
    exact, some = betweenness(ties, pivots=EVERYBODY).values, betweenness(ties, pivots=500)
    top = np.argsort(-exact)[:100]
    assert (abs(some.values - exact)[top] <= 2 * some.standard_errors[top]).mean() >= 0.85


def test_the_estimate_is_right_on_average() -> None:
    graph = next(one for one in random_graphs(directed=True) if one.size() == 60)
    ties = ties_of(graph)
    mean = np.mean([betweenness(ties, pivots=6, seed=seed).values for seed in range(3000)], axis=0)
    assert mean == pytest.approx(betweenness(ties).values, abs=0.01)


def test_one_pivot_has_no_known_error() -> None:
    assert np.isinf(betweenness(ties_of(nx.path_graph(5)), pivots=1).standard_errors).all()


def test_a_length_of_nothing_is_refused() -> None:
    with pytest.raises(QuestionError, match="above 0"):
        betweenness(ties_of(nx.path_graph(2)), lengths=np.zeros(2))


def test_a_pivot_that_is_not_there_is_refused() -> None:
    with pytest.raises(QuestionError, match="no vertex 9"):
        dependencies(ties_of(nx.path_graph(2)), np.array([9]))
