"""What every store does, whatever its engine: the log and the streams."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any, TypeVar

import pytest

from graph.model import Fact, FactKind, MessageFacts
from graph.store import LOG_SCHEMA, Store
from tests.graph.factories import (
    NOON,
    SECOND,
    about,
    account,
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

Thing = TypeVar("Thing")
Row = dict[str, Any]


async def read_log(store: Store, since: int) -> tuple[list[str], list[Row]]:
    """(replaced, rows) of the whole log."""
    replaced: list[str] = []
    rows: list[Row] = []
    async for chunk in store.log(since):
        assert chunk.rows.schema.equals(LOG_SCHEMA)
        told = set(chunk.rows.column("source").to_pylist())
        assert told <= set(chunk.replaced)
        replaced += chunk.replaced
        rows += chunk.rows.to_pylist()
    assert len(replaced) == len(set(replaced))
    return replaced, rows


def row(one: Fact, *, by_company: bool = False) -> Row:
    names = ("source", "at", "actor", "object", "rival", "to", "status", "sentiment")
    return {name: getattr(one, name) for name in names} | {
        "kind": one.kind.value,
        "polarity": None if one.polarity is None else pytest.approx(one.polarity),
        "confidence": pytest.approx(one.confidence),
        "by_company": by_company,
    }


def rows_of(told: MessageFacts) -> list[Row]:
    return [row(one, by_company=told.message.by_company) for one in told.facts if one.kind is not FactKind.IN]


def in_order(rows: list[Row]) -> list[Row]:
    return sorted(
        rows, key=lambda one: (one["source"], one["kind"], str(one["object"]), str(one["sentiment"]))
    )


def full() -> MessageFacts:
    return with_facts(
        message("m1", in_reply_to=key("m0"), by_company=True, created_at=2**53 + 1),
        mention("moka", "negative"),
        about("noise"),
        naming("krups", "product"),
        fact(FactKind.SWITCHES, None, rival="brevo", to=key("@zoe"), status="intended", confidence=0.6),
    )


async def test_the_log_has_a_row_a_fact_but_none_for_places(store: Store) -> None:
    told, silent, liked = full(), with_facts(message("m2", author=None)), interaction("r1")
    await put(store, told, silent, new_interactions=(liked,))
    replaced, rows = await read_log(store, 0)
    assert sorted(replaced) == [key("m1"), key("m2"), key("r1")]
    assert in_order(rows) == in_order([*rows_of(told), row(liked)])


async def test_the_log_since_a_version_has_only_what_was_written_after(store: Store) -> None:
    first = await put(store, full(), message("m2"))
    assert await read_log(store, first) == ([], [])
    changed = with_facts(message("m2", revision="2"), mention("crema", "positive"))
    second = await put(
        store, message("m3"), changed_messages=(changed,), new_interactions=(interaction("r1"),)
    )
    replaced, rows = await read_log(store, first)
    assert sorted(replaced) == [key("m2"), key("m3"), key("r1")]
    assert in_order(rows) == in_order(
        [*rows_of(changed), *rows_of(with_facts(message("m3"))), row(interaction("r1"))]
    )
    await put(store, changed_interactions=(interaction("r1", status="angry"),))
    replaced, rows = await read_log(store, second)
    assert (replaced, [one["status"] for one in rows]) == ([key("r1")], ["angry"])


async def test_a_message_left_without_facts_is_still_replaced_in_the_log(store: Store) -> None:
    version = await put(store, full())
    gone = with_facts(message("m1", author=None, text="", deleted_at=NOON, created_at=2**53 + 1))
    await put(store, changed_messages=(gone,))
    assert await read_log(store, version) == ([key("m1")], [])


async def test_writing_accounts_alone_leaves_the_log_as_it_was(store: Store) -> None:
    version = await put(store, full())
    await put(store, accounts=(account("anna"),))
    assert await read_log(store, version) == ([], [])


async def test_a_long_log_is_whole(store: Store) -> None:
    told = [with_facts(message(f"m{number}"), mention("moka")) for number in range(3000)]
    for start in range(0, 3000, 1000):
        await put(store, *told[start : start + 1000])
    replaced, rows = await read_log(store, 0)
    assert len(replaced) == 3000
    assert in_order(rows) == in_order([each for one in told for each in rows_of(one)])
    replaced, rows = await read_log(store, 2)
    assert (len(replaced), len(rows)) == (1000, 2000)


async def gathered(pieces: AsyncIterator[Sequence[Thing]]) -> list[Thing]:
    return [one async for piece in pieces for one in piece]


async def test_the_identification_log_has_the_decisions_after_a_version(store: Store) -> None:
    accounts = (account("anna"), account("ben"))
    first = await put(
        store,
        accounts=accounts,
        identifications=(identification("anna"), identification("ben", "person:ben")),
    )
    moved = identification("ben", "person:anna", evidence=("email:x@y.example",))
    second = await put(store, identifications=(moved,))
    assert sorted((one.account, one.person) for one in await gathered(store.identification_log(0))) == [
        (key("anna"), "person:anna"),
        (key("ben"), "person:anna"),
    ]
    assert await gathered(store.identification_log(first)) == [moved]
    assert await gathered(store.identification_log(second)) == []


async def test_streams_are_whole_and_in_order(store: Store) -> None:
    told = [
        with_facts(message(f"m{number:04}", created_at=NOON - number * SECOND), mention("moka"))
        for number in range(2300)
    ]
    accounts = [account(f"user{number:04}") for number in range(1200)]
    liked = [interaction(f"r{number:04}") for number in range(1100)]
    await put(
        store, *reversed(told), accounts=tuple(reversed(accounts)), new_interactions=tuple(reversed(liked))
    )
    assert await gathered(store.stream_messages()) == told
    assert await gathered(store.stream_accounts()) == accounts
    assert await gathered(store.stream_interactions()) == liked


async def test_streams_of_an_empty_store_end(store: Store) -> None:
    assert await gathered(store.stream_messages()) == []
    assert await gathered(store.stream_accounts()) == []
    assert await gathered(store.stream_interactions()) == []
    assert await gathered(store.identification_log(0)) == []


async def test_a_stream_may_be_left_in_the_middle(store: Store) -> None:
    await put(store, *(message(f"m{number}") for number in range(2500)))
    stream = store.stream_messages()
    assert len(await anext(stream)) > 0
    await stream.aclose()  # type: ignore[attr-defined]
    await put(store, message("later"))
    assert len(await gathered(store.stream_messages())) == 2501


async def test_reading_goes_on_while_one_writes(store: Store) -> None:
    done = asyncio.Event()
    seen: list[int] = []

    async def read() -> None:
        while not done.is_set():
            counts = await store.counts()
            seen.append(counts.messages)

    async def write() -> None:
        for batch in range(12):
            await put(store, *(message(f"b{batch}-{number}") for number in range(50)))
        done.set()

    await asyncio.gather(read(), read(), write())
    assert seen[0] <= seen[-1] <= 600
    assert (await store.counts()).messages == 600


async def test_a_write_during_a_stream_waits_for_no_one(store: Store) -> None:
    await put(store, *(message(f"m{number:04}") for number in range(2500)))
    stream = store.stream_messages()
    first = await anext(stream)
    await asyncio.wait_for(put(store, message("zzz")), timeout=30)
    rest = await gathered(stream)
    uids = [one.message.uid for one in (*first, *rest)]
    assert uids == sorted(uids)
    assert {key(f"m{number:04}") for number in range(2500)} <= set(uids)
