from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.analytics.communities import leiden
from graph.analytics.community_ties import Between, ties_between
from tests.graph.analytics.test_communities import as_networkx, clique, graph_of, planted


def test_ties_across_are_summed_and_those_inside_left_out() -> None:
    graph = graph_of([*clique(0, 6), *clique(6, 5), (0, 6), (1, 7)])
    assert ties_between(graph, leiden(graph)) == [Between(0, 1, 2.0)]


def test_communities_without_contact_have_no_tie() -> None:
    graph = graph_of([*clique(0, 5), *clique(5, 5)])
    assert ties_between(graph, leiden(graph)) == []


def test_it_is_the_quotient_graph_that_networkx_makes() -> None:
    pairs, _ = planted(6, 30, seed=4)
    graph = graph_of(pairs)
    found = leiden(graph)
    parts = [set(np.flatnonzero(found.labels == number).tolist()) for number in range(found.count)]
    quotient = nx.quotient_graph(as_networkx(graph), parts, relabel=True)
    ties = ties_between(graph, found)
    assert {(tie.one, tie.other) for tie in ties} == {tuple(sorted(edge)) for edge in quotient.edges}
    for tie in ties:
        assert tie.weight == pytest.approx(quotient.edges[tie.one, tie.other]["weight"])
    assert [tie.weight for tie in ties] == sorted((tie.weight for tie in ties), reverse=True)
