from __future__ import annotations

import networkx as nx
import numpy as np
import numpy.typing as npt
import pytest

from graph.projection.tie_graph import TieGraph, Weights, constant, tie_graph


def graph(*edges: tuple[int, int, float], count: int = 4, directed: bool = True) -> TieGraph:
    sources, targets = (np.array([edge[side] for edge in edges], np.uint32) for side in (0, 1))
    weights = np.array([edge[2] for edge in edges], np.float32)
    return tie_graph(sources, targets, weights, np.arange(count, dtype=np.int32), directed=directed)


def ties(of: TieGraph) -> list[tuple[int, int, float]]:
    sources = np.repeat(np.arange(of.vertex_count), of.degrees)
    return list(zip(sources.tolist(), of.targets.tolist(), of.weights.tolist(), strict=True))


def test_parallel_edges_are_one_tie_with_their_weights_summed() -> None:
    found = graph((2, 1, 0.5), (0, 3, 1.0), (2, 1, 2.0), (2, 0, 4.0))
    assert ties(found) == [(0, 3, 1.0), (2, 0, 4.0), (2, 1, 2.5)]
    assert found.offsets.tolist() == [0, 1, 1, 3, 3]
    assert found.degrees.tolist() == [1, 0, 2, 0]
    assert found.strengths.tolist() == [1.0, 0.0, 6.5, 0.0]


def test_an_undirected_tie_stands_in_both_rows_and_a_loop_once() -> None:
    found = graph((0, 1, 1.0), (1, 0, 2.0), (2, 2, 5.0), (3, 1, 1.0), directed=False)
    assert ties(found) == [(0, 1, 3.0), (1, 0, 3.0), (1, 3, 1.0), (2, 2, 5.0), (3, 1, 1.0)]
    assert found.undirected is found
    assert found.transposed is found


def test_no_edges_make_vertices_without_ties() -> None:
    for directed in (True, False):
        assert graph(count=3, directed=directed).offsets.tolist() == [0, 0, 0, 0]
        assert graph(count=0, directed=directed).vertex_count == 0


def test_a_directed_graph_turns_round_and_loses_its_direction() -> None:
    found = graph((0, 1, 1.0), (1, 0, 2.0), (1, 1, 3.0), (3, 0, 4.0))
    assert ties(found.transposed) == [(0, 1, 2.0), (0, 3, 4.0), (1, 0, 1.0), (1, 1, 3.0)]
    assert ties(found.undirected) == [(0, 1, 3.0), (0, 3, 4.0), (1, 0, 3.0), (1, 1, 3.0), (3, 0, 4.0)]


def test_a_person_without_a_tie_is_no_vertex() -> None:
    ones = np.ones(1, np.float32)
    found = tie_graph(
        np.array([0], np.uint32), np.array([1], np.uint32), ones, np.array([7, 3], np.int32), directed=True
    )
    assert (found.vertex_of(7), found.vertex_of(3), found.vertex_of(0)) == (0, 1, None)


def made(seed: int, *, alike: bool) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32], Weights]:
    rng = np.random.default_rng(seed)
    sources, targets = (rng.integers(0, 30, 400).astype(np.uint32) for _ in range(2))
    weights = rng.random(400).astype(np.float32) + np.float32(0.001)
    return sources, targets, np.broadcast_to(np.float32(1.0), 400) if alike else weights


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("alike", [True, False])
def test_random_edges_make_the_same_graph_as_in_networkx(directed: bool, alike: bool) -> None:
    sources, targets, weights = made(1, alike=alike)
    assert constant(weights) is alike
    found = tie_graph(sources, targets, weights, np.arange(31, dtype=np.int32), directed=directed)
    other: nx.Graph = nx.DiGraph() if directed else nx.Graph()
    for source, target, weight in zip(sources.tolist(), targets.tolist(), weights.tolist(), strict=True):
        before = other.get_edge_data(source, target, {"weight": 0.0})["weight"]
        other.add_edge(source, target, weight=before + weight)
    expected = [(one, two, held["weight"]) for one, two, held in other.edges(data=True)]
    if not directed:
        expected += [(two, one, weight) for one, two, weight in expected if one != two]
    assert [tie[:2] for tie in ties(found)] == sorted(tie[:2] for tie in expected)
    assert [tie[2] for tie in ties(found)] == pytest.approx([tie[2] for tie in sorted(expected)], rel=1e-6)


@pytest.mark.parametrize("directed", [True, False])
def test_the_order_of_edges_does_not_show_in_any_bit(directed: bool) -> None:
    sources, targets, weights = made(2, alike=False)
    people = np.arange(30, dtype=np.int32)
    one = tie_graph(sources, targets, weights, people, directed=directed)
    order = np.random.default_rng(3).permutation(400)
    other = tie_graph(sources[order], targets[order], weights[order], people, directed=directed)
    assert one.weights.tobytes() == other.weights.tobytes()
    assert one.targets.tobytes() == other.targets.tobytes()


@pytest.mark.parametrize("directed", [True, False])
def test_one_weight_for_all_is_counted_to_the_same_sums(directed: bool) -> None:
    sources, targets, ones = made(4, alike=True)
    people = np.arange(30, dtype=np.int32)
    counted = tie_graph(sources, targets, ones, people, directed=directed)
    summed = tie_graph(sources, targets, np.ones(400, np.float32), people, directed=directed)
    assert ties(counted) == ties(summed)
    assert counted.offsets.tolist() == summed.offsets.tolist()
