"""The docs say what there is: every command, setting, format and README command."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from api.cli import app
from api.settings import Settings
from ingest.files.registry import READERS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
DOCS = README + "".join(path.read_text() for path in sorted((ROOT / "docs").glob("*.md")))


def commands() -> list[str]:
    group = get_command(app)
    return sorted(group.commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"rapport {command}" in README


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_documented(name: str) -> None:
    assert f"RAPPORT_{name.upper()}" in DOCS


@pytest.mark.parametrize("name", [reader.name for reader in READERS])
def test_every_format_is_documented(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs" / "formats.md").read_text()


def test_every_page_that_is_linked_is_there() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def readme_commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith(".venv/bin/rapport") and " serve " not in line]


def test_the_commands_of_the_readme_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    lines = readme_commands()
    assert len(lines) >= 4
    for line in lines:
        words = [
            word.replace("mine.rapport", str(tmp_path / "mine.rapport")).replace(
                "perception.html", str(tmp_path / "perception.html")
            )
            for word in shlex.split(line)[1:]
        ]
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, f"{line}\n{done.output}"


def test_nothing_names_the_machine_that_it_was_made_on() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        assert "/work/" not in page.read_text(), page
