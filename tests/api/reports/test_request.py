from __future__ import annotations

import pytest

from api.errors import InputError
from api.reports.request import Asked, asked_window, between
from graph.model import DAY_US


def test_two_dates_are_a_window_and_either_may_be_left_out() -> None:
    whole = asked_window("2026-01-01..2026-02-01")
    assert whole.until is not None
    assert whole.since is not None
    assert whole.until - whole.since == 31 * DAY_US
    assert asked_window("2026-01-01..") == Asked(whole.since)
    assert asked_window("..2026-02-01") == Asked(None, whole.until)
    assert asked_window(None) == asked_window("..") == between("", None) == Asked()


@pytest.mark.parametrize(("text", "days"), [("90d", 90), ("12w", 84), ("1y", 365)])
def test_a_length_is_a_window(text: str, days: int) -> None:
    assert asked_window(text).length == days * DAY_US


@pytest.mark.parametrize("text", ["yesterday", "2026-01-01", "90", "2026-13-01..", "2026-02-01..2026-01-01"])
def test_what_is_no_window_says_how_to_write_one(text: str) -> None:
    with pytest.raises(InputError) as refused:
        asked_window(text)
    assert refused.value.remedy
