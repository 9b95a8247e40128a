"""Paths by hand, and against networkx on random graphs."""

from __future__ import annotations

import itertools
import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from graph.analytics.paths import PER_TIE, Journey, Roads, best_path, best_paths, roads, strength_of
from graph.projection import Projection

Tie = tuple[int, int, float]


def graph(ties: list[Tie], people: int) -> Roads:
    one, other, strength = (list(column) for column in zip(*ties, strict=True)) if ties else ([], [], [])
    bare = Projection.from_edges(one, other, weights=strength, directed=False, vertices=people)
    return roads(bare.ties())


def journey(
    people: int, goal: int, *starts: int, closed: tuple[int, ...] = (), per_tie: float = 0.0
) -> Journey:
    mask = np.zeros(people, np.bool_)
    mask[list(closed)] = True
    return Journey(np.array(starts, np.uint32), goal, mask, per_tie)


SQUARE = [(0, 1, 0.9), (1, 3, 0.9), (0, 2, 0.5), (2, 3, 0.5), (0, 3, 0.3)]


def test_the_strongest_path_has_the_greatest_product() -> None:
    path = best_path(graph(SQUARE, 4), journey(4, 3, 0))
    assert path is not None
    assert path.vertices == (0, 1, 3)
    assert strength_of(path) == pytest.approx(0.81)


def test_the_shortest_path_has_fewest_ties_whatever_their_strength() -> None:
    path = best_path(graph(SQUARE, 4), journey(4, 3, 0, per_tie=PER_TIE))
    assert path is not None
    assert path.vertices == (0, 3)


def test_the_next_best_follow_in_order() -> None:
    found = best_paths(graph(SQUARE, 4), journey(4, 3, 0), 5)
    assert [path.vertices for path in found] == [(0, 1, 3), (0, 3), (0, 2, 3)]
    assert [strength_of(path) for path in found] == pytest.approx([0.81, 0.3, 0.25])


def test_any_of_several_may_begin_and_none_of_them_stands_between() -> None:
    ties = [(0, 1, 0.9), (1, 2, 0.5), (3, 2, 0.4), (0, 2, 0.1)]
    found = best_paths(graph(ties, 4), journey(4, 2, 0, 1, 3), 5)
    assert [path.vertices for path in found] == [(1, 2), (3, 2), (0, 2)]


def test_who_is_closed_is_gone_around() -> None:
    path = best_path(graph(SQUARE, 4), journey(4, 3, 0, closed=(1,)))
    assert path is not None
    assert path.vertices == (0, 3)


def test_no_way_is_none() -> None:
    ties = graph([(0, 1, 0.5), (2, 3, 0.5)], 5)
    assert best_path(ties, journey(5, 3, 0)) is None
    assert best_path(ties, journey(5, 4, 0)) is None
    assert best_paths(ties, journey(5, 3, 0), 3) == []


def test_who_is_known_already_is_no_way_off() -> None:
    path = best_path(graph(SQUARE, 4), journey(4, 3, 3, 0))
    assert path is not None
    assert (path.vertices, path.length) == ((3,), 0)


strengths = some.sampled_from([0.1, 0.25, 0.5, 0.75, 0.9, 1.0])
ties_of_nine = some.dictionaries(
    some.tuples(some.integers(0, 8), some.integers(0, 8)).filter(lambda one: one[0] < one[1]),
    strengths,
    max_size=20,
)


@settings(max_examples=100, deadline=None)
@given(ties_of_nine, some.integers(0, 8), some.integers(0, 8))
def test_the_best_are_those_of_all_simple_paths(
    ties: dict[tuple[int, int], float], start: int, goal: int
) -> None:
    if start == goal:
        return
    found = best_paths(graph([(*pair, value) for pair, value in ties.items()], 9), journey(9, goal, start), 6)
    known = nx.Graph()
    known.add_nodes_from(range(9))
    known.add_weighted_edges_from((*pair, -math.log(value)) for pair, value in ties.items())
    every = sorted(
        sum(known[one][other]["weight"] for one, other in itertools.pairwise(path))
        for path in nx.all_simple_paths(known, start, goal)
    )
    assert [path.length for path in found] == pytest.approx(every[:6], abs=1e-5)
    assert len({path.vertices for path in found}) == len(found)


@pytest.mark.parametrize("seed", range(3))
def test_lengths_are_those_of_networkx_on_a_larger_graph(seed: int) -> None:
    rng = np.random.default_rng(seed)
    known = nx.gnm_random_graph(2_000, 6_000, seed=seed)
    values = rng.random(6_000) * 0.9 + 0.05
    ties = graph(
        [(one, other, value) for (one, other), value in zip(known.edges, values.tolist(), strict=True)], 2_000
    )
    for (one, other), value in zip(known.edges, values.tolist(), strict=True):
        known[one][other]["length"] = -math.log(value)
    for start, goal in rng.integers(0, 2_000, (30, 2)).tolist():
        path = best_path(ties, journey(2_000, goal, start))
        if path is None:
            assert not nx.has_path(known, start, goal)
        else:
            assert path.length == pytest.approx(
                nx.dijkstra_path_length(known, start, goal, weight="length"), abs=1e-5
            )
