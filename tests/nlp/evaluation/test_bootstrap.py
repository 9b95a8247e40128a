from __future__ import annotations

import math
import time

import numpy as np
import pytest

from nlp.evaluation import bootstrap
from nlp.evaluation.bootstrap import ROUNDS, interval, resampled


def test_a_resample_draws_as_many_records_as_there_are() -> None:
    sums = resampled(np.ones((50, 2)))
    assert sums.shape == (ROUNDS, 2)
    assert (sums == 50).all()


def test_the_interval_of_a_mean_is_as_wide_as_statistics_says() -> None:
    heads = np.array([[1.0]] * 100 + [[0.0]] * 300)
    ends = interval(resampled(heads)[:, 0] / 400)
    assert ends is not None
    error = 1.96 * math.sqrt(0.25 * 0.75 / 400)
    assert ends == pytest.approx((0.25 - error, 0.25 + error), abs=0.006)


def test_draws_in_small_portions_are_as_good(monkeypatch: pytest.MonkeyPatch) -> None:
    heads = np.array([[1.0], [0.0]] * 50)
    monkeypatch.setattr(bootstrap, "CELLS", 700)
    sums = resampled(heads)
    assert len(sums) == ROUNDS
    assert sums.mean() == pytest.approx(50, abs=1)


def test_rounds_without_a_value_are_left_out_of_the_interval() -> None:
    assert interval(np.array([np.nan, 0.5, 0.5])) == (0.5, 0.5)
    assert interval(np.array([np.nan])) is None


def test_five_thousand_records_take_no_time_to_speak_of() -> None:
    begun = time.process_time()
    resampled(np.ones((5_000, 150)))
    assert time.process_time() - begun < 5
