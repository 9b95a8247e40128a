from __future__ import annotations

import numpy as np
import pytest

from graph.analytics.resampling import MOST_TABLED, interval, quantiles, ratio


def mean(sums: np.ndarray) -> np.ndarray:
    return ratio(sums[..., 0], sums[..., 1])


def people(values: np.ndarray) -> np.ndarray:
    return np.column_stack([values, np.ones(len(values))])


def test_the_interval_of_a_mean_is_that_of_the_normal_law_where_people_are_many() -> None:
    values = np.random.default_rng(1).random(2_000)
    low, high = interval(people(values), mean) or (0.0, 0.0)
    half = 1.96 * values.std() / np.sqrt(len(values))
    assert low == pytest.approx(values.mean() - half, abs=half / 5)
    assert high == pytest.approx(values.mean() + half, abs=half / 5)


def test_nineteen_of_twenty_intervals_hold_the_truth() -> None:
    random = np.random.default_rng(2)
    held = 0
    for seed in range(200):
        low, high = interval(people(random.exponential(1.0, 60)), mean, seed) or (0.0, 0.0)
        held += low <= 1.0 <= high
    assert 180 <= held <= 199


def test_a_persons_messages_are_drawn_together() -> None:
    """Forty people, each of one opinion, ten messages each: no surer than forty messages."""
    opinion = np.repeat([0.0, 1.0], 20)
    low, high = interval(np.column_stack([10 * opinion, np.full(40, 10.0)]), mean) or (0.0, 0.0)
    by_message = interval(people(np.repeat(opinion, 10)), mean) or (0.0, 0.0)
    assert high - low > 2.5 * (by_message[1] - by_message[0])


def test_neither_the_order_of_people_nor_another_call_changes_a_bit() -> None:
    rows = people(np.random.default_rng(3).integers(0, 5, 300).astype(float))
    assert interval(rows, mean) == interval(rows[::-1], mean) == interval(rows, mean)
    assert interval(rows, mean) != interval(rows, mean, seed=1)


def test_one_person_tells_nothing_of_others() -> None:
    assert interval(np.array([[1.0, 1.0]]), mean) is None
    assert interval(np.zeros((0, 2)), mean) is None


@pytest.mark.parametrize("count", [1, 2, 7, MOST_TABLED])
def test_the_table_of_draws_is_poissons_law(count: int) -> None:
    table = quantiles(count).astype(float)
    assert table.mean() == pytest.approx(count, rel=1e-3)
    assert table.var() == pytest.approx(count, rel=2e-3)
    assert np.mean(table == 0) == pytest.approx(np.exp(-count), abs=2e-5)


def test_people_who_add_the_same_are_drawn_as_if_one_by_one() -> None:
    """A hundred and more alike, which no table holds, and some alike, which one does."""
    values = np.repeat([0.0, 0.4, 1.0], [300, 40, 160])
    low, high = interval(people(values), mean) or (0.0, 0.0)
    half = 1.96 * values.std() / np.sqrt(len(values))
    assert (low, high) == pytest.approx((values.mean() - half, values.mean() + half), abs=half / 5)
