"""Entities are read off the tags of words."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.model.outputs import TAGS
from nlp.model.words import spans_of


def rows(*tags: str) -> np.ndarray:
    likely = np.full((len(tags), len(TAGS)), 0.01)
    for place, tag in enumerate(tags):
        likely[place, TAGS.index(tag)] = 0.9
    return likely


WORDS = [(1, 0, 3), (2, 4, 7), (3, 8, 11)]


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        (("O", "O", "O"), []),
        (("B-person", "I-person", "O"), [(0, 7, "person")]),
        (("B-person", "B-person", "O"), [(0, 3, "person"), (4, 7, "person")]),
        (("O", "I-place", "O"), [(4, 7, "place")]),
        (("B-person", "I-work", "I-work"), [(0, 3, "person"), (4, 11, "work")]),
    ],
)
def test_words_of_a_type_in_a_row_are_one_entity(
    tags: tuple[str, ...], found: list[tuple[int, int, str]]
) -> None:
    assert [spot[:3] for spot in spans_of(WORDS, rows(*tags))] == found


def test_an_entity_is_as_sure_as_its_least_sure_word() -> None:
    likely = rows("B-person", "I-person", "O")
    likely[1, TAGS.index("I-person")] = 0.5
    ((*_, sure),) = spans_of(WORDS, likely)
    assert sure == pytest.approx(0.51)
