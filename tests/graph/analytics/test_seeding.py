"""Seeds against every choice on tiny graphs, against cascades played forward, and against simpler ways to choose."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
import pytest

from graph.analytics.cascades import simulated
from graph.analytics.flows import flows_of
from graph.analytics.listening import Listening, listening
from graph.analytics.reach import Span
from graph.analytics.seeding import Seeds, Terms, seeds, weighted_cascade
from graph.projection import Projection


def ties(heard: np.ndarray, hears: np.ndarray, people: int) -> Listening:
    return listening(flows_of(Projection.from_edges(heard, hears, vertices=people)), Span())


def tiny(seed: int) -> tuple[Listening, np.ndarray]:
    """Seven people and nine ties."""
    rng = np.random.default_rng(seed)
    pairs = np.array(sorted({(int(a), int(b)) for a, b in rng.integers(0, 7, (14, 2)) if a != b})[:9])
    found = ties(pairs[:, 0], pairs[:, 1], 7)
    return found, rng.choice([0.2, 0.5, 0.9], len(found.heard)).astype(np.float32)


def exact_spread(graph: Listening, chances: np.ndarray, chosen: tuple[int, ...]) -> float:
    """Over every way that the coins can fall, weighed by its probability."""
    total = 0.0
    edges = list(zip(graph.heard.tolist(), graph.hears.tolist(), strict=True))
    for fallen in itertools.product((False, True), repeat=len(edges)):
        weight = float(np.prod([p if up else 1 - p for up, p in zip(fallen, chances.tolist(), strict=True)]))
        reached, queue = set(chosen), list(chosen)
        while queue:
            one = queue.pop()
            for (heard, hears), up in zip(edges, fallen, strict=True):
                if up and heard == one and hears not in reached:
                    reached.add(hears)
                    queue.append(hears)
        total += weight * len(reached)
    return total


@pytest.mark.parametrize("seed", range(3))
def test_on_tiny_graphs_they_are_as_good_as_the_best_of_all_choices(seed: int) -> None:
    graph, chances = tiny(seed)
    found = seeds(graph, chances, Terms(2), enough=0.95)
    spread = exact_spread(graph, chances, found.vertices)
    best = max(exact_spread(graph, chances, pair) for pair in itertools.combinations(range(7), 2))
    assert found.lower <= spread * 1.0001
    assert best <= found.upper * 1.0001
    assert spread >= found.certificate * best
    assert spread >= 0.9 * best
    assert found.spread == pytest.approx(spread, rel=0.05)


def test_cascades_played_forward_reach_as_many_as_coins_say() -> None:
    graph, chances = tiny(7)
    played = simulated(graph, chances, [0, 3], 40_000, seed=1)
    assert played.sum() == pytest.approx(exact_spread(graph, chances, (0, 3)), rel=0.02)
    assert played[[0, 3]].tolist() == [1, 1]


def crowd(people: int = 3_000, edges: int = 20_000, seed: int = 4) -> Listening:
    rng = np.random.default_rng(seed)
    heard = (people * rng.random(edges) ** 3).astype(np.int64)
    return ties(heard, rng.integers(0, people, edges), people)


@pytest.fixture(scope="module")
def graph() -> Listening:
    return crowd()


@pytest.fixture(scope="module")
def ten(graph: Listening) -> Seeds:
    return seeds(graph, weighted_cascade(graph), Terms(10))


def spread(graph: Listening, chosen: object) -> float:
    return float(simulated(graph, weighted_cascade(graph), chosen, 2_000, seed=9).sum())  # type: ignore[arg-type]


def test_the_certificate_is_reached_and_forward_cascades_lie_within_the_bounds(
    graph: Listening, ten: Seeds
) -> None:
    assert ten.certificate >= 0.8
    played = spread(graph, ten.vertices)
    assert ten.lower * 0.98 <= played <= ten.upper
    assert ten.spread == pytest.approx(played, rel=0.04)
    assert sum(ten.marginal) == pytest.approx(ten.spread)


def test_they_spread_further_than_the_most_heard_and_than_pagerank(graph: Listening, ten: Seeds) -> None:
    played = spread(graph, ten.vertices)
    degree = np.bincount(graph.heard, minlength=graph.vertex_count)
    assert played > 0.995 * spread(graph, np.argsort(-degree, kind="stable")[:10])
    known = nx.DiGraph(zip(graph.hears.tolist(), graph.heard.tolist(), strict=True))
    rank = nx.pagerank(known)
    assert played > 0.995 * spread(graph, sorted(rank, key=lambda one: -rank[one])[:10])
    assert played > 1.3 * spread(graph, range(2_000, 2_010))


def test_the_same_seed_chooses_the_same_people(graph: Listening, ten: Seeds) -> None:
    again = seeds(graph, weighted_cascade(graph), Terms(10))
    assert again == ten
    other = seeds(graph, weighted_cascade(graph), Terms(10), seed=5)
    assert other.spread != ten.spread
    assert other.spread == pytest.approx(ten.spread, rel=0.05)


def test_who_is_excluded_is_not_chosen(graph: Listening, ten: Seeds) -> None:
    excluded = np.zeros(graph.vertex_count, np.bool_)
    excluded[list(ten.vertices)] = True
    found = seeds(graph, weighted_cascade(graph), Terms(10, excluded))
    assert not set(found.vertices) & set(ten.vertices)
    assert found.spread < ten.spread


def test_quotas_bound_how_many_come_out_of_a_group(graph: Listening, ten: Seeds) -> None:
    group = np.full(graph.vertex_count, -1, np.int32)
    group[list(ten.vertices)[:6]] = 0
    found = seeds(graph, weighted_cascade(graph), Terms(10, group=group, quotas=(2,)))
    assert len(set(found.vertices) & set(ten.vertices[:6])) == 2
    assert len(found.vertices) == 10
    assert found.guarantee == 0.5
    assert found.spread <= ten.spread * 1.01


def test_a_budget_is_kept_and_weighs_spread_against_cost(graph: Listening, ten: Seeds) -> None:
    costs = np.ones(graph.vertex_count)
    costs[list(ten.vertices)[:3]] = 50.0
    found = seeds(graph, weighted_cascade(graph), Terms(20, costs=costs, budget=8.0))
    assert costs[list(found.vertices)].sum() <= 8
    assert not set(found.vertices) & set(ten.vertices[:3])
    assert len(found.vertices) == 8
    assert 0 < found.certificate <= 1
    assert found.guarantee == pytest.approx(0.316, abs=0.001)


def test_one_who_is_worth_the_whole_budget_is_taken_alone() -> None:
    star = ties(np.zeros(50, np.int64), np.arange(1, 51), 60)
    costs = np.ones(60)
    costs[0] = 10.0
    chances = np.ones(len(star.heard), np.float32)
    assert seeds(star, chances, Terms(20, costs=costs, budget=10.0)).vertices == (0,)


def test_an_empty_graph_has_nobody_to_reach() -> None:
    nobody = ties(np.empty(0, np.int64), np.empty(0, np.int64), 0)
    assert seeds(nobody, weighted_cascade(nobody), Terms(3)).vertices == ()


def test_who_hears_nobody_is_a_seed_of_one() -> None:
    alone = ties(np.array([0]), np.array([1]), 5)
    found = seeds(alone, np.ones(1, np.float32), Terms(4))
    assert found.vertices[0] == 0
    assert found.spread == pytest.approx(5, rel=0.1)


def test_listening_keeps_the_first_hearing_of_each_pair() -> None:
    bare = Projection.from_edges([0, 0, 2, 1], [1, 1, 1, 1], times=[5, 3, 4, 1], vertices=3)
    found = listening(flows_of(bare), Span(2, None))
    assert (found.offsets.tolist(), found.heard.tolist(), found.since.tolist()) == (
        [0, 0, 2, 2],
        [0, 2],
        [3, 4],
    )
    assert found.hears.tolist() == [1, 1]
