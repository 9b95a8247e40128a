"""Every graph in the shared data with right answers beside it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from graph.graphalytics.algorithm import Algorithm
from graph.graphalytics.algorithms import Parameters, needs_weights, values
from graph.graphalytics.errors import GraphalyticsError
from graph.graphalytics.reading import read_benchmark
from graph.graphalytics.writing import written

EPSILON = 1e-4
"""Relative, as the specification allows floats to differ."""

SOURCES = {"directed": 1, "undirected": 2}
ROUNDS = 2
"""As the answers were made."""


def computed(folder: Path, kind: str, algorithm: Algorithm) -> list[list[str]]:
    paths = (folder / f"example-{kind}.{end}" for end in ("v", "e"))
    found = read_benchmark(*paths, directed=kind == "directed", weighted=needs_weights(algorithm))
    asked = Parameters(source=SOURCES[kind], iterations=ROUNDS)
    return [
        line.split()
        for piece in written(found, values(found, algorithm, asked))
        for line in piece.splitlines()
    ]


@pytest.mark.parametrize("kind", SOURCES)
@pytest.mark.parametrize("algorithm", Algorithm)
def test_the_answers_are_those_of_the_benchmark(shared_data: Path, kind: str, algorithm: Algorithm) -> None:
    folder = shared_data / "ldbc_graphalytics" / "example"
    right = [line.split() for line in (folder / f"example-{kind}-{algorithm.name}").read_text().splitlines()]
    found = computed(folder, kind, algorithm)
    assert [vertex for vertex, _ in found] == [vertex for vertex, _ in right]
    if algorithm in {Algorithm.BFS, Algorithm.CDLP, Algorithm.WCC}:
        assert found == right
        return
    ours, theirs = (np.array([float(value) for _, value in lines]) for lines in (found, right))
    assert np.array_equal(np.isinf(ours), np.isinf(theirs))
    near = np.isfinite(theirs)
    assert ours[near] == pytest.approx(theirs[near], rel=EPSILON, abs=0)


def test_a_search_without_a_source_is_refused(tmp_path: Path) -> None:
    (tmp_path / "g.v").write_text("1\n")
    (tmp_path / "g.e").write_text("")
    graph = read_benchmark(tmp_path / "g.v", tmp_path / "g.e", directed=True, weighted=False)
    with pytest.raises(GraphalyticsError, match="start at a vertex"):
        values(graph, Algorithm.BFS, Parameters())
    with pytest.raises(GraphalyticsError, match="no vertex 5"):
        values(graph, Algorithm.SSSP, Parameters(source=5))
