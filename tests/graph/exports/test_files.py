"""What other programs read is what the graph holds, whatever people call themselves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import numpy as np
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest

from graph.errors import QuestionError
from graph.exports.form import ExportFormat, Pointing
from graph.exports.moments import NEVER
from graph.exports.people_table import NO_COMMUNITY, PeopleRows
from graph.exports.tables import guarded
from graph.exports.tie_table import TieRows, tie_rows
from graph.exports.writing import write
from graph.projection import Projection
from graph.projection.tie_filter import ATTENTION, Orientation, TieFilter

NASTY = ["<b>\"Ann\" & 'Ben'</b>", "]]><!--\x00\x0b\ud800", "=HYPERLINK(1)", "Zoë\n🙂"]
"""Tags, what XML cannot hold, a formula, and a line break."""

DAY = 86_400_000_000


def people() -> PeopleRows:
    return PeopleRows(
        ids=["person:a", "forum:f:<ben>", "person:c", "person:d"],
        names=NASTY,
        channels=["forum email", "forum", "", "reviews"],
        company=np.array([False, True, False, False]),
        community=np.array([0, 1, NO_COMMUNITY, 0], np.int32),
        first=np.array([0, DAY, NEVER, DAY]),
        last=np.array([DAY, DAY, NEVER, 3 * DAY]),
    )


def ties(directed: bool = True) -> TieRows:
    times = np.array([0, DAY, 2 * DAY, 3 * DAY])
    edges = Projection.from_edges(
        [0, 0, 1, 3], [1, 1, 2, 0], times=times, weights=[1, 0.5, 2, 0.1], directed=directed, vertices=4
    )
    return tie_rows(edges, ATTENTION)[1]


def written(folder: Path, form: ExportFormat, *, directed: bool = True) -> Path:
    path = folder / f"graph.{form}"
    write(path, form, people(), ties(directed), directed=directed)
    return path


def test_a_tie_knows_its_contacts_and_its_first_and_last_time() -> None:
    found = ties()
    assert found.sources.tolist() == [0, 1, 3]
    assert found.targets.tolist() == [1, 2, 0]
    assert found.weights.tolist() == pytest.approx([1.5, 2, 0.1])
    assert found.contacts.tolist() == [2, 1, 1]
    assert found.first.tolist() == [0, 2 * DAY, 3 * DAY]
    assert found.last.tolist() == [DAY, 2 * DAY, 3 * DAY]


def test_a_tie_without_direction_stands_once() -> None:
    found = ties(directed=False)
    assert [*zip(found.sources.tolist(), found.targets.tolist(), strict=True)] == [(0, 1), (0, 3), (1, 2)]
    assert found.last.tolist() == [DAY, 3 * DAY, 2 * DAY]


@pytest.mark.parametrize("form", [ExportFormat.GRAPHML, ExportFormat.GEXF])
@pytest.mark.parametrize("directed", [True, False])
def test_networkx_reads_the_same_graph_back(tmp_path: Path, form: ExportFormat, directed: bool) -> None:
    read = nx.read_graphml if form is ExportFormat.GRAPHML else nx.read_gexf
    found: nx.Graph[Any] = read(written(tmp_path, form, directed=directed))
    assert found.is_directed() is directed
    assert found.number_of_edges() == 3
    assert found["n0"]["n1"]["weight"] == 1.5
    assert found["n0"]["n1"]["contacts"] == 2
    assert [found.nodes[node]["person"] for node in ("n0", "n1")] == ["person:a", "forum:f:<ben>"]
    labels = [found.nodes[f"n{number}"]["label"] for number in range(4)]
    assert labels == [NASTY[0], "]]><!--\ufffd\ufffd\ufffd", NASTY[2], "Zoë\n🙂"]
    assert found.nodes["n1"]["company"] is True
    assert found.nodes["n3"]["community"] == 0
    assert "community" not in found.nodes["n2"]


def test_gexf_keeps_to_its_rules(tmp_path: Path) -> None:
    space = "{http://gexf.net/1.3}"
    root = ET.parse(written(tmp_path, ExportFormat.GEXF)).getroot()  # noqa: S314 - our own file
    graph = root.find(f"{space}graph")
    assert graph is not None
    assert (root.tag, root.get("version")) == (f"{space}gexf", "1.3")
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    declared = {
        part.get("class"): {one.get("id"): one.get("type") for one in part}
        for part in graph.iter(f"{space}attributes")
    }
    nodes = [*graph.iter(f"{space}node")]
    ids = {node.get("id") for node in nodes}
    assert len(ids) == len(nodes) == 4
    for kind, elements in (("node", nodes), ("edge", [*graph.iter(f"{space}edge")])):
        assert len({one.get("id") for one in elements}) == len(elements)
        for one in elements:
            assert {value.get("for") for value in one.iter(f"{space}attvalue")} <= declared[kind].keys()
            for end in ("start", "end"):
                assert re.fullmatch(r"\d{4}-\d\d-\d\d", one.get(end, "1970-01-01"))
            assert one.get("start", "") <= one.get("end", "")
    edges = [*graph.iter(f"{space}edge")]
    assert {one.get(end) for one in edges for end in ("source", "target")} <= ids
    assert (edges[0].get("start"), edges[0].get("end")) == ("1970-01-01", "1970-01-02")
    assert [child.tag for child in graph] == [
        f"{space}{name}" for name in ("attributes", "attributes", "nodes", "edges")
    ]


def test_graphml_keeps_to_its_rules(tmp_path: Path) -> None:
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ET.parse(written(tmp_path, ExportFormat.GRAPHML)).getroot()  # noqa: S314 - our own file
    keys = {key.get("id"): key for key in root.iter(f"{space}key")}
    assert [child.tag for child in root] == [f"{space}key"] * len(keys) + [f"{space}graph"]
    assert {key.get("attr.type") for key in keys.values()} <= {
        "boolean",
        "int",
        "long",
        "float",
        "double",
        "string",
    }
    ids = [node.get("id", "") for node in root.iter(f"{space}node")]
    assert all(re.fullmatch(r"[\w.:-]+", one) for one in ids)
    for kind in ("node", "edge"):
        for one in root.iter(f"{space}{kind}"):
            assert {keys[data.get("key")].get("for") for data in one} == {kind}
    ends = {one.get(end) for one in root.iter(f"{space}edge") for end in ("source", "target")}
    assert ends <= set(ids)


def test_csv_opens_in_a_spreadsheet_without_running_anything(tmp_path: Path) -> None:
    folder = written(tmp_path, ExportFormat.CSV)
    options = pc.ParseOptions(newlines_in_values=True)
    found = pc.read_csv(folder / "people.csv", parse_options=options).to_pylist()
    assert found[2]["Label"] == "'=HYPERLINK(1)"
    assert found[2]["community"] is None
    assert found[2]["first_seen"] is None
    assert found[0]["Label"] == NASTY[0]
    rows = pc.read_csv(folder / "ties.csv").to_pylist()
    assert [row["Source"] for row in rows] == ["person:a", "forum:f:<ben>", "person:d"]
    assert {row["Type"] for row in rows} == {"Directed"}


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@cmd", "\t=1", "\r=1"])
def test_every_beginning_of_a_formula_is_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert guarded(f"a{cell}") == f"a{cell}"


def test_parquet_keeps_names_as_they_are(tmp_path: Path) -> None:
    folder = written(tmp_path, ExportFormat.PARQUET)
    found = pq.read_table(folder / "people.parquet")
    assert found["Label"].to_pylist()[2] == "=HYPERLINK(1)"
    assert pq.read_table(folder / "ties.parquet")["Weight"].to_pylist() == pytest.approx([1.5, 2, 0.1])


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = written(tmp_path, ExportFormat.GEXF)
    before = path.read_bytes()
    broken = people()
    broken.names[1] = None  # type: ignore[call-overload]
    with pytest.raises(TypeError):
        write(path, ExportFormat.GEXF, broken, ties(), directed=True)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["graph.gexf"]


def test_a_path_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="Cannot write"):
        write(tmp_path / "no" / "graph.gexf", ExportFormat.GEXF, people(), ties(), directed=True)


def test_the_command_line_knows_every_orientation() -> None:
    assert [*Pointing] == [one.value for one in Orientation]


def test_pandas_has_a_row_a_tie() -> None:
    frame = Projection.from_edges(["b", "a"], ["a", "c"], times=[DAY, 2 * DAY], weights=[2, 1]).to_pandas()
    assert frame["source"].tolist() == ["a", "b"]
    assert frame["target"].tolist() == ["c", "a"]
    assert frame["weight"].tolist() == [1, 2]
    assert str(frame["first"][1]) == "1970-01-02 00:00:00+00:00"


def test_without_pandas_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(QuestionError, match=r"pip install .rapport\[pandas\]"):
        Projection.from_edges([0], [1]).to_pandas()


def test_networkx_gets_strengths_lengths_and_times() -> None:
    edges = Projection.from_edges([0, 1], [1, 2], times=[DAY, 2 * DAY], weights=[4, 1])
    found = edges.to_networkx(TieFilter(Orientation.CONTACT))
    assert [*found] == [0, 1, 2]
    tie = found[0][1]
    assert (tie["weight"], tie["length"], tie["contacts"]) == (4, 0.25, 1)
    assert tie["first"] == np.datetime64("1970-01-02")
