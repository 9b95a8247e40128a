"""Ingestion gives one graph, whatever the order and the batches, on the real store and language layer."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graph.errors import StoreUnavailableError
from graph.feed import Progress, Source, feed
from graph.fingerprint import facts_hash
from graph.ingestion import Ingestion
from graph.model import Batch, FactKind
from graph.recatalogue import adopt
from graph.stores.sqlite.store import SqliteStore
from graph.transfer import copy
from ingest.item import Author, Interaction, InteractionKind, Item, ItemKind, Profile
from ingest.records import Record, Reject, Value
from nlp.catalogue import Brand, BrandRole, Catalogue, Topic, TopicKind
from nlp.catalogue_file import changed_entries
from nlp.pipeline import Pipeline

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CATALOGUE = Catalogue(
    brands=(
        Brand("moka", "Moka", BrandRole.OWN, handles=("mokahq",)),
        Brand("brevo", "Brevo", BrandRole.COMPETITOR),
    ),
    topics=(Topic("noise", "Noise", terms=("loud", "noisy")),),
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(CATALOGUE)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = SqliteStore.open(tmp_path / "graph.rapport")
    await opened.prepare()
    yield opened
    await opened.close()


def said(number: int, author: str, text: str, parent: int | None = None, **changes: object) -> Item:
    uid = f"forum:main:{number}"
    base = Item(uid, ItemKind.COMMENT, Author(author, author), text, NOON + timedelta(minutes=number))
    reply = None if parent is None else f"forum:main:{parent}"
    return replace(base, in_reply_to=reply, **changes)  # type: ignore[arg-type]


def world() -> list[Value]:
    """A thread whose replies lean on their parents, complaints and wishes, an edit, a deletion, profiles and a vote."""
    return [
        said(1, "anna", "Which machine should I get? My Brevo is so loud."),
        said(2, "tom", "Get the Moka, you can't go wrong with it.", 1),
        said(3, "anna", "Thanks, ordered one!", 2),
        said(4, "kim", "Same here, ditched mine last week.", 1),
        said(5, "lou", "@anna steer clear of Brevo, mine leaked after a month", 4),
        said(6, "lou", "off topic: lovely weather", 99),
        said(7, "kim", "an answer to an answer", 6),
        said(8, "tom", "My Brevo leaks all over the counter"),
        said(9, "kim", "Same here!", 8),
        said(10, "lou", "The Moka's crumb tray is broken. Please add a dark mode to the Moka app."),
        said(2, "tom", "Get the Moka. Edit: really, do.", 1, edited_at=NOON + timedelta(hours=2)),
        said(5, "lou", "", None, deleted_at=NOON + timedelta(hours=3)),
        Profile("forum:main", Author("anna", "anna", email="anna@example.org"), NOON),
        Item(
            "email:box:x1", ItemKind.EMAIL, Author("anna@example.org", None, "Anna"), "Hello Moka team", NOON
        ),
        Interaction("forum:main:v1", InteractionKind.VOTE, Author("kim", "kim"), "forum:main:2", NOON, "up"),
    ]


def records(values: Sequence[Value]) -> Iterator[Record]:
    for position, value in enumerate(values, start=1):
        yield Record(value, cursor=str(position), progress=position)


async def test_the_graph_is_the_same_for_any_order_and_batch_size(tmp_path: Path, pipeline: Pipeline) -> None:
    hashes = set()
    shuffler = random.Random(7)  # noqa: S311 - an order, not a secret
    for attempt in range(12):
        values = world()
        if attempt:
            shuffler.shuffle(values)
        store = SqliteStore.open(tmp_path / f"{attempt}.rapport")
        await store.prepare()
        source = Source("file:world", "print")
        await feed(Ingestion(store, pipeline), source, records(values), batch_size=attempt % 5 + 1)
        hashes.add(await facts_hash(store))
        await store.close()
    assert len(hashes) == 1


async def test_replay_changes_nothing(store: SqliteStore, pipeline: Pipeline) -> None:
    ingestion = Ingestion(store, pipeline)
    first = await ingestion.take(world())
    before = await facts_hash(store), await store.counts()
    again = await ingestion.take(world())
    assert (await facts_hash(store), await store.counts()) == before
    assert (first.messages_new, again.messages_new, again.messages_changed) == (11, 0, 0)


async def test_a_reply_is_read_again_when_its_parent_arrives(store: SqliteStore, pipeline: Pipeline) -> None:
    ingestion = Ingestion(store, pipeline)
    parent, reply = world()[0], world()[1]
    await ingestion.take([reply])
    assert _advised(await store.facts(["forum:main:2"])) == {None}
    taken = await ingestion.take([parent])
    assert taken.reread == 1
    assert _advised(await store.facts(["forum:main:2"])) == {"forum:main:anna"}


def _advised(facts: object) -> set[str | None]:
    found = facts["forum:main:2"]  # type: ignore[index]
    return {fact.to for fact in found if fact.kind is FactKind.RECOMMENDS}


async def test_threads_join_when_the_missing_link_arrives(store: SqliteStore, pipeline: Pipeline) -> None:
    ingestion = Ingestion(store, pipeline)
    await ingestion.take([said(7, "kim", "an answer", 6), said(8, "lou", "another", 7)])
    await ingestion.take([said(6, "lou", "the middle", 1)])
    stored = await store.messages([f"forum:main:{number}" for number in (6, 7, 8)])
    assert {message.conversation for message in stored.values()} == {"forum:main:1"}


@pytest.mark.parametrize("order", [(1, 2, 3, 4), (4, 3, 2, 1), (2, 4, 1, 3)])
async def test_a_ring_of_replies_is_one_conversation(
    store: SqliteStore, pipeline: Pipeline, order: tuple[int, ...]
) -> None:
    ring = {1: 3, 2: 1, 3: 2, 4: 1}
    ingestion = Ingestion(store, pipeline)
    for number in order:
        await ingestion.take([said(number, "kim", "round and round", ring[number])])
    stored = await store.messages([f"forum:main:{number}" for number in ring])
    assert {message.conversation for message in stored.values()} == {"forum:main:1"}


async def test_a_person_on_two_channels_is_one(store: SqliteStore, pipeline: Pipeline) -> None:
    await Ingestion(store, pipeline).take(world())
    who = await store.identifications(["forum:main:anna", "forum:main:@anna", "email:box:anna@example.org"])
    assert len({identification.person for identification in who.values()}) == 1
    assert len(who) == 3


async def test_a_feed_goes_on_after_its_checkpoint(store: SqliteStore, pipeline: Pipeline) -> None:
    stops = iter([False, True])
    ingestion = Ingestion(store, pipeline)
    seen: list[Progress] = []
    source = Source("file:world", "print")
    await feed(ingestion, source, records(world()), seen.append, lambda: next(stops), batch_size=2)
    before = await store.checkpoint("file:world")
    assert before is not None
    assert (before.cursor, before.done, len(seen)) == ("4", False, 2)
    rest = list(records(world()))[int(before.cursor) :]
    await feed(ingestion, Source("file:world", "print", before), rest, batch_size=5)
    after = await store.checkpoint("file:world")
    assert after is not None
    assert (after.cursor, after.done, after.items) == ("15", True, 15)


async def test_rejects_are_kept_and_settled(store: SqliteStore, pipeline: Pipeline) -> None:
    bad = Reject("file:world", "line 3", "no uid", "add one", "{}", "jsonl")
    ingestion = Ingestion(store, pipeline)
    taken = await ingestion.take([bad, world()[0]])
    assert taken.rejects == 1
    assert [reject.position for reject in await store.rejects()] == ["line 3"]
    await ingestion.take([world()[1]], settled=[("file:world", "line 3")])
    assert await store.rejects() == []


async def test_ingestion_waits_for_a_store_that_is_away(store: SqliteStore, pipeline: Pipeline) -> None:
    waits: list[float] = []
    ingestion = Ingestion(store, pipeline, on_wait=lambda _, seconds: waits.append(seconds))
    outcomes = iter([StoreUnavailableError("away"), None])

    async def attempt() -> str:
        error = next(outcomes)
        if error is not None:
            raise error
        return "done"

    assert await ingestion.patiently(attempt) == "done"
    assert waits == [0.5]


async def test_patience_ends(store: SqliteStore, pipeline: Pipeline) -> None:
    ingestion = Ingestion(store, pipeline, patience_s=0.0)

    async def attempt() -> None:
        raise StoreUnavailableError("away", "start it")

    with pytest.raises(StoreUnavailableError, match="start it"):
        await ingestion.patiently(attempt)


async def test_two_writers_lose_nothing(store: SqliteStore, pipeline: Pipeline, tmp_path: Path) -> None:
    """The second writer gets in between the first one's reading and writing."""
    other = SqliteStore.open(tmp_path / "graph.rapport")
    original = store.write
    interrupted: list[bool] = []

    async def write(batch: Batch) -> int:
        if not interrupted:
            interrupted.append(True)
            await Ingestion(other, pipeline).take(world()[:3])
        return await original(batch)

    store.write = write  # type: ignore[method-assign]
    await Ingestion(store, pipeline).take(world()[1:6])
    await other.close()
    assert (await store.counts()).messages == 6


async def test_a_copy_has_the_same_hash(store: SqliteStore, pipeline: Pipeline, tmp_path: Path) -> None:
    await Ingestion(store, pipeline).take(world())
    target = SqliteStore.open(tmp_path / "copy.rapport")
    await target.prepare()
    copied = await copy(store, target)
    await copy(store, target)
    assert copied.messages == (await target.counts()).messages == 11
    assert await facts_hash(target) == await facts_hash(store)
    await target.close()


async def test_a_changed_catalogue_reads_again_only_what_it_touches(
    store: SqliteStore, pipeline: Pipeline, tmp_path: Path
) -> None:
    values = [
        *world(),
        said(20, "zoe", "My Ristretta broke twice."),
        said(21, "zoe", "Nothing about coffee."),
    ]
    await Ingestion(store, pipeline).take(values)
    wider = Catalogue((*CATALOGUE.brands, Brand("ristretta", "Ristretta")), CATALOGUE.topics)
    changed = changed_entries(CATALOGUE, wider)
    outcome = await adopt(store, Pipeline(wider), changed)
    assert (outcome.messages_scanned, outcome.messages_reanalysed) == (13, 1)
    fresh = SqliteStore.open(tmp_path / "fresh.rapport")
    await fresh.prepare()
    await Ingestion(fresh, Pipeline(wider)).take(values)
    assert await facts_hash(store) == await facts_hash(fresh)
    await fresh.close()


async def test_discovered_topics_yield_to_those_of_the_catalogue_and_come_back(store: SqliteStore) -> None:
    values = [
        said(30, "tom", "My Brevo leaks all over the counter"),
        said(31, "kim", "Same here!", 30),
        said(32, "lou", "The Brevo's crumb tray is broken"),
        said(33, "zoe", "Nothing wrong with my Moka"),
    ]
    await Ingestion(store, rules_alone(CATALOGUE)).take(values)
    assert await _topics(store) == ["peeve:leaks", "peeve:leaks", "peeve:~crumb-tray"]
    drips = Topic("drips", "Drips", TopicKind.PEEVE, ("leaks", "crumb tray"))
    wider = Catalogue(CATALOGUE.brands, (*CATALOGUE.topics, drips))
    outcome = await adopt(store, rules_alone(wider), changed_entries(CATALOGUE, wider))
    assert outcome.messages_reanalysed == 3
    assert await _topics(store) == ["drips", "drips", "drips"]
    plain = Catalogue(CATALOGUE.brands, (*CATALOGUE.topics, replace(drips, kind=TopicKind.TOPIC)))
    await adopt(store, rules_alone(plain), changed_entries(wider, plain))
    assert await _topics(store) == ["drips", "drips", "peeve:leaks", "peeve:leaks", "peeve:~crumb-tray"]
    await adopt(store, rules_alone(CATALOGUE), changed_entries(plain, CATALOGUE))
    assert await _topics(store) == ["peeve:leaks", "peeve:leaks", "peeve:~crumb-tray"]


async def test_a_topic_that_takes_the_name_of_a_discovered_one_takes_its_place(store: SqliteStore) -> None:
    text = "Brevo support took three weeks to reply to my ticket"
    await Ingestion(store, rules_alone(CATALOGUE)).take([said(30, "tom", text), said(31, "kim", "Hello")])
    assert await _topics(store) == ["peeve:slow-support"]
    slow = Topic("slow", "Support takes too long", TopicKind.PEEVE)
    wider = Catalogue(CATALOGUE.brands, (*CATALOGUE.topics, slow))
    outcome = await adopt(store, rules_alone(wider), changed_entries(CATALOGUE, wider))
    assert (outcome.messages_reanalysed, await _topics(store)) == (1, ["slow"])
    await adopt(store, rules_alone(CATALOGUE), changed_entries(wider, CATALOGUE))
    assert await _topics(store) == ["peeve:slow-support"]


def rules_alone(catalogue: Catalogue) -> Pipeline:
    """What is found does not hang on the trained model's weights."""
    return Pipeline(catalogue, {"model": "rapport_nothing"})


async def _topics(store: SqliteStore) -> list[str | None]:
    facts = await store.facts([f"forum:main:{number}" for number in range(30, 34)])
    return sorted(fact.object for told in facts.values() for fact in told if fact.kind is FactKind.ABOUT)  # type: ignore[type-var]
