"""A simulated world, whose truth is known, read by rules alone: do the questions find what was planted?"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from graph.ingestion import Ingestion
from graph.questions.answer import Window
from graph.questions.channel_dependence import channel_dependence
from graph.questions.influence import influence
from graph.questions.peers import peers
from graph.questions.view import View, open_view
from graph.stores.sqlite.store import SqliteStore
from ingest.files.registry import discover, reader_for
from ingest.records import ReadOptions
from ingest.simulate import SimulationOptions, simulate, truth_rows
from nlp.catalogue_file import load
from nlp.pipeline import Pipeline

ALWAYS = Window()
FOUND_OUT = {"single", "verified_email", "cross_link"}
"""People whose accounts can be known to be theirs; the others hide it."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("world")
    simulate(SimulationOptions(people=120, messages=1500, seed=5, out=out))
    return out


@pytest.fixture(scope="module")
def view(world: Path) -> Iterator[View]:
    store = SqliteStore.open(world / "world.rapport")
    yield asyncio.run(ingested(store, world))
    asyncio.run(store.close())


async def ingested(store: SqliteStore, world: Path) -> View:
    await store.prepare()
    pipeline = Pipeline(load(world / "catalogue.yaml"), {"model": "rapport_nothing"})
    records = [
        record.value
        for path in discover([world])
        for record in reader_for(path, None).read(path, ReadOptions())
    ]
    await Ingestion(store, pipeline).take(records)
    return await open_view(store)


def truth(world: Path) -> list[dict[str, Any]]:
    return [row for row in truth_rows(world, "people") if row["evidence"] in FOUND_OUT]


def writing(world: Path) -> dict[str, set[str]]:
    """The channels on which each account wrote, by its key: read from the files themselves."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in world.glob("*.jsonl"):
        for line in path.read_bytes().splitlines():
            item = orjson.loads(line)
            if item.get("author"):
                channel, instance, _ = item["uid"].split(":", 2)
                found[f"{channel}:{instance}:{item['author']['id']}"].add(channel)
    return found


def person_of(view: View, account: str) -> str:
    names = view.projection.names
    return names.people.name(int(view.projection.people.person_of_account[names.accounts.code(account)]))


async def test_who_is_reachable_on_one_channel_only_is_who_was_planted_there(world: Path, view: View) -> None:
    wrote = writing(world)
    planted: dict[str, set[str]] = defaultdict(set)
    known: set[str] = set()
    for row in truth(world):
        accounts = [account for account in row["accounts"] if wrote.get(account)]
        channels = {channel for account in accounts for channel in wrote[account]}
        if accounts:
            known.add(person_of(view, accounts[0]))
        if len(channels) == 1:
            planted[channels.pop()].add(person_of(view, accounts[0]))
    answer = await channel_dependence(view, ALWAYS, first=1000)
    assert sum(map(len, planted.values())) > 50
    for channel in answer.channels:
        lost = {one.person.id for one in channel.lost}
        assert lost & known == planted[channel.channel]


async def test_peers_mostly_come_from_the_planted_community(world: Path, view: View) -> None:
    community = {
        person_of(view, account): row["community"]
        for row in truth(world)
        for account in row["accounts"]
        if view.projection.names.accounts.code(account) >= 0
    }
    alike = []
    for person in sorted(community)[:40]:
        found = [one.person.id for one in (await peers(view, person, ALWAYS, first=3)).peers]
        alike += [community[one] == community[person] for one in found if one in community]
    sizes = [list(community.values()).count(one) / len(community) for one in set(community.values())]
    by_chance = sum(size * size for size in sizes)
    assert len(alike) > 60
    assert sum(alike) / len(alike) > 2 * by_chance


async def test_the_busiest_of_the_world_are_among_the_most_heard(world: Path, view: View) -> None:
    busiest = sorted(truth(world), key=lambda row: -row["messages"])[:5]
    answer = await influence(view, ALWAYS, first=12)
    heard = {one.person.id for one in answer.people}
    wrote = writing(world)
    found = [
        any(person_of(view, account) in heard for account in row["accounts"] if wrote.get(account))
        for row in busiest
    ]
    assert sum(found) >= 4
