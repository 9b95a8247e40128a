"""Log lines hold events and fields, and nothing that a user wrote."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from api import logs
from api.settings import LogFormat, LogLevel


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def written(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err.strip()


def test_json_lines_hold_the_event_and_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(LogLevel.INFO, LogFormat.JSON)
    logging.getLogger("api.test").info("request", extra={"fields": {"status": 200, "path": "/graphql"}})
    line = json.loads(written(capsys))
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "info",
        "logger": "api.test",
        "event": "request",
        "status": 200,
        "path": "/graphql",
    }


def test_text_lines_are_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    logging.getLogger("api.test").warning(
        "store not opened", extra={"fields": {"store": "my graph", "tries": 3}}
    )
    assert written(capsys).endswith('warning store not opened store="my graph" tries=3')


def test_a_field_cannot_forge_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    logging.getLogger("api.test").info("request", extra={"fields": {"path": "/x\n2026 error forged"}})
    assert len(written(capsys).splitlines()) == 1


def broken() -> None:
    try:
        {}["anna@example.org"]  # type: ignore[index]
    except KeyError as error:
        raise ValueError("what a customer wrote") from error


@pytest.mark.parametrize("form", list(LogFormat))
def test_an_exception_is_logged_without_its_message(
    capsys: pytest.CaptureFixture[str], form: LogFormat
) -> None:
    logs.configure(LogLevel.INFO, form)
    try:
        broken()
    except ValueError:
        logging.getLogger("api.test").exception("unexpected error")
    shown = written(capsys)
    assert "ValueError" in shown
    assert "KeyError" in shown
    assert "test_logs.py" in shown
    assert "customer" not in shown
    assert "anna" not in shown


def test_the_level_says_what_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(LogLevel.WARNING)
    logging.getLogger("api.test").info("request")
    assert written(capsys) == ""


def test_configuring_again_replaces_and_does_not_double(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    logs.configure()
    logging.getLogger("api.test").info("once")
    assert len(written(capsys).splitlines()) == 1
