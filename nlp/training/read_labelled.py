"""Labelled messages in; each as the rules, the lexicon and the trained model read it, beside its labels, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.item import ItemKind
from nlp.analysis import Act, ActKind, Analysis, Mention, Parent, Sentiment, Span
from nlp.components.acts.evidence import Pair
from nlp.components.acts.finder import find_acts
from nlp.components.acts.view import View
from nlp.components.judgement import Judge, Judgement
from nlp.components.linker import Link
from nlp.components.reading import Reading
from nlp.components.sentiment import find_stances
from nlp.components.stance import Stance
from nlp.context import Context
from nlp.model.outputs import SENTIMENTS
from nlp.training.messages import Record, reading_of, slots_of, without_names
from nlp.training.samples import UNKNOWN, Sample


@dataclass(frozen=True, slots=True)
class Read:
    """One labelled message as rules and model read it."""

    record: Record
    view: View
    ruled: tuple[Act, ...]
    words: dict[str, Stance]
    """By entry, the stance that the lexicon finds."""
    said: Judgement


def as_records(samples: Iterable[Sample]) -> list[Record]:
    """Texts of which only the targets' sentiment is labelled; of two targets at one place the first counts."""
    return [
        {"id": str(number), "kind": "article", "author": "author", "text": one.text, "acts": []}
        | {"mentions": _mentions(one)}
        for number, one in enumerate(samples)
    ]


def _mentions(one: Sample) -> list[Record]:
    found: list[Record] = []
    for (start, end), feeling in sorted(zip(one.names, one.sentiments, strict=True)):
        if feeling != UNKNOWN and (not found or start >= found[-1]["end"]):
            named = {"name": f"{start}: {one.text[start:end]}", "sentiment": SENTIMENTS[feeling].value}
            found.append({"start": start, "end": end, "type": "brand"} | named)
    return found


def read(judge: Judge, records: Iterable[Record]) -> list[Read]:
    """With the mentions that the labels give."""
    return [_read(judge, record) for record in records]


def read_nameless(judge: Judge, records: Iterable[Record]) -> list[Read]:
    """As where the catalogue knows none of the names: no mentions, and acts about nothing named."""
    return [_read(judge, without_names(record)) for record in records]


def _read(judge: Judge, record: Record) -> Read:
    parent = record.get("parent")
    analysis = None if parent is None else _parent(parent)
    context = Context(
        record["text"],
        0,
        ItemKind(record["kind"]),
        record["author"],
        parent=None if parent is None else Parent(parent["id"], parent["author"], parent["text"]),
        parent_analysis=lambda: analysis,
    )
    reading = reading_of(record, _links(record["mentions"]))
    said = judge.judge(
        reading,
        None if parent is None else parent["text"],
        () if analysis is None else analysis.mentions,
    )
    ruled = find_acts(reading, context)
    stances = find_stances(reading, ruled, context)
    words = {link.entry: stance for link, stance in zip(reading.links, stances, strict=True)}
    return Read(record, View(reading, context), ruled, words, said)


def _links(mentions: Sequence[Record]) -> tuple[Link, ...]:
    return tuple(Link(m["start"], m["end"], m["name"], m["name"], "given", 1.0) for m in mentions)


def _parent(parent: Record) -> Analysis:
    links = _links(parent["mentions"])
    reading = Reading(parent["text"], links)
    acts = find_acts(reading, Context(parent["text"], 0, ItemKind.POST, parent["author"]))
    mentions = tuple(
        Mention(Span(one.start, one.end), one.entry, one.brand, Sentiment.NEUTRAL, 0.0, 1.0, one.method)
        for one in links
    )
    return Analysis(parent["id"], mentions, acts=acts)


def gold_pairs(record: Record, kind: ActKind) -> set[Pair]:
    """Target and rival of every act of a kind that the labels tell."""
    filled = [[name for _, name in slots_of(act)] for act in record["acts"] if act["act"] == kind.value]
    return {(names[0], names[1] if names[1:] else None) for names in filled}
