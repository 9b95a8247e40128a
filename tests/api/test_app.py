"""The application starts at once, says how it is, and serves only where it may."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from api import app as application
from api.app import serve
from api.security import BindError
from api.settings import LogLevel, Settings
from graph.errors import StoreFullError, StoreUnavailableError
from graph.store import Store
from graph.stores.open import open_store
from graph.stores.sqlite.store import SqliteStore
from tests.api.conftest import asked, served


async def test_health_says_that_the_store_answers(client: httpx.AsyncClient) -> None:
    response = await client.get("/health")
    assert response.status_code == 200
    found = response.json()
    assert (found["status"], found["store"]) == ("ok", "ok")
    assert found["store_version"] >= 1
    assert found["version"]


async def test_a_new_store_is_made_and_says_what_is_missing(tmp_path: Path) -> None:
    async with served(Settings(store=str(tmp_path / "new.rapport"))) as client:
        data = await asked(client, "{ status { messages analysisVersion } people { nodes { name } } }")
        assert data["status"] == {"messages": 0, "analysisVersion": None}
        assert data["people"] == {"nodes": []}
        questions = (await client.get("/ready-questions")).json()
        assert {"brand": "", "window": None} in [question["variables"] for question in questions]


async def test_a_store_that_is_away_at_start_is_opened_when_it_comes(
    world_file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries = []

    async def later(*arguments: object, **named: object) -> Store:
        tries.append(1)
        if len(tries) < 4:
            raise StoreUnavailableError("The server does not answer.", "Start it.")
        return await open_store(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(application, "open_store", later)
    async with served(Settings(store=str(world_file))) as client:
        sick = await client.get("/health")
        assert sick.status_code == 503
        assert sick.json()["store"] == "StoreUnavailableError"
        assert (await client.get("/ready-questions")).status_code == 503
        assert (await client.get("/health")).status_code == 200
        assert await asked(client, "{ status { messages } }") == {"status": {"messages": 12}}
    assert "store not opened" in caplog.text


async def test_what_is_no_store_is_told_as_such(tmp_path: Path) -> None:
    file = tmp_path / "not-a-store"
    file.write_bytes(b"something else entirely, and no database at all" * 100)
    async with served(Settings(store=str(file))) as client:
        assert (await client.get("/health")).status_code == 503
        answer = (await client.post("/graphql", json={"query": "{ status { messages } }"})).json()
        assert answer["errors"][0]["extensions"]["code"].startswith("STORE_")


async def test_a_store_that_cannot_be_prepared_is_closed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []
    close = SqliteStore.close

    async def full(_: SqliteStore) -> None:
        raise StoreFullError("No room.", "Make some.")

    async def closing(store: SqliteStore) -> None:
        closed.append(True)
        await close(store)

    monkeypatch.setattr(SqliteStore, "prepare", full)
    monkeypatch.setattr(SqliteStore, "close", closing)
    with pytest.raises(StoreFullError):
        await application.opened(Settings(store=str(tmp_path / "new.rapport")))
    assert closed == [True]


async def test_requests_are_logged_without_their_content(
    world_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "api.app")
    async with served(Settings(store=str(world_file), log_level=LogLevel.DEBUG)) as client:
        await client.get("/graphql", params={"query": "{ secretWord }"})
    (record,) = [one for one in caplog.records if one.message == "request"]
    fields = record.fields  # type: ignore[attr-defined]
    assert (fields["method"], fields["path"], fields["status"]) == ("GET", "/graphql", 400)
    assert "secretWord" not in str(fields)


def test_serving_to_others_without_a_token_is_refused() -> None:
    with pytest.raises(BindError, match="RAPPORT_TOKEN"):
        serve(Settings(host="0.0.0.0"))  # noqa: S104 - the tests are about it


def test_serving_runs_where_the_settings_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran: dict[str, object] = {}
    monkeypatch.setattr("api.serving.run", lambda _app, _before_end, **named: ran.update(named))
    monkeypatch.setattr("api.logs.configure", lambda *_: None)
    settings = Settings(
        store=str(tmp_path / "s"),
        host="0.0.0.0",  # noqa: S104 - the tests are about it
        port=9,
        token=SecretStr("a-long-enough-token"),
    )
    serve(settings)
    assert (ran["host"], ran["port"], ran["access_log"], ran["server_header"]) == ("0.0.0.0", 9, False, False)  # noqa: S104 - the tests are about it


@pytest.mark.parametrize(
    ("module", "left_out"),
    [
        ("api.cli", ("numpy",)),
        ("api.app", ("spacy", "neo4j", "strawberry", "graph.projection")),
        ("api.service", ("spacy", "neo4j")),
    ],
)
def test_starting_imports_nothing_that_takes_long(module: str, left_out: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print([name for name in {left_out!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
