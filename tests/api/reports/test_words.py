from __future__ import annotations

import pytest

from api.reports.words import clipped, counted, day, days, decimal, listed, ordinal, share, signed


@pytest.mark.parametrize(
    ("value", "text"), [(0.211, "+0.21"), (-0.3, "\u22120.30"), (0.0, "0.00"), (-0.001, "0.00")]
)
def test_signs_are_written_and_nothing_has_none(value: float, text: str) -> None:
    assert signed(value) == text


def test_shares_above_nothing_never_read_as_nothing() -> None:
    assert share(0.452) == "45\u00a0%"
    assert share(0.0) == "0\u00a0%"
    assert share(0.004) == "under 1\u00a0%"


def test_words_agree_with_numbers() -> None:
    assert counted(1, "person", "people") == "1 person"
    assert counted(1200, "person", "people") == "1,200 people"
    assert days(1_000_000) == "less than a day"
    assert days(3 * 86_400_000_000) == "3 days"
    assert [ordinal(one) for one in (1, 2, 3, 4, 11, 12, 22, 101)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "22nd",
        "101st",
    ]
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert decimal(0.5) == "0.5"
    assert decimal(1234.5) == "1,234"


def test_texts_are_cut_between_words() -> None:
    assert clipped("a short text", 20) == "a short text"
    assert clipped("one two three four", 12) == "one two…"


def test_dates_do_not_follow_the_machines_language() -> None:
    assert day(1_772_366_400_000_000) == "1 March 2026"
