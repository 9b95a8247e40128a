"""Names are marked, cases kept, places exact."""

from __future__ import annotations

import pytest

from nlp.model.encoder import FOLDER
from nlp.model.tokens import (
    CLOSE,
    CLS,
    LOWER,
    MIXED,
    OPEN,
    PARENT_OPEN,
    SEP,
    TITLE,
    UPPER,
    case_of,
    encode,
    tokenizer,
)

VOCABULARY = tokenizer(FOLDER)
TEXT = "love the iPhone but Verizon is a JOKE"


def test_a_name_is_marked_before_and_after() -> None:
    coded = encode(VOCABULARY, TEXT, [(9, 15), (20, 27)])
    assert coded.ids[0] == CLS
    assert coded.ids[-1] == SEP
    assert [coded.ids[mark] for mark in coded.marks] == [OPEN, OPEN]
    assert coded.ids.count(CLOSE) == 2
    assert coded.ids[coded.marks[0] + 2] == CLOSE


def test_a_name_at_the_very_end_is_closed_too() -> None:
    coded = encode(VOCABULARY, "I left Brevo", [(7, 12)])
    assert coded.ids[-2:] == [CLOSE, SEP]


def test_names_of_the_parent_have_marks_of_their_own_after_those_of_the_text() -> None:
    coded = encode(VOCABULARY, "same here", [], "my Brevo died", [(3, 8)])
    assert [coded.ids[mark] for mark in coded.marks] == [PARENT_OPEN]
    assert coded.ids.count(SEP) == 2


def test_words_carry_their_places_in_the_text() -> None:
    coded = encode(VOCABULARY, TEXT, [(9, 15)])
    shown = [TEXT[start:end] for _, start, end in coded.words]
    assert shown == ["love", "the", "iPhone", "but", "Verizon", "is", "a", "JOKE"]
    assert all(coded.ids[place] > SEP for place, _, _ in coded.words)


def test_cases_of_a_whole_word_stand_at_each_of_its_tokens() -> None:
    coded = encode(VOCABULARY, "BREVO iPhone Verizon x")
    by_word = [coded.cases[place] for place, _, _ in coded.words]
    assert by_word == [UPPER, MIXED, TITLE, LOWER]


@pytest.mark.parametrize(
    ("word", "case"), [("A", TITLE), ("a", LOWER), ("5G", TITLE), ("42", 4), ("!", LOWER)]
)
def test_single_letters_digits_and_signs_have_cases(word: str, case: int) -> None:
    assert case_of(word) == case


def test_a_name_beyond_the_tokens_that_are_read_has_no_mark() -> None:
    text = "word " * 300 + "Brevo"
    coded = encode(VOCABULARY, text, [(len(text) - 5, len(text))])
    assert coded.marks == [0]
    assert len(coded.ids) < 200


def test_a_name_inside_a_word_marks_the_word() -> None:
    coded = encode(VOCABULARY, "#lovemyBrevo forever", [(7, 12)])
    assert coded.marks[0] > 0
