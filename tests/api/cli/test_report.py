"""`rapport report`, as a person uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STORE", "CATALOGUE"):
        monkeypatch.delenv(f"RAPPORT_{name}", raising=False)


def report(store: Path, *arguments: str) -> Result:
    words = ["report", *arguments, "--store", str(store)]
    return CliRunner().invoke(app, words, env={"COLUMNS": "200", "TERM": "dumb"})


def test_a_report_is_written_where_one_says(world_file: Path, tmp_path: Path) -> None:
    for form, begin in (("html", b"<!doctype html>"), ("pdf", b"%PDF-"), ("md", b"# "), ("json", b"{")):
        out = tmp_path / f"moka.{form}"
        done = report(world_file, "perception", "--brand", "moka", "--out", str(out))
        assert done.exit_code == 0, done.output
        assert out.read_bytes().startswith(begin)


def test_its_name_says_what_it_is_where_none_is_given(
    world_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert report(world_file, "advocacy", "--format", "md").exit_code == 0
    assert (tmp_path / "advocacy-moka.md").is_file()


def test_a_dash_is_standard_output(world_file: Path) -> None:
    done = report(world_file, "influence", "--format", "json", "--out", "-", "--anonymous")
    assert json.loads(done.stdout)["anonymous"] is True


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("perceptions",), "perception"),
        (("perception", "--brand", "mokka"), "'moka'"),
        (("perception", "--window", "lately"), "90d"),
        (("perception", "--format", "docx"), "pdf"),
        (("perception", "--out", "/nowhere/x.html"), "--out"),
        (("perception", "--out", "x.docx"), "no format"),
    ],
)
def test_what_is_wrong_says_what_to_do(world_file: Path, arguments: tuple[str, ...], hint: str) -> None:
    done = report(world_file, *arguments)
    assert done.exit_code in (1, 2)
    assert hint in done.output
