"""Every function answers as networkx does, for its own graphs and for projections."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import networkx as nx
import numpy as np
import pytest

from graph.networkx_backend import interface
from graph.networkx_backend.info import FUNCTIONS, get_info
from graph.networkx_backend.people_graph import PeopleGraph
from graph.projection import Projection
from graph.projection.tie_filter import Orientation, TieFilter
from tests.graph.analytics.random_graphs import random_graphs

NUMBERS: list[tuple[str, dict[str, Any]]] = [
    ("betweenness_centrality", {}),
    ("betweenness_centrality", {"weight": "weight"}),
    ("betweenness_centrality", {"endpoints": True}),
    ("betweenness_centrality", {"k": 10, "seed": 3}),
    ("betweenness_centrality", {"k": 1, "seed": 1, "normalized": False}),
    ("betweenness_centrality", {"k": 10, "seed": 3, "endpoints": True, "normalized": False}),
    ("clustering", {}),
    ("clustering", {"nodes": [1, 2, 99]}),
    ("core_number", {}),
    ("degree_centrality", {}),
    ("in_degree_centrality", {}),
    ("out_degree_centrality", {}),
    ("pagerank", {}),
    ("pagerank", {"weight": None, "alpha": 0.5, "tol": 1e-9}),
    ("pagerank", {"personalization": {0: 1, 3: 2}, "dangling": {1: 1}, "nstart": {5: 1}}),
    ("pagerank", {"max_iter": 1}),
    ("shortest_path_length", {"source": 2}),
    ("shortest_path_length", {"target": 2, "weight": "weight"}),
    ("single_source_dijkstra_path_length", {"source": 2}),
    ("single_source_shortest_path_length", {"source": 2, "cutoff": 2}),
    ("single_source_shortest_path_length", {"source": 99}),
    ("triangles", {}),
]
SETS = ["connected_components", "weakly_connected_components", "strongly_connected_components"]
COUNTS = [f"number_{name}" for name in SETS]
YES = ["is_connected", "is_weakly_connected", "is_strongly_connected"]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """The second call with a graph warns that the first's conversion is used."""
    assert "rapport" in nx.utils.backends.backends, "the entry points are not installed: make setup"
    nx.config.warnings_to_ignore.add("cache")
    yield
    nx.config.warnings_to_ignore.discard("cache")


def projected(graph: nx.Graph[Any]) -> Projection:
    sources, targets = np.array(graph.edges).reshape(-1, 2).T
    weights = np.array([weight for *_, weight in graph.edges(data="weight")], np.float32)
    return Projection.from_edges(
        sources, targets, weights=weights, directed=graph.is_directed(), vertices=len(graph)
    )


def answer(name: str, graph: object, arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401 - or the error
    try:
        found = getattr(nx, name)(graph, **arguments)
        return sorted(map(sorted, found)) if name in SETS else found
    except nx.NetworkXException as error:
        return type(error)


def alike(one: Any, other: Any) -> bool:  # noqa: ANN401
    if not isinstance(one, dict):
        return bool(one == other)
    return one.keys() == other.keys() and all(
        math.isclose(one[key], other[key], rel_tol=1e-9, abs_tol=1e-12)
        or (math.isnan(one[key]) and math.isnan(other[key]))
        for key in one
    )


def cases() -> list[tuple[str, dict[str, Any]]]:
    return [*NUMBERS, *((name, {}) for name in (*SETS, *COUNTS, *YES))]


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize(("name", "arguments"), cases())
def test_the_answer_is_that_of_networkx(name: str, arguments: dict[str, Any], directed: bool) -> None:
    for graph in random_graphs(directed, loops=name != "core_number"):
        theirs = answer(name, graph, arguments)
        assert alike(theirs, answer(name, graph, {**arguments, "backend": "rapport"})), graph
        assert alike(theirs, answer(name, projected(graph), arguments)), graph


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("weight", ["weight", None])
def test_paths_are_as_short_as_those_of_networkx(directed: bool, weight: str | None) -> None:
    for graph in random_graphs(directed):
        theirs = nx.shortest_path(graph, 2, weight=weight)
        ours = nx.shortest_path(projected(graph), 2, weight=weight)
        assert ours.keys() == theirs.keys()
        for target, path in ours.items():
            assert (path[0], path[-1]) == (2, target)
            assert nx.path_weight(graph, path, "weight") == nx.path_weight(
                graph, theirs[target], "weight"
            ) or (weight is None and len(path) == len(theirs[target]))
            assert nx.has_path(projected(graph), 2, target)
        back = nx.shortest_path(projected(graph), target=2)
        assert {source: len(path) for source, path in back.items()} == {
            source: len(path) for source, path in nx.shortest_path(graph, target=2).items()
        }


def test_between_two_nodes_there_is_one_path_or_an_error() -> None:
    path = Projection.from_edges([0, 1, 3], [1, 2, 0], vertices=5)
    assert nx.shortest_path(path, 0, 2) == [0, 1, 2]
    assert nx.shortest_path_length(path, 0, 2) == 2
    assert not nx.has_path(path, 0, 4)
    with pytest.raises(nx.NetworkXNoPath):
        nx.shortest_path(path, 0, 4)
    with pytest.raises(nx.NodeNotFound):
        nx.shortest_path(path, 0, "nobody")
    with pytest.raises(NotImplementedError):
        nx.shortest_path(path)


def test_the_ids_are_the_callers() -> None:
    ranks = nx.pagerank(Projection.from_edges(["ann", "cleo"], ["ben", "ben"]))
    assert max(ranks, key=lambda person: ranks[person]) == "ben"
    assert [*ranks] == ["ann", "ben", "cleo"]


def test_edges_without_direction_make_an_undirected_graph() -> None:
    edges = Projection.from_edges([0, 1], [1, 2], directed=False)
    assert not edges.is_directed()
    assert nx.number_connected_components(edges) == 1
    with pytest.raises(nx.NetworkXNotImplemented):
        nx.strongly_connected_components(edges)


def test_what_is_not_supported_says_so() -> None:
    edges = Projection.from_edges([0, 1], [1, 2])
    for ask in (
        lambda: nx.katz_centrality(edges),
        lambda: nx.clustering(edges, weight="weight"),
        lambda: nx.pagerank(edges, weight="loudness"),
        lambda: nx.pagerank(nx.MultiDiGraph([(0, 1)]), backend="rapport"),
        lambda: nx.shortest_path(nx.path_graph(3), 0, 2, weight=lambda *_: 1, backend="rapport"),
    ):
        with pytest.raises(NotImplementedError, match="rapport"):
            ask()  # type: ignore[no-untyped-call]


def test_a_strong_tie_is_short() -> None:
    ties = Projection.from_edges([0, 0, 1], [1, 2, 2], weights=[4.0, 1.0, 4.0])
    assert nx.shortest_path(ties, 0, 2, weight="length") == [0, 1, 2]
    assert nx.shortest_path_length(ties, 0, 2, weight="length") == 0.5


def test_leiden_has_an_implementation_here() -> None:
    two = nx.disjoint_union(nx.complete_graph(6), nx.complete_graph(5))
    two.add_edge(0, 6)
    expected = [set(range(6)), set(range(6, 11))]
    assert nx.community.leiden_communities(two, seed=1, backend="rapport") == expected
    assert (
        nx.community.leiden_communities(projected_plain(two).graph(TieFilter()), seed=Random(1)) == expected  # noqa: S311 - no secret
    )


def projected_plain(graph: nx.Graph[Any]) -> Projection:
    sources, targets = np.array(graph.edges).T
    return Projection.from_edges(sources, targets, directed=False)


def test_a_filter_chooses_the_ties() -> None:
    days = np.array(["2024-01-01", "2024-02-01"], "datetime64[us]")
    both = Projection.from_edges([0, 1], [1, 2], times=days)
    late = both.graph(TieFilter(Orientation.FLOW, since=int(days[1].astype(np.int64))))
    assert (len(late), late.number_of_nodes(), late.number_of_edges()) == (3, 3, 1)
    assert nx.out_degree_centrality(late) == {0: 0, 1: 0.5, 2: 0}
    assert [*late] == [0, 1, 2]
    assert 1 in late
    assert [] not in late
    assert not late.is_multigraph()


def test_a_graph_comes_back_as_it_went() -> None:
    for graph in random_graphs(directed=True, loops=True):
        there = interface.convert_from_nx(graph, {"weight": 1})
        back = interface.convert_to_nx(there)
        assert [*back] == [*graph]
        assert dict(back.edges) == dict(graph.edges)
    assert interface.convert_to_nx(7) == 7
    assert isinstance(interface.convert_to_nx(Projection.from_edges([0], [1])), nx.DiGraph)


def test_an_edge_whose_weight_is_no_number_is_refused() -> None:
    graph = nx.Graph()
    graph.add_edge(0, 1, weight="heavy")
    with pytest.raises(NotImplementedError):
        nx.pagerank(graph, backend="rapport")


def test_the_functions_named_are_those_there_are() -> None:
    there = {name for name in interface.__all__ if not name.startswith("convert_")}
    assert there == set(FUNCTIONS) == set(get_info()["functions"])
    assert all(name in nx.utils.backends._registered_algorithms for name in there)


def test_a_graph_of_nobody_is_a_graph() -> None:
    nobody = PeopleGraph(Projection.from_edges([], []).ties(), [])
    assert bool(nobody)
    assert nx.pagerank(nobody) == {}
