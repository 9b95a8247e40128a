from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from graph.model import Batch, FactKind, Identification
from graph.projection import Projection
from graph.projection.columns import Columns, empty, merged
from graph.projection.growing import Growing
from graph.store import Store
from tests.graph import factories as make
from tests.graph.questions.worlds import (
    day,
    dislikes,
    interaction,
    likes,
    member,
    recommends,
    said,
    tell,
)


def authors(projection: Projection, kind: FactKind) -> list[str]:
    rows = projection.rows(kind)
    return projection.names.people.names(projection.person_of(rows.actor).tolist())


def uids(projection: Projection, rows: Columns) -> list[str]:
    return [uid.split(":", 2)[2] for uid in projection.names.messages.names(rows.source.tolist())]


async def test_an_empty_store_makes_an_empty_projection(store: Store) -> None:
    projection = await Projection.load(store)
    assert len(projection) == 0
    assert projection.span is None
    assert len(projection.rows(FactKind.POSTED)) == 0
    assert projection.of_company(np.array([-1], np.int32)).tolist() == [False]
    assert projection.person_of(np.array([-1], np.int32)).tolist() == [-1]
    assert projection.nbytes == 0


async def test_rows_come_sorted_by_time_whatever_the_order_of_arrival(store: Store) -> None:
    await tell(store, said("late", "anna", 5, likes("moka")), said("early", "ben", 1, dislikes("moka")))
    projection = await Projection.load(store)
    mentions = projection.rows(FactKind.MENTIONS)
    assert mentions.at.tolist() == [day(1), day(5)]
    assert uids(projection, mentions) == ["early", "late"]
    assert mentions.sentiment.tolist() == [-1, 1]
    assert mentions.polarity.tolist() == pytest.approx([-0.7, 0.8])
    assert projection.span == (day(1), day(5))
    assert projection.names.brands.names(mentions.object.tolist()) == ["moka", "moka"]


async def test_one_human_on_two_channels_is_one_person(store: Store) -> None:
    here, there = member("anna", "anna"), member("blog:b:annie", "anna")
    await tell(store, said("m1", "anna", 1), said("blog:b:m2", "blog:b:annie", 2), members=(here, there))
    projection = await Projection.load(store)
    assert authors(projection, FactKind.POSTED) == ["person:anna", "person:anna"]
    channels = projection.channel_of_message[projection.rows(FactKind.POSTED).source]
    assert projection.names.channels.names(channels.tolist()) == ["forum", "blog"]


async def test_an_account_that_nobody_decided_about_is_a_person_of_its_own(store: Store) -> None:
    await make.put(store, said("m1", "ghost", 1))
    projection = await Projection.load(store)
    assert authors(projection, FactKind.POSTED) == [make.key("ghost")]


async def test_staff_and_bots_are_of_the_company_on_all_their_accounts(store: Store) -> None:
    members = (
        member("sam", "sam", role="staff"),
        member("blog:b:sam", "sam"),
        member("robo", "robo", is_bot=True),
        member("beep", "beep", role="bot"),
        member("anna", "anna", role="customer"),
    )
    await tell(
        store,
        said("blog:b:m1", "blog:b:sam", 1),
        said("m2", "robo", 2),
        said("m3", "beep", 3),
        said("m4", "anna", 4),
        said("m5", "ben", 5, by_company=True),
        said("m6", None, 6, likes("moka")),
        members=members,
    )
    projection = await Projection.load(store)
    posted = projection.rows(FactKind.POSTED)
    assert projection.is_company(posted).tolist() == [True, True, True, False, True]
    assert projection.is_company(projection.rows(FactKind.MENTIONS)).tolist() == [False]


async def test_replies_resolve_to_the_author_of_their_parent_and_dangle_where_it_is_not_here(
    store: Store,
) -> None:
    await tell(store, said("m1", "anna", 1), said("m2", "ben", 2, to="m1"), said("m3", "ben", 3, to="gone"))
    projection = await Projection.load(store)
    replies = projection.rows(FactKind.REPLIES_TO)
    answered = projection.author_person_of(replies.object)
    assert answered[1] == -1
    assert projection.names.people.name(int(answered[0])) == "person:anna"
    gone = projection.names.messages.code(make.key("gone"))
    assert projection.message_at[gone] == 0


async def test_interactions_are_rows_too(store: Store) -> None:
    await tell(
        store,
        said("m1", "anna", 1),
        said("m2", "ben", 1),
        new_interactions=(
            interaction("r1", FactKind.REACTED, "ben", "m1", 2),
            interaction("f1", FactKind.FOLLOWS, "ben", "anna", 3),
        ),
    )
    projection = await Projection.load(store)
    assert authors(projection, FactKind.REACTED) == ["person:ben"]
    followed = projection.person_of(projection.rows(FactKind.FOLLOWS).object)
    assert projection.names.people.names(followed.tolist()) == ["person:anna"]


async def test_refresh_without_a_change_is_the_same_snapshot(store: Store) -> None:
    await tell(store, said("m1", "anna", 1))
    projection = await Projection.load(store)
    assert await projection.refresh(store) is projection


async def test_refresh_appends_and_old_readers_keep_what_they_have(store: Store) -> None:
    await tell(store, said("m1", "anna", 1, likes("moka")))
    old = await Projection.load(store)
    await tell(store, said("m2", "ben", 2, to="m1"), said("m0", "cleo", 0, likes("moka")))
    new = await old.refresh(store)
    assert uids(new, new.rows(FactKind.MENTIONS)) == ["m0", "m1"]
    assert uids(new, new.rows(FactKind.POSTED)) == ["m0", "m1", "m2"]
    assert uids(old, old.rows(FactKind.POSTED)) == ["m1"]
    assert old.message_count < new.message_count
    assert old.person_count < new.person_count
    assert len(old.author_of_message) == old.message_count


async def test_refresh_replaces_the_rows_of_a_changed_message(store: Store) -> None:
    await tell(
        store, said("m1", "anna", 1, likes("moka"), likes("brevo")), said("m2", "ben", 2, likes("moka"))
    )
    old = await Projection.load(store)
    changed = said("m1", "anna", 1, dislikes("moka"), revision="9")
    version = (await store.state()).version
    await store.write(Batch(expected_version=version, changed_messages=(changed,)))
    new = await old.refresh(store)
    mentions = new.rows(FactKind.MENTIONS)
    assert uids(new, mentions) == ["m1", "m2"]
    assert mentions.sentiment.tolist() == [-1, 1]
    assert len(old.rows(FactKind.MENTIONS)) == 3


async def test_refresh_leaves_tables_that_it_does_not_touch_as_they_are(store: Store) -> None:
    await tell(store, said("m1", "anna", 1, likes("moka")))
    old = await Projection.load(store)
    await tell(store, said("m2", "ben", 2))
    new = await old.refresh(store)
    assert new.rows(FactKind.MENTIONS) is old.rows(FactKind.MENTIONS)


async def test_refresh_follows_a_merge_of_two_people(store: Store) -> None:
    await tell(store, said("m1", "anna", 1), said("m2", "ann2", 2))
    old = await Projection.load(store)
    decision = Identification(make.key("ann2"), "person:anna")
    version = (await store.state()).version
    await store.write(Batch(expected_version=version, identifications=(decision,)))
    new = await old.refresh(store)
    assert authors(new, FactKind.POSTED) == ["person:anna", "person:anna"]
    assert authors(old, FactKind.POSTED) == ["person:anna", "person:ann2"]


async def test_refresh_sees_a_role_that_comes_with_a_message(store: Store) -> None:
    await tell(store, said("m1", "anna", 1))
    old = await Projection.load(store)
    await tell(store, said("m2", "anna", 2), members=(member("anna", "anna", role="staff"),))
    new = await old.refresh(store)
    assert new.is_company(new.rows(FactKind.POSTED)).tolist() == [True, True]


async def test_a_refreshed_projection_equals_a_loaded_one(store: Store) -> None:
    await tell(store, said("m3", "anna", 3, likes("moka"), recommends("moka", "ben")))
    projection = await Projection.load(store)
    for number in (5, 1, 2, 4):
        await tell(store, said(f"m{number}", f"p{number % 2}", number, dislikes("brevo")))
        projection = await projection.refresh(store)
    loaded = await Projection.load(store)
    assert projection.version == loaded.version
    for kind in (FactKind.POSTED, FactKind.MENTIONS, FactKind.RECOMMENDS):
        assert uids(projection, projection.rows(kind)) == uids(loaded, loaded.rows(kind))
        assert authors(projection, kind) == authors(loaded, kind)
        assert projection.rows(kind).at.tolist() == loaded.rows(kind).at.tolist()


def rows_at(*moments: int, source: int = 0) -> Columns:
    blank = {
        field.name: np.zeros(len(moments), getattr(empty(), field.name).dtype)
        for field in dataclasses.fields(Columns)
    }
    blank["at"] = np.array(moments, np.int64)
    blank["source"] = np.full(len(moments), source, np.int32)
    return Columns(**blank)


def test_a_window_includes_its_beginning_and_not_its_end() -> None:
    rows = rows_at(1, 2, 2, 3)
    assert rows.between(2, 3).at.tolist() == [2, 2]
    assert rows.between(None, 2).at.tolist() == [1]
    assert rows.between(3, None).at.tolist() == [3]
    assert rows.between(3, 1).at.tolist() == []


def test_a_window_copies_nothing() -> None:
    rows = rows_at(1, 2, 3)
    assert np.shares_memory(rows.between(2, None).at, rows.at)


def test_later_rows_are_put_behind_and_earlier_ones_between() -> None:
    old = rows_at(1, 3)
    assert merged(old, rows_at(4, 5, source=1), Growing()).at.tolist() == [1, 3, 4, 5]
    assert merged(old, rows_at(2, 9, source=1), Growing()).at.tolist() == [1, 2, 3, 9]
    assert merged(old, empty(), Growing()) is old


def test_rows_put_behind_do_not_move_those_that_are_there() -> None:
    room = Growing()
    old = merged(empty(), rows_at(1, 3), room)
    new = merged(old, rows_at(4), room)
    assert np.shares_memory(new.at, old.at)
    assert old.at.tolist() == [1, 3]
    assert merged(old, rows_at(8), room).at.tolist() == [1, 3, 8]
    assert new.at.tolist() == [1, 3, 4]


def test_a_row_takes_the_bytes_that_the_docs_say() -> None:
    assert rows_at(*range(100)).nbytes == 4200
