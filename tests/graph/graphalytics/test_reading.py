from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from graph.graphalytics.errors import GraphalyticsError
from graph.graphalytics.reading import Benchmark, read_benchmark


def read(
    folder: Path, vertices: str, edges: str, *, directed: bool = True, weighted: bool = True
) -> Benchmark:
    (folder / "g.v").write_text(vertices)
    (folder / "g.e").write_text(edges)
    return read_benchmark(folder / "g.v", folder / "g.e", directed=directed, weighted=weighted)


def test_vertices_are_numbered_by_their_ids_and_keep_the_order_of_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, "30\n-7\n9007199254740993\n", "30 -7 0.5\n9007199254740993 30 1e-3\n")
    assert found.ids.tolist() == [-7, 30, 9007199254740993]
    assert found.listed.tolist() == [1, 0, 2]
    assert found.graph.weights.tolist() == [0.5, 1e-3]
    assert found.graph.weights.dtype == np.float64
    assert found.vertex_of(30) == 1


def test_weights_are_passed_over_where_they_are_not_asked_for(tmp_path: Path) -> None:
    assert read(tmp_path, "1\n2\n", "1 2 0.5\n", weighted=False).graph.weights.tolist() == [1]


@pytest.mark.parametrize(
    "edges", ["1 2 .5\n2 3 1\n", "1\t2  .5 \r\n\r\n# note\n2 3 1", "\n\n1 2 .5\n2 3 1\n\n"]
)
def test_files_that_are_written_otherwise_read_the_same(tmp_path: Path, edges: str) -> None:
    found = read(tmp_path, "# ids\n1\n\n2\n3", edges, directed=False)
    assert found.graph.targets.tolist() == [1, 0, 2, 1]
    assert found.graph.weights.tolist() == [0.5, 0.5, 1, 1]


def test_a_graph_without_edges_is_one(tmp_path: Path) -> None:
    assert read(tmp_path, "4\n5\n", "").graph.tie_count == 0
    assert read(tmp_path, "", "").graph.vertex_count == 0


@pytest.mark.parametrize(
    ("vertices", "edges", "error"),
    [
        ("1\n2\nx\n", "", "g.v, line 3: vertex 'x' is not a whole number"),
        ("1\n2.5\n", "", "g.v, line 2: vertex '2.5' is not a whole number"),
        ("1\n9223372036854775808\n", "", "g.v, line 2: vertex '9223372036854775808' is not"),
        ("1\n2\n1\n", "", "g.v, line 3: vertex 1 is listed a second time"),
        ("1\n2\n", "1 2 1\n1 3 1\n", "g.e, line 2: target 3 is not in the .v file"),
        ("1\n2\n", "1 2\n", "g.e, line 1: '1 2' lacks one of source and target and weight"),
        ("1\n2\n", "# a\n\n1 2 1\n2 1 x\n", "g.e, line 4: weight 'x' is not a number"),
        ("1\n2\n", "1 2 -1\n", "g.e, line 1: weight -1.0 is below 0"),
        ("1\n2\n", "1 2 nan\n", "g.e, line 1: weight nan is below 0 or not a number"),
        ("1\n2\n", "2 2 1\n", "g.e, line 1: vertex 2 has an edge to itself"),
        ("1\n2\n3\n", "1 2 1\n2 3 1\n1 2 4\n", "g.e, line 3: edge 1 2 is listed a second time"),
        ("", "1 2 1\n", "g.e, line 1: source 1 is not in the .v file"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, vertices: str, edges: str, error: str) -> None:
    with pytest.raises(GraphalyticsError) as raised:
        read(tmp_path, vertices, edges)
    assert error in str(raised.value)


def test_an_undirected_edge_the_other_way_round_is_a_second_time(tmp_path: Path) -> None:
    with pytest.raises(GraphalyticsError, match="line 2: edge 2 1 is listed"):
        read(tmp_path, "1\n2\n", "1 2 1\n2 1 1\n", directed=False)
    assert read(tmp_path, "1\n2\n", "1 2 1\n2 1 1\n").graph.tie_count == 2


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(GraphalyticsError, match="Cannot read"):
        read_benchmark(tmp_path / "no.v", tmp_path / "no.e", directed=True, weighted=False)
