from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from api.cli import app
from api.cli.scores import shown
from nlp.evaluation.evaluate import evaluate
from tests.nlp.evaluation.factories import feelings

DATA = Path(__file__).resolve().parents[2] / "nlp" / "data"
HELD, DEV, CATALOGUE = (str(DATA / name) for name in ("held.jsonl", "dev.jsonl", "catalogue.yaml"))


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAPPORT_CATALOGUE", raising=False)


def rapport(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(app, list(arguments), input=given, env={"COLUMNS": "100", "TERM": "dumb"})


def scores(*arguments: str) -> dict[str, Any]:
    done = rapport("evaluate", *arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_labelled_file_is_scored_with_intervals_by_class() -> None:
    found = scores(HELD, DEV, "--catalogue", CATALOGUE)
    assert found["records"] == 302
    acts = found["measures"]["acts"]
    assert acts["average"] == "macro-F1"
    assert 0.8 < acts["low"] < acts["value"] < acts["high"] <= 1
    assert acts["classes"]["warns"]["support"] > 10
    assert acts["confusion"]["classes"][-1] == "(none)"
    assert found["measures"]["links"]["value"] > 0.97
    assert set(found["measures"]) >= {"sentiment", "opposite", "edges", "to", "status", "mentions"}


def test_without_a_catalogue_given_mentions_are_scored_and_finding_them_is_not() -> None:
    found = scores(HELD)
    assert "links" not in found["measures"]
    assert found["measures"]["sentiment"]["value"] > 0.72
    assert "--catalogue FILE" in rapport("evaluate", HELD).stdout


def test_another_tools_predictions_are_scored_the_same(tmp_path: Path) -> None:
    predictions = tmp_path / "out.jsonl"
    lines = rapport("predict", given=Path(HELD).read_text()).stdout.splitlines()
    bare = [json.loads(line) for line in lines]
    predictions.write_text("\n".join(json.dumps({**line, "text": line["text"]}) for line in bare[::-1]))
    assert scores(HELD, "--predictions", str(predictions)) == scores(HELD)


def test_missing_and_superfluous_predictions_are_told(tmp_path: Path) -> None:
    predictions = tmp_path / "out.jsonl"
    predictions.write_text('{"id": "held-1", "acts": []}\n{"id": "other", "text": "x"}\n')
    done = rapport("evaluate", HELD, "--predictions", str(predictions))
    assert done.exit_code == 0
    said = " ".join(done.stderr.split())
    assert "records have no prediction (held-2, held-3, held-4, …)" in said
    assert "Passed over: 1 with an id" in said


def test_files_that_cannot_be_read_whole_are_not_scored(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "a", "text": "x"}\n\n{"id": "b"}\n' + "{\n" * 30)
    done = rapport("evaluate", str(gold))
    assert done.exit_code == 1
    assert "line 3: text is missing" in done.stderr
    assert "and 11 more" in done.stderr
    gold.write_text("")
    assert "no record to score" in rapport("evaluate", str(gold)).stderr
    assert rapport("evaluate", str(tmp_path / "gone.jsonl")).exit_code == 2


def test_predictions_and_a_catalogue_do_not_go_together(tmp_path: Path) -> None:
    done = rapport("evaluate", HELD, "--predictions", HELD, "--catalogue", CATALOGUE)
    assert (done.exit_code, "Leave one out" in done.stderr) == (2, True)
    twice = tmp_path / "twice.jsonl"
    twice.write_text(Path(HELD).read_text() * 2)
    assert "have the id held-1" in rapport("evaluate", HELD, "--predictions", str(twice)).stderr


def test_the_worst_records_are_listed_with_their_mistakes() -> None:
    done = rapport("evaluate", HELD, "--worst", "2")
    tail = done.stdout[done.stdout.index("Most mistakes") :]
    assert tail.count("held-") == 2
    assert "found" in tail
    assert len(scores(HELD, "--worst", "2")["worst"]) == 2


def test_the_tables_fit_a_hundred_columns() -> None:
    done = rapport("evaluate", HELD, DEV, "--catalogue", CATALOGUE)
    assert done.exit_code == 0, done.output
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert "…" not in done.stdout


def test_a_table_shows_dashes_where_there_is_no_number() -> None:
    out = Console(width=100, record=True)
    for part in shown(evaluate(feelings(("+", "+"))), []):
        out.print(part)
    text = out.export_text()
    assert "–" in text  # noqa: RUF001 - the dash of an empty cell
    assert "1.000 to 1.000" in text


def test_an_id_that_is_given_twice_would_count_twice() -> None:
    done = rapport("evaluate", HELD, HELD)
    assert done.exit_code == 2
    assert "given twice: " in done.output


def test_a_file_without_labels_says_that_nothing_can_be_scored(tmp_path: Path) -> None:
    (tmp_path / "bare.jsonl").write_text('{"id": 1, "text": "Brevo leaks"}\n', encoding="utf-8")
    done = rapport("evaluate", str(tmp_path / "bare.jsonl"))
    assert done.exit_code == 0
    assert "Nothing could be scored" in done.output
