from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.analytics.rank_intervals import ranking

NUMBERS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=30
)


def test_who_cannot_be_told_apart_share_their_places() -> None:
    values = np.array([10, 9, 5, 1], np.float32)
    errors = np.array([2, 2, 1, 0], np.float32)
    found = ranking(values, values - errors, values + errors)
    assert found.places(values).tolist() == [1, 2, 3, 4]
    assert found.best(values + errors).tolist() == [1, 1, 3, 4]
    assert found.worst(values - errors).tolist() == [2, 2, 3, 4]


def test_equals_share_the_best_place() -> None:
    values = np.array([3, 3, 1], np.float32)
    found = ranking(values, values, values)
    assert found.places(values).tolist() == [1, 1, 3]
    assert found.worst(values).tolist() == [2, 2, 3]


@given(NUMBERS)
def test_the_place_lies_between_the_best_and_the_worst(numbers: list[tuple[int, int, int]]) -> None:
    values, below, above = (np.array(column, np.float32) for column in zip(*numbers, strict=True))
    found = ranking(values, values - below, values + above)
    place = found.places(values)
    assert (found.best(values + above) <= place).all()
    assert (place <= found.worst(values - below)).all()
    assert (found.best(values + above) >= 1).all()
    assert (found.worst(values - below) <= len(values)).all()
