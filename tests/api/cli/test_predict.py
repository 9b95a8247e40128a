from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.cli import app

DATA = Path(__file__).resolve().parents[2] / "nlp" / "data"
CATALOGUE = str(DATA / "catalogue.yaml")


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAPPORT_CATALOGUE", raising=False)


def predict(*lines: str | dict[str, Any], catalogue: bool = False) -> tuple[Result, list[dict[str, Any]]]:
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    options = ["--catalogue", CATALOGUE] if catalogue else []
    done = CliRunner().invoke(app, ["predict", *options], input=text, env={"COLUMNS": "200", "TERM": "dumb"})
    return done, [json.loads(line) for line in done.stdout.splitlines()]


def test_a_message_comes_back_with_what_it_means_and_with_what_else_it_had() -> None:
    text = "@anna try the Moka One, it fixed this for me"
    done, [out] = predict({"id": "t-1", "text": text, "thread": [1, {"x": None}]}, catalogue=True)
    assert done.exit_code == 0
    assert (out["id"], out["text"], out["thread"]) == ("t-1", text, [1, {"x": None}])
    [mention] = out["mentions"]
    assert (mention["start"], mention["end"], mention["name"], mention["type"]) == (
        14,
        22,
        "Moka One",
        "brand",
    )
    assert mention["sentiment"] == "positive"
    [act] = out["acts"]
    assert (act["act"], act["target"], act["to"]) == ("recommends", "Moka One", "anna")
    assert 0 < act["confidence"] <= 1
    assert all(text[span["start"] : span["end"]] for span in act["evidence"])
    assert out["language"] == "en"
    assert out["sentiment"] in {"positive", "neutral", "negative"}
    assert all(0 < one["confidence"] <= 1 for one in (*out["entities"], *out["emotions"]))
    assert "1 message;" in done.stderr
    assert "CPU seconds" in done.stderr


def test_given_mentions_need_no_catalogue_and_no_name() -> None:
    _, [out] = predict({"id": 1, "text": "avoid Zorblo", "mentions": [{"start": 6, "end": 12, "x": 3}]})
    [mention] = out["mentions"]
    assert (mention["name"], mention["sentiment"], mention["x"]) == ("Zorblo", "negative", 3)
    assert [(act["act"], act["target"]) for act in out["acts"]] == [("warns", "Zorblo")]


def test_labels_in_the_input_are_no_help() -> None:
    labelled = [json.loads(line) for line in (DATA / "held.jsonl").read_text().splitlines()[:40]]
    bare = [{key: value for key, value in record.items() if key != "acts"} for record in labelled]
    for record in bare:
        record["mentions"] = [
            {key: value for key, value in mention.items() if key != "sentiment"}
            for mention in record["mentions"]
        ]
    lying = [
        {**record, "acts": [{"act": "asks"}], "sentiment": "negative", "language": "xx"} for record in bare
    ]
    assert predict(*labelled)[1] == predict(*bare)[1] == predict(*lying)[1]


def test_every_line_gets_a_line_and_wrong_ones_an_error() -> None:
    done, out = predict({"id": "a", "text": "hello"}, "{nope", "", {"id": "b"}, {"id": "c", "text": "bye"})
    assert done.exit_code == 1
    assert [line.get("id") for line in out] == ["a", None, None, "b", "c"]
    assert ["error" in line for line in out] == [False, True, True, True, False]
    assert [line["line"] for line in out if "error" in line] == [2, 3, 4]
    assert "line 4: text is missing" in done.stderr
    assert "5 messages, 3 of them could not be read" in done.stderr


def test_nothing_in_gives_nothing_out() -> None:
    done, out = predict()
    assert (done.exit_code, out) == (0, [])


def test_a_wrong_catalogue_is_said(tmp_path: Path) -> None:
    wrong = tmp_path / "catalogue.yaml"
    wrong.write_text("brands:\n  - name: Moka\n    rolle: own\n")
    done = CliRunner().invoke(app, ["predict", "--catalogue", str(wrong)], input="")
    assert (done.exit_code, "rolle" in done.stderr) == (1, True)


def test_the_catalogue_of_the_settings_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_CATALOGUE", CATALOGUE)
    _, [out] = predict({"id": "t-1", "text": "my Moka leaks"})
    assert [mention["name"] for mention in out["mentions"]] == ["Moka"]
