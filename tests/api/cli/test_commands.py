"""The command line, as a person uses it, on the bundled example and on real files."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import socket
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.caching import cache_of
from api.cli import app
from api.settings import Settings
from graph.projection import Projection
from graph.stores.sqlite.store import SqliteStore

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "examples"
CATALOGUE = str(EXAMPLES / "catalogue.yaml")


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STORE", "CATALOGUE", "TOKEN", "HOST", "PORT"):
        monkeypatch.delenv(f"RAPPORT_{name}", raising=False)


def rapport(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200", "TERM": "dumb"})


def good(*arguments: str) -> Result:
    result = rapport(*arguments)
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with the bundled example in it."""
    store = str(tmp_path_factory.mktemp("cli") / "example.rapport")
    good("ingest", str(EXAMPLES), "--store", store, "--catalogue", CATALOGUE)
    return store


def status(store: str) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(good("status", "--store", store, "--json").stdout)
    return report


def test_help_names_every_command() -> None:
    shown = good("--help").output
    for command in ("ingest", "serve", "ask", "status", "doctor", "simulate", "schema", "copy", "rejects"):
        assert command in shown


def test_the_example_goes_in_whole(example: str) -> None:
    report = status(example)
    counts = report["counts"]
    assert isinstance(counts, dict)
    truth = json.loads((EXAMPLES / "truth.json").read_text())
    assert counts["messages"] == sum(truth["messages"].values())
    assert counts["rejects"] == 0
    assert re.fullmatch(r"[0-9a-f]{64}", str(report["facts_hash"]))


def test_status_is_readable_too(example: str) -> None:
    shown = good("status", "--store", example).stdout
    assert "RECOMMENDS" in shown
    assert "forum.jsonl" in shown
    assert "facts_hash" not in good("status", "--store", example, "--no-hash").stdout


def test_status_and_the_doctor_say_where_arrays_are_saved_and_how_the_kernels_are(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORT_CACHE", str(tmp_path))
    before = status(example)
    assert before["projection"]["bytes"] is None
    assert set(before["kernels"]) == {"compiled", "folder"}
    assert "not saved yet" in good("status", "--store", example, "--no-hash").stdout
    save(example)
    held = status(example)["projection"]
    assert held["version"] == before["version"]
    assert held["bytes"] == Path(held["path"]).stat().st_size
    findings = {
        one["what"]: one for one in json.loads(rapport("doctor", "--store", example, "--json").stdout)
    }
    assert held["path"] in findings["Saved arrays"]["found"]
    assert "compiled" in findings["Analytics"]["found"]
    monkeypatch.setenv("RAPPORT_CACHE", "off")
    assert status(example)["projection"]["path"] is None


def save(example: str) -> None:
    """As a question does where the store is large enough."""

    async def saving() -> None:
        cache = cache_of(Settings(), example)
        assert cache is not None
        store = SqliteStore.open(Path(example), read_only=True)
        try:
            await cache.save(store, await Projection.load(store))
        finally:
            await store.close()

    asyncio.run(saving())


def test_a_second_ingest_says_that_nothing_is_new(example: str) -> None:
    before = status(example)["facts_hash"]
    shown = good("ingest", str(EXAMPLES), "--store", example, "--catalogue", CATALOGUE).output
    assert shown.count("nothing new since last time") == 5
    assert status(example)["facts_hash"] == before


def test_a_ready_question_is_answered_in_each_format(example: str) -> None:
    table = good("ask", "standing", "--store", example).stdout
    assert "Ondrelle" in table
    answer = json.loads(good("ask", "standing", "--store", example, "--format", "json").stdout)
    assert answer["standing"]["stands"][0]["brand"]["name"] == "Ondrelle"
    rows = list(csv.DictReader(io.StringIO(good("ask", "standing", "--store", example, "-f", "csv").stdout)))
    assert rows[0]["brand.name"] == "Ondrelle"


def test_questions_are_listed(example: str) -> None:
    shown = good("ask").stdout
    assert "standing" in shown
    assert "at-risk" in shown


def test_a_query_file_is_answered(example: str, tmp_path: Path) -> None:
    query = tmp_path / "brands.graphql"
    query.write_text("query Brand($id: ID!) { brand(id: $id) { name } }")
    done = good("ask", str(query), "--store", example, "-v", "id=pavrano", "--format", "json")
    assert json.loads(done.stdout) == {"brand": {"name": "Pavrano"}}


def test_a_wrong_question_says_what_to_do(example: str, tmp_path: Path) -> None:
    unknown = rapport("ask", "standng", "--store", example)
    assert unknown.exit_code == 2
    assert "standing" in unknown.output
    brand = rapport("ask", "standing", "--store", example, "-v", "brand=pavrno")
    assert brand.exit_code == 2
    assert "pavrano" in brand.output
    assert rapport("ask", str(tmp_path / "gone.graphql"), "--store", example).exit_code == 2
    assert rapport("ask", "standing", "--store", example, "-v", "brand").exit_code == 2


def test_a_cell_that_a_spreadsheet_would_run_is_defused(tmp_path: Path) -> None:
    store = str(tmp_path / "a.rapport")
    record = {
        "uid": "forum:main:1",
        "kind": "post",
        "author": {"id": "1", "handle": "eve"},
        "text": "=HYPERLINK(evil)",
        "created_at": 1772366400,
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    good("ingest", str(tmp_path / "a.jsonl"), "--store", store, "--catalogue", CATALOGUE)
    query = tmp_path / "q.graphql"
    query.write_text("{ messages(first: 5) { nodes { text uid } } }")
    assert "'=HYPERLINK" in good("ask", str(query), "--store", store, "--format", "csv").stdout


def test_bad_records_are_listed_and_retried(tmp_path: Path) -> None:
    store = str(tmp_path / "a.rapport")
    (tmp_path / "a.jsonl").write_text('{"uid": "x"}\n{nonsense\n')
    shown = good("ingest", str(tmp_path / "a.jsonl"), "--store", store, "--catalogue", CATALOGUE).output
    assert "2 records were set aside" in shown
    assert "line 2" in good("rejects", "list", "--store", store).stdout
    raw = [
        json.loads(line)["raw"]
        for line in good("rejects", "list", "--store", store, "--json").stdout.splitlines()
    ]
    assert raw == ['{"uid": "x"}', "{nonsense"]
    assert "0 taken in, 2 still set aside" in good("rejects", "retry", "--store", store).output
    assert "Nothing was set aside" in good("rejects", "list", "--store", store, "--source", "other").output


def test_what_cannot_be_read_at_all_is_said(tmp_path: Path) -> None:
    store = str(tmp_path / "a.rapport")
    (tmp_path / "a.docx").write_text("x")
    unknown = rapport("ingest", str(tmp_path / "a.docx"), "--store", store)
    assert (unknown.exit_code, "--format" in unknown.output) == (1, True)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "nothing to read" in rapport("ingest", str(empty), "--store", store).output
    assert rapport("ingest", str(tmp_path / "gone"), "--store", store).exit_code == 2
    assert "FIELD=COLUMN" in rapport("ingest", str(tmp_path / "a.docx"), "--column", "text").output
    assert rapport("status", "--store", "redis://localhost").exit_code == 1


def test_a_wrong_catalogue_is_said_with_its_line(tmp_path: Path) -> None:
    catalogue = tmp_path / "catalogue.yaml"
    catalogue.write_text("brands:\n  - name: Moka\n    rolle: own\n")
    done = rapport(
        "ingest", str(EXAMPLES), "--store", str(tmp_path / "a.rapport"), "--catalogue", str(catalogue)
    )
    assert done.exit_code == 1
    assert re.search(r"catalogue\.yaml:\d|line \d", done.output.replace("\n", ""))
    assert "rolle" in done.output


def test_a_copy_is_the_same_graph(example: str, tmp_path: Path) -> None:
    target = str(tmp_path / "copy.rapport")
    assert "same facts_hash" in good("copy", "--from", example, "--to", target).output
    assert status(target)["facts_hash"] == status(example)["facts_hash"]
    assert rapport("copy", "--from", target, "--to", target).exit_code == 2


def test_a_copy_into_another_graph_is_told_apart(example: str, tmp_path: Path) -> None:
    target = str(tmp_path / "other.rapport")
    record = {"uid": "x:y:1", "kind": "post", "author": None, "text": "else", "created_at": 1}
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    good("ingest", str(tmp_path / "a.jsonl"), "--store", target, "--catalogue", CATALOGUE)
    done = rapport("copy", "--from", example, "--to", target)
    assert (done.exit_code, "not equal" in done.output) == (1, True)


def test_schema_may_be_repeated(tmp_path: Path) -> None:
    for _ in range(2):
        assert "in place" in good("schema", "--store", str(tmp_path / "a.rapport")).output


def test_the_doctor_finds_what_is_wrong(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    findings = json.loads(rapport("doctor", "--store", example, "--json").stdout)
    assert all(finding["good"] for finding in findings if finding["what"] != "Explorer")
    monkeypatch.setenv("RAPPORT_CATALOGUE", str(tmp_path / "gone.yaml"))
    sick = rapport("doctor", "--store", str(tmp_path / "nowhere" / "a.rapport"))
    assert sick.exit_code == 1
    monkeypatch.setenv("RAPPORT_PORT", "many")
    assert "RAPPORT_PORT" in rapport("doctor", "--store", example).output


def test_a_world_is_simulated(tmp_path: Path) -> None:
    out = tmp_path / "world"
    shown = good("simulate", "--people", "20", "--messages", "300", "--seed", "4", "--out", str(out)).output
    assert "300 messages by 20 people" in shown
    assert (out / "truth.json").is_file()
    again = rapport("simulate", "--people", "20", "--messages", "300", "--out", str(out))
    assert again.exit_code == 2


def test_a_taken_port_is_said(example: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = rapport("serve", "--store", example, "--port", str(port))
    assert done.exit_code == 1
    assert "another port" in done.output


def test_other_machines_are_not_served_without_a_token(example: str) -> None:
    done = rapport("serve", "--store", example, "--host", "0.0.0.0", "--port", "0")  # noqa: S104 - it must be refused
    assert done.exit_code == 2
    assert "RAPPORT_TOKEN" in done.output


def test_twcs_goes_in_and_answers(shared_data: Path, tmp_path: Path) -> None:
    store = str(tmp_path / "twcs.rapport")
    shown = good(
        "ingest", str(shared_data / "twcs_sample"), "--store", store, "--catalogue", CATALOGUE
    ).output
    assert "5,000 new" in shown
    assert "row 2486" in good("rejects", "list", "--store", store).stdout
