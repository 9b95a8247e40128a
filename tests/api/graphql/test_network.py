"""The questions about the network of people, over the small world."""

from __future__ import annotations

import httpx

from tests.api.conftest import asked, posted


async def test_influencers_stand_at_the_root_on_a_brand_a_topic_and_a_person(
    client: httpx.AsyncClient,
) -> None:
    found = await asked(
        client,
        "{ all: influencers { total nodes { person { name } listeners evidence { total } } }"
        ' moka: brand(id: "moka") { influencers(by: BROKERAGE) { by brand { id } total } }'
        ' brevo: influencers(brand: "brevo", topic: "noise") { topic { name influencers { total } } total }'
        ' person(id: "anna") { influence { measures { measure value rank bestRank worstRank of interval { low high } } } } }',
    )
    # Tom, Kim and Anna answer Anna, Tom and Ben; staff and those who answer only themselves are not in it
    assert {one["person"]["name"] for one in found["all"]["nodes"]} == {"Anna", "Tom", "Kim", "Ben"}
    assert found["moka"]["influencers"]["by"] == "BROKERAGE"
    assert 0 < found["moka"]["influencers"]["total"] < found["all"]["total"]
    assert found["brevo"]["topic"]["name"] == "Noise"
    assert found["brevo"]["topic"]["influencers"]["total"] >= found["brevo"]["total"]
    standings = found["person"]["influence"]["measures"]
    assert [one["measure"] for one in standings] == ["ATTENTION", "BROKERAGE", "CORE", "REACH"]
    assert all(one["bestRank"] <= one["rank"] <= one["worstRank"] for one in standings)


async def test_a_communitys_influencers_are_its_members(client: httpx.AsyncClient) -> None:
    found = await asked(
        client, "{ communities { nodes { size influencers { nodes { person { name } } } } } }"
    )
    for community in found["communities"]["nodes"]:
        assert 0 < len(community["influencers"]["nodes"]) <= community["size"]


async def test_peers_say_what_they_have_in_common(client: httpx.AsyncClient) -> None:
    found = await asked(
        client,
        '{ person(id: "anna") { peers { total nodes { person { name } score { value parts { name value } }'
        " acquaintances { name } topics { id } brands { brand { id } sentiment } names } } } }",
    )
    ben = next(one for one in found["person"]["peers"]["nodes"] if one["person"]["name"] == "Ben")
    assert {"brand": {"id": "moka"}, "sentiment": "POSITIVE"} in ben["brands"]
    assert [part["name"] for part in ben["score"]["parts"]] == ["ties", "topics", "brands", "names"]


async def test_channels_say_whom_we_would_lose(client: httpx.AsyncClient) -> None:
    found = await asked(
        client,
        '{ channelDependence(brand: "moka") { people oneChannel channels { channel people onlyHere { value }'
        " elsewhere { channel people } shareOfVoice lost { person { name } through { person { name } } } } } }",
    )
    forum, reviews = found["channelDependence"]["channels"]
    assert (forum["channel"], reviews["channel"]) == ("forum", "reviews")
    assert forum["elsewhere"] == [{"channel": "reviews", "people": 1}]
    assert reviews["onlyHere"]["value"] == 0
    tom = next(one for one in forum["lost"] if one["person"]["name"] == "Tom")
    assert [one["person"]["name"] for one in tom["through"]] == ["Anna"]


async def test_weak_spots_and_white_space_are_asked_of_a_brand(client: httpx.AsyncClient) -> None:
    fields = (
        "weakSpots { total untested nodes { rival { id } topic { id } sure unhappy { name }"
        " advantage { value evidence { messages { uid } } } theirs { unhappy } ours { happy } } }"
        " whiteSpace { checked total nodes { id } missing }"
    )
    found = (await asked(client, f'{{ brand(id: "moka") {{ {fields} }} }}'))["brand"]
    (spot,) = found["weakSpots"]["nodes"]
    assert (spot["rival"]["id"], spot["topic"]["id"], spot["sure"]) == ("brevo", "noise", False)
    assert found["whiteSpace"] == {"checked": 0, "total": 0, "nodes": [], "missing": None}


async def test_a_wish_shows_who_backs_it_and_a_person_what_is_open(client: httpx.AsyncClient) -> None:
    found = await asked(
        client,
        '{ ideas(brand: "moka") { groups { topic { id } backing { supporters opponents forIt { person { name } }'
        " invite { person { name } score { parts { name } } } } } }"
        ' person(id: "zoe") { openWithUs { asked answered waiting { asks message { text } } } } }',
    )
    (app,) = found["ideas"]["groups"]
    assert app["backing"]["supporters"] == 1
    assert [one["person"]["name"] for one in app["backing"]["invite"]] == ["Kim"]
    (waiting,) = found["person"]["openWithUs"]["waiting"]
    assert waiting == {"asks": True, "message": {"text": "How do I descale my Moka?"}}


async def test_an_unknown_brand_is_told(client: httpx.AsyncClient) -> None:
    answer = await posted(client, '{ influencers(brand: "mokka") { total } }')
    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert "moka" in answer["errors"][0]["extensions"]["remedy"]
