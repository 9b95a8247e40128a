"""Reach, introductions, voices and seeds over the small world, where Tom advised Anna, who then switched."""

from __future__ import annotations

import httpx

from tests.api.conftest import asked, posted


async def test_reach_opens_to_the_way_and_its_messages(client: httpx.AsyncClient) -> None:
    data = await asked(
        client,
        '{ person(id: "tom") { reach(hops: 2, halfLifeDays: 30) { score { value parts { name value } } expected'
        " hops { hop people evidence { messages { uid } } }"
        " nodes { person { name } hops at path { heard { name } hears { name } kind uid message { uid } } } missing } } }",
    )
    found = data["person"]["reach"]
    assert found["score"]["value"] == 2
    assert found["hops"][0]["evidence"]["messages"][0]["uid"] in {"forum:main:2", "forum:main:3"}
    anna, kim = found["nodes"]
    assert (anna["person"]["name"], anna["hops"], kim["person"]["name"], kim["hops"]) == ("Anna", 1, "Kim", 2)
    assert anna["path"][0]["message"]["uid"] == anna["path"][0]["uid"] == "forum:main:2"
    assert found["missing"] is None


async def test_the_widest_reach_states_its_error(client: httpx.AsyncClient) -> None:
    data = await asked(
        client,
        "{ widestReach(first: 1) { nodes { person { name } people estimate } standardError missing } }",
    )
    (widest,) = data["widestReach"]["nodes"]
    assert abs(widest["estimate"] - widest["people"]) < 0.2 * widest["people"]
    assert 0 < data["widestReach"]["standardError"] < 0.07


async def test_an_introduction_shows_each_tie_or_says_that_there_is_none(client: httpx.AsyncClient) -> None:
    fields = (
        "nodes { people { name } strength { value } ties { one { name } other { name }"
        " strength { parts { name } evidence { total } } lastAt } } shortest { people { name } } known missing"
    )
    data = await asked(client, f'{{ person(id: "kim") {{ introduction(known: ["tom"]) {{ {fields} }} }} }}')
    found = data["person"]["introduction"]
    assert [one["name"] for one in found["nodes"][0]["people"]] == ["Tom", "Anna", "Kim"]
    assert all(tie["strength"]["evidence"]["total"] > 0 for tie in found["nodes"][0]["ties"])
    staff = await asked(client, f'{{ person(id: "kim") {{ introduction {{ {fields} }} }} }}')
    assert staff["person"]["introduction"]["nodes"] == []
    assert "no path" in staff["person"]["introduction"]["missing"]


async def test_the_next_best_voice_takes_one_subject(client: httpx.AsyncClient) -> None:
    data = await asked(
        client,
        '{ person(id: "anna") { nextBestVoice(brand: "moka") { nodes { person { name } feeling channels'
        " score { value parts { name value } evidence { total } } } critical missing } } }",
    )
    voices = data["person"]["nextBestVoice"]["nodes"]
    assert voices[0]["person"]["name"] == "Tom"
    assert voices[0]["channels"] == ["forum"]
    answer = await posted(client, '{ person(id: "anna") { nextBestVoice { missing } } }')
    assert "one subject" in answer["errors"][0]["message"]


async def test_seeds_keep_to_their_terms(client: httpx.AsyncClient) -> None:
    query = (
        "query ($exclude: [ID!], $costs: [CostInput!], $quotas: [QuotaInput!], $budget: Float) {"
        " seeding(count: 3, exclude: $exclude, costs: $costs, quotas: $quotas, budget: $budget) {"
        " nodes { person { name } score { value parts { name } } reaches { person { name } probability } }"
        " spread lower upper certificate guarantee method missing } }"
    )
    free = (await asked(client, query))["seeding"]
    assert len(free["nodes"]) == 3
    assert 0 < free["lower"] <= free["spread"] <= free["upper"]
    first = free["nodes"][0]["person"]["name"]
    handle = first.lower()
    for terms in (
        {"exclude": [handle]},
        {"costs": [{"person": handle, "cost": 9}], "budget": 3},
        {"quotas": [{"people": [handle], "most": 0}]},
    ):
        bound = (await asked(client, query, **terms))["seeding"]
        assert first not in {one["person"]["name"] for one in bound["nodes"]}
    answer = await posted(client, query, budget=1, costs=[{"person": handle, "cost": 0}])
    assert "cost" in answer["errors"][0]["message"]
