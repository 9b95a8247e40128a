"""Chains, peer help, cohorts, reasons and persuaders as fields of the schema."""

from __future__ import annotations

import httpx
import pytest

from tests.api.conftest import asked, posted


async def test_they_stand_where_a_strategist_looks_for_them(client: httpx.AsyncClient) -> None:
    query = """{ brand(id: "moka") {
        chains { total advised conversion { value } nodes { beginner { name } links { credited advice { uid } } } }
        peerHelp(minutes: 12, hourly: 50) { asked byPeers saved solved { value thin } }
        cohorts(weeks: 4) { weeks cohorts { kind people outcomes { measured meaning effect { rate } } } caution }
        why(first: 2) { reasons { kind topic { name } people saidBy { name } } }
        advocates { nodes { person { name } conversion { advised acted } } effect { people balance { name } } }
    } }"""
    found = (await asked(client, query))["brand"]
    assert found["chains"]["advised"] >= 1
    assert found["peerHelp"]["asked"] >= 1
    assert found["cohorts"]["weeks"] == 4
    assert [one["kind"] for one in found["cohorts"]["cohorts"]] == ["HELPED", "IGNORED", "ADVISED"]
    assert "homophily" in found["cohorts"]["caution"]
    assert any(one["conversion"] for one in found["advocates"]["nodes"])


async def test_a_flow_opens_to_its_reasons(client: httpx.AsyncClient) -> None:
    query = "{ switches { flows { moves detail { people reasons { people } growth { change } trusted { person { name } } } } } }"
    (flow, *_) = (await asked(client, query))["switches"]["flows"]
    assert flow["detail"]["people"] >= 1
    assert flow["detail"]["growth"] is None  # the window has no beginning


@pytest.mark.parametrize(
    ("field", "word"),
    [('cohorts(brand: "moka", weeks: 0)', "weeks"), ('peerHelp(brand: "moka", minutes: -1)', "cost")],
)
async def test_arguments_that_make_no_sense_are_told(
    client: httpx.AsyncClient, field: str, word: str
) -> None:
    answer = await posted(client, f"{{ {field} {{ missing }} }}")
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "BAD_INPUT"
    assert word in error["message"]
