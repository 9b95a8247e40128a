from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import numpy as np
import pytest

from graph.errors import QuestionError
from graph.projection import Projection
from graph.projection.tie_filter import Orientation, TieFilter

POINTED = TieFilter(Orientation.CONTACT)


def ties(projection: Projection, asked: TieFilter = POINTED) -> dict[tuple[Any, Any], float]:
    graph = projection.ties(asked)
    ids = projection.vertex_ids[graph.people].tolist()
    sources = np.repeat(np.arange(graph.vertex_count), graph.degrees).tolist()
    return {
        (ids[source], ids[target]): weight
        for source, target, weight in zip(
            sources, graph.targets.tolist(), graph.weights.tolist(), strict=True
        )
    }


def test_edges_point_as_they_are_given_and_without_a_filter_both_ways() -> None:
    projection = Projection.from_edges([0, 1, 0], [1, 2, 1])
    assert ties(projection) == {(0, 1): 2.0, (1, 2): 1.0}
    assert ties(projection, TieFilter()) == {(0, 1): 2.0, (1, 0): 2.0, (1, 2): 1.0, (2, 1): 1.0}
    for orientation in (Orientation.ATTENTION, Orientation.FLOW):
        assert ties(projection, TieFilter(orientation)) == ties(projection)


def test_undirected_edges_go_both_ways_whatever_is_asked() -> None:
    projection = Projection.from_edges([0, 1], [1, 2], directed=False)
    assert not projection.ties(POINTED).directed
    assert ties(projection) == {(0, 1): 1.0, (1, 0): 1.0, (1, 2): 1.0, (2, 1): 1.0}


@pytest.mark.parametrize(
    "ids",
    [
        [5, 1_000_000_000_000, 7],
        [-3, 0, 9],
        [3, 4, 900],
        ["b", "ä", "a"],
        np.array([2**63 + 1, 2, 2**63], np.uint64),
    ],
)
def test_ids_may_be_sparse_negative_or_strings_and_stand_in_their_order(ids: Any) -> None:  # noqa: ANN401
    found = np.asarray(ids)
    projection = Projection.from_edges(found[[0, 1]], found[[1, 2]], weights=[2.0, 3.0])
    assert projection.vertex_ids.tolist() == sorted(found.tolist())
    assert ties(projection) == {(ids[0], ids[1]): 2.0, (ids[1], ids[2]): 3.0}


def test_python_strings_as_objects_are_strings() -> None:
    projection = Projection.from_edges(np.array(["x", "y"], np.object_), np.array(["y", "z"], np.object_))
    assert projection.vertex_ids.tolist() == ["x", "y", "z"]


def test_vertices_without_an_edge_count_where_their_number_is_given() -> None:
    projection = Projection.from_edges([0], [2], vertices=5)
    assert projection.ties(POINTED).vertex_count == 5
    assert projection.vertex_ids.tolist() == [0, 1, 2, 3, 4]


def test_no_edges_are_a_projection_too() -> None:
    projection = Projection.from_edges([], [])
    assert projection.ties().vertex_count == 0
    assert Projection.from_edges([], [], vertices=3).ties().vertex_count == 3


def test_times_choose_the_edges_of_a_window_whatever_their_order() -> None:
    projection = Projection.from_edges([0, 1, 2], [1, 2, 0], times=[30, 10, 20], weights=[3.0, 1.0, 2.0])
    assert projection.contacts.at.tolist() == [10, 20, 30]
    assert ties(projection, TieFilter(Orientation.CONTACT, since=20, end=30)) == {(2, 0): 2.0}


def test_dates_are_times() -> None:
    dates = np.array(["2024-01-01", "2024-01-03"], "datetime64[D]")
    projection = Projection.from_edges([0, 1], [1, 2], times=dates)
    assert projection.contacts.at.tolist() == [1_704_067_200_000_000, 1_704_240_000_000_000]


def test_old_edges_count_half_at_the_half_life() -> None:
    day = 86_400_000_000
    projection = Projection.from_edges([0, 0, 1], [1, 1, 2], times=[0, 10 * day, 10 * day])
    asked = TieFilter(Orientation.CONTACT, now=10 * day, half_life_days=10)
    assert ties(projection, asked) == {(0, 1): 1.5, (1, 2): 1.0}


def test_the_same_graph_comes_of_weights_left_out_and_of_ones() -> None:
    rng = np.random.default_rng(0)
    sources, targets = rng.integers(0, 50, 500), rng.integers(0, 50, 500)
    one = Projection.from_edges(sources, targets).ties(POINTED)
    other = Projection.from_edges(sources, targets, weights=np.ones(500)).ties(POINTED)
    assert one.targets.tobytes() == other.targets.tobytes()
    assert one.weights.tobytes() == other.weights.tobytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"targets": [1]}, "2 sources"),
        ({"sources": [[0, 1]], "targets": [1, 2]}, "dimensions"),
        ({"sources": [0.5, 1.5]}, "float64"),
        ({"weights": [1.0]}, "weights"),
        ({"weights": [1.0, 0.0]}, "above 0"),
        ({"weights": [1.0, float("nan")]}, "above 0"),
        ({"times": [1]}, "times"),
        ({"times": [1.5, 2.5]}, "float64"),
        ({"vertices": 2}, "0 to 2"),
        ({"sources": [-1, 0], "vertices": 5}, "-1"),
        ({"sources": ["a", "b"], "targets": ["c", "d"], "vertices": 5}, "strings"),
        ({"sources": ["a", "b"]}, "alone"),
        ({"sources": ["a", None], "targets": ["c", "d"]}, "None at 1"),
        ({"sources": np.array(["a", float("nan")], object), "targets": ["c", "d"]}, "nan at 1"),
        ({"sources": ["a", 1], "targets": ["c", "d"]}, "begins with text"),
        ({"sources": np.array([2**63, 1], np.uint64), "targets": [-1, 2]}, "holds both"),
        ({"weights": [1.0, 1e300]}, "at 1 is 1e.300"),
        ({"weights": ["x", "y"]}, "numbers above 0"),
        ({"times": np.array(["2026-01-01", "NaT"], "datetime64[us]")}, "at 1 is NaT"),
        ({"times": [datetime(2026, 1, 1, tzinfo=UTC), "soon"]}, "at 1 is 'soon'"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        Projection.from_edges(**({"sources": [0, 1], "targets": [1, 2]} | arguments))


def test_great_ids_stay_apart_whatever_type_of_integers_holds_them() -> None:
    near = [2**60, 2**60 + 1, 2**60 + 2]
    signed = Projection.from_edges(np.array(near[:2], np.uint64), np.array(near[1:], np.int64))
    assert signed.vertex_ids.tolist() == near
    greater = Projection.from_edges(np.array([2**63, 2**63 + 1], np.uint64), [1, 2])
    assert greater.vertex_ids.tolist() == [1, 2, 2**63, 2**63 + 1]


def test_objects_that_are_integers_stay_integers() -> None:
    found = Projection.from_edges(np.array([10**6, 2 * 10**6], object), np.array([2 * 10**6, 5], object))
    assert found.vertex_ids.tolist() == [5, 10**6, 2 * 10**6]


def test_times_are_datetimes_of_any_zone() -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    zoned = Projection.from_edges([0, 1], [1, 2], times=[noon, noon + timedelta(hours=1)])
    plain = Projection.from_edges(
        [0, 1], [1, 2], times=np.array(["2026-01-01T10", "2026-01-01T11"], "datetime64[us]")
    )
    assert zoned.contacts.at.tolist() == plain.contacts.at.tolist()
    assert len(Projection.from_edges([], [], times=[]).contacts) == 0
