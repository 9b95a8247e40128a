"""Topics of complaints and wishes: of the right aspect on messages of our own, after the catalogue's, the same always."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache

import pytest

from ingest.item import ItemKind
from nlp.analysis import Act, ActKind, Analysis, Parent, Span
from nlp.aspects import discovered
from nlp.catalogue import Brand, Catalogue, Topic, TopicKind
from nlp.catalogue_file import load
from nlp.components.aspects import AspectFinder, Said, nearest_by_meaning
from nlp.components.linker import Linker
from nlp.components.reading import Reading
from nlp.context import Context
from nlp.pipeline import Pipeline
from tests.nlp.factories import DATA, item

BRANDS = (Brand("moka", "Moka"), Brand("brevo", "Brevo"))
RULES_ALONE = {"model": "rapport_nothing"}
"""Acts by rules: what is tested here does not hang on the trained model's weights."""

ACTS = {"peeve": ActKind.COMPLAINS, "idea": ActKind.SUGGESTS}


@cache
def pipeline(*topics: Topic) -> Pipeline:
    return Pipeline(Catalogue(BRANDS, topics), RULES_ALONE)


def analysed(text: str, parent: str | None = None, *topics: Topic) -> Analysis:
    asked = None if parent is None else Parent("test:t:0", "zed", parent)
    return pipeline(*topics).analyse([(item(text), asked)])[0]


def found(text: str, parent: str | None = None, *topics: Topic) -> list[str]:
    return [hit.topic for hit in analysed(text, parent, *topics).topics]


@dataclass(frozen=True)
class Labelled:
    """A message of one complaint or wish, with the aspects that a reader would give it."""

    kind: str
    text: str
    aspects: list[str]


def labelled(part: str) -> list[Labelled]:
    lines = (DATA / f"aspects_{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [Labelled(**json.loads(line)) for line in lines]


def aspect_of(message: Labelled) -> str | None:
    """The aspect that is found where the whole message is the act."""
    links = Linker(load(DATA / "catalogue.yaml")).links(message.text)
    act = Act(ACTS[message.kind], None, (Span(0, len(message.text)),), 1.0)
    said = Said(Reading(message.text, links), (act,), ())
    finder = AspectFinder(Catalogue(), nearest_by_meaning())
    hits = finder.topics(said, Context(message.text, 0, ItemKind.POST))
    known = (discovered(hit.topic) for hit in hits)
    return next((one.id for one in known if one is not None and not one.is_open), None)


def measured(part: str) -> tuple[float, float]:
    """(precision, recall) of aspects on a part of our messages."""
    told = [(message, aspect_of(message)) for message in labelled(part)]
    right = sum(aspect in message.aspects for message, aspect in told if aspect is not None)
    return (
        right / sum(aspect is not None for _, aspect in told),
        right / sum(bool(message.aspects) for message, _ in told),
    )
