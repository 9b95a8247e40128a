"""A spaCy Language in; our components in its pipeline, each replaceable by one of the same contract, out.

The contract is the Doc's extensions: `doc._.rapport_context` is set before the first component runs; each
component sets the one named after it. A component with a method `use_catalogue(Catalogue)` is given it.
A linker takes the names of the context where they are given there, and looks for none.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from nlp.analysis import Span, TopicHit
from nlp.catalogue import Catalogue, TopicKind
from nlp.components.acts.finder import find_acts
from nlp.components.linker import Linker, given_links
from nlp.components.reading import Reading
from nlp.components.sentiment import find_stances
from nlp.components.topics import TopicFinder

EXTENSIONS = {
    "rapport_context": None,
    "rapport_links": (),
    "rapport_acts": (),
    "rapport_sentiment": (),
    "rapport_topics": (),
}
"""Context; tuple[Link]; tuple[Act]; tuple[Stance], one a link; tuple[TopicHit]. Spans count from the text's start."""

READING = "rapport_reading"

for extension, default in EXTENSIONS.items():
    if not Doc.has_extension(extension):
        Doc.set_extension(extension, default=default)


class LinkerComponent:
    """Sets rapport_links."""

    def __init__(self) -> None:
        self.use_catalogue(Catalogue())

    def use_catalogue(self, catalogue: Catalogue) -> None:
        """Find the names of this catalogue from now on."""
        self._linker = Linker(catalogue)

    def __call__(self, doc: Doc) -> Doc:
        """Link the names of a text."""
        context = doc._.rapport_context
        if context.names is None:
            doc._.rapport_links = self._linker.links(context.text, context.marked)
        else:
            doc._.rapport_links = given_links(context.text, context.names)
        return doc

    def entries(self, text: str) -> frozenset[str]:
        """The entries named in a text, without making a Doc."""
        return frozenset(link.entry for link in self._linker.links(text))


class TopicsComponent:
    """Sets rapport_topics."""

    def __init__(self) -> None:
        self.use_catalogue(Catalogue())

    def use_catalogue(self, catalogue: Catalogue) -> None:
        """Find the topics of this catalogue from now on."""
        self._finder = TopicFinder(catalogue)

    def __call__(self, doc: Doc) -> Doc:
        """Find the topics of a text."""
        doc._.rapport_topics = self._finder.topics(doc._.rapport_context.text)
        return doc

    def entries(self, text: str) -> frozenset[str]:
        """The topics of a text, without making a Doc."""
        return frozenset(hit.topic for hit in self._finder.topics(text))


def reading_of(doc: Doc) -> Reading:
    """The reading of a Doc with its links, made once for acts and sentiment."""
    found = doc._
    links = found.rapport_links
    known = doc.user_data.get(READING)
    if known is None or known.links is not links:
        known = doc.user_data[READING] = Reading(found.rapport_context.text, links)
    return known


class ActsComponent:
    """Sets rapport_acts, from the links, the topics and the context."""

    def __init__(self) -> None:
        self.use_catalogue(Catalogue())

    def use_catalogue(self, catalogue: Catalogue) -> None:
        """Know from now on which topics are annoyances and which are wishes."""
        self._kinds = {topic.id: topic.kind for topic in catalogue.topics}

    def __call__(self, doc: Doc) -> Doc:
        """Find the acts of a text."""
        found = doc._
        context, hits = found.rapport_context, found.rapport_topics
        if context.english:
            peeves, ideas = self._spans(hits, TopicKind.PEEVE), self._spans(hits, TopicKind.IDEA)
            found.rapport_acts = find_acts(reading_of(doc), context, peeves, ideas)
        return doc

    def _spans(self, hits: Sequence[TopicHit], kind: TopicKind) -> list[Span]:
        return [hit.span for hit in hits if self._kinds.get(hit.topic) is kind]


def add_sentiment(doc: Doc) -> Doc:
    """Set rapport_sentiment, from the links, the acts and the context."""
    found = doc._
    if found.rapport_links:
        found.rapport_sentiment = find_stances(reading_of(doc), found.rapport_acts, found.rapport_context)
    return doc


@Language.factory("rapport_linker", assigns=["doc._.rapport_links"])
def make_linker(nlp: Language, name: str) -> LinkerComponent:  # noqa: ARG001 - spaCy passes them by name
    """Make the linker."""
    return LinkerComponent()


@Language.factory("rapport_topics", assigns=["doc._.rapport_topics"])
def make_topics(nlp: Language, name: str) -> TopicsComponent:  # noqa: ARG001 - spaCy passes them by name
    """Make the topic finder."""
    return TopicsComponent()


@Language.factory("rapport_acts", assigns=["doc._.rapport_acts"])
def make_acts(nlp: Language, name: str) -> ActsComponent:  # noqa: ARG001 - spaCy passes them by name
    """Make the finder of acts."""
    return ActsComponent()


Language.component("rapport_sentiment", func=add_sentiment, assigns=["doc._.rapport_sentiment"])
