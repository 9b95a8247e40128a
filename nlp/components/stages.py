"""A document in; the same document with what each of our components finds in it out.

Each sets the field of the findings that is named after it. A component with a method `use_catalogue(Catalogue)` is
given the catalogue. A linker takes the names of the context where they are given there, and looks for none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from ingest.item import ItemKind
from nlp.analysis import Emotion, Entity, EntityKind, Span, TopicHit
from nlp.catalogue import Catalogue, TopicKind
from nlp.components.acts.finder import EVERY_KIND, find_acts
from nlp.components.acts.judged import judged, possible
from nlp.components.acts.view import View
from nlp.components.anchors import digest as inventory_digest
from nlp.components.aspects import AspectFinder, Said, nearest_by_meaning
from nlp.components.candidates import candidates
from nlp.components.document import Document
from nlp.components.judged_stances import judged_stances
from nlp.components.judgement import Judge, Judgement
from nlp.components.language import language_of
from nlp.components.linker import Linker, given_links
from nlp.components.reading import Reading
from nlp.components.sentiment import find_stances
from nlp.components.topics import TopicFinder
from nlp.context import Context
from nlp.model.outputs import EMOTIONS, SENTIMENTS

READING = "rapport_reading"
RULED = "rapport_ruled"
"""In a document's user_data: its reading, and the acts by rules alone, whose words the lexicon leaves to them."""


class LinkerComponent:
    """Sets rapport_links."""

    def __init__(self) -> None:
        self.use_catalogue(Catalogue())

    def use_catalogue(self, catalogue: Catalogue) -> None:
        """Find the names of this catalogue from now on."""
        self._linker = Linker(catalogue)

    def __call__(self, doc: Document) -> Document:
        """Link the names of a text."""
        context = doc._.rapport_context
        if context.names is None:
            doc._.rapport_links = self._linker.links(context.text, context.marked)
        else:
            doc._.rapport_links = given_links(context.text, context.names)
        return doc

    def entries(self, text: str) -> frozenset[str]:
        """The entries named in a text."""
        return frozenset(link.entry for link in self._linker.links(text))


class TopicsComponent:
    """Sets rapport_topics."""

    def __init__(self) -> None:
        self.use_catalogue(Catalogue())

    def use_catalogue(self, catalogue: Catalogue) -> None:
        """Find the topics of this catalogue from now on."""
        self._finder = TopicFinder(catalogue)

    def __call__(self, doc: Document) -> Document:
        """Find the topics of a text."""
        doc._.rapport_topics = self._finder.topics(doc._.rapport_context.text)
        return doc

    def entries(self, text: str) -> frozenset[str]:
        """The topics of a text."""
        return frozenset(hit.topic for hit in self._finder.topics(text))


def reading_of(doc: Document) -> Reading:
    """The reading of a document with its links, made once for acts and sentiment."""
    found = doc._
    links = found.rapport_links
    known = doc.user_data.get(READING)
    if known is None or known.links is not links:
        context = found.rapport_context
        known = Reading(context.text, links, is_article=context.kind is ItemKind.ARTICLE)
        doc.user_data[READING] = known
    return known


def add_language(doc: Document) -> Document:
    """Set the context's language, where the channel does not say it."""
    context = doc._.rapport_context
    if context.language is None:
        doc._.rapport_context = replace(context, language=language_of(context.text))
    return doc


@cache
def judge_of(folder: Path) -> Judge:
    """The model of a folder: loaded once, for all pipelines of a process."""
    return Judge(folder)


class ModelComponent:
    """Sets rapport_judgement: what the trained model says. Reads only messages in which it can matter."""

    def __init__(self, folder: Path) -> None:
        self.judge = judge_of(folder)

    def __call__(self, doc: Document) -> Document:
        """Read a message that names something, or whose parent does; any, where all is wanted."""
        context = doc._.rapport_context
        if context.is_parent or not context.english or (not context.is_customer and not context.thorough):
            return doc
        parent = None if context.parent is None else context.parent_analysis()
        mentions = () if parent is None else parent.mentions
        if doc._.rapport_links or mentions or context.thorough:
            asked = None if context.parent is None else context.parent.text
            doc._.rapport_judgement = self.judge.judge(reading_of(doc), asked, mentions, entities=True)
        return doc


class ActsComponent:
    """Sets rapport_acts, from the links, the topics, the context, and what the model says."""

    def __init__(self) -> None:
        self.use_catalogue(Catalogue())

    def use_catalogue(self, catalogue: Catalogue) -> None:
        """Know from now on which topics are annoyances and which are wishes."""
        self._kinds = {topic.id: topic.kind for topic in catalogue.topics}

    def __call__(self, doc: Document) -> Document:
        """Find the acts of a text: by rules, and where the model has read it by both."""
        found = doc._
        context, hits, said = found.rapport_context, found.rapport_topics, found.rapport_judgement
        if context.english:
            peeves, ideas = self._spans(hits, TopicKind.PEEVE), self._spans(hits, TopicKind.IDEA)
            judging = said if context.is_customer else None
            among = EVERY_KIND if judging is None else possible(judging)
            acts = find_acts(reading_of(doc), context, peeves, ideas, among=among)
            doc.user_data[RULED] = acts
            if judging is not None:
                acts = judged(View(reading_of(doc), context, peeves, ideas), acts, judging, among)
            found.rapport_acts = acts
        return doc

    def _spans(self, hits: Sequence[TopicHit], kind: TopicKind) -> tuple[Span, ...]:
        return tuple(hit.span for hit in hits if self._kinds.get(hit.topic) is kind)


class AspectsComponent:
    """Adds to rapport_topics what complaints and suggestions are about where the catalogue has no topic for it."""

    def __init__(self) -> None:
        self.version = f"aspects-{inventory_digest()}"
        self.use_catalogue(Catalogue())

    def use_catalogue(self, catalogue: Catalogue) -> None:
        """Give way to the topics of this catalogue from now on."""
        self._finder = AspectFinder(catalogue, nearest_by_meaning())

    def __call__(self, doc: Document) -> Document:
        """Name the topics of a text's acts; a parent's are asked for by the replies that lean on it."""
        found = doc._
        context: Context = found.rapport_context
        if found.rapport_acts and not context.is_parent:
            said = Said(reading_of(doc), found.rapport_acts, found.rapport_topics)
            found.rapport_topics = (*found.rapport_topics, *self._finder.topics(said, context))
        return doc


def add_sentiment(doc: Document) -> Document:
    """Set rapport_sentiment, from the links, the acts, the context, and what the model says."""
    found = doc._
    if found.rapport_links:
        context, said = found.rapport_context, found.rapport_judgement
        acts = doc.user_data.get(RULED, found.rapport_acts)
        stances = find_stances(reading_of(doc), acts, context)
        if said is not None:
            stances = judged_stances(reading_of(doc), context, said, stances)
        found.rapport_sentiment = stances
    return doc


def add_entities(doc: Document) -> Document:
    """Set rapport_entities, from what the model says."""
    said: Judgement | None = doc._.rapport_judgement
    if said is not None:
        doc._.rapport_entities = tuple(
            Entity(Span(start, end), EntityKind(kind), sure) for start, end, kind, sure in said.entities
        )
    return doc


def add_candidates(doc: Document) -> Document:
    """Set rapport_candidates, from the links, the entities and the context: nothing of what companies write."""
    found = doc._
    context: Context = found.rapport_context
    if context.is_customer and found.rapport_entities:
        found.rapport_candidates = candidates(
            context.text, found.rapport_links, found.rapport_entities, context.handles
        )
    return doc


def add_mood(doc: Document) -> Document:
    """Set rapport_emotions, and rapport_mood where it is wanted, from what the model says: it has been read by now."""
    context: Context = doc._.rapport_context
    said: Judgement | None = doc._.rapport_judgement
    if said is not None and context.thorough:
        doc._.rapport_mood = SENTIMENTS[int(said.mood.argmax())]
    if said is not None and (context.thorough or doc._.rapport_links):
        found = [
            Emotion(name, float(likely))
            for name, likely in zip(EMOTIONS, said.emotions, strict=True)
            if likely >= said.calibration.emotion
        ]
        doc._.rapport_emotions = tuple(sorted(found, key=lambda one: -one.confidence))
    return doc


def nothing(doc: Document) -> Document:
    """Leave a concern out, as in {"model": "rapport_nothing"}: rules alone."""
    return doc
