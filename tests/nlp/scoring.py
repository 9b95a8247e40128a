"""Labelled records in, the measures of the label definitions out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

from ingest.item import Author, Item, ItemKind
from nlp.analysis import Act, ActKind, Analysis, Parent
from nlp.pipeline import Pipeline

Record: TypeAlias = dict[str, Any]
Edge: TypeAlias = tuple[str | None, ...]

LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)
SENTIMENTS = ("positive", "neutral", "negative")


def records(path: Path) -> list[Record]:
    """The records of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def pair(record: Record) -> tuple[Item, Parent | None]:
    """A record as the pipeline takes it."""
    author = Author(native_id=record["author"], handle=record["author"])
    item = Item(f"test:t:{record['id']}", ItemKind(record["kind"]), author, record["text"], LONG_AGO)
    asked = record.get("parent")
    if asked is None:
        return item, None
    return item, Parent(f"test:t:{asked['id']}", asked["author"], asked["text"])


def edge(pipeline: Pipeline, act: Act) -> Edge:
    """An act as a typed edge, in names."""

    def name(entry: str | None) -> str | None:
        return None if entry is None else pipeline.index.name_of(entry)

    if act.kind is ActKind.COMPARES or act.kind is ActKind.SWITCHES:
        return act.kind.value, name(act.target), name(act.rival)
    return act.kind.value, name(act.target)


def gold_edge(act: Record) -> Edge:
    """A labelled act in the same form."""
    if act["act"] == "compares":
        return "compares", act["winner"], act["loser"]
    if act["act"] == "switches":
        return "switches", act["to"], act["from"]
    return act["act"], act["target"]


@dataclass(slots=True)
class Tally:
    """Right, spurious and missed."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there is nothing to find and nothing found."""
        total = 2 * self.right + self.spurious + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass(slots=True)
class Scores:
    """The measures over some records."""

    acts: dict[str, Tally] = field(default_factory=lambda: {kind.value: Tally() for kind in ActKind})
    edges: Tally = field(default_factory=Tally)
    mentions: Tally = field(default_factory=Tally)
    sentiments: dict[str, Tally] = field(default_factory=lambda: {label: Tally() for label in SENTIMENTS})
    to: Tally = field(default_factory=Tally)
    status: Tally = field(default_factory=Tally)
    wrong: list[str] = field(default_factory=list)

    @property
    def acts_f1(self) -> float:
        """Macro-F1 over the eight acts, at message level."""
        return sum(tally.f1 for tally in self.acts.values()) / len(self.acts)

    @property
    def sentiment_f1(self) -> float:
        """Macro-F1 over the three classes."""
        return sum(tally.f1 for tally in self.sentiments.values()) / len(SENTIMENTS)


def score(pipeline: Pipeline, labelled: Sequence[Record]) -> Scores:
    """Analyse the records and compare."""
    scores = Scores()
    for record, analysis in zip(labelled, pipeline.analyse([pair(row) for row in labelled]), strict=True):
        _score_acts(scores, pipeline, record, analysis)
        _score_mentions(scores, pipeline, record, analysis)
    return scores


def _compare(tally: Tally, gold: Iterable[object], found: Iterable[object]) -> None:
    wanted, given = set(gold), set(found)
    tally.right += len(wanted & given)
    tally.spurious += len(given - wanted)
    tally.missed += len(wanted - given)


def _score_acts(scores: Scores, pipeline: Pipeline, record: Record, analysis: Analysis) -> None:
    gold = {gold_edge(act) for act in record["acts"]}
    found = {edge(pipeline, act) for act in analysis.acts}
    for kind, tally in scores.acts.items():
        _compare(tally, {kind} & {act[0] for act in gold}, {kind} & {act[0] for act in found})
    _compare(scores.edges, gold, found)
    if gold != found:
        scores.wrong.append(
            f"{record['id']} {record['text']!r}\n   missed {_shown(gold - found)} spurious {_shown(found - gold)}"
        )
    advice = {gold_edge(act): act["to"] for act in record["acts"] if "to" in act and act["act"] != "switches"}
    advised = {edge(pipeline, act): act.to for act in analysis.acts}
    both = [key for key in advice if key in advised]
    _compare(scores.to, [(key, advice[key]) for key in both], [(key, advised[key]) for key in both])
    moves = {gold_edge(act): act["status"] for act in record["acts"] if act["act"] == "switches"}
    moved = {edge(pipeline, act): act.status for act in analysis.acts}
    both = [key for key in moves if key in moved]
    _compare(scores.status, [(key, moves[key]) for key in both], [(key, str(moved[key])) for key in both])
    scores.wrong += [
        f"{record['id']} to: {advice[key]} vs {advised[key]} {record['text']!r}"
        for key in advice
        if key in advised and advice[key] != advised[key]
    ]


def _shown(edges: Iterable[Edge]) -> str:
    return (
        "; ".join("(" + ", ".join(str(part) for part in act) + ")" for act in sorted(edges, key=str)) or "-"
    )


def _score_mentions(scores: Scores, pipeline: Pipeline, record: Record, analysis: Analysis) -> None:
    gold = {(row["start"], row["end"], row["name"]): row["sentiment"] for row in record["mentions"]}
    found = {
        (mention.span.start, mention.span.end, pipeline.index.name_of(mention.entry)): mention.sentiment.value
        for mention in analysis.mentions
    }
    _compare(scores.mentions, gold, found)
    for key, wanted in gold.items():
        given = found.get(key)
        if given == wanted:
            scores.sentiments[wanted].right += 1
            continue
        scores.sentiments[wanted].missed += 1
        if given is not None:
            scores.sentiments[given].spurious += 1
        scores.wrong.append(f"{record['id']} {key[2]}: {wanted} vs {given} {record['text']!r}")
    extra = Counter(key[2] for key in found.keys() - gold.keys())
    if extra:
        scores.wrong.append(f"{record['id']} extra mentions {dict(extra)} {record['text']!r}")
