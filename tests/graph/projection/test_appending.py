from __future__ import annotations

import asyncio

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import FactKind
from graph.projection import Projection
from graph.projection.tie_filter import Orientation, TieFilter
from tests.graph.projection.logs import Batch, Log, Row, row, told

ACCOUNTS = ("anna", "ben", "cleo", "dora")
SOURCES = tuple(f"forum:main:m{number}" for number in range(8))

accounts = st.sampled_from(ACCOUNTS)
moments = st.integers(1, 6)
"""Few, so that many things happen at once."""


@st.composite
def messages(draw: st.DrawFn, source: str) -> list[Row]:
    """Rows of a message, which may answer any other, older or newer, or address somebody."""
    author, at = draw(accounts), draw(moments)
    rows = [row(FactKind.POSTED, author, source, at)]
    for kind in draw(st.sets(st.sampled_from((FactKind.REPLIES_TO, FactKind.SHARES, FactKind.QUOTES)))):
        rows += [row(kind, author, draw(st.sampled_from(SOURCES)), at)]
    for kind in draw(st.sets(st.sampled_from((FactKind.ADDRESSES, FactKind.FOLLOWS)))):
        rows += [row(kind, author, draw(accounts), at)]
    if draw(st.booleans()):
        rows.append(row(FactKind.RECOMMENDS, author, "moka", at, to=draw(accounts)))
    return rows


@st.composite
def reactions(draw: st.DrawFn) -> list[Row]:
    return [row(FactKind.REACTED, draw(accounts), draw(st.sampled_from(SOURCES)), draw(moments))]


@st.composite
def batches(draw: st.DrawFn) -> list[Batch]:
    """Any writes: new messages, states that replace old ones, messages that are gone, decisions who is who."""
    found = []
    for _ in range(draw(st.integers(1, 5))):
        rows: dict[str, list[Row]] = {}
        for source in draw(st.lists(st.sampled_from(SOURCES), max_size=3, unique=True)):
            rows[source] = [] if draw(st.integers(0, 9)) == 0 else draw(messages(source))
        for number in draw(st.lists(st.integers(0, 3), max_size=2, unique=True)):
            rows[f"forum:main:r{number}"] = draw(reactions())
        people = draw(st.dictionaries(accounts, st.sampled_from(("one", "two")), max_size=1))
        found.append(Batch(rows, people))
    return found


def ties(projection: Projection, orientation: Orientation) -> tuple[object, ...]:
    graph = projection.ties(TieFilter(orientation))
    people = projection.names.people.names(graph.people)
    return people, graph.offsets.tolist(), graph.targets.tolist(), graph.weights.tolist()


def compare(grown: Projection, whole: Projection) -> None:
    assert told(grown) == told(whole)
    assert bool((np.diff(grown.contacts.at) >= 0).all())
    for orientation in (Orientation.ATTENTION, Orientation.MUTUAL):
        assert ties(grown, orientation) == ties(whole, orientation)
    ids = grown.names.people.names(grown.people_in_order)
    assert ids == sorted(ids)
    at = dict(zip(grown.names.messages.since(0), grown.message_at.tolist(), strict=True))
    whole_at = dict(zip(whole.names.messages.since(0), whole.message_at.tolist(), strict=True))
    assert {name: when for name, when in at.items() if when} == {
        name: when for name, when in whole_at.items() if when
    }


async def grown_and_whole(written: list[Batch]) -> None:
    log = Log()
    grown = await Projection.load(log.store)
    for batch in written:
        told(grown)  # the next question has been asked of every snapshot
        assert grown.people_in_order is not None
        log.batches.append(batch)
        before = told(grown)
        after = await grown.refresh(log.store)
        assert told(grown) == before, "readers keep what they have"
        grown = after
        compare(grown, await Projection.load(log.store))


@settings(max_examples=30, deadline=None)
@given(batches())
def test_whatever_the_batches_the_contacts_are_those_of_a_load_from_the_start(written: list[Batch]) -> None:
    asyncio.run(grown_and_whole(written))


def posted(name: str, author: str, at: int, parent: str | None = None) -> dict[str, list[Row]]:
    source = f"forum:main:{name}"
    rows = [row(FactKind.POSTED, author, source, at)]
    if parent is not None:
        rows.append(row(FactKind.REPLIES_TO, author, f"forum:main:{parent}", at))
    return {source: rows}


async def grown(log: Log, projection: Projection, *batches_: Batch) -> Projection:
    for batch in batches_:
        log.batches.append(batch)
        told(projection)
        projection = await projection.refresh(log.store)
    return projection


async def test_new_messages_are_put_behind_without_deriving_the_old_ones_again() -> None:
    log = Log([Batch(posted("m1", "anna", 1) | posted("m2", "ben", 2, "m1"))])
    old = await Projection.load(log.store)
    new = await grown(log, old, Batch(posted("m3", "cleo", 3, "m2")))
    assert "contacts" in vars(new)
    assert len(new.contacts) == 2
    assert np.shares_memory(new.contacts.at, old.contacts.at)
    assert np.shares_memory(new.rows(FactKind.POSTED).at, old.rows(FactKind.POSTED).at)


async def test_a_parent_that_comes_after_its_reply_makes_the_replys_contact() -> None:
    log = Log([Batch(posted("m2", "ben", 2, "m1") | posted("m3", "anna", 3, "m2"))])
    old = await Projection.load(log.store)
    assert len(old.contacts) == 1
    new = await grown(log, old, Batch(posted("m1", "anna", 1)))
    assert "contacts" in vars(new)
    assert [who[:2] for who in told(new)] == [("anna", "ben"), ("ben", "anna")]
    assert new.contacts.at.tolist() == [2, 3]


async def test_an_account_that_becomes_anothers_takes_its_contacts_along() -> None:
    log = Log([Batch(posted("m1", "anna", 1) | posted("m2", "ben", 2, "m1"))])
    new = await grown(log, await Projection.load(log.store), Batch(people={"anna": "ben"}))
    assert told(new) == []


async def test_two_futures_of_one_snapshot_do_not_see_each_other() -> None:
    first = Batch(posted("m1", "anna", 1) | posted("m2", "ben", 2, "m1"))
    log = Log([first])
    base = await grown(log, await Projection.load(log.store), Batch(posted("m3", "cleo", 3, "m2")))
    one = Log([first, Batch(), Batch(posted("m4", "dora", 4, "m1"))])
    other = Log([first, Batch(), Batch(posted("m5", "anna", 4, "m2"))])
    here, there = await base.refresh(one.store), await base.refresh(other.store)
    assert [who[0] for who in told(here)] == ["ben", "cleo", "dora"]
    assert [who[0] for who in told(there)] == ["anna", "ben", "cleo"]
