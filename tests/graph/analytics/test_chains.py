from __future__ import annotations

import numpy as np

from graph.analytics.chains import ROOT, forest


def codes(*people: int) -> np.ndarray:
    return np.array(people, np.int32)


def moments(*at: int) -> np.ndarray:
    return np.array(at, np.int64)


def test_a_chain_goes_on_from_the_link_that_moved_the_giver() -> None:
    """0 moves 1, who moves 2 and 3; 3 moves 4. 5 moves 6 apart from them."""
    found = forest(
        codes(0, 1, 1, 3, 5), codes(1, 2, 3, 4, 6), moments(0, 20, 21, 40, 1), moments(10, 30, 31, 50, 2)
    )
    assert found.parent.tolist() == [ROOT, 0, 0, 2, ROOT]
    assert found.depth.tolist() == [1, 2, 2, 3, 1]
    assert found.root.tolist() == [0, 0, 0, 0, 5]


def test_advice_given_before_the_giver_was_moved_begins_a_chain() -> None:
    found = forest(codes(0, 1), codes(1, 2), moments(0, 5), moments(10, 20))
    assert found.parent.tolist() == [ROOT, ROOT]


def test_the_last_link_that_moved_the_giver_is_the_parent() -> None:
    found = forest(codes(0, 9, 1), codes(1, 1, 2), moments(0, 1, 30), moments(10, 20, 40))
    assert found.parent.tolist() == [ROOT, ROOT, 1]
    assert found.root.tolist() == [0, 9, 9]


def test_two_who_move_each_other_in_turn_make_no_ring() -> None:
    found = forest(codes(0, 1, 0), codes(1, 0, 1), moments(0, 20, 40), moments(10, 30, 50))
    assert found.depth.tolist() == [1, 2, 3]


def test_nothing_makes_an_empty_forest() -> None:
    assert len(forest(codes(), codes(), moments(), moments()).parent) == 0
