"""Answers in a terminal: a table where its columns fit, else a paragraph a row."""

from __future__ import annotations

from typing import Any

import pytest

from api.cli.ask import Format, _print

WIDE: dict[str, Any] = {
    "shareOfVoice": {
        "channels": [
            {
                "channel": name,
                "people": people,
                "messages": people * 7,
                "voice": {
                    "people": {"value": 0.25},
                    "peopleInterval": {"low": 0.24, "high": 0.26},
                    "messages": {"value": 0.5},
                },
                "change": {"significant": False, "before": {"netSentiment": {"value": 0.125}}},
            }
            for name, people in (("microblog", 558), ("forum", 937))
        ]
    }
}


def shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int) -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    _print(WIDE, Format.TABLE)
    return capsys.readouterr().out


def test_columns_that_fit_stand_in_a_table(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = shown(capsys, monkeypatch, 160)
    assert "…" not in out
    assert "─" in out
    assert "interval" not in out


@pytest.mark.parametrize("columns", [40, 60])
def test_where_they_do_not_fit_nothing_is_cut(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    out = shown(capsys, monkeypatch, columns)
    assert "…" not in out
    assert all(len(line) <= columns for line in out.splitlines())
    told = " ".join(out.split())
    assert "microblog people 558 · messages 3906 · voice people 0.25 · voice messages 0.5" in told
    assert told.index("microblog") < told.index("forum")
