from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from api.cli import app

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("export") / "example.rapport"
    catalogue = str(EXAMPLES / "catalogue.yaml")
    done = CliRunner().invoke(app, ["ingest", str(EXAMPLES), "--store", str(path), "--catalogue", catalogue])
    assert done.exit_code == 0, done.output
    return str(path)


def export(store: str, *words: object) -> Result:
    return CliRunner().invoke(app, ["export", *map(str, words), "--store", store])


def test_gephi_gets_people_with_names_channels_and_communities(store: str, tmp_path: Path) -> None:
    path = tmp_path / "example.gexf"
    done = export(store, path)
    assert done.exit_code == 0, done.output
    found: nx.Graph[Any] = nx.read_gexf(path)
    assert f"{len(found)} people and {found.number_of_edges()} ties" in done.output
    data = dict(found.nodes(data=True))
    assert {one["label"] for one in data.values()} >= {"Lotte Hagen", "Stefan Grau"}
    lotte = next(one for one in data.values() if one["label"] == "Lotte Hagen")
    assert lotte["channels"] == "email forum"
    assert lotte["community"] >= 0
    assert any(one["company"] for one in data.values())
    for source, target, tie in found.edges(data=True):
        assert data[source]["start"] <= tie["start"] <= tie["end"] <= data[target]["end"]


def test_a_window_and_a_brand_leave_the_rest_out(store: str, tmp_path: Path) -> None:
    def ties(*words: str) -> Any:  # noqa: ANN401 - a table
        folder = tmp_path / "-".join(["all", *words]).replace(".", "_")
        done = export(store, folder, "--format", "parquet", *words)
        assert done.exit_code == 0, done.output
        return pq.read_table(folder / "ties.parquet")

    everything, march = ties(), ties("--window", "2026-03-01..2026-04-01")
    assert 0 < len(march) < len(everything)
    assert {moment.month for name in ("first", "last") for moment in march[name].to_pylist()} == {3}
    newest = max(everything["last"].to_pylist())
    assert (newest - min(ties("--window", "30d")["first"].to_pylist())).days <= 30
    assert 0 < len(ties("--customers", "--ties", "mutual")) < len(everything)
    brand = next(
        line.split()[-1] for line in (EXAMPLES / "catalogue.yaml").read_text().splitlines() if "id:" in line
    )
    assert 0 < len(ties("--brand", brand)) < len(everything)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["graph.txt"], "does not say its format"),
        (["graph.gexf", "--window", "soon"], "is neither two dates nor a length"),
        (["graph.gexf", "--window", "x.."], "is not a date"),
        (["graph.gexf", "--window", "2026-02-01..2026-01-01"], "ends before it begins"),
        (["graph.gexf", "--brand", "nobody"], "No brand has the id"),
    ],
)
def test_what_was_asked_wrongly_is_said(store: str, words: list[str], said: str) -> None:
    done = export(store, *words)
    assert done.exit_code == 2
    assert said in done.output
