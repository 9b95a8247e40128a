"""The tokens of a plain text are the library's."""

# ruff: noqa: RUF001 - people write these dashes and quotation marks

from __future__ import annotations

import operator
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.model.encoder import FOLDER
from nlp.model.tokens import tokenizer
from nlp.model.wordpiece import tokens

VOCABULARY = tokenizer(FOLDER)
LETTERS = string.ascii_letters + string.digits + string.punctuation.replace("[", "") + " \n\r\t‘’“”…–—"


@given(st.text(LETTERS, max_size=80))
def test_numbers_places_and_beginnings_are_the_librarys(text: str) -> None:
    found = VOCABULARY.encode(text, add_special_tokens=False)
    begins = [True, *map(operator.ne, found.word_ids[1:], found.word_ids)][: len(found.ids)]
    assert tokens(VOCABULARY, text) == (found.ids, found.offsets, begins)


@pytest.mark.parametrize("text", ["Unbelievably DESCALING", "a" * 100, "a" * 101, "x" * 99 + "9 _a_", ""])
def test_long_and_odd_words_are_cut_as_the_library_cuts_them(text: str) -> None:
    found = VOCABULARY.encode(text, add_special_tokens=False)
    read = tokens(VOCABULARY, text)
    assert read is not None
    assert read[:2] == (found.ids, found.offsets)


@pytest.mark.parametrize("text", ["café", "good 👍", "[SEP]", "a\x00b", "naı̈ve", "a\u00a0b", "コーヒー"])
def test_what_is_not_plain_is_left_to_the_library(text: str) -> None:
    assert tokens(VOCABULARY, text) is None
