"""What every store does, whatever its engine: writing and looking up."""

from __future__ import annotations

import asyncio

import pytest

from graph.errors import StaleBatchError
from graph.model import Batch, FactKind, Message, StoreState
from graph.store import Store
from nlp.analysis import Span
from nlp.catalogue import Catalogue
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
    names,
    naming,
    put,
    with_facts,
)

EVERYTHING = message(
    "all",
    kind="review",
    text="Ärger 🔥 שלום, 'quoted' \"twice\" \\ % _ * \n second line",
    title="Título",
    language="de",
    in_reply_to=key("parent"),
    thread_root=key("root"),
    conversation=key("root"),
    quote_of=key("quoted"),
    share_of=key("shared"),
    created_at=2**53 + 7,
    edited_at=2**53 + 8,
    deleted_at=None,
    rating=4.5,
    rating_max=5.0,
    permalink="https://forum.example/all?a=1&b=2",
    by_company=True,
    extra={
        "author_handle": "anna",
        "metrics": {"likes": 0, "score": -3},
        "tags": ["a", "ü"],
        "recipients": [{"native_id": "ben", "display_name": "Ben 🙂"}],
        "observed_at": 2**53 + 9,
        "nothing": None,
        "deep": {"list": [1, 2.5, True, None, "x"]},
    },
)

FULL_FACT = fact(
    FactKind.SWITCHES,
    "moka",
    rival="brevo",
    to=key("@ben"),
    product="moka-one",
    rival_product="brevo-x",
    status="done",
    sentiment="negative",
    polarity=-0.1234,
    confidence=0.8765,
    start=3,
    end=9,
    evidence=(Span(3, 9), Span(12, 20)),
)


async def test_a_new_store_is_empty(store: Store) -> None:
    counts = await store.counts()
    assert await store.state() == StoreState(version=0, analysis_version=None)
    assert (counts.messages, counts.accounts, counts.people, counts.conversations) == (0, 0, 0, 0)
    assert (counts.interactions, counts.facts, dict(counts.facts_by_kind)) == (0, 0, {})
    assert (counts.brands, counts.topics, counts.rejects, counts.sources) == (0, 0, 0, 0)
    assert await store.catalogue() == Catalogue()
    assert await store.checkpoint("any") is None
    assert list(await store.rejects()) == []
    assert list(await store.checkpoints()) == []
    assert [chunk async for chunk in store.log(0) if chunk.rows.num_rows or chunk.replaced] == []


async def test_preparing_twice_keeps_what_is_there(store: Store) -> None:
    await put(store, message("m1"))
    await store.prepare()
    assert set(await store.messages([key("m1")])) == {key("m1")}


async def test_every_write_raises_the_version_by_one(store: Store) -> None:
    assert await put(store, message("m1")) == 1
    assert await put(store) == 2
    assert (await store.state()).version == 2


async def test_a_message_comes_back_as_it_was_written(store: Store) -> None:
    await put(store, EVERYTHING)
    assert dict(await store.messages([EVERYTHING.uid])) == {EVERYTHING.uid: EVERYTHING}


async def test_a_message_with_nothing_but_the_least_comes_back(store: Store) -> None:
    least = message("least", author=None, text="", created_at=-1, revision="")
    await put(store, least)
    assert dict(await store.messages([least.uid])) == {least.uid: least}


async def test_a_very_long_text_comes_back_whole_and_is_found(store: Store) -> None:
    long = message("long", text="slowly " * 200_000 + "needle")
    await put(store, long)
    stored = (await store.messages([long.uid]))[long.uid]
    assert stored.text == long.text
    assert await search(store, "needle") == ["long"]


async def test_facts_come_back_as_they_were_written_in_slot_order(store: Store) -> None:
    told = with_facts(
        message("m1"),
        FULL_FACT,
        mention("moka"),
        about("noise"),
        naming("krups"),
        fact(FactKind.ASKS, None),
    )
    await put(store, told)
    found = await store.facts([key("m1")])
    assert tuple(found[key("m1")]) == told.facts
    assert [one.slot for one in told.facts] == sorted(one.slot for one in told.facts)


async def test_a_missing_key_is_absent_from_every_lookup(store: Store) -> None:
    await put(store, message("m1"), accounts=(account("anna"),), identifications=(identification("anna"),))
    gone = key("gone")
    assert set(await store.messages([gone, key("m1")])) == {key("m1")}
    assert set(await store.accounts([gone, key("anna")])) == {key("anna")}
    assert set(await store.revisions([gone, key("m1")])) == {key("m1")}
    assert set(await store.identifications([gone, key("anna")])) == {key("anna")}
    assert set(await store.accounts_of(["person:gone", "person:anna"])) == {"person:anna"}
    assert set(await store.conversations([gone, key("m1")])) == {key("m1")}
    assert set(await store.accounts_sharing(["email:gone@x.example"])) == set()
    assert set(await store.facts([gone, key("m1")])) == {key("m1")}


async def test_lookups_of_nothing_find_nothing(store: Store) -> None:
    await put(store, message("m1", in_reply_to=key("m0")))
    for lookup in (
        store.messages,
        store.accounts,
        store.facts,
        store.revisions,
        store.identifications,
        store.accounts_of,
        store.accounts_sharing,
        store.conversations,
        store.replies,
    ):
        assert len(await lookup([])) == 0


async def test_lookups_take_thousands_of_keys(store: Store) -> None:
    told = [message(f"m{number}") for number in range(2500)]
    await put(store, *told)
    found = await store.messages([one.uid for one in told])
    assert dict(found) == {one.uid: one for one in told}


async def test_keys_are_data_whatever_they_hold(store: Store) -> None:
    odd = message("m' OR 1=1 --\"`${x}:é/🙂", author=key('a"; DROP TABLE message'))
    await put(store, odd, accounts=(account('a"; DROP TABLE message'),))
    assert dict(await store.messages([odd.uid])) == {odd.uid: odd}
    assert set(await store.accounts([str(odd.author)])) == {odd.author}


async def test_a_message_and_an_account_may_share_a_key(store: Store) -> None:
    await put(store, message("17", author=key("17")), accounts=(account("17"),))
    assert set(await store.messages([key("17")])) == {key("17")}
    assert set(await store.accounts([key("17")])) == {key("17")}
    assert (await store.counts()).accounts == 1


async def test_replies_are_found_by_the_message_they_answer(store: Store) -> None:
    await put(store, message("a"), message("b", in_reply_to=key("a")), message("c", in_reply_to=key("x")))
    assert sorted(names(await store.replies([key("a"), key("x")]))) == ["b", "c"]
    assert names(await store.replies([key("a")])) == ["b"]
    assert list(await store.replies([key("b")])) == []


async def test_of_many_replies_the_oldest_few_of_each_message_are_read(store: Store) -> None:
    first = [
        message(f"a{number}", in_reply_to=key("a"), created_at=NOON - number * SECOND) for number in range(5)
    ]
    at_once = [message(f"b{number}", in_reply_to=key("b"), created_at=NOON) for number in range(4)]
    await put(store, message("a"), message("b"), *first, *at_once)
    found = await store.first_replies([key("a"), key("b"), key("x"), key("a")], 3)
    assert sorted(names(found)) == ["a2", "a3", "a4", "b0", "b1", "b2"]
    assert list(await store.first_replies([], 3)) == []
    _, together = await store.messages_and_replies([key("a")], 2)
    assert sorted(names(together)) == ["a3", "a4"]


async def test_messages_and_their_replies_come_together(store: Store) -> None:
    await put(store, message("a"), message("b", in_reply_to=key("a")), message("c", in_reply_to=key("x")))
    found, replies = await store.messages_and_replies([key("a"), key("b"), key("x")], 9)
    assert dict(found) == await store.messages([key("a"), key("b")])
    assert sorted(names(replies)) == ["b", "c"]
    nothing, nobody = await store.messages_and_replies([], 9)
    assert (len(nothing), len(nobody)) == (0, 0)


async def test_a_stale_batch_is_refused_and_leaves_nothing(store: Store) -> None:
    batch = Batch(expected_version=0, new_messages=(with_facts(message("m1")),))
    assert await store.write(batch) == 1
    with pytest.raises(StaleBatchError):
        await store.write(batch)
    ahead = Batch(expected_version=7, new_messages=(with_facts(message("m2")),), catalogue=catalogue())
    with pytest.raises(StaleBatchError):
        await store.write(ahead)
    assert await store.state() == StoreState(1, None)
    assert (await store.counts()).messages == 1
    assert await store.catalogue() == Catalogue()


async def test_of_two_writers_at_once_one_is_told_that_it_is_late(store: Store) -> None:
    batches = [Batch(0, new_messages=(with_facts(message(name)),)) for name in ("m1", "m2")]
    outcomes = await asyncio.gather(*map(store.write, batches), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["StaleBatchError", "int"]
    assert (await store.counts()).messages == 1


async def test_a_changed_message_replaces_itself_and_all_its_facts(store: Store) -> None:
    before = with_facts(
        message("m1", text="moka rocks"), mention("moka", "positive"), about("noise"), naming("krups")
    )
    await put(store, before, message("m2"))
    changed = with_facts(
        message("m1", text="brevo rocks", created_at=NOON + SECOND, revision="2", author=key("ben")),
        mention("brevo", "positive"),
    )
    await put(store, changed_messages=(changed,))
    assert (await store.messages([key("m1")]))[key("m1")] == changed.message
    assert tuple((await store.facts([key("m1")]))[key("m1")]) == changed.facts
    assert await search(store, "moka") == []
    assert await search(store, "brevo") == ["m1"]
    counts = await store.counts()
    assert counts.messages == 2
    assert counts.facts == len(changed.facts) + 2
    assert not {"ABOUT", "NAMES"} & set(counts.facts_by_kind)
    assert (await store.conversations([key("m1")]))[key("m1")].first_at == NOON + SECOND


async def test_a_deleted_message_keeps_its_place_and_loses_its_words(store: Store) -> None:
    await put(store, with_facts(message("m1", text="secret words", title="secret"), mention("moka")))
    gone = message("m1", text="", title=None, author=None, deleted_at=NOON + SECOND, revision="9")
    await put(store, changed_messages=(with_facts(gone),))
    assert await search(store, "secret") == []
    assert (await store.messages([gone.uid]))[gone.uid] == gone
    assert [one.kind for one in (await store.facts([gone.uid]))[gone.uid]] == [FactKind.IN]


async def test_revisions_are_those_of_messages_and_the_time_of_interactions(store: Store) -> None:
    await put(store, message("m1", revision="r-1"), new_interactions=(interaction("r1", at=NOON + 5),))
    found = await store.revisions([key("m1"), key("r1"), key("r2")])
    assert dict(found) == {key("m1"): "r-1", key("r1"): str(NOON + 5)}


async def test_interactions_are_written_and_replaced(store: Store) -> None:
    old = interaction("r1", "m1")
    await put(store, new_interactions=(old, interaction("r2", "m1", kind=FactKind.FOLLOWS)))
    new = interaction("r1", "m2", at=NOON + SECOND, status=None)
    await put(store, changed_interactions=(new,))
    assert list((await store.facts([key("r1")]))[key("r1")]) == [new]
    counts = await store.counts()
    assert (counts.interactions, counts.facts) == (2, 2)
    assert dict(counts.facts_by_kind) == {"REACTED": 1, "FOLLOWS": 1}


async def test_relabelling_moves_a_conversation_with_its_facts(store: Store) -> None:
    reply = message("b", in_reply_to=key("a"), conversation=key("a"), created_at=NOON + SECOND)
    other = message("c", in_reply_to=key("a"), conversation=key("a"), created_at=NOON + 2 * SECOND)
    version = await put(store, reply, other, message("x"))
    root = message("a", in_reply_to=key("root"), conversation=key("root"))
    await put(store, root, relabelled=((key("a"), key("root")), (key("nothing"), key("root"))))
    stored = await store.messages([key("a"), key("b"), key("c"), key("x")])
    assert {one.conversation for name, one in stored.items() if name != key("x")} == {key("root")}
    assert stored[key("x")].conversation == key("x")
    facts = await store.facts([key("b"), key("c")])
    places = [one for held in facts.values() for one in held if one.kind is FactKind.IN]
    assert [(one.object, one.slot) for one in places] == [(key("root"), "IN")] * 2
    threads = await store.conversations([key("a"), key("root")])
    assert set(threads) == {key("root")}
    thread = threads[key("root")]
    assert (thread.messages, thread.first_at, thread.last_at) == (3, NOON, NOON + 2 * SECOND)
    touched = {uid async for chunk in store.log(version) for uid in chunk.replaced}
    assert touched == {key("a"), key("b"), key("c")}
    assert (await store.counts()).conversations == 2


async def test_counts_add_up(store: Store) -> None:
    told = with_facts(message("m1"), mention("moka", start=0), mention("moka", start=9), about("noise"))
    await put(
        store,
        told,
        message("m2", conversation=key("m1"), in_reply_to=key("m1")),
        accounts=(account("anna"), account("ben")),
        identifications=(identification("anna", "p"), identification("ben", "p")),
        new_interactions=(interaction("r1"),),
    )
    counts = await store.counts()
    assert (counts.messages, counts.accounts, counts.people, counts.conversations) == (2, 2, 1, 1)
    assert counts.interactions == 1
    assert dict(counts.facts_by_kind) == {
        "POSTED": 2,
        "IN": 2,
        "REPLIES_TO": 1,
        "MENTIONS": 2,
        "ABOUT": 1,
        "REACTED": 1,
    }
    assert counts.facts == sum(counts.facts_by_kind.values())


async def search(store: Store, text: str) -> list[str]:
    from graph.model import MessageFilter  # noqa: PLC0415

    return names(await store.page_messages(MessageFilter(text=text), None, 100))


def test_the_whole_message_sets_every_field() -> None:
    unset = message("other", author=None)
    assert [name for name in Message.__dataclass_fields__ if getattr(EVERYTHING, name) is None] == [
        "deleted_at"
    ]
    assert unset.deleted_at is None


async def test_emotions_of_a_mention_come_back_and_stand_in_the_log(store: Store) -> None:
    moka, plain = mention("moka", "negative", status="anger disgust"), mention("brevo", start=9)
    await put(store, with_facts(message("m1"), moka, plain))
    (unit,) = [one async for some in store.stream_messages() for one in some]
    found = {fact.object: fact.status for fact in unit.facts if fact.kind is FactKind.MENTIONS}
    assert found == {"moka": "anger disgust", "brevo": None}
    rows = [row async for chunk in store.log(0) for row in chunk.rows.to_pylist()]
    logged = {row["object"]: row["status"] for row in rows if row["kind"] == "MENTIONS"}
    assert logged == found
