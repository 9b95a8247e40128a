from __future__ import annotations

import math

import pytest

from nlp.components.contrast import NEGATIVE, POSITIVE, contrasted

LOVED, DOUBTED, PLAIN = [0.05, 0.05, 0.9], [0.4, 0.45, 0.15], [0.05, 0.9, 0.05]


def test_praise_of_one_name_speaks_for_blame_of_another() -> None:
    loved, doubted = contrasted(["a", "b"], [LOVED, DOUBTED], 0.5)
    assert doubted[NEGATIVE] > DOUBTED[NEGATIVE]
    assert doubted.index(max(doubted)) == NEGATIVE
    assert loved.index(max(loved)) == POSITIVE
    odds = math.log(doubted[NEGATIVE] / doubted[1]) - math.log(DOUBTED[NEGATIVE] / DOUBTED[1])
    assert odds == pytest.approx(0.5 * LOVED[POSITIVE])


@pytest.mark.parametrize(("names", "weight"), [(["a"], 0.5), (["a", "a"], 0.5), (["a", "b"], 0.0)])
def test_without_another_name_or_weight_nothing_changes(names: list[str], weight: float) -> None:
    given = [LOVED, DOUBTED][: len(names)]
    for before, after in zip(given, contrasted(names, given, weight), strict=True):
        assert after == pytest.approx(before)


def test_the_strongest_of_the_others_counts_wherever_it_stands() -> None:
    likely = [DOUBTED, PLAIN, LOVED, LOVED]
    whole = contrasted(["a", "b", "c", "d"], likely, 1.0)
    assert contrasted(["d", "c", "b", "a"], likely[::-1], 1.0) == whole[::-1]
    assert sum(whole[0]) == pytest.approx(1.0)
    assert whole[2] == whole[3]
    assert whole[0] == contrasted(["a", "c"], [DOUBTED, LOVED], 1.0)[0]


def test_no_names_give_nothing() -> None:
    assert contrasted([], [], 0.5) == []
