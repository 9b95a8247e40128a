"""What a Neo4j database looks like to people who read it with Cypher, and what it keeps about stubs."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from graph.model import Fact, FactKind, MessageFacts, MessageFilter
from graph.stores.neo4j.store import Neo4jStore
from tests.graph.factories import (
    NOON,
    SECOND,
    about,
    account,
    catalogue,
    fact,
    identification,
    interaction,
    key,
    mention,
    message,
    naming,
    put,
    with_facts,
)
from tests.neo4j_server import Neo4jServer

pytestmark = pytest.mark.neo4j


async def test_a_recommendation_reads_as_a_path_from_account_to_brand(
    neo4j_store: Neo4jStore, neo4j_database: Neo4jServer
) -> None:
    advice = fact(
        FactKind.RECOMMENDS, "moka", product="moka-one", to=key("ben"), confidence=0.75, slot="RECOMMENDS:x"
    )
    await put(
        neo4j_store, with_facts(message("m1"), advice), accounts=(account("anna"),), catalogue=catalogue()
    )
    found = neo4j_database.query(
        "MATCH (a:Account)-[:POSTED]->(m:Message)-[r:RECOMMENDS]->(b:Brand {role: 'own'}) "
        "RETURN a.handle, m.uid, m.text, r.product, r.to, r.confidence, b.name"
    )
    assert found == [
        {
            "a.handle": "anna",
            "m.uid": key("m1"),
            "m.text": "what m1 says",
            "r.product": "moka-one",
            "r.to": key("ben"),
            "r.confidence": 0.75,
            "b.name": "Moka",
        }
    ]


async def test_conversations_people_and_reactions_are_paths_too(
    neo4j_store: Neo4jStore, neo4j_database: Neo4jServer
) -> None:
    await put(
        neo4j_store,
        with_facts(message("m1"), about("noise")),
        accounts=(account("anna"), account("ben")),
        identifications=(identification("anna", evidence=("email:a@x.example",)),),
        new_interactions=(interaction("r1"),),
        catalogue=catalogue(),
    )
    found = neo4j_database.query(
        "MATCH (p:Person)<-[i:IDENTIFIES]-(a:Account)-[:POSTED]->(m:Message)-[:IN]->()-[:OF]->(c:Channel), "
        "(m)-[:ABOUT]->(t:Topic), (m)<-[r:REACTED]-(fan:Account) "
        "RETURN p.id, i.evidence, c.name, t.name, r.status, fan.handle"
    )
    assert [list(row.values()) for row in found] == [
        ["person:anna", ["email:a@x.example"], "forum", "Noise", "like", "ben"]
    ]


async def test_an_act_without_a_brand_ends_at_the_conversation_and_a_lost_supplier_at_that_brand(
    neo4j_store: Neo4jStore, neo4j_database: Neo4jServer
) -> None:
    left = fact(FactKind.SWITCHES, None, rival="brevo", status="done")
    told = with_facts(message("m1"), fact(FactKind.ASKS, None), left)
    await put(neo4j_store, told)
    found = neo4j_database.query(
        "MATCH (:Message)-[a:ASKS]->(c:Conversation), (:Message)-[s:SWITCHES]->(b:Brand) "
        "RETURN c.key, b.id, s.rival, s.target"
    )
    assert [list(row.values()) for row in found] == [[key("m1"), "brevo", "brevo", None]]
    assert tuple((await neo4j_store.facts([key("m1")]))[key("m1")]) == told.facts
    assert len(await neo4j_store.page_messages(MessageFilter(brand="brevo"), None, 9)) == 1


async def test_a_name_that_nobody_names_any_more_is_gone(
    neo4j_store: Neo4jStore, neo4j_database: Neo4jServer
) -> None:
    both = with_facts(message("m1"), naming("krups"), naming("philips"))
    await put(neo4j_store, both, with_facts(message("m2"), naming("philips")))
    await put(neo4j_store, changed_messages=(with_facts(message("m1", revision="2")),))
    found = neo4j_database.query("MATCH (c:Candidate) RETURN c.key, COUNT { (c)<-[:NAMES]-() } AS named")
    assert [list(row.values()) for row in found] == [["philips", 1]]


async def test_relabelling_takes_acts_without_a_brand_along(neo4j_store: Neo4jStore) -> None:
    told = with_facts(message("b", conversation=key("a"), in_reply_to=key("a")), fact(FactKind.ASKS, None))
    await put(neo4j_store, told)
    await put(neo4j_store, relabelled=((key("a"), key("root")),))
    kinds = {one.kind: one.object for one in (await neo4j_store.facts([key("b")]))[key("b")]}
    assert kinds[FactKind.ASKS] is None
    assert kinds[FactKind.IN] == key("root")
    assert set(await neo4j_store.conversations([key("a"), key("root")])) == {key("root")}


async def test_what_is_only_named_is_a_stub_that_nobody_counts_or_returns(
    neo4j_store: Neo4jStore, neo4j_database: Neo4jServer
) -> None:
    reply = with_facts(
        message("reply", in_reply_to=key("parent")), fact(FactKind.ADDRESSES, key("zoe")), mention("unknown")
    )
    await put(neo4j_store, reply)
    counts = await neo4j_store.counts()
    assert (counts.messages, counts.accounts, counts.brands) == (1, 0, 0)
    assert set(await neo4j_store.messages([key("parent"), key("reply")])) == {key("reply")}
    assert dict(await neo4j_store.accounts([key("zoe"), key("anna")])) == {}
    assert dict(await neo4j_store.revisions([key("parent")])) == {}
    assert len(await neo4j_store.page_messages(MessageFilter(), None, 9)) == 1
    await put(neo4j_store, message("parent"), accounts=(account("zoe"),))
    assert set(await neo4j_store.messages([key("parent")])) == {key("parent")}
    found = neo4j_database.query(
        "MATCH (p:Message {uid: $uid})<-[:REPLIES_TO]-(r)-[:ADDRESSES]->(a) RETURN a.handle, r.uid",
        uid=key("parent"),
    )
    assert found == [{"a.handle": "zoe", "r.uid": key("reply")}]


async def test_a_fact_whose_time_or_actor_is_not_its_message_s_comes_back(neo4j_store: Neo4jStore) -> None:
    told = message("m1")
    odd = (
        Fact(told.uid, "MENTIONS:0-4", FactKind.MENTIONS, NOON + SECOND, key("ben"), "moka"),
        Fact(told.uid, "MENTIONS:5-9", FactKind.MENTIONS, NOON, None, "moka", polarity=-1.0, confidence=0.1),
        Fact(told.uid, "POSTED", FactKind.POSTED, NOON + SECOND, key("ben"), told.uid),
    )
    await put(neo4j_store, MessageFacts(told, odd))
    assert tuple((await neo4j_store.facts([told.uid]))[told.uid]) == odd
    rows = [row async for chunk in neo4j_store.log(0) for row in chunk.rows.to_pylist()]
    assert sorted((row["at"], row["actor"] or "") for row in rows) == sorted(
        (one.at, one.actor or "") for one in odd
    )


async def test_a_brand_that_leaves_the_catalogue_keeps_its_facts(
    neo4j_store: Neo4jStore, neo4j_database: Neo4jServer
) -> None:
    await put(neo4j_store, with_facts(message("m1"), mention("moka")), catalogue=catalogue())
    await put(neo4j_store, catalogue=replace(catalogue(), brands=()))
    found = neo4j_database.query("MATCH (b:Brand) RETURN b.id, b.name")
    assert found == [{"b.id": "moka", "b.name": None}]
    assert len((await neo4j_store.facts([key("m1")]))[key("m1")]) == 3


async def test_discovered_topics_are_named_and_outlive_a_change_of_catalogue(
    neo4j_store: Neo4jStore, neo4j_database: Neo4jServer
) -> None:
    await put(neo4j_store, with_facts(message("m1"), about("peeve:leaks"), about("idea:~lid")))
    await put(neo4j_store, catalogue=catalogue())
    found = neo4j_database.query(
        "MATCH (:Message)-[:ABOUT]->(t:Topic) RETURN t.id, t.name, t.kind ORDER BY t.id"
    )
    assert found == [
        {"t.id": "idea:~lid", "t.name": "lid", "t.kind": "idea"},
        {"t.id": "peeve:leaks", "t.name": "Leaks", "t.kind": "peeve"},
    ]


async def test_preparing_makes_again_what_is_missing(
    neo4j_store: Neo4jStore, neo4j_database: Neo4jServer
) -> None:
    neo4j_database.query("DROP INDEX rapport_message_words")
    await neo4j_store.prepare()
    await put(neo4j_store, message("m1", text="found again"))
    assert len(await neo4j_store.page_messages(MessageFilter(text="again"), None, 9)) == 1


async def test_a_search_of_more_words_than_lucene_takes_still_asks_for_all(neo4j_store: Neo4jStore) -> None:
    text = " ".join(f"w{number}" for number in range(1500))
    await put(neo4j_store, message("m1", text=text), message("m2", text=text.replace("w1499", "other")))
    found = await neo4j_store.page_messages(MessageFilter(text=text), None, 9)
    assert [one.uid for one in found] == [key("m1")]


async def test_a_long_log_arrives_in_pieces_that_fit_together(neo4j_store: Neo4jStore) -> None:
    for start in range(0, 40, 2):
        await put(neo4j_store, message(f"m{start}"), message(f"m{start + 1}"))
    pieces = [chunk.replaced async for chunk in neo4j_store.log(3)]
    assert len(pieces) > 1
    assert sorted(uid for piece in pieces for uid in piece) == sorted(key(f"m{n}") for n in range(6, 40))


async def test_the_cypher_of_the_docs_runs_and_finds_what_it_says(
    neo4j_store: Neo4jStore, neo4j_database: Neo4jServer
) -> None:
    advice = fact(FactKind.RECOMMENDS, "moka", to=key("ben"))
    left = fact(FactKind.SWITCHES, "moka", rival="brevo", status="done")
    told = with_facts(message("m1"), advice, left)
    await put(neo4j_store, told, accounts=(account("anna"),), catalogue=catalogue())
    page = (Path(__file__).resolve().parents[4] / "docs" / "neo4j.md").read_text()
    block = re.findall(r"```cypher\n(.*?)```", page, re.DOTALL)[0]
    found = [neo4j_database.query(query) for query in block.split(";") if query.strip()]
    assert [len(rows) for rows in found] == [1, 1]
    assert found[0][0]["r.to"] == key("ben")
    assert found[1][0] == {"from": "brevo", "to": "moka", "people": 1}
    times = re.findall(r"`(datetime\(.*?\))`", page)
    moment = neo4j_database.query(f"MATCH (m:Message) RETURN toString({times[0]}) AS at")[0]["at"]
    assert moment == "2023-11-14T22:13:20Z"
