"""Probabilities learnt from logs worked out by hand, and from cascades whose probabilities are known."""

from __future__ import annotations

import numpy as np
import pytest

from graph.analytics.flows import flows_of
from graph.analytics.influence_calibration import calibration
from graph.analytics.influence_learning import HORIZON_US, Actions, Method, actions, learnt
from graph.analytics.listening import Listening, listening
from graph.analytics.reach import Span
from graph.projection import Projection

DAY = 86_400_000_000


def ties(pairs: list[tuple[int, int]], people: int, since: int = 0) -> Listening:
    """(who is heard, who hears)."""
    heard, hears = zip(*pairs, strict=True)
    bare = Projection.from_edges(heard, hears, times=[since] * len(pairs), vertices=people)
    return listening(flows_of(bare), Span())


def log(*rows: tuple[int, int, float]) -> Actions:
    """(action, person, day)."""
    action, person, at = zip(*rows, strict=True)
    days = (np.array(at) * DAY).astype(np.int64)
    return actions(np.array(action, np.int64), np.array(person, np.uint32), days)


END = 100 * DAY


def test_a_following_counts_for_the_tie_and_what_was_not_followed_against_it() -> None:
    one = ties([(0, 1)], 2)
    found = learnt(one, log((1, 0, 1), (1, 1, 2), (2, 0, 3), (3, 0, 4), (4, 0, 5), (4, 1, 30)), END)
    assert (found.trials.tolist(), found.successes.tolist()) == ([4], [1])  # 25 days later is too late


def test_who_did_it_first_is_not_influenced_by_who_did_it_later() -> None:
    one = ties([(0, 1)], 2)
    found = learnt(one, log((1, 1, 1), (1, 0, 2), (2, 0, 3)), END)
    assert (found.trials.tolist(), found.successes.tolist()) == ([1], [0])


def test_what_came_before_the_tie_is_no_trial_and_what_is_not_over_neither() -> None:
    one = ties([(0, 1)], 2, since=10 * DAY)
    found = learnt(one, log((1, 0, 9), (1, 1, 10), (2, 0, 11), (3, 0, 95)), END)
    assert (found.trials.tolist(), found.successes.tolist()) == ([1], [0])


def test_of_two_causes_the_later_heard_gets_more_of_partial_credit() -> None:
    both = ties([(0, 2), (1, 2)], 3)
    rows = log((1, 0, 1), (1, 1, 4), (1, 2, 5))
    partial = learnt(both, rows, END, Method.PARTIAL)
    assert partial.successes.tolist() == [1, 1]
    assert partial.probability[1] > partial.probability[0]
    assert float(partial.probability.sum()) < float(
        learnt(both, rows, END, Method.BERNOULLI).probability.sum()
    )


def test_jaccard_counts_what_either_did() -> None:
    one = ties([(0, 1)], 2)
    rows = log((1, 0, 1), (1, 1, 2), (2, 0, 3), (3, 1, 4), (4, 1, 5), (5, 1, 6))
    bernoulli, jaccard = (learnt(one, rows, END, method) for method in (Method.BERNOULLI, Method.JACCARD))
    # 1 of 2 that the heard did; 1 of 5 that either did; the prior is the same
    prior, base = bernoulli.prior, bernoulli.base
    assert bernoulli.probability[0] == pytest.approx((1 + prior * base) / (2 + prior))
    assert jaccard.probability[0] == pytest.approx((1 + prior * base) / (5 + prior))


def cascades(seed: int, people: int = 150, count: int = 3_000) -> tuple[Listening, np.ndarray, Actions]:
    """Independent cascades, one a day and a half, along ties of known probability."""
    rng = np.random.default_rng(seed)
    pairs = sorted({(int(a), int(b)) for a, b in rng.integers(0, people, (600, 2)) if a != b})
    all_ties = ties(pairs, people)
    truth = rng.choice([0.02, 0.1, 0.4], len(all_ties.heard), p=[0.5, 0.3, 0.2])
    out: dict[int, list[tuple[int, float]]] = {}
    for heard, hears, chance in zip(
        all_ties.heard.tolist(), all_ties.hears.tolist(), truth.tolist(), strict=True
    ):
        out.setdefault(heard, []).append((hears, chance))
    rows = []
    for number in range(count):
        begun = number * 0.05
        start = int(rng.integers(people))
        at, queue = {start: begun}, [start]
        while queue:
            one = queue.pop(0)
            for other, chance in out.get(one, ()):
                if rng.random() < chance and other not in at:
                    at[other] = at[one] + 0.01
                    queue.append(other)
        rows += [(number, person, when) for person, when in at.items()]
    return all_ties, truth, log(*rows)


def test_known_probabilities_are_found_and_their_foretelling_comes_true() -> None:
    all_ties, truth, rows = cascades(1)
    half = 100 * DAY
    found = learnt(
        all_ties,
        Actions(rows.action[rows.at < half], rows.person[rows.at < half], rows.at[rows.at < half]),
        half,
    )
    strong, weak = found.probability[truth == 0.4].mean(), found.probability[truth == 0.02].mean()
    assert strong == pytest.approx(0.4, abs=0.06)
    assert weak < 0.06
    later = calibration(all_ties, found, rows, half, int(rows.at.max()) + HORIZON_US)
    assert later.chances > 1_000
    assert later.brier < 0.9 * later.baseline
    assert later.skill > 0.1
    for one in later.bins:
        if one.chances > 300:
            assert one.observed == pytest.approx(one.predicted, abs=0.05)


def test_sharing_out_credit_finds_less_than_full_credit_where_causes_overlap() -> None:
    all_ties, truth, rows = cascades(2, count=1_500)
    full, shared = (
        learnt(all_ties, rows, int(rows.at.max()) + HORIZON_US, one) for one in (Method.BERNOULLI, Method.EM)
    )
    off = [float(np.abs(found.probability - truth).mean()) for found in (full, shared)]
    assert off[1] < off[0]


def test_nothing_that_happened_gives_the_base_rate() -> None:
    found = learnt(ties([(0, 1)], 2), log((1, 0, 1)), END)
    assert (found.base, found.probability.tolist()) == (0.0, [0.0])
