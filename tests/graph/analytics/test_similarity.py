from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analytics.similarity import (
    Profiles,
    adamic_adar,
    damped,
    likeness,
    profiles,
    rarity,
    shared,
)

ENTRIES = st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 5)), st.integers(1, 9), min_size=1)


def of(entries: dict[tuple[int, int], float], rows: int, features: int) -> Profiles:
    pairs = np.array(list(entries), np.int32)
    weights = np.array(list(entries.values()), np.float64)
    return profiles(pairs[:, 0], pairs[:, 1], weights, (rows, features))


@settings(deadline=None)  # the first call compiles
@given(ENTRIES)
def test_likeness_is_the_cosine_of_the_rows(entries: dict[tuple[int, int], int]) -> None:
    matrix = np.zeros((8, 6))
    for (row, feature), weight in entries.items():
        matrix[row, feature] = weight
    lengths = np.linalg.norm(matrix, axis=1)
    found = of(dict(entries.items()), 8, 6)
    for row in range(8):
        with np.errstate(invalid="ignore"):
            expected = np.nan_to_num(matrix @ matrix[row] / (lengths * lengths[row]))
        assert likeness(found, row) == pytest.approx(expected)


def test_shared_acquaintances_add_what_adamic_and_adar_give_them() -> None:
    graph = nx.gnm_random_graph(40, 160, seed=4)
    degrees = np.array([degree for _, degree in graph.degree()], np.int64)
    ties = np.array([(one, other) for one in graph for other in graph[one]], np.int32)
    weights = adamic_adar(degrees)
    found = profiles(ties[:, 0], ties[:, 1], weights[ties[:, 1]], (40, 40))
    lengths = [math.sqrt(sum(weights[one] ** 2 for one in graph[vertex])) for vertex in graph]
    pairs = [(0, other) for other in range(1, 40)]
    for one, other, expected in nx.adamic_adar_index(graph, pairs):
        assert likeness(found, one)[other] == pytest.approx(expected / (lengths[one] * lengths[other]))
        assert shared(found, one, other)[1].sum() == pytest.approx(likeness(found, one)[other])


def test_what_is_shared_comes_with_what_it_adds_most_first() -> None:
    found = of({(0, 0): 3, (0, 1): 4, (1, 0): 1, (1, 1): 0.001, (2, 2): 1}, 3, 3)
    features, adds = shared(found, 0, 1)
    assert features.tolist() == [0, 1]
    assert adds[0] == pytest.approx(3 / 5, rel=1e-3)
    assert shared(found, 0, 2)[0].tolist() == []


def test_what_few_have_weighs_more_and_repeats_weigh_less() -> None:
    weights = rarity(np.array([1, 9]), 9)
    assert weights[0] == pytest.approx(math.log(10 / 2) + 1)
    assert weights[1] == pytest.approx(1)
    assert damped(np.array([1, 10])).tolist() == [1, pytest.approx(1 + math.log(10))]


def test_entries_in_any_order_give_the_same_bits() -> None:
    entries = {
        (row, feature): 1.0 + row * feature for row in range(6) for feature in range(5) if (row + feature) % 3
    }
    turned = dict(reversed(entries.items()))
    one, other = of(entries, 6, 5), of(turned, 6, 5)
    assert all((likeness(one, row) == likeness(other, row)).all() for row in range(6))
