from __future__ import annotations

import numpy as np
import pytest

from graph.questions.changes import net_shift, share_shift
from graph.questions.drawn import of_means, of_ratio
from graph.questions.intervals import difference, net_interval, wilson
from graph.questions.stances import PersonMeans

NORMAL = 1.959963984540054


def people(*mean: float, first: int = 0) -> PersonMeans:
    codes = np.arange(first, first + len(mean), dtype=np.int32)
    return PersonMeans(codes, np.array(mean), np.ones(len(mean), np.int64))


def test_net_sentiment_of_many_people_has_the_interval_that_their_spread_gives() -> None:
    means = people(*np.random.default_rng(1).uniform(-0.2, 0.6, 1_000))
    found = of_means(means)
    assert found is not None
    assert means.net is not None
    half = NORMAL * means.mean.std() / np.sqrt(1_000)
    assert found.low == pytest.approx(means.net - half, abs=half / 5)
    assert found.high == pytest.approx(means.net + half, abs=half / 5)
    counted = net_interval(means.net, 1_000)  # Wilson's knows nothing of how little people differ
    assert counted.high - counted.low > 3 * (found.high - found.low)


def test_few_people_and_people_who_agree_keep_the_interval_of_counts() -> None:
    assert of_means(people(1, 1, 1, -1)) == net_interval(0.5, 4)
    assert of_means(people(*[1.0] * 30)) == net_interval(1.0, 30)
    assert of_means(people(*[1.0] * 30, -1.0)) == net_interval(29 / 31, 31)
    assert of_means(people()) is None


def test_intervals_of_people_who_nearly_agree_hold_the_truth() -> None:
    """19 of 20 people agree: intervals of draws alone hold the truth in 80 of 100 cases."""
    random, held = np.random.default_rng(2), 0
    for _ in range(200):
        found = of_means(people(*random.choice([-1.0, 1.0], 20, p=[0.05, 0.95])))
        held += found is not None and found.low <= 0.9 <= found.high
    assert held >= 185


def test_a_share_never_leaves_0_and_1() -> None:
    columns = np.column_stack([np.repeat([1.0, 0.0], [6, 60]), np.ones(66)])
    found = of_ratio(columns, 6 / 66, wilson)
    assert found is not None
    assert 0 <= found.low < 6 / 66 < found.high <= 1


def test_messages_of_one_loud_person_widen_the_share_of_messages() -> None:
    quiet = np.column_stack([np.tile([1.0, 0.0], 50), np.ones(100)])
    loud = np.vstack([quiet, [[100.0, 100.0]]])
    calm, shaken = of_ratio(quiet, 0.5, wilson), of_ratio(loud, 0.75, wilson)
    assert calm is not None
    assert shaken is not None
    assert shaken.high - shaken.low > 1.5 * (calm.high - calm.low)


def test_people_who_speak_in_both_windows_are_drawn_with_both() -> None:
    """Everybody says what they said before, but a few turn: told apart only where people are paired."""
    before = np.tile([1.0, -1.0], 100)
    now = before.copy()
    now[:20:2] = -1.0  # ten of two hundred
    paired = net_shift(people(*now), people(*before))
    apart = net_shift(people(*now), people(*before, first=1_000))
    assert paired.change == apart.change == pytest.approx(-0.1)
    assert paired.significant
    assert not apart.significant
    assert paired.interval is not None
    assert paired.interval.low == pytest.approx(-0.1 - NORMAL * np.sqrt(0.19 / 200), abs=0.02)


def test_a_change_of_people_who_agree_has_newcombes_interval() -> None:
    shift = net_shift(people(*[-1.0] * 20), people(*[1.0] * 20))
    assert shift.interval == difference(-1.0, net_interval(-1.0, 20), 1.0, net_interval(1.0, 20))
    assert shift.significant
    share = share_shift(np.tile([1.0, 1.0, 0.0, 1.0], (4, 1)))
    assert share.interval == difference(1.0, wilson(1.0, 4), 0.0, wilson(0.0, 4))


def test_nobody_in_one_window_is_no_change() -> None:
    shift = net_shift(people(1.0, -1.0), people())
    assert (shift.now, shift.before, shift.change, shift.interval) == (0.0, None, None, None)
    assert not shift.significant


def test_the_order_of_people_changes_no_bit() -> None:
    values = np.random.default_rng(4).choice([-1.0, -0.3, 0.1, 1.0], 60)
    backward = PersonMeans(np.arange(60, dtype=np.int32)[::-1], values[::-1], np.ones(60, np.int64))
    assert of_means(people(*values)) == of_means(backward)
