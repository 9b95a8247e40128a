"""The Python in docs/analytics.md runs, block after block, as in a notebook."""

from __future__ import annotations

import ast
import inspect
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.cli import app

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "analytics.md").read_text()


async def run(code: str, names: dict[str, Any]) -> None:
    compiled = compile(code, "docs/analytics.md", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    result = eval(compiled, names)  # noqa: S307 - our own page
    if inspect.isawaitable(result):
        await result


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A folder with the bundled example in a store."""
    words = ["ingest", str(ROOT / "examples"), "--store", str(tmp_path / "mine.rapport")]
    done = CliRunner().invoke(app, [*words, "--catalogue", str(ROOT / "examples" / "catalogue.yaml")])
    assert done.exit_code == 0, done.output
    return tmp_path


async def test_the_notebook_of_the_docs_runs(
    example: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(example)
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) >= 5
    names: dict[str, Any] = {}
    try:
        for block in blocks:
            await run(block, names)
    finally:
        if "store" in names:
            await names["store"].close()
    assert len(names["ties"]) > 100
    assert max(names["groups"], key=len) <= set(names["projection"].vertex_ids.tolist())
    assert "Ondrelle" in capsys.readouterr().out


def test_the_exports_of_the_docs_run(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(example)
    monkeypatch.setenv("RAPPORT_STORE", "mine.rapport")
    lines = [line.split("#")[0] for line in PAGE.splitlines() if line.startswith("rapport export")]
    assert len(lines) >= 4
    for line in lines:
        done = CliRunner().invoke(app, shlex.split(line)[1:])
        assert done.exit_code == 0, f"{line}\n{done.output}"
    for name in ("graph.gexf", "graph.graphml", "folder/people.parquet", "folder/ties.csv"):
        assert (example / name).stat().st_size > 0
