"""Long texts are read in pieces that lose nothing and cut no name."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nlp.model.pieces import MOST_LETTERS, pieces


def test_a_short_text_is_one_piece() -> None:
    assert pieces("My Brevo broke.") == [(0, 15)]


def test_a_long_text_is_cut_after_sentences() -> None:
    text = "The machine broke again today. " * 60
    found = pieces(text)
    assert all(text[start:end].startswith("The") for start, end in found)
    assert all(end - start <= MOST_LETTERS for start, end in found)


def test_no_name_is_cut() -> None:
    text = "x" * (MOST_LETTERS - 3) + "Brevo" + "y" * MOST_LETTERS
    name = (MOST_LETTERS - 3, MOST_LETTERS + 2)
    assert all(not start < name[0] < end < name[1] for start, end in pieces(text, [name]))


@given(st.text(alphabet="ab. \n", min_size=0, max_size=4000))
def test_pieces_lie_in_order_without_gaps(text: str) -> None:
    found = pieces(text)
    assert found[0][0] == 0
    assert found[-1][1] == len(text)
    assert all(left[1] == right[0] for left, right in pairwise(found))
    assert all(start < end for start, end in found) or not text
