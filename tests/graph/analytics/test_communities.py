from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.analytics.brokerage import brokerage
from graph.analytics.communities import connected_parts, disconnected, leiden, modularity
from graph.projection import Projection
from graph.projection.tie_graph import TieGraph

Pairs = list[tuple[int, int]]


def clique(first: int, size: int) -> Pairs:
    return [(first + one, first + other) for one in range(size) for other in range(one)]


def graph_of(pairs: Pairs, weights: list[float] | None = None, vertices: int | None = None) -> TieGraph:
    sources, targets = zip(*pairs, strict=True)
    return Projection.from_edges(sources, targets, weights=weights, vertices=vertices).ties()


def planted(communities: int, size: int, seed: int) -> tuple[Pairs, np.ndarray]:
    """Ties of which four in five lie inside communities, and whose each vertex is."""
    chance = np.random.default_rng(seed)
    count = communities * size
    sources = chance.integers(0, count, 8 * count)
    inside = sources // size * size + chance.integers(0, size, len(sources))
    targets = np.where(chance.random(len(sources)) < 0.8, inside, chance.integers(0, count, len(sources)))
    keep = sources != targets
    return list(zip(sources[keep].tolist(), targets[keep].tolist(), strict=True)), np.arange(count) // size


def as_networkx(graph: TieGraph) -> nx.Graph:
    made = nx.Graph()
    made.add_nodes_from(range(graph.vertex_count))
    for vertex in range(graph.vertex_count):
        for place in range(graph.offsets[vertex], graph.offsets[vertex + 1]):
            made.add_edge(vertex, int(graph.targets[place]), weight=float(graph.weights[place]))
    return made


def test_two_cliques_with_a_bridge_are_two_communities_the_larger_first() -> None:
    graph = graph_of([*clique(0, 4), *clique(4, 6), (0, 4)])
    found = leiden(graph)
    assert found.labels.tolist() == [1, 1, 1, 1, 0, 0, 0, 0, 0, 0]
    assert found.sizes().tolist() == [6, 4]


@pytest.mark.parametrize("seed", range(3))
def test_planted_communities_are_found_whatever_the_seed(seed: int) -> None:
    pairs, truth = planted(6, 30, seed)
    graph = graph_of(pairs, vertices=len(truth))
    found = leiden(graph, seed=seed)
    assert found.modularity >= modularity(graph, truth.astype(np.int32))
    assert found.count == 6
    for community in range(6):
        labels = np.bincount(found.labels[truth == community])
        assert labels.max() >= 0.9 * labels.sum()


def test_the_same_seed_gives_the_same_partition() -> None:
    pairs, _ = planted(5, 20, 3)
    graph = graph_of(pairs)
    assert leiden(graph, seed=7).labels.tolist() == leiden(graph, seed=7).labels.tolist()


def test_modularity_is_that_of_networkx_with_weights_loops_and_resolution() -> None:
    chance = np.random.default_rng(5)
    pairs = [tuple(pair) for pair in chance.integers(0, 20, (80, 2)).tolist()]
    graph = graph_of(pairs, weights=(0.5 + chance.random(80)).tolist(), vertices=20)
    labels = chance.integers(0, 3, 20).astype(np.int32)
    parts = [set(np.flatnonzero(labels == label).tolist()) for label in range(3)]
    for resolution in (0.5, 1.0, 2.0):
        expected = nx.community.modularity(as_networkx(graph), parts, resolution=resolution)
        assert modularity(graph, labels, resolution) == pytest.approx(expected, abs=1e-6)


def test_communities_are_better_than_those_of_label_propagation_and_connected() -> None:
    pairs, _ = planted(8, 25, 1)
    graph = graph_of(pairs)
    found = leiden(graph)
    other = nx.community.asyn_lpa_communities(as_networkx(graph), weight="weight", seed=1)
    labels = np.empty(graph.vertex_count, np.int32)
    for number, members in enumerate(other):
        labels[list(members)] = number
    assert found.modularity >= modularity(graph, labels)
    assert disconnected(graph, found.labels) == 0


def test_a_community_in_two_pieces_is_noticed_and_taken_apart() -> None:
    graph = graph_of([(0, 1), (2, 3)])
    together = np.zeros(4, np.int32)
    assert disconnected(graph, together) == 1
    parts, count = connected_parts(graph, together)
    assert (parts.tolist(), count) == ([0, 0, 1, 1], 2)


def test_higher_resolution_gives_more_communities() -> None:
    pairs, _ = planted(6, 30, 2)
    graph = graph_of(pairs)
    assert leiden(graph, resolution=8.0).count > leiden(graph).count > leiden(graph, resolution=0.05).count


def test_a_graph_without_ties_has_everybody_alone() -> None:
    found = leiden(Projection.from_edges([], [], vertices=3).ties())
    assert (found.labels.tolist(), found.count, found.modularity) == ([0, 1, 2], 3, 0.0)


def test_a_bridge_has_its_ties_outside_and_spread() -> None:
    graph = graph_of([(0, 1), (0, 2), (0, 3), (1, 4)], weights=[2.0, 1.0, 1.0, 1.0])
    found = brokerage(graph, np.array([0, 0, 1, 2, 0], np.int32), 3)
    assert found.inside.tolist() == [2.0, 3.0, 0.0, 0.0, 1.0]
    assert found.outside.tolist() == [2.0, 0.0, 1.0, 1.0, 0.0]
    assert found.touched.tolist() == [2, 0, 1, 1, 0]
    assert found.participation.tolist() == [1 - (2 / 4) ** 2 - (1 / 4) ** 2 - (1 / 4) ** 2, 0, 0, 0, 0]
    assert found.bridging.tolist()[0] == 2.0 * 0.625
