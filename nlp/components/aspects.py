"""What an author complains of or wishes for in; the topics of that which no catalogue names, out.

A topic is decided for each message alone, from its own words and those of the message that it answers: nothing
is remembered, so it is the same in any batch and order, today and next year.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from nlp.analysis import Act, ActKind, Analysis, Mention, Span, TopicHit
from nlp.aspects import discovered, open_topic
from nlp.catalogue import Catalogue, TopicKind
from nlp.components.acts.finder import leaning_on
from nlp.components.anchors import Anchors, Nearest
from nlp.components.key_noun import nouns
from nlp.components.linker import Link
from nlp.components.reading import Reading
from nlp.components.sayings import before_and_after, others, sayings, with_marks, with_pronouns
from nlp.context import Context
from nlp.model.encoder import FOLDER, Meaning
from nlp.model.tokens import encode, tokenizer

KINDS = {ActKind.COMPLAINS: TopicKind.PEEVE, ActKind.SUGGESTS: TopicKind.IDEA}
"""What sort of topic an act is about."""

SURE_ENOUGH = 0.45
"""Of an aspect: on the dev part of our own messages 91 of 100 found are right there, and half are found; more are not right
above it, and below 0.4 fewer are."""

OPEN_CONFIDENCE = 0.4
"""Of an open topic: the noun is there, whether it is what the complaint is about is a guess."""

MOST_SENTENCES = 3
"""Of one act's evidence that are looked at: more is a letter filed as one act, whose first sentences say what it is about."""

SURE_BESIDE = 0.8
"""Of an aspect in a sentence that is not the act's evidence: it may be said of something else, or in praise."""

MOST_OTHERS = 6
"""Sentences beside the evidence that are looked at, from the first: 15 ms of a message at most."""

REMEMBERED = 4_096
"""Sentences whose nearest aspect is kept: a parent is asked by each of its replies."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message's acts with the reading that their evidence lies in, and its catalogue topics."""

    reading: Reading
    acts: Sequence[Act]
    topics: Sequence[TopicHit]


class AspectFinder:
    """Finds the topics of acts, after those that a catalogue names."""

    def __init__(self, catalogue: Catalogue, nearest: Callable[[str, TopicKind], Nearest | None]) -> None:
        self._kinds = {topic.id: topic.kind for topic in catalogue.topics}
        self._called = {(topic.kind, topic.name.casefold()): topic.id for topic in catalogue.topics}
        self._nearest = nearest

    def topics(self, said: Said, context: Context) -> tuple[TopicHit, ...]:
        """The discovered topics of a message, each once, in the order of its acts."""
        found: dict[str, TopicHit] = {}
        for act in said.acts:
            kind = KINDS.get(act.kind)
            if kind is not None and act.evidence and not self._named(kind, said.topics):
                for hit in self._of(act, kind, said, context):
                    topic = self._catalogued(hit.topic)
                    known = found.get(topic)
                    if known is None or hit.confidence > known.confidence:
                        found[topic] = replace(hit, topic=topic)
        return tuple(found.values())

    def _catalogued(self, topic: str) -> str:
        """The catalogue's topic of the same name and kind, where there is one."""
        known = discovered(topic)
        return topic if known is None else self._called.get((known.kind, known.name.casefold()), topic)

    def _named(self, kind: TopicKind, topics: Sequence[TopicHit]) -> list[TopicHit]:
        """The catalogue's topics of a kind: they come first."""
        return [hit for hit in topics if self._kinds.get(hit.topic) is kind]

    def _of(self, act: Act, kind: TopicKind, said: Said, context: Context) -> list[TopicHit]:
        """By its own words, else by the parent's where it leans on them, else by its noun."""
        own = self._aspect(act, kind, said.reading)
        if own is None and leaning_on(said.reading, act.kind):
            leant = self._parents(act, kind, context)
            if leant:
                return leant
        if own is None and act.target is not None:  # about nothing watched: no brand's answer would show it
            own = self._beside(act, act.target, kind, said.reading) or _open(act, kind, said.reading)
        return [] if own is None else [own]

    def _aspect(self, act: Act, kind: TopicKind, reading: Reading) -> TopicHit | None:
        """The aspect of the sentences that are the act's evidence."""
        said = [(saying, span) for span in act.evidence for saying in sayings(reading, span)]
        return self._surest(said[:MOST_SENTENCES], kind, SURE_ENOUGH)

    def _beside(self, act: Act, target: str, kind: TopicKind, reading: Reading) -> TopicHit | None:
        """The aspect of another sentence: the one that names the brand often says nothing more."""
        return self._surest(list(others(reading, act.evidence, target))[:MOST_OTHERS], kind, SURE_BESIDE)

    def _surest(self, said: Sequence[tuple[str, Span]], kind: TopicKind, least: float) -> TopicHit | None:
        best: TopicHit | None = None
        for saying, span in said:
            near = self._nearest(with_pronouns(saying), kind)
            if near is not None and near.confidence >= least:
                least = near.confidence
                best = TopicHit(near.aspect, span, round(near.confidence, 4))
        return best

    def _parents(self, act: Act, kind: TopicKind, context: Context) -> list[TopicHit]:
        """What the parent's same act is about, shown by the words that lean on it."""
        parent = None if context.parent is None else context.parent_analysis()
        if parent is None or context.parent is None:
            return []
        said = Said(_reading(context.parent.text, parent), _same(act, parent), parent.topics)
        alone = replace(context, parent=None)
        hits = [*self._named(kind, said.topics)] if said.acts else []
        return [replace(hit, span=act.evidence[0]) for hit in hits or self.topics(said, alone)]


def _same(act: Act, parent: Analysis) -> list[Act]:
    """The parent's acts that a reply's act takes over."""
    same = [one for one in parent.acts if one.kind is act.kind]
    return [one for one in same if one.target == act.target] or same


def _open(act: Act, kind: TopicKind, reading: Reading) -> TopicHit | None:
    """By the noun nearest to the evidence: what fails stands before it, what is wished for after it."""
    for span in act.evidence:
        told = before_and_after(reading, span)
        if told is None:
            continue
        before, after = (tuple(nouns(with_marks(part))) for part in told)
        near = (*before[-1:], *after[:1])
        if near:
            noun = near[0] if kind is TopicKind.PEEVE else near[-1]
            return TopicHit(open_topic(kind, noun), span, OPEN_CONFIDENCE)
    return None


def _reading(text: str, analysis: Analysis) -> Reading:
    """A parent's text with the names that were found in it."""
    named = sorted(
        (one for one in analysis.mentions if one.span.start < one.span.end), key=lambda one: one.span.start
    )
    return Reading(text, tuple(_link(mention) for mention in named))


def _link(mention: Mention) -> Link:
    span = mention.span
    return Link(span.start, span.end, mention.entry, mention.brand, mention.method, mention.confidence)


@cache
def nearest_by_meaning() -> Callable[[str, TopicKind], Nearest | None]:
    """The nearest aspect by the shipped encoder and inventory."""
    anchors, meaning, vocabulary = Anchors(), Meaning(), tokenizer(FOLDER)

    @lru_cache(maxsize=REMEMBERED)
    def nearest(saying: str, kind: TopicKind) -> Nearest | None:
        return anchors.nearest(saying, meaning.vector(encode(vocabulary, saying)), kind.value)

    return nearest
