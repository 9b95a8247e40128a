"""`rapport candidates`, as a person uses it; the trained model has a stand-in."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cataloguing import bring_up_to_date
from api.cli import app
from graph.ingestion import Ingestion
from graph.stores.sqlite.store import SqliteStore
from nlp.pipeline import Pipeline
from tests.api.world import CATALOGUE, said
from tests.nlp.naming import COMPONENTS

TEXTS = ("My Moka is loud, should I get a Philips?", "A Krups is cheap, a Philips is quiet.")


async def told(path: Path) -> None:
    store = SqliteStore.open(path)
    await store.prepare()
    pipeline = Pipeline(CATALOGUE, COMPONENTS)
    await bring_up_to_date(store, pipeline)
    await Ingestion(store, pipeline).take([said(n, f"p{n}", text) for n, text in enumerate(TEXTS)])
    await store.close()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("RAPPORT_COMPONENTS", json.dumps(COMPONENTS))
    asyncio.run(told(tmp_path / "names.rapport"))
    return str(tmp_path / "names.rapport")


def candidates(*arguments: str) -> Result:
    environment = {"COLUMNS": "200", "TERM": "dumb"}
    return CliRunner().invoke(app, ["candidates", *arguments], env=environment)


def listed(path: str, *arguments: str) -> list[str]:
    done = candidates("list", "--store", path, "--json", *arguments)
    assert done.exit_code == 0, done.output
    return [json.loads(line)["name"] for line in done.stdout.splitlines()]


def test_the_list_shows_people_brands_and_an_example(path: str) -> None:
    shown = candidates("list", "--store", path).stdout
    assert "Philips" in shown
    assert "Moka 1" in shown
    assert "a Philips is quiet" in shown
    assert listed(path) == ["Philips", "Krups"]
    assert listed(path, "--least-people", "2") == ["Philips"]


def test_a_name_is_promoted_or_dismissed_and_gone(path: str) -> None:
    done = candidates("promote", "Philips", "--store", path, "--role", "competitor")
    assert "a brand (competitor); 2 messages" in done.output
    done = candidates("promote", "Krups", "--store", path, "--as-product-of", "Philips")
    assert "a product of Philips" in done.output
    assert listed(path) == []
    assert "lacks" in candidates("list", "--store", path).output


def test_a_promoted_name_is_demoted_and_comes_up_again(path: str) -> None:
    candidates("promote", "Philips", "--store", path)
    done = candidates("demote", "philips", "--store", path)
    assert "not watched any more; 2 messages" in done.output
    assert listed(path) == ["Philips", "Krups"]
    assert "not added by hand" in candidates("demote", "Moka", "--store", path).output


def test_a_dismissed_name_is_gone(path: str) -> None:
    assert "not come up again" in candidates("dismiss", "krups", "--store", path).output
    assert listed(path) == ["Philips"]


def test_what_cannot_be_is_said(path: str, tmp_path: Path) -> None:
    assert "in the catalogue" in candidates("dismiss", "Moka", "--store", path).output
    nothing = candidates("dismiss", "Moka", "--store", str(tmp_path / "new.rapport"))
    assert nothing.exit_code == 1
    assert "rapport ingest" in nothing.output
