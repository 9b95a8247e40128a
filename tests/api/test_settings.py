"""Settings come from the environment, and are documented."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import LogFormat, LogLevel, Settings

DOCS = Path(__file__).parents[2] / "docs" / "operations.md"


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"RAPPORT_{name.upper()}", raising=False)


def test_without_an_environment_it_listens_on_this_machine_only() -> None:
    settings = Settings()
    assert (settings.host, settings.port, settings.token) == ("127.0.0.1", 8000, None)
    assert (settings.store, settings.catalogue) == ("rapport.db", None)
    assert (settings.log_level, settings.log_format) == (LogLevel.INFO, LogFormat.TEXT)


def test_every_setting_is_read_from_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {
        "store": "neo4j://db",
        "neo4j_user": "me",
        "neo4j_password": "hidden-password",
        "host": "0.0.0.0",  # noqa: S104 - the tests are about it
        "port": "9000",
        "token": "a-long-enough-token",
        "catalogue": "c.yaml",
        "components": '{"mood": "rapport_nothing"}',
        "model": "models/mine",
        "cache": "saved",
        "log_level": "debug",
        "log_format": "json",
    }
    assert wanted.keys() == Settings.model_fields.keys()
    for name, value in wanted.items():
        monkeypatch.setenv(f"RAPPORT_{name.upper()}", value)
    settings = Settings()
    shown = {
        name: value.get_secret_value() if hasattr(value, "get_secret_value") else str(value)
        for name, value in settings
    }
    assert shown == wanted | {"components": str({"mood": "rapport_nothing"})}


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_TOKEN", "a-long-enough-token")
    monkeypatch.setenv("RAPPORT_NEO4J_PASSWORD", "hidden-password")
    shown = f"{Settings()!r} {Settings().model_dump_json()}"
    assert "long-enough" not in shown
    assert "hidden" not in shown


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_TOKEN", "")
    monkeypatch.setenv("RAPPORT_PORT", "")
    assert Settings().token is None
    assert Settings().port == 8000


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "70000"), ("PORT", "web"), ("TOKEN", "short"), ("LOG_LEVEL", "loud")]
)
def test_what_makes_no_sense_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"RAPPORT_{name}", value)
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert f"'{value}'" not in str(caught.value), "a secret that is refused must not be shown"


def test_every_setting_is_described_in_the_docs() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"RAPPORT_{name.upper()}" not in text] == []
    assert all(field.description for field in Settings.model_fields.values())
