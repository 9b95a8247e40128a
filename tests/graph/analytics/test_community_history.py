from __future__ import annotations

import numpy as np

from graph.analytics.community_history import Event, Step, matches, steps


def members(*groups: int | None) -> np.ndarray:
    return np.array([-1 if one is None else one for one in groups], np.int32)


def events(before: np.ndarray, after: np.ndarray) -> list[tuple[Event, int]]:
    return [(one.event, one.community) for one in steps(before, after)]


def test_a_match_is_the_share_of_all_members_that_both_have() -> None:
    (only,) = matches(members(0, 0, 0, None), members(None, 0, 0, 0))
    assert (only.before, only.after, only.similarity) == (0, 0, 0.5)


def test_a_community_that_keeps_its_size_is_steady_whoever_left() -> None:
    assert events(members(0, 0, 0, None), members(None, 0, 0, 0)) == [(Event.STEADY, 0)]


def test_growth_and_shrinking_are_told_by_size() -> None:
    assert events(members(0, 0, None, None), members(0, 0, 0, 0)) == [(Event.GROWN, 0)]
    assert events(members(0, 0, 0, 0), members(0, 0, None, None)) == [(Event.SHRUNK, 0)]


def test_two_that_become_one_have_merged_and_one_that_becomes_two_has_split() -> None:
    apart, together = members(0, 0, 1, 1), members(0, 0, 0, 0)
    assert steps(apart, together) == [Step(Event.MERGED, 0, (0, 1))]
    assert steps(together, apart) == [Step(Event.SPLIT, 0, (0,)), Step(Event.SPLIT, 1, (0,))]


def test_who_has_no_past_is_born_and_who_has_no_future_dissolves() -> None:
    before, after = members(0, 0, None, None), members(None, None, 0, 0)
    assert events(before, after) == [(Event.BORN, 0), (Event.DISSOLVED, 0)]


def test_a_few_shared_members_are_no_match() -> None:
    before, after = members(0, 0, 0, 0, None, None, None), members(None, None, None, 0, 0, 0, 0)
    assert matches(before, after) == []
