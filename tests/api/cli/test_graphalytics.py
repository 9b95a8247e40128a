from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "g.v").write_text("7\n3\n5\n")
    (tmp_path / "g.e").write_text("3 5 0.5\n7 3 0.25\n")
    return [str(tmp_path / "g.v"), str(tmp_path / "g.e")]


def graphalytics(*words: str) -> Result:
    return CliRunner().invoke(app, ["graphalytics", *words])


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (["bfs", "--directed", "--source", "3"], ["7 9223372036854775807", "3 0", "5 1"]),
        (
            ["sssp", "--directed", "--source", "3"],
            ["7 Infinity", "3 0.000000000000000e+00", "5 5.000000000000000e-01"],
        ),
        (["wcc", "--undirected"], ["7 3", "3 3", "5 3"]),
        (["cdlp", "--undirected", "--iterations", "1"], ["7 3", "3 5", "5 3"]),
        (["lcc", "--undirected"], [f"{vertex} 0.000000000000000e+00" for vertex in (7, 3, 5)]),
        (
            ["pr", "--directed", "--damping", "0", "--iterations", "3"],
            [f"{vertex} 3.333333333333333e-01" for vertex in (7, 3, 5)],
        ),
    ],
)
def test_every_vertex_has_a_line_in_the_order_of_the_file(
    files: list[str], words: list[str], lines: list[str]
) -> None:
    done = graphalytics(*files, "--algorithm", *words)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == lines


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["bfs", "--directed"], "starts at a vertex"),
        (["bfs", "--directed", "--source", "4"], "no vertex 4"),
        (["bfs", "--source", "3"], "directed"),
    ],
)
def test_what_was_asked_wrongly_is_said(files: list[str], words: list[str], said: str) -> None:
    done = graphalytics(*files, "--algorithm", *words)
    assert done.exit_code == 2
    assert said in done.output


def test_a_wrong_line_is_named(files: list[str]) -> None:
    Path(files[1]).write_text("3 5 0.5\n7 9 1\n")
    done = graphalytics(*files, "--algorithm", "wcc", "--directed")
    assert done.exit_code == 2
    assert "line 2: target 9 is not in the .v file" in done.output.replace("\n", " ")
