from __future__ import annotations

import pytest

from nlp.agreement import agreement


@pytest.mark.parametrize(
    "text",
    [
        "+1",
        "@kim yes please, every morning",
        "Great idea, that would save me ten minutes.",
        "I'd really love that",
        "Agreed. Mine has none either.",
        "same here, I asked them last year",
        "What a brilliant suggestion!",
        "👍",
    ],
)
def test_openings_that_second_an_idea_side_with_it(text: str) -> None:
    assert agreement(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "-1 from me",
        "I disagree, one more thing that breaks",
        "No thanks, my kettle needs no app.",
        "please don\u2019t, it is fine as it is",
        "Bad idea.",
        "@kim who needs that?",
        "I really don't want another login",
    ],
)
def test_openings_that_turn_it_down_are_against_it(text: str) -> None:
    assert agreement(text) == -1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Which model do you have?",
        "Yes, but only if it works without an account",
        "Mine arrived on Monday. Great idea to order early.",
        "They said it comes in spring.",
    ],
)
def test_what_says_neither_is_neither(text: str) -> None:
    assert agreement(text) == 0
