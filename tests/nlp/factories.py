"""Catalogues, items and analyses for tests of the language layer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from ingest.item import Author, Item, ItemKind
from nlp.analysis import Act, ActKind, Analysis, Parent
from nlp.catalogue_file import load
from nlp.labelled import Edge, Record
from nlp.labelled_lines import read_file
from nlp.pipeline import Pipeline

DATA = Path(__file__).parent / "data"

RULES = {"model": "rapport_nothing"}
"""Components of a pipeline that reads by rules alone."""


@cache
def pipeline(*, model: bool = False) -> Pipeline:
    """The pipeline over the catalogue of many lines of business: rules alone, or with the trained model."""
    return Pipeline(load(DATA / "catalogue.yaml"), {} if model else RULES)


def item(
    text: str, *, uid: str = "test:t:1", kind: ItemKind = ItemKind.COMMENT, title: str | None = None
) -> Item:
    """A message by a customer."""
    return Item(uid, kind, Author("sam", "sam"), text, datetime(2026, 1, 1, tzinfo=UTC), title=title)


def analyse(
    text: str,
    parent: str | None = None,
    *,
    by: str = "zed",
    kind: ItemKind = ItemKind.COMMENT,
    model: bool = False,
) -> Analysis:
    """What the pipeline finds in a message, with the text of its parent and who wrote that."""
    asked = None if parent is None else Parent("test:t:0", by, parent)
    return pipeline(model=model).analyse([(item(text, kind=kind), asked)])[0]


def labelled(name: str) -> list[Record]:
    """The records of one of our labelled files."""
    return [line.record for line in read_file(DATA / f"{name}.jsonl") if line.record is not None]


def pair(record: Record) -> tuple[Item, Parent | None]:
    """A record's message and its parent's text, as a channel would bring them."""
    written = replace(item(record.text, uid=f"test:t:{record.id}"), author=Author("a", record.author))
    asked = record.parent
    return written, None if asked is None else Parent(f"test:t:{asked.id}", asked.author, asked.text)


def edges(analysis: Analysis) -> set[Edge]:
    """The acts as typed edges, in names."""
    return {_edge(act) for act in analysis.acts}


def _edge(act: Act) -> Edge:
    slots = [act.target, act.rival] if act.kind in (ActKind.COMPARES, ActKind.SWITCHES) else [act.target]
    return act.kind.value, *(None if slot is None else pipeline().index.name_of(slot) for slot in slots)


def stances(analysis: Analysis) -> dict[str, str]:
    """Sentiment by the name of the entry."""
    names = pipeline().index
    return {str(names.name_of(mention.entry)): mention.sentiment.value for mention in analysis.mentions}


def links(text: str) -> list[tuple[str, str, str]]:
    """The mentions of a text: words, entry, method."""
    found = analyse(text).mentions
    return [(text[one.span.start : one.span.end], one.entry, one.method) for one in found]
