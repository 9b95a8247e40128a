from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.analytics.pagerank import Teleport, Walk, pagerank, personalised
from graph.errors import QuestionError
from tests.graph.analytics.random_graphs import COUNT, random_graphs, ties_of

EXACT = Walk(tolerance=1e-14)


def test_the_middle_of_a_star_collects_what_its_points_give() -> None:
    star = ties_of(nx.DiGraph([(1, 0), (2, 0), (3, 0), (0, 1)]))
    ranks = pagerank(star, EXACT).values
    # x0 = .0375 + .85 (x1 + x2 + x3), x1 = .0375 + .85 x0, x2 = x3 = .0375
    middle = (0.0375 + 0.85 * 3 * 0.0375) / (1 - 0.85**2)
    assert ranks[star.people == 0] == pytest.approx(middle)
    assert ranks.sum() == pytest.approx(1)


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("weighted", [True, False])
def test_ranks_are_those_of_networkx(directed: bool, weighted: bool) -> None:
    for graph in random_graphs(directed, loops=True):
        theirs = nx.pagerank(graph, tol=1e-14, max_iter=1000, weight="weight" if weighted else None)
        ours = pagerank(ties_of(graph), Walk(weighted=weighted, tolerance=1e-13)).values
        assert ours == pytest.approx([theirs[node] for node in range(COUNT)], abs=1e-10)


def test_what_reaches_a_dead_end_goes_where_the_teleport_goes() -> None:
    graph = next(one for one in random_graphs(directed=True) if one.size() == 30)
    to = {0: 1.0, 7: 3.0}
    theirs = nx.pagerank(graph, personalization=to, tol=1e-14, max_iter=1000)
    vector = np.array([to.get(node, 0.0) for node in range(COUNT)])
    ours = pagerank(ties_of(graph), EXACT, Teleport(vector)).values
    assert ours == pytest.approx([theirs[node] for node in range(COUNT)], abs=1e-10)


def test_the_error_is_within_the_bound() -> None:
    for graph in random_graphs(directed=True):
        ties = ties_of(graph)
        loose, exact = pagerank(ties, Walk(tolerance=1e-3)), pagerank(ties, EXACT)
        assert abs(loose.values - exact.values).sum() <= loose.error_bound
        assert loose.steps <= exact.steps
    assert loose.change > exact.change


@pytest.mark.parametrize("directed", [True, False])
def test_steps_in_place_end_where_steps_at_once_do_and_sooner(directed: bool) -> None:
    steps = np.zeros(2)
    for graph in random_graphs(directed, loops=True):
        ties = ties_of(graph)
        in_place, at_once = pagerank(ties, EXACT), pagerank(ties, Walk(tolerance=1e-14, at_once=True))
        assert in_place.values == pytest.approx(at_once.values, abs=1e-12)
        steps += in_place.steps, at_once.steps
    assert steps[0] < steps[1]


def test_steps_at_once_are_those_of_the_power_method() -> None:
    walk = Walk(damping=0.5, tolerance=-1.0, most_steps=2, at_once=True)
    ranks = pagerank(ties_of(nx.DiGraph([(0, 1), (1, 2), (2, 0), (2, 1)])), walk)
    # 1/3 each; then (1 + 1/2, 1 + 1 + 1/2, 1 + 1)/6 = (3, 5, 4)/12; then (2 + 2/2, 2 + 3/2 + ..., ...)
    assert ranks.values.tolist() == pytest.approx([1 / 6 + 1 / 12, 1 / 6 + 1 / 8 + 1 / 12, 1 / 6 + 5 / 24])


@pytest.mark.parametrize("damping", [0.0, 0.2, 0.85, 0.99])
def test_ranks_sum_to_one_however_soon_they_stop(damping: float) -> None:
    for graph in random_graphs(directed=True):
        ties = ties_of(graph)
        loose = pagerank(ties, Walk(damping, tolerance=0.1))
        exact = pagerank(ties, Walk(damping, tolerance=1e-14, most_steps=5_000, at_once=True))
        assert loose.values.sum() == pytest.approx(1)
        assert abs(loose.values - exact.values).sum() <= loose.error_bound + 1e-12


def test_without_teleports_ranks_go_round_and_do_not_vanish() -> None:
    round_and_round = ties_of(nx.DiGraph([(0, 1), (1, 0)]))
    start = Teleport(start=np.array([1.0, 0.0]))
    assert pagerank(round_and_round, Walk(damping=1.0, most_steps=4), start).values.tolist() == [1, 0]


def test_many_seed_sets_at_once_are_each_as_alone() -> None:
    graph = ties_of(next(one for one in random_graphs(directed=True) if one.size() == 60))
    sets = [np.array([one, (one * 7) % COUNT], np.uint32) for one in range(1, 20)]
    together = personalised(graph, sets, EXACT)
    assert together.values.shape == (19, COUNT)
    for members, ranks in zip(sets, together.values, strict=True):
        vector = np.bincount(members, minlength=COUNT).astype(np.float64)
        alone = pagerank(graph, EXACT, Teleport(vector)).values
        assert ranks == pytest.approx(alone, abs=1e-12)


def test_the_same_graph_gives_the_same_bits() -> None:
    graph = ties_of(next(one for one in random_graphs(directed=True) if one.size() == 240))
    assert np.array_equal(pagerank(graph).values, pagerank(graph).values)


def test_a_graph_of_nobody_has_no_ranks() -> None:
    assert len(pagerank(ties_of(nx.DiGraph())).values) == 0


@pytest.mark.parametrize("vector", [[0.0, 0.0], [1.0], [2.0, -1.0], [np.nan, 1.0]])
def test_a_vector_that_is_no_distribution_is_refused(vector: list[float]) -> None:
    with pytest.raises(QuestionError, match="teleport"):
        pagerank(ties_of(nx.DiGraph([(0, 1)])), teleport=Teleport(np.array(vector)))


def test_an_empty_seed_set_is_refused() -> None:
    with pytest.raises(QuestionError, match="Seed set 1 is empty"):
        personalised(ties_of(nx.DiGraph([(0, 1)])), [np.array([0], np.uint32), np.array([], np.uint32)])
