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


def test_aspects_found_on_messages_held_back_are_right() -> None:
    precision, recall = measured("held")
    assert precision > 0.85
    assert recall > 0.5


@pytest.mark.slow
def test_messages_that_the_phrasings_were_written_after_keep_their_aspects() -> None:
    precision, recall = measured("shaping")
    assert precision > 0.9
    assert recall > 0.6


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("My Brevo leaks all over the counter", "peeve:leaks"),
        ("Brevo never replied to my emails", "peeve:no-answer"),
        ("please add a dark mode to the Brevo app", "idea:dark-mode"),
        ("The crumb tray of my Brevo is broken", "peeve:~crumb-tray"),
        ("Brevo's steam wand is broken", "peeve:~steam-wand"),
        ("why not sell the tamper in walnut, Moka?", "idea:~tamper"),
    ],
)
def test_a_complaint_or_wish_is_about_an_aspect_or_else_its_noun(text: str, topic: str) -> None:
    assert found(text) == [topic]


@pytest.mark.parametrize("text", ["I love my Brevo", "Brevo or Moka?", "I hate my Brevo", "Brevo is a joke"])
def test_what_complains_of_nothing_in_particular_is_about_no_topic(text: str) -> None:
    assert found(text) == []


def test_a_noun_is_no_topic_of_what_concerns_nothing_watched() -> None:
    broken = Act(ActKind.COMPLAINS, None, (Span(13, 22),), 0.75)
    said = Said(Reading("The tea cosy is broken", ()), (broken,), ())
    finder = AspectFinder(Catalogue(), nearest_by_meaning())
    assert finder.topics(said, Context(said.reading.text, 0, ItemKind.POST)) == ()
    about_moka = replace(said, acts=(replace(broken, target="moka"),))
    (hit,) = finder.topics(about_moka, Context(said.reading.text, 0, ItemKind.POST))
    assert hit.topic == "peeve:~tea-cosy"
    assert found("My order never arrived") == ["peeve:never-arrived"]


def test_the_catalogue_comes_first_for_its_kind_of_topic() -> None:
    text = "My Brevo leaks all over the counter"
    drips = Topic("drips", "Drips", TopicKind.PEEVE, ("leaks",))
    assert found(text, None, drips) == ["drips"]
    assert found(text, None, replace(drips, kind=TopicKind.IDEA)) == ["drips", "peeve:leaks"]
    assert found(text, None, replace(drips, kind=TopicKind.TOPIC)) == ["drips", "peeve:leaks"]


def test_a_topic_of_the_catalogue_with_an_aspects_name_takes_its_place() -> None:
    text = "My Brevo leaks all over the counter"
    assert found(text, None, Topic("our-leaks", "leaks", TopicKind.PEEVE)) == ["our-leaks"]
    aspect = Topic("we-are-slow", "Support takes too long", TopicKind.PEEVE)
    assert found("Brevo support took three weeks to reply to my ticket", None, aspect) == ["we-are-slow"]


def test_a_reply_that_leans_on_its_parent_is_about_the_same() -> None:
    parent = "My Brevo leaks all over the counter"
    assert found("Same here!", parent) == ["peeve:leaks"]
    assert found("Same here!", "The crumb tray of my Brevo is broken") == ["peeve:~crumb-tray"]
    drips = Topic("drips", "Drips", TopicKind.PEEVE, ("leaks",))
    assert found("Same here!", parent, drips) == ["drips"]
    (hit,) = analysed("Same here!", parent).topics
    assert hit.span == Span(0, 9)


def test_a_topic_is_shown_by_the_words_that_complain() -> None:
    text = "Bought a Brevo in May. The lid of the Brevo is broken."
    (hit,) = analysed(text).topics
    assert "is broken" in text[hit.span.start : hit.span.end]


def test_company_and_bot_messages_have_no_discovered_topics() -> None:
    by_team = replace(item("My Brevo leaks all over the counter"), title=None)
    assert by_team.author is not None
    bot = replace(by_team, author=replace(by_team.author, is_bot=True))
    assert pipeline().analyse([(bot, None)])[0].topics == ()


def test_the_same_message_has_the_same_topics_in_any_batch_and_order() -> None:
    pairs = [
        (item(message.text, uid=f"t:t:{number}"), None) for number, message in enumerate(labelled("dev"))
    ]
    whole = pipeline().analyse(pairs)
    assert [pipeline().analyse([one])[0] for one in pairs] == whole
    assert pipeline().analyse(pairs[::-1]) == whole[::-1]
    assert Pipeline(Catalogue(BRANDS), RULES_ALONE).analyse(pairs) == whole


def test_the_version_follows_the_inventory() -> None:
    assert "+aspects-" in pipeline().version


def test_names_are_found_without_asking_for_aspects() -> None:
    assert pipeline().surface_matches("my Brevo leaks all over the counter") == {"brevo"}
