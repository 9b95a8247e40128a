"""Reach along time-respecting paths: by hand, against a search that tries everything, and estimated for all."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from graph.analytics.flows import flows_of
from graph.analytics.reach import Reached, Span, reach
from graph.analytics.reach_sketch import STANDARD_ERROR, reach_of_all, reach_of_graph
from graph.projection import Projection
from graph.projection.tie_filter import Orientation, TieFilter

Hearing = tuple[int, int, int]
"""Who is heard, who hears, when."""


def projection(hearings: list[Hearing], people: int, *, directed: bool = True) -> Projection:
    heard, hears, at = (np.array([one[side] for one in hearings], np.int64).reshape(-1) for side in range(3))
    return Projection.from_edges(heard, hears, times=at, vertices=people, directed=directed)


def reached(found: Reached) -> dict[int, int]:
    return {int(vertex): int(found.hop[vertex]) for vertex in found.vertices}


def by_trying(hearings: list[Hearing], start: int, hops: int, span: Span) -> dict[int, int]:
    """Fewest hops to each, by following every path."""
    low, high = span.bounds
    inside = [one for one in hearings if low <= one[2] < high]
    states = {(start, low)}
    best: dict[int, int] = {}
    for hop in range(1, hops + 1):
        states = {
            (hears, at) for heard, hears, at in inside for who, when in states if who == heard and at >= when
        }
        for who, _ in states:
            best.setdefault(who, hop)
    best.pop(start, None)
    return best


CHAIN = [(0, 1, 10), (1, 2, 20), (2, 3, 15), (1, 3, 5), (3, 4, 20)]


def test_word_passes_on_only_what_was_heard_before() -> None:
    found = reach(flows_of(projection(CHAIN, 5)), 0, 3, Span())
    assert reached(found) == {1: 1, 2: 2}  # 3 heard from 2 and 1 before they knew


def test_word_passes_on_at_the_moment_that_it_is_heard() -> None:
    found = reach(flows_of(projection([(0, 1, 10), (1, 2, 10)], 3)), 0, 2, Span())
    assert reached(found) == {1: 1, 2: 2}


def test_fewer_hops_that_come_later_do_not_hide_more_that_come_earlier() -> None:
    hearings = [(0, 2, 30), (0, 1, 10), (1, 2, 20), (2, 3, 25)]
    found = reach(flows_of(projection(hearings, 4)), 0, 3, Span())
    assert reached(found) == {1: 1, 2: 1, 3: 3}
    at = found.flows.by_heard.at
    assert [int(at[place]) for place in found.way(3)] == [10, 20, 25]
    assert [int(at[place]) for place in found.way(2)] == [30]


def test_the_window_bounds_every_hop() -> None:
    hearings = [(0, 1, 10), (1, 2, 20), (0, 3, 30)]
    flows = flows_of(projection(hearings, 4))
    assert reached(reach(flows, 0, 2, Span(10, 30))) == {1: 1, 2: 2}
    assert reached(reach(flows, 0, 2, Span(11, None))) == {3: 1}
    assert reached(reach(flows, 0, 2, Span(None, 20))) == {1: 1}


def test_undirected_edges_carry_word_both_ways() -> None:
    flows = flows_of(projection([(1, 0, 10), (2, 1, 20)], 3, directed=False))
    assert reached(reach(flows, 0, 2, Span())) == {1: 1, 2: 2}


def test_expected_reach_counts_further_hops_and_older_word_less() -> None:
    day = 86_400_000_000
    found = reach(flows_of(projection([(0, 1, 0), (1, 2, 10 * day), (2, 3, 20 * day)], 4)), 0, 3, Span())
    assert found.expected() == 1 + 1 / 2 + 1 / 4
    assert found.expected(20 * day, 10.0) == 1 / 4 + 1 / 4 + 1 / 4
    assert found.counts() == [1, 1, 1]


hearings_of_six = some.lists(
    some.tuples(some.integers(0, 5), some.integers(0, 5), some.integers(0, 8)).filter(
        lambda one: one[0] != one[1]
    ),
    max_size=24,
)


@settings(max_examples=150, deadline=None)
@given(hearings_of_six, some.integers(0, 5), some.integers(1, 4), some.integers(0, 5), some.integers(3, 9))
def test_it_finds_what_trying_every_path_finds(
    hearings: list[Hearing], start: int, hops: int, since: int, end: int
) -> None:
    span = Span(since, end)
    found = reach(flows_of(projection(hearings, 6)), start, hops, span)
    assert reached(found) == by_trying(hearings, start, hops, span)
    index = found.flows.by_heard
    for vertex, hop in reached(found).items():
        way = found.way(vertex)
        moments = [int(index.at[place]) for place in way]
        assert len(way) == hop
        assert moments == sorted(moments)
        assert [int(index.hears[place]) for place in way][-1] == vertex


def crowd(people: int, hearings: int, seed: int) -> Projection:
    """A few are heard far more than the rest."""
    rng = np.random.default_rng(seed)
    heard = (people * rng.random(hearings) ** 2).astype(np.int64)
    hears = rng.integers(0, people, hearings)
    keep = heard != hears
    return Projection.from_edges(
        heard[keep], hears[keep], times=rng.integers(0, 10**9, hearings)[keep], vertices=people
    )


def error(estimates: np.ndarray, exact: np.ndarray) -> float:
    """Relative root mean square."""
    counts = exact > 0
    return float(np.sqrt((((estimates - exact)[counts] / exact[counts]) ** 2).mean()))


@pytest.mark.parametrize("edges", [8_000, 60_000])
def test_the_estimates_for_all_are_as_near_as_they_say(edges: int) -> None:
    flows = flows_of(crowd(5_000, edges, 3))
    span = Span(10**8, 9 * 10**8)
    found = reach_of_all(flows, 3, span)
    exact = np.array([np.cumsum(reach(flows, vertex, 3, span).counts()) for vertex in range(0, 5_000, 10)]).T
    for hops in range(3):
        assert error(found.people[hops, ::10], exact[hops]) < 1.2 * STANDARD_ERROR < 0.07
    assert found.people.shape == (3, 5_000)


def test_the_estimates_for_a_graph_without_times_are_as_near() -> None:
    whole = crowd(3_000, 15_000, 4)
    graph = whole.ties(TieFilter(Orientation.FLOW))
    found = reach_of_graph(graph, 3)
    known = nx.DiGraph(
        zip(np.repeat(np.arange(3_000), graph.degrees).tolist(), graph.targets.tolist(), strict=True)
    )
    chosen = [vertex for vertex in range(0, 3_000, 10) if vertex in known]
    exact = np.array(
        [len(nx.single_source_shortest_path_length(known, vertex, cutoff=3)) - 1 for vertex in chosen]
    )
    assert error(found.people[2, chosen], exact) < 1.2 * STANDARD_ERROR


def test_without_times_both_ways_of_estimating_are_one() -> None:
    rng = np.random.default_rng(5)
    edges = sorted({(int(one), int(other)) for one, other in rng.integers(0, 300, (900, 2))})
    edges = [edge for edge in edges if edge[0] != edge[1]]
    bare = Projection.from_edges([one for one, _ in edges], [other for _, other in edges], vertices=300)
    by_time = reach_of_all(flows_of(bare), 3, Span())
    by_ties = reach_of_graph(bare.ties(TieFilter(Orientation.FLOW)), 3)
    assert np.array_equal(by_time.people, by_ties.people)


def test_who_reaches_everybody_is_counted_within_a_hundredth() -> None:
    people = 2_000
    edges = [(0, other) for other in range(1, people)]
    for seed in range(5):
        graph = Projection.from_edges(*np.array(edges).T, vertices=people).ties(TieFilter(Orientation.FLOW))
        found = reach_of_graph(graph, 1, seed)
        assert found.people[0, 0] == pytest.approx(people - 1, rel=0.01)
        assert found.people[0, 1] == pytest.approx(0, abs=0.01)


def test_estimates_of_expected_reach_count_further_hops_less() -> None:
    flows = flows_of(projection([(0, 1, 0), (1, 2, 1), (2, 3, 2)], 4))
    found = reach_of_all(flows, 3, Span())
    assert found.expected == pytest.approx([1.75, 1.5, 1, 0], abs=0.05)
