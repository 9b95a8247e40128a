"""A simulated world with its labels in; a store of it, as a faultless and very quick language layer would make it, out.

Everything but the language layer runs as it does for `rapport ingest`; the labels stand in for that, because it takes
most of the time of an ingest and none of a question's. Topics are found by the catalogue's words, as labels have none.
"""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from pathlib import Path

import orjson

from bench.world import MESSAGES_PER_PERSON, SEED, records
from graph.feed import Source, feed
from graph.ingestion import Ingestion
from graph.stores.open import open_store, parse_store
from ingest.item import Item, Role
from ingest.simulate import SimulationOptions, simulate
from nlp.analysis import Act, Analysis, Mention, Parent, Sentiment
from nlp.catalogue_file import load
from nlp.catalogue_index import CatalogueIndex
from nlp.components.topics import TopicFinder
from nlp.labelled import LabelledAct, LabelledMention
from nlp.labelled_json import record_from_json

POLARITY = {Sentiment.POSITIVE: 1.0, Sentiment.NEUTRAL: 0.0, Sentiment.NEGATIVE: -1.0}


class Labels:
    """What a world's messages mean, as graph.ingestion.Analyser asks for it. Holds a place in a file for each message."""

    def __init__(self, world: Path) -> None:
        self.catalogue = load(world / "catalogue.yaml")
        self.version = "labels"
        self._index = CatalogueIndex(self.catalogue)
        self._topics = TopicFinder(self.catalogue)
        with (world / "truth" / "labels.jsonl").open("rb") as file:
            self._lines = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._places = self._found()

    def _found(self) -> dict[str, int]:
        places, place = {}, 0
        while line := self._lines.readline():
            places[line.split(b'"', 4)[3].decode()] = place  # {"id":"...
            place += len(line)
        return places

    def analyse(self, items: Sequence[tuple[Item, Parent | None]]) -> list[Analysis]:
        """The labels of each."""
        return [self._analysis(item) for item, _ in items]

    def _analysis(self, item: Item) -> Analysis:
        place = self._places[item.uid]
        said = record_from_json(orjson.loads(self._lines[place : self._lines.find(b"\n", place)]))
        return Analysis(
            item.uid,
            mentions=tuple(self._mention(one) for one in said.mentions or ()),
            topics=self._topics.topics(item.text),
            acts=tuple(self._act(one) for one in said.acts or ()),
            language="en",
            by_company=item.author is not None and item.author.role is Role.STAFF,
        )

    def _mention(self, one: LabelledMention) -> Mention:
        sentiment = one.sentiment or Sentiment.NEUTRAL
        entry = self._entry(one.name) or ""
        brand = self._index.brand_of(entry)
        owner = entry if brand is None else brand.id
        return Mention(one.span, entry, owner, sentiment, POLARITY[sentiment], 1.0, "given")

    def _act(self, one: LabelledAct) -> Act:
        return Act(
            one.kind, self._entry(one.target), (), 1.0, self._entry(one.rival), to=one.to, status=one.status
        )

    def _entry(self, name: str | None) -> str | None:
        return None if name is None else self._index.id_of_name(name)


async def faultless(folder: Path, messages: int) -> Path:
    """An SQLite store of a world of so many messages; made once a folder."""
    world, path = folder / f"labelled-{messages}", folder / f"labelled-{messages}.db"
    if path.is_file():
        return path
    people = max(10, messages // MESSAGES_PER_PERSON)
    options = SimulationOptions(people, messages, world, seed=SEED, labels=True, overwrite=True)
    simulate(options)
    made = path.with_suffix(".unfinished")
    for left in path.parent.glob(f"{made.name}*"):
        left.unlink()
    store = await open_store(parse_store(str(made)))
    await store.prepare()
    await feed(Ingestion(store, Labels(world)), Source(str(world), ""), records(world))
    await store.close()
    return made.rename(path)
