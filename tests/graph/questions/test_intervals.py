from __future__ import annotations

import pytest

from graph.questions.intervals import Interval, difference, leaves_out_zero, net_interval, wilson


def test_wilson_gives_the_textbook_interval() -> None:
    interval = wilson(0.5, 10)  # 5 of 10
    assert (interval.low, interval.high) == pytest.approx((0.2366, 0.7634), abs=5e-5)


def test_wilson_stays_within_0_and_1_where_all_agree() -> None:
    interval = wilson(1.0, 10)
    assert interval.high == 1.0
    assert interval.low == pytest.approx(0.7225, abs=5e-5)


def test_newcombe_gives_the_published_interval() -> None:
    # 56 of 70 against 48 of 80: 0.0524 to 0.3339 (Newcombe 1998, table II a, method 10)
    interval = difference(56 / 70, wilson(56 / 70, 70), 48 / 80, wilson(48 / 80, 80))
    assert (interval.low, interval.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert leaves_out_zero(interval)


def test_a_change_that_may_be_none_does_not_leave_out_zero() -> None:
    assert not leaves_out_zero(Interval(-0.1, 0.2))
    assert leaves_out_zero(Interval(-0.2, -0.1))


def test_net_sentiment_is_scaled_from_minus_1_to_1() -> None:
    interval = net_interval(0.0, 10)
    assert (interval.low, interval.high) == pytest.approx((-0.5268, 0.5268), abs=1e-4)
