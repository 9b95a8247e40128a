"""What long commands show of how far they are."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app, terminal
from graph.progress import telling


class Bar:
    """Stands for a progress bar: holds what it was last told."""

    def __init__(self) -> None:
        self.shown: dict[str, object] = {}

    def add_task(self, description: str, **fields: object) -> int:
        self.shown |= {"description": description, **fields}
        return 0

    def update(self, _task: int, **fields: object) -> None:
        self.shown |= fields


async def test_progress_of_a_thread_is_shown_once_it_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    bar = Bar()

    @contextmanager
    def progress(*_columns: str) -> Iterator[Bar]:
        yield bar

    monkeypatch.setattr(terminal, "progress", progress)
    monkeypatch.setattr(terminal, "PATIENCE", 1.0)
    with terminal.telling_progress():
        await asyncio.to_thread(telling, "Finding communities", 3, 7)
        assert bar.shown == {
            "description": "Finding communities",
            "completed": 3,
            "total": 7,
            "visible": False,
        }
        await asyncio.sleep(1.05)
        assert bar.shown["visible"]
    telling("afterwards")
    assert bar.shown["description"] == "Finding communities"


def test_ties_are_for_neo4j_and_the_command_says_so(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["materialise", "--store", str(tmp_path / "a.rapport")])
    assert done.exit_code == terminal.MISUSED
    assert "for Neo4j" in done.output
