"""Ties and their digests, worked out by hand on a small world, whatever the order of its messages."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.materialise.keeping import materialise, remove
from graph.materialise.table import digests, id_hashes
from graph.materialise.tables import advocates, feels, interacts, tables_of
from graph.model import FactKind
from graph.projection import Projection
from graph.stores.sqlite.store import SqliteStore
from graph.ties import PersonTies, TieBatch, TieKeeper, TieKind
from tests.graph.factories import (
    NOON,
    SECOND,
    account,
    fact,
    identification,
    key,
    mention,
    message,
    put,
    with_facts,
)

HOUR = 3_600 * SECOND


async def world(path: Path, *, backwards: bool = False) -> SqliteStore:
    """Anna asks, Ben answers and recommends, Anna answers back; Cleo speaks ill of a brand to nobody."""
    store = SqliteStore.open(path)
    await store.prepare()
    advice = fact(FactKind.RECOMMENDS, "moka", to=key("anna"), slot="RECOMMENDS:x")
    told = [
        message("m1", author=key("anna")),
        with_facts(
            message("m2", author=key("ben"), in_reply_to=key("m1"), created_at=NOON + HOUR),
            advice,
            mention("moka", "positive"),
        ),
        message("m3", author=key("anna"), in_reply_to=key("m2"), created_at=NOON + 2 * HOUR),
        with_facts(message("m4", author=key("cleo")), mention("brevo", "negative")),
    ]
    people = [identification(name, f"person:{name}") for name in ("anna", "ben", "cleo")]
    await put(
        store,
        *(reversed(told) if backwards else told),
        accounts=tuple(account(name) for name in ("anna", "ben", "cleo")),
        identifications=tuple(reversed(people) if backwards else people),
    )
    return store


def shown(projection: Projection, kind: TieKind) -> dict[tuple[str, str], dict[str, Any]]:
    table = {TieKind.INTERACTS: interacts, TieKind.FEELS: feels, TieKind.ADVOCATES: advocates}[kind](
        projection
    )
    people = projection.names.people.names(range(projection.person_count))
    brands = projection.names.brands.names(range(len(projection.names.brands)))
    targets = people if kind is TieKind.INTERACTS else brands
    return {(one, other): said for one, other, said in table.rows(range(len(table)), people, targets)}


async def test_who_turned_to_whom_how_often_and_how(tmp_path: Path) -> None:
    store = await world(tmp_path / "a")
    ties = shown(await Projection.load(store), TieKind.INTERACTS)
    await store.close()
    assert ties == {
        ("person:anna", "person:ben"): {
            "weight": 1.0,
            "contacts": 1,
            "first_at": NOON + 2 * HOUR,
            "last_at": NOON + 2 * HOUR,
            "kinds": ["replies"],
        },
        ("person:ben", "person:anna"): {
            "weight": 1.5,  # a message that replies and recommends counts once, by its weightier kind
            "contacts": 1,
            "first_at": NOON + HOUR,
            "last_at": NOON + HOUR,
            "kinds": ["replies", "recommends"],
            "sentiment": 1.0,
        },
    }


async def test_feelings_and_advocacy_are_those_of_the_questions(tmp_path: Path) -> None:
    store = await world(tmp_path / "a")
    projection = await Projection.load(store)
    await store.close()
    felt = shown(projection, TieKind.FEELS)
    assert {pair: round(said["weight"], 4) for pair, said in felt.items()} == {
        ("person:ben", "moka"): 0.3333,
        ("person:cleo", "brevo"): -0.3333,
    }
    assert felt["person:cleo", "brevo"] | {"weight": 0} == {
        "weight": 0,
        "messages": 1,
        "positive": 0,
        "negative": 1,
        "first_at": NOON,
        "last_at": NOON,
    }
    ((pair, said),) = shown(projection, TieKind.ADVOCATES).items()
    assert pair == ("person:ben", "moka")
    assert said["weight"] > 0
    assert (said["advised"], said["reach"], said["first_at"]) == (1, 1, NOON + HOUR)


async def test_the_same_graph_has_the_same_digests_in_whatever_order_it_came(tmp_path: Path) -> None:
    found = []
    for name, backwards in (("a", False), ("b", True)):
        store = await world(tmp_path / name, backwards=backwards)
        projection = await Projection.load(store)
        await store.close()
        people = projection.names.people.names(range(projection.person_count))
        brands = projection.names.brands.names(range(len(projection.names.brands)))
        tables = [
            (one, id_hashes(people if one.kind is TieKind.INTERACTS else brands))
            for one in tables_of(projection)
        ]
        codes, values = digests(tables, np.zeros(len(people), np.bool_))
        found.append(
            {people[code]: value for code, value in zip(codes.tolist(), values.tolist(), strict=True)}
        )
        staff = digests(tables, np.ones(len(people), np.bool_))[1]
        assert not (staff == values).any()
    assert found[0] == found[1]
    assert set(found[0]) == {"person:anna", "person:ben", "person:cleo"}


class Shelf:
    """Keeps ties in memory, and can break off after so many transactions."""

    def __init__(self) -> None:
        self.version: int | None = None
        self.people: dict[str, int] = {}
        self.ties: dict[tuple[TieKind, str, str], dict[str, Any]] = {}
        self.written: list[list[str]] = []
        self.breaks_after = 10**9

    async def ties_version(self) -> int | None:
        return self.version

    async def tie_digests(self):  # type: ignore[no-untyped-def]  # noqa: ANN201
        yield sorted(self.people.items())

    async def put_ties(self, batch: TieBatch) -> None:
        if len(self.written) >= self.breaks_after:
            raise ConnectionError
        self.written.append([one.person for one in batch.people])
        gone = {one.person for one in batch.people}
        self.ties = {tie: said for tie, said in self.ties.items() if tie[1] not in gone}
        self.people = {person: digest for person, digest in self.people.items() if person not in gone}
        self.people |= {one.person: one.digest for one in batch.people if one.digest is not None}
        for kind, rows in batch.rows.items():
            self.ties |= {(kind, one, other): said for one, other, said in rows}

    async def settle_ties(self, version: int) -> None:
        self.version = version

    async def remove_ties(self) -> int:
        return len(self.ties)


async def test_only_what_changed_is_written_and_what_is_gone_goes(tmp_path: Path) -> None:
    store, shelf = await world(tmp_path / "a"), Shelf()
    first = await materialise(await Projection.load(store), shelf)
    assert (first.people, first.ties, first.gone, shelf.version) == (3, 5, 0, 1)
    again = await materialise(await Projection.load(store), shelf, again=True)
    assert (again.people, again.ties, len(shelf.written)) == (0, 5, 1)
    assert (await materialise(await Projection.load(store), shelf)).ties == 0  # not even looked at
    silent = with_facts(message("m4", author=key("cleo"), revision="2"))
    late = message("m5", author=key("ben"), in_reply_to=key("m3"), created_at=NOON + 3 * HOUR)
    await put(store, late, changed_messages=(silent,))
    changed = await materialise(await Projection.load(store), shelf)
    assert (changed.people, changed.gone) == (1, 1)
    assert sorted(shelf.written[1:]) == [["person:ben"], ["person:cleo"]]
    assert {person for _, person, _ in shelf.ties} == {"person:anna", "person:ben"}
    assert shelf.ties[TieKind.INTERACTS, "person:ben", "person:anna"]["contacts"] == 2
    assert await remove(shelf) == len(shelf.ties)
    await store.close()


async def test_a_run_that_is_killed_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.materialise.keeping.BATCH_PEOPLE", 1)
    store, whole = await world(tmp_path / "a"), Shelf()
    projection = await Projection.load(store)
    await materialise(projection, whole)
    for after in range(3):
        broken = Shelf()
        broken.breaks_after = after
        with contextlib.suppress(ConnectionError):
            await materialise(projection, broken)
        assert broken.version is None
        broken.breaks_after = 10**9
        assert (await materialise(projection, broken)).people == 3 - after
        assert (broken.ties, broken.people, broken.version) == (whole.ties, whole.people, whole.version)
    await store.close()


async def test_it_stops_between_transactions_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.materialise.keeping.BATCH_PEOPLE", 1)
    store, shelf = await world(tmp_path / "a"), Shelf()
    done = await materialise(await Projection.load(store), shelf, lambda: len(shelf.written) == 2)
    assert (done.finished, done.people, shelf.version) == (False, 2, None)
    await store.close()


async def test_a_graph_without_contacts_has_no_ties(tmp_path: Path) -> None:
    store, shelf = SqliteStore.open(tmp_path / "a"), Shelf()
    await store.prepare()
    await put(store, message("m1"))
    done = await materialise(await Projection.load(store), shelf)
    assert (done.ties, shelf.ties, shelf.version) == (0, {}, 1)
    assert not isinstance(store, TieKeeper)
    assert isinstance(shelf, TieKeeper)
    assert PersonTies("a", None) == PersonTies("a", None, company=False)
    await store.close()
