"""Every root and relation of the schema, over the small world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from api.graphql.context import Context
from api.graphql.types import brand as brand_type
from api.graphql.types.enums import BrandRole
from api.graphql.types.summary import summary
from api.live import LiveGraph, names_of
from graph.errors import NotFoundError
from graph.questions.answer import Window
from graph.stores.sqlite.store import SqliteStore
from nlp.catalogue import Catalogue
from tests.api.conftest import asked, posted

MESSAGE = "forum:main:2"


async def message(client: httpx.AsyncClient, fields: str, uid: str = MESSAGE) -> dict[str, Any]:
    data = await asked(client, f"query ($uid: ID!) {{ message(uid: $uid) {{ {fields} }} }}", uid=uid)
    found: dict[str, Any] = data["message"]
    return found


async def brand(client: httpx.AsyncClient, fields: str, arguments: str = "") -> dict[str, Any]:
    data = await asked(client, f'{{ brand(id: "moka"{arguments}) {{ {fields} }} }}')
    found: dict[str, Any] = data["brand"]
    return found


async def test_a_message_shows_who_wrote_it_where_and_in_answer_to_what(client: httpx.AsyncClient) -> None:
    found = await message(
        client,
        "uid kind channel text createdAt permalink byCompany editedAt"
        " author { key name handle } person { name } parent { uid author { name } } conversation { key messageCount }"
        " replies { uid person { name } } quotes { uid } shares { uid }",
    )
    assert found["kind"] == "COMMENT"
    assert found["createdAt"] == "2026-03-01T14:00:00Z"
    assert found["author"] == {"key": "forum:main:tom", "name": "Tom", "handle": "tom"}
    assert found["person"] == {"name": "Tom"}
    assert found["parent"] == {"uid": "forum:main:1", "author": {"name": "Anna"}}
    assert found["conversation"] == {"key": "forum:main:1", "messageCount": 4}
    assert found["replies"] == [{"uid": "forum:main:3", "person": {"name": "Anna"}}]
    assert (found["quotes"], found["shares"], found["editedAt"]) == (None, None, None)


async def test_a_mention_names_the_brand_and_shows_its_words(client: httpx.AsyncClient) -> None:
    found = await message(
        client,
        "mentions { brand { id name role } product sentiment polarity confidence span { start end text } evidence { text } }",
    )
    (mention,) = found["mentions"]
    assert mention["brand"] == {"id": "moka", "name": "Moka", "role": "OWN"}
    assert mention["product"] == "Moka One"
    assert mention["span"] == {"start": 14, "end": 22, "text": "Moka One"}
    assert mention["sentiment"] == "POSITIVE"


async def test_an_act_shows_its_slots_and_the_words_that_say_so(client: httpx.AsyncClient) -> None:
    fields = "acts { kind target { id } targetProduct rival { id } status to { key } confidence evidence { text } }"
    (act,) = [one for one in (await message(client, fields))["acts"] if one["kind"] == "RECOMMENDS"]
    assert act["target"] == {"id": "moka"}
    assert act["targetProduct"] == "Moka One"
    assert act["to"] == {"key": "forum:main:anna"}
    assert act["evidence"]
    switch = (await message(client, fields, "forum:main:3"))["acts"]
    assert [(one["target"]["id"], one["rival"]["id"], one["status"]) for one in switch if one["rival"]] == [
        ("moka", "brevo", "DONE")
    ]


async def test_a_message_shows_its_topics(client: httpx.AsyncClient) -> None:
    found = await message(client, "topics { id name kind confidence span { text } }", "forum:main:1")
    assert [(one["id"], one["kind"], one["span"]["text"]) for one in found["topics"]] == [
        ("noise", "PEEVE", "loud")
    ]


async def test_a_message_that_is_not_there_is_null(client: httpx.AsyncClient) -> None:
    assert await asked(client, '{ message(uid: "forum:main:999") { uid } }') == {"message": None}
    assert await asked(client, '{ conversation(key: "forum:main:999") { key } }') == {"conversation": None}


async def test_pages_follow_one_another_without_gap_or_overlap(client: httpx.AsyncClient) -> None:
    query = (
        "query ($after: String) { messages(first: 5, after: $after)"
        " { nodes { uid } edges { cursor node { uid } } pageInfo { hasNextPage endCursor } } }"
    )
    seen: list[str] = []
    after, more = None, True
    while more:
        page = (await asked(client, query, after=after))["messages"]
        assert [edge["node"]["uid"] for edge in page["edges"]] == [node["uid"] for node in page["nodes"]]
        seen += [node["uid"] for node in page["nodes"]]
        more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
    assert seen == ["reviews:shop:r1", *(f"forum:main:{number}" for number in range(11, 0, -1))]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ('{text: "leaked"}', ["4"]),
        ('{brand: "brevo", sentiment: NEGATIVE, kind: POST}', ["9", "1"]),
        ("{act: ASKS}", ["8", "1"]),
        ('{topic: "app"}', ["7"]),
        ('{person: "forum:main:lou"}', ["6", "5"]),
        ('{person: "@lou"}', ["6", "5"]),
        ('{inReplyTo: "forum:main:1"}', ["4", "2"]),
        ('{conversation: "forum:main:5", channel: "forum"}', ["11", "6", "5"]),
    ],
)
async def test_messages_are_filtered(client: httpx.AsyncClient, where: str, expected: list[str]) -> None:
    page = await asked(client, f"{{ messages(where: {where}) {{ nodes {{ uid }} }} }}")
    assert [node["uid"].split(":")[2] for node in page["messages"]["nodes"]] == expected


async def test_a_persons_messages_are_those_of_all_their_accounts(client: httpx.AsyncClient) -> None:
    anna = (await asked(client, '{ person(id: "forum:main:anna") { id } }'))["person"]["id"]
    page = await asked(
        client, "query ($who: ID!) { messages(where: {person: $who}) { nodes { channel } } }", who=anna
    )
    assert {node["channel"] for node in page["messages"]["nodes"]} == {"forum", "reviews"}


async def test_as_of_hides_what_was_said_later(client: httpx.AsyncClient) -> None:
    page = await asked(client, '{ messages(asOf: "2026-03-01T14:00:00Z") { nodes { uid } } }')
    assert [node["uid"] for node in page["messages"]["nodes"]] == ["forum:main:2", "forum:main:1"]
    query = '{ message(uid: "forum:main:1", asOf: "2026-03-01T14:30:00Z") { replies { uid } } }'
    assert (await asked(client, query))["message"]["replies"] == [{"uid": "forum:main:2"}]


async def test_conversations_are_listed_and_open(client: httpx.AsyncClient) -> None:
    data = await asked(
        client,
        '{ conversations(where: {brand: "brevo"}, first: 2) { nodes { key channel messageCount firstAt lastAt'
        " messages(first: 1) { nodes { uid } pageInfo { hasNextPage } } } pageInfo { hasNextPage endCursor } } }",
    )
    page = data["conversations"]
    assert [node["key"] for node in page["nodes"]] == ["forum:main:5", "forum:main:9"]
    assert page["nodes"][0]["messages"] == {
        "nodes": [{"uid": "forum:main:11"}],
        "pageInfo": {"hasNextPage": True},
    }
    rest = await asked(
        client,
        'query ($after: String) { conversations(where: {brand: "brevo", person: "forum:main:kim"}, after: $after)'
        " { nodes { key } } }",
        after=page["pageInfo"]["endCursor"],
    )
    assert rest["conversations"]["nodes"] == [{"key": "forum:main:1"}]


async def test_a_brand_shows_its_entry_of_the_catalogue(client: httpx.AsyncClient) -> None:
    found = await brand(client, "id name role aliases handles hashtags products { id name aliases }")
    assert found == {
        "id": "moka",
        "name": "Moka",
        "role": "OWN",
        "aliases": ["moka coffee"],
        "handles": ["mokahq"],
        "hashtags": [],
        "products": [{"id": "moka-one", "name": "Moka One", "aliases": []}],
    }


async def test_what_people_feel_opens_to_the_messages_that_show_it(client: httpx.AsyncClient) -> None:
    found = await brand(
        client,
        "perception { emotions(first: 27) { before { since } missing brands { brand { id } people emotions {"
        " name tone people share { value evidence { uids messages(first: 1) { mentions { brand { id } emotions } } } }"
        " interval { low high } change { change significant } } } } }",
    )
    felt = found["perception"]["emotions"]
    assert (felt["before"], felt["missing"]) == (None, None)
    moka, brevo = felt["brands"]
    assert (moka["brand"]["id"], brevo["brand"]["id"]) == ("moka", "brevo")
    love = next(one for one in moka["emotions"] if one["name"] == "love")
    assert love["tone"] == 1
    assert love["share"]["value"] == love["people"] / moka["people"]
    assert love["interval"]["low"] < love["share"]["value"] < love["interval"]["high"]
    mentions = love["share"]["evidence"]["messages"][0]["mentions"]
    assert any("love" in one["emotions"] for one in mentions if one["brand"]["id"] == "moka")
    assert (love["change"]["change"], love["change"]["significant"]) == (None, False)


async def test_a_brand_opens_to_every_question(client: httpx.AsyncClient) -> None:
    found = await brand(
        client,
        "summary { messages people netSentiment { value } recommendations warnings complaints }"
        " perception { mood { messages people } channels { channel } }"
        " timeline(bucket: DAY) { points { since mood { people } } }"
        " standing { stands { brand { id } } }"
        " shareOfVoice { total { people voice { people { value } } } }"
        " advocates(first: 3) { nodes { person { name } } }"
        " detractors { nodes { person { name } } total }"
        " recommendations { nodes { giver { name } receiver { name } product } }"
        " warnings { total }"
        " switches { flows { left { id } movedTo { id } } }"
        " peeves { groups { people } } ideas { groups { topic { name } } }"
        " topics { nodes { topic { id } } }"
        " atRisk { total left } unanswered { asked byStaff waiting { message { uid } } }"
        " messages(first: 1) { nodes { uid } } conversations(first: 1) { nodes { key } }",
    )
    assert found["summary"]["recommendations"] == 1
    assert found["perception"]["mood"]["people"] > 3
    assert [stand["brand"]["id"] for stand in found["standing"]["stands"]] == ["moka", "brevo"]
    assert found["advocates"]["nodes"][0]["person"]["name"] == "Tom"
    assert found["recommendations"]["nodes"] == [
        {"giver": {"name": "Tom"}, "receiver": {"name": "Anna"}, "product": "Moka One"}
    ]
    assert {("brevo", "moka"), ("moka", "brevo")} <= {
        (flow["left"]["id"], flow["movedTo"]["id"])
        for flow in found["switches"]["flows"]
        if flow["left"] and flow["movedTo"]
    }
    assert [group["topic"] and group["topic"]["name"] for group in found["ideas"]["groups"]] == ["An app"]
    assert "forum:main:8" in {one["message"]["uid"] for one in found["unanswered"]["waiting"]}


async def test_a_score_opens_to_its_parts_and_messages(client: httpx.AsyncClient) -> None:
    data = await asked(
        client,
        '{ advocates(brand: "moka") { brand { name } window { since until asOf } total nodes { advised public mentions reach'
        " score { value thin parts { name value meaning } evidence { total uids messages(first: 1) { uid text } } }"
        " followed { person { name } advice { uid } outcome { kind at delayHours message { uid } } } } } }",
    )
    tom = data["advocates"]["nodes"][0]
    score = tom["score"]
    assert score["value"] > 0
    assert all(part["meaning"] for part in score["parts"])
    assert score["evidence"]["total"] >= 1
    assert score["evidence"]["messages"][0]["uid"] == score["evidence"]["uids"][0]
    (followed,) = tom["followed"]
    assert followed["person"] == {"name": "Anna"}
    assert followed["advice"] == {"uid": "forum:main:2"}
    assert followed["outcome"]["kind"] == "SWITCHED"
    assert followed["outcome"]["delayHours"] == 1.0


async def test_the_roots_ask_the_same_questions_as_a_brand(client: httpx.AsyncClient) -> None:
    questions = (
        "perception{A} {{ mood {{ people netSentiment {{ value }} interval {{ low high }} }} companyMessages missing }}",
        "timeline{A} {{ bucket points {{ since until mood {{ messages }} }} }}",
        "standing{A} {{ before {{ since }} stands {{ change {{ value significant }} voice {{ people {{ value }} }} }} }}",
        "shareOfVoice{A} {{ channels {{ channel people companyPeople }} }}",
        "detractors{A} {{ total nodes {{ person {{ name }} }} }}",
        "recommendations{A} {{ total people nodes {{ at confidence message {{ uid }} outcome {{ kind }} }} }}",
        "warnings{A} {{ total nodes {{ message {{ uid }} }} }}",
        "switches{A} {{ total nodes {{ at status confidence person {{ name }} message {{ uid }} }} }}",
        "atRisk{A} {{ total left nodes {{ person {{ name }} score {{ value }} friends {{ person {{ name }} feeling contacts }} }} }}",
        "peeves{A} {{ people groups {{ people firstAt evidence {{ total }} }} }}",
        "ideas{A} {{ messages groups {{ messages lastAt }} }}",
        "topics{A} {{ total nodes {{ people sentiment {{ value }} rise {{ rising }} }} }}",
        "unanswered{A} {{ now asked byNobody peersOnly {{ peerReplies }} waiting {{ waitedHours asks complains person {{ name }} }} }}",
    )
    for question in questions:
        at_root = await asked(client, "{" + question.format(A='(brand: "moka")') + "}")
        inside = await asked(client, '{ brand(id: "moka") {' + question.format(A="") + "} }")
        assert at_root == inside["brand"], question


async def test_a_window_says_what_a_question_is_about(client: httpx.AsyncClient) -> None:
    window = 'window: {since: "2026-03-01T20:00:00Z", until: "2026-03-01T22:00:00Z"}'
    data = await asked(
        client,
        f'{{ perception(brand: "moka", {window}) {{ mood {{ messages }} window {{ since until }} }} }}',
    )
    assert data["perception"]["mood"]["messages"] == 2
    assert data["perception"]["window"] == {"since": "2026-03-01T20:00:00Z", "until": "2026-03-01T22:00:00Z"}
    last = 'window: {last: "2h", until: "2026-03-01T22:00:00Z"}'
    found = await asked(client, f'{{ brand(id: "moka", {last}) {{ perception {{ mood {{ messages }} }} }} }}')
    assert found["brand"]["perception"]["mood"]["messages"] == 2
    own = '{ brand(id: "moka", window: {last: "1h", until: "2026-03-01T22:00:00Z"}) { messages(%s) { nodes { uid } } } }'
    assert len((await asked(client, own % window))["brand"]["messages"]["nodes"]) == 2


async def test_the_last_days_are_counted_from_as_of(client: httpx.AsyncClient) -> None:
    data = await asked(
        client,
        '{ brand(id: "moka", window: {last: "2h"}, asOf: "2026-03-01T22:00:00Z") { messages { nodes { uid } } } }',
    )
    assert [node["uid"] for node in data["brand"]["messages"]["nodes"]] == [
        "forum:main:10",
        "forum:main:9",
        "forum:main:8",
    ]


async def test_a_person_shows_accounts_ties_and_feelings(client: httpx.AsyncClient) -> None:
    data = await asked(
        client,
        '{ person(id: "forum:main:anna") { id name channels accountKeys company'
        " accounts { account { key email role isBot person { name } } evidence decidedBy }"
        " ties(first: 3) { person { name } strength { value parts { name } } contacts { kind given got } lastAt }"
        " feelings { brand { id } score { value } lastAt }"
        " listensTo { person { name } score { value } } listenedBy { person { name } }"
        " wrote { total messages(first: 1) { uid } }"
        " timeline(first: 2) { nodes { uid } pageInfo { hasNextPage } } } }",
    )
    anna = data["person"]
    assert anna["name"] == "Anna"
    assert anna["channels"] == ["forum", "reviews"]
    why = {one["account"]["key"]: str(one["evidence"]) for one in anna["accounts"]}
    assert set(why) == {"forum:main:@anna", "forum:main:anna", "reviews:shop:anna-m"}
    assert "handle" in why["forum:main:@anna"]
    assert "anna@example.org" in why["reviews:shop:anna-m"]
    assert all(one["decidedBy"] == "rule:exact" for one in anna["accounts"])
    assert "Tom" in {tie["person"]["name"] for tie in anna["ties"]}
    assert {feeling["brand"]["id"] for feeling in anna["feelings"]} == {"moka", "brevo"}
    assert anna["wrote"]["total"] == 4
    assert anna["timeline"]["nodes"][0] == {"uid": "reviews:shop:r1"}
    assert anna["timeline"]["pageInfo"]["hasNextPage"]


async def test_people_are_found_by_name_or_are_those_who_wrote_the_most(client: httpx.AsyncClient) -> None:
    data = await asked(
        client,
        '{ found: people(search: "ann") { nodes { name } } busiest: people(first: 1) { nodes { name company } } }',
    )
    assert data["found"]["nodes"] == [{"name": "Anna"}]
    assert data["busiest"]["nodes"] == [{"name": "Anna", "company": False}]


async def test_staff_is_company(client: httpx.AsyncClient) -> None:
    found = await message(client, "byCompany person { company } author { role isBot }", "forum:main:11")
    assert found == {
        "byCompany": True,
        "person": {"company": True},
        "author": {"role": "STAFF", "isBot": None},
    }


async def test_an_account_that_is_only_spoken_of_shows_its_key(writable: httpx.AsyncClient) -> None:
    item = {
        "uid": "forum:main:30",
        "kind": "COMMENT",
        "text": "@nobodyyet try the Moka, you can't go wrong with it",
        "createdAt": "2026-03-03",
        "author": {"id": "tom", "handle": "tom"},
    }
    await asked(
        writable,
        "mutation ($items: [ItemInput!]!) { ingestItems(items: $items) { accepted } }",
        items=[item],
    )
    found = await message(
        writable, "acts { kind to { key name handle person { id name } } }", "forum:main:30"
    )
    (act,) = [one for one in found["acts"] if one["kind"] == "RECOMMENDS"]
    assert act["to"]["key"] == "forum:main:@nobodyyet"
    assert act["to"]["person"]["id"].startswith("person:")


async def test_brands_and_catalogue_list_what_is_watched(client: httpx.AsyncClient) -> None:
    data = await asked(
        client,
        "{ brands { nodes { id summary { messages } } } rivals: brands(role: COMPETITOR) { nodes { id } }"
        " catalogue { brands { id } topics { id name kind terms } } }",
    )
    assert [one["id"] for one in data["brands"]["nodes"]] == ["moka", "brevo"]
    assert data["rivals"]["nodes"] == [{"id": "brevo"}]
    assert data["catalogue"]["topics"][1] == {
        "id": "app",
        "name": "An app",
        "kind": "IDEA",
        "terms": ["app"],
    }


async def test_status_counts(client: httpx.AsyncClient) -> None:
    data = await asked(
        client,
        "{ status { version analysisVersion messages accounts people conversations interactions facts"
        " factsByKind { kind count } brands topics rejects sources { name done items rejects updatedAt } } }",
    )
    status = data["status"]
    assert (status["messages"], status["brands"], status["topics"], status["sources"]) == (12, 2, 2, [])
    assert sum(one["count"] for one in status["factsByKind"]) == status["facts"]


@pytest.mark.parametrize(
    ("query", "code", "remedy"),
    [
        ('{ brand(id: "mok") { name } }', "NOT_FOUND", "Did you mean 'moka'?"),
        ('{ standing(brand: "nix") { missing } }', "NOT_FOUND", "Known brand ids"),
        ('{ person(id: "who-is-that") { name } }', "NOT_FOUND", "account key"),
        ("{ messages(first: 101) { nodes { uid } } }", "BAD_INPUT", "1 to 100"),
        ("{ messages(first: 0) { nodes { uid } } }", "BAD_INPUT", "1 to 100"),
        ('{ messages(after: "zz") { nodes { uid } } }', "BAD_INPUT", "endCursor"),
        ('{ messages(after: "5b315d") { nodes { uid } } }', "BAD_INPUT", "endCursor"),
        ('{ messages(window: {last: "soon"}) { nodes { uid } } }', "BAD_INPUT", "90d"),
        ('{ messages(window: {last: "2d", since: "2026-01-01"}) { nodes { uid } } }', "BAD_INPUT", "one of"),
        (
            '{ messages(window: {since: "2026-02-01", until: "2026-01-01"}) { nodes { uid } } }',
            "BAD_INPUT",
            "earlier",
        ),
        ('{ messages(where: {text: "%s"}) { nodes { uid } } }' % ("x" * 201), "BAD_INPUT", "fewer"),
        ('{ messages(where: {person: "nope"}) { nodes { uid } } }', "NOT_FOUND", "handle"),
        ('{ conversations(where: {person: "nope"}) { nodes { key } } }', "NOT_FOUND", "handle"),
        ("{ communities(resolution: 0) { total } }", "BAD_QUESTION", "0.01 to 100"),
        ('{ person(id: "lou") { reach(halfLifeDays: -5) { expected } } }', "BAD_QUESTION", "more than 0"),
        ("{ seeding(budget: 0) { spread } }", "BAD_QUESTION", "leave it out"),
        ('{ influencers(topic: "ap") { total } }', "NOT_FOUND", "'app'"),
    ],
)
async def test_what_makes_no_sense_is_refused_with_a_code_and_a_remedy(
    client: httpx.AsyncClient, query: str, code: str, remedy: str
) -> None:
    answer = await posted(client, query)
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == code
    assert remedy in error["extensions"]["remedy"]
    assert set(answer["data"].values()) == {None}


async def test_one_question_that_fails_leaves_the_others_whole(client: httpx.AsyncClient) -> None:
    answer = await posted(client, '{ brand(id: "nix") { name } status { messages } }')
    assert answer["data"] == {"brand": None, "status": {"messages": 12}}
    assert [error["path"] for error in answer["errors"]] == [["brand"]]


@pytest.mark.parametrize("text", ['"yesterday"', "12", '"2026-13-01"'])
async def test_a_moment_that_is_none_is_refused(client: httpx.AsyncClient, text: str) -> None:
    answer = await posted(client, f"{{ messages(asOf: {text}) {{ nodes {{ uid }} }} }}")
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_DOCUMENT"


async def test_changes_are_measured_against_the_window_before(client: httpx.AsyncClient) -> None:
    window = 'window: {since: "2026-03-01T18:00:00Z", until: "2026-03-02T00:00:00Z"}'
    data = await asked(
        client,
        f'{{ standing(brand: "moka", {window}) {{ before {{ since until }} stands {{ change {{ value significant'
        f" interval {{ low high }} before {{ people }} }} }} }}"
        f" topics({window}) {{ before {{ since }} nodes {{ topic {{ id }} rise {{ change rising interval {{ low }} }} }} }} }}",
    )
    assert data["standing"]["before"] == {"since": "2026-03-01T12:00:00Z", "until": "2026-03-01T18:00:00Z"}
    change = data["standing"]["stands"][0]["change"]
    assert change["before"]["people"] >= 2
    assert change["interval"]["low"] <= change["value"] <= change["interval"]["high"]
    assert data["topics"]["nodes"][0]["rise"]["change"] is not None


async def test_a_brand_that_the_catalogue_dropped_is_named_by_its_id(store: SqliteStore) -> None:
    """A fact may name it until the messages were read again."""
    window = Window()
    dropped = brand_type.named(names_of(Catalogue()), "gone", window)
    assert (dropped.id, dropped.name, dropped.role) == ("gone", "gone", BrandRole.OTHER)
    with pytest.raises(NotFoundError, match="upsertBrand"):
        await summary(_Info(Context(LiveGraph(store))), "gone", window)  # type: ignore[arg-type]


@dataclass
class _Info:
    context: Context
