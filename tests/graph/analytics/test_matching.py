from __future__ import annotations

import numpy as np

from graph.analytics.logistic import log_odds
from graph.analytics.matching import MATCHES, match


def confounded(seed: int = 0, size: int = 4_000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(features, treated, outcome): who is keen is treated more and acts more; the treatment itself adds .1."""
    random = np.random.default_rng(seed)
    keen = random.normal(size=size)
    treated = random.random(size) < 1 / (1 + np.exp(1.5 - 1.5 * keen))
    acts = random.random(size) < np.clip(0.2 + 0.15 * keen + 0.1 * treated, 0, 1)
    return np.column_stack([keen, random.normal(size=size)]), treated, acts


def test_matching_takes_the_part_of_the_difference_away_that_is_keenness() -> None:
    features, treated, acts = confounded()
    rows = np.arange(len(treated))
    found = match(features, treated, np.zeros(len(rows), np.int64), rows)
    naive = acts[treated].mean() - acts[~treated].mean()
    matched = np.average(acts[found.treated].astype(float) - acts[found.control], weights=found.weight)
    assert naive > 0.25
    assert abs(matched - 0.1) < 0.05
    assert abs(found.imbalance[0]) < 0.1 < abs(found.imbalance_before[0])


def test_nobody_is_matched_across_strata_with_themselves_or_too_far_away() -> None:
    features, treated, _ = confounded(1, 600)
    strata = np.arange(600) % 3
    people = np.arange(600) // 2
    found = match(features, treated, strata, people)
    assert (strata[found.treated] == strata[found.control]).all()
    assert (people[found.treated] != people[found.control]).all()
    assert treated[found.treated].all()
    assert not treated[found.control].any()
    assert np.bincount(found.treated).max() <= MATCHES
    assert len(np.unique(found.treated)) + found.unmatched == treated.sum()


def test_a_stratum_of_one_sort_only_is_left_out_and_counted() -> None:
    features = np.zeros((4, 1))
    found = match(features, np.array([True, True, False, False]), np.array([0, 1, 1, 2]), np.arange(4))
    assert found.treated.tolist() == [1]
    assert found.control.tolist() == [2]
    assert found.unmatched == 1


def test_log_odds_are_found_again() -> None:
    random = np.random.default_rng(4)
    features = random.normal(size=(8_000, 2))
    true = 0.5 + features @ [1.0, -2.0]
    marks = random.random(8_000) < 1 / (1 + np.exp(-true))
    assert np.abs(log_odds(features, marks) - true).mean() < 0.15


def test_a_feature_that_tells_all_does_not_run_off_to_infinity() -> None:
    features = np.column_stack([np.repeat([0.0, 1.0], 50), np.ones(100)])
    odds = log_odds(features, np.repeat([False, True], 50))
    assert np.isfinite(odds).all()
    assert odds[0] < 0 < odds[-1]
