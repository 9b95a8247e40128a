from __future__ import annotations

import numpy as np
import pytest

from graph.analytics.jackknife import GROUPS, standard_errors, without
from graph.analytics.pagerank import pagerank
from graph.projection import Projection
from graph.projection.tie_filter import Orientation, TieFilter
from graph.projection.tie_graph import TieGraph

POINTED = TieFilter(Orientation.ATTENTION)


def listens(sources: list[int], targets: list[int], vertices: int) -> TieGraph:
    return Projection.from_edges(sources, targets, vertices=vertices).ties(POINTED)


def heard_by(graph: TieGraph) -> np.ndarray:
    return np.bincount(graph.targets, minlength=graph.vertex_count).astype(np.float64)


def test_the_silent_are_still_heard_and_hear_nobody() -> None:
    graph = without(listens([0, 0, 1, 2], [1, 2, 2, 0], 3), np.array([True, False, False]))
    assert graph.offsets.tolist() == [0, 0, 1, 2]
    assert graph.targets.tolist() == [2, 0]
    assert graph.vertex_count == 3


def test_the_error_of_a_count_of_listeners_is_that_of_a_count() -> None:
    """Of n people each is a listener with chance p: the count errs by sqrt(n p (1 - p))."""
    dice = np.random.default_rng(3)
    errors = []
    for seed in range(40):
        listeners = np.flatnonzero(dice.random(1000) < 0.3) + 1
        graph = listens(listeners.tolist(), [0] * len(listeners), 1001)
        errors.append(standard_errors(graph, heard_by, seed)[0] ** 2)
    # leaving out a tenth of 1,001 people: variance of the count is about 1000 * .3 * .7
    assert np.mean(errors) == pytest.approx(1000 * 0.3 * 0.7, rel=0.35)


def test_attention_by_one_strong_listener_is_less_sure_than_by_many() -> None:
    """Both get a like part of all attention; one of them from a single person, whom all others listen to."""
    sources = [*range(3, 43), 2, *range(43, 83)]
    targets = [2] * 40 + [0] + [1] * 40
    graph = listens(sources, targets, 83)
    values = pagerank(graph).values
    errors = standard_errors(graph, lambda part: pagerank(part).values)
    assert values[0] / values[1] == pytest.approx(1, rel=0.2)
    assert errors[0] > 2 * errors[1]


def test_the_same_graph_and_seed_give_the_same_bits() -> None:
    graph = listens(list(range(1, 30)), [0] * 29, 30)
    one, other = (standard_errors(graph, heard_by, 5) for _ in range(2))
    assert (one == other).all()
    assert (one != standard_errors(graph, heard_by, 6)).any()
    assert GROUPS == 10
