"""Facts of one message in; its mentions, acts and topics with the words they rest on out."""

from __future__ import annotations

from collections.abc import Iterable

import strawberry

from api.graphql.context import Info
from api.graphql.fields import relation
from api.graphql.types import account, brand
from api.graphql.types.enums import ActKind, Sentiment, SwitchStatus, TopicKind
from api.graphql.types.relations import ABrand, AnAccount
from api.live import Names
from graph import model
from graph.model import ACT_KINDS, EMOTIONS_APART, Fact, FactKind
from graph.questions.answer import Window
from nlp.analysis import Span as Stretch


@strawberry.type(description="A stretch of a message's text.")
class Span:
    """Of nlp.analysis.Span, with its words."""

    start: int = strawberry.field(description="Where it begins, in Unicode code points of the text.")
    end: int = strawberry.field(description="Where it ends, exclusive.")
    text: str = strawberry.field(description="The words.")


@strawberry.type(description="A brand or product named in a message, with the author's stance toward it.")
class Mention:
    """Of a MENTIONS fact."""

    span: Span = strawberry.field(description="Where it is named; empty where only the title names it.")
    brand: ABrand = strawberry.field(description="The brand.")
    product: str | None = strawberry.field(description="Name of the product, where one was named.")
    sentiment: Sentiment = strawberry.field(description="The author's stance toward it.")
    emotions: list[str] = strawberry.field(
        description="Emotions that the author shows toward the brand, by name; empty where none, or where the message does not tell toward which of its brands."
    )
    polarity: float = strawberry.field(description="The stance as a number: -1 (ill) to 1 (well).")
    confidence: float = strawberry.field(description="How sure the reading is, 0 to 1.")
    evidence: list[Span] = strawberry.field(description="The words that the stance rests on.")


@strawberry.type(description="Something that a message does to a relationship.")
class Act:
    """Of a fact of one of the eight kinds."""

    advised: strawberry.Private[str | None]
    kind: ActKind = strawberry.field(description="What it does.")
    target: ABrand | None = strawberry.field(
        description="The brand it is about: of COMPARES the winner, of SWITCHES the new supplier; null where unnamed."
    )
    target_product: str | None = strawberry.field(
        description="Name of the target's product, where one was named."
    )
    rival: ABrand | None = strawberry.field(
        description="Of COMPARES the loser, of SWITCHES the supplier left; null for the other kinds."
    )
    rival_product: str | None = strawberry.field(
        description="Name of the rival's product, where one was named."
    )
    status: SwitchStatus | None = strawberry.field(description="Of SWITCHES: done or intended.")
    confidence: float = strawberry.field(description="How sure the reading is, 0 to 1.")
    evidence: list[Span] = strawberry.field(description="The words that say so.")

    @relation("Of RECOMMENDS and WARNS: the account advised; null for the public at large.")
    async def to(self, info: Info) -> AnAccount | None:
        """By the loader of accounts."""
        return await account.of(info, self.advised)


@strawberry.type(description="A topic that a message is about.")
class TopicMark:
    """Of an ABOUT fact."""

    id: strawberry.ID = strawberry.field(
        description="Id of the topic in the catalogue, or `peeve:…` or `idea:…` of a discovered one."
    )
    name: str = strawberry.field(description="Its name.")
    kind: TopicKind = strawberry.field(description="What sort of subject it is.")
    confidence: float = strawberry.field(description="How sure the reading is, 0 to 1.")
    span: Span = strawberry.field(description="The words that show it.")


def span(text: str, start: int | None, end: int | None) -> Span:
    """A stretch to show."""
    first, last = start or 0, end or 0
    return Span(start=first, end=last, text=text[first:last])


def spans(text: str, stretches: Iterable[Stretch]) -> list[Span]:
    """Stretches to show."""
    return [span(text, stretch.start, stretch.end) for stretch in stretches]


async def mentions(info: Info, row: model.Message, window: Window) -> list[Mention]:
    """The brands that a message names, in the order of the text."""
    names = await info.context.names()
    found = [fact for fact in await _facts(info, row) if fact.kind is FactKind.MENTIONS]
    return [
        _mention(fact, row.text, names, window) for fact in sorted(found, key=lambda fact: fact.start or 0)
    ]


async def acts(info: Info, row: model.Message, window: Window) -> list[Act]:
    """What a message does."""
    names = await info.context.names()
    return [act(fact, row.text, names, window) for fact in await _facts(info, row) if fact.kind in ACT_KINDS]


async def topics(info: Info, row: model.Message) -> list[TopicMark]:
    """What a message is about."""
    names = await info.context.names()
    found = [fact for fact in await _facts(info, row) if fact.kind is FactKind.ABOUT]
    return [_topic(fact, row.text, names) for fact in found]


async def _facts(info: Info, row: model.Message) -> Iterable[Fact]:
    return await info.context.loaders.facts.load(row.uid)


def _mention(fact: Fact, text: str, names: Names, window: Window) -> Mention:
    return Mention(
        span=span(text, fact.start, fact.end),
        brand=brand.named(names, fact.object or "", window),
        product=names.product(fact.product),
        sentiment=Sentiment(fact.sentiment),
        emotions=[] if fact.status is None else fact.status.split(EMOTIONS_APART),
        polarity=fact.polarity or 0.0,
        confidence=fact.confidence,
        evidence=spans(text, fact.evidence),
    )


def act(fact: Fact, text: str, names: Names, window: Window) -> Act:
    """An act to show."""
    return Act(
        advised=fact.to,
        kind=ActKind(fact.kind.value),
        target=None if fact.object is None else brand.named(names, fact.object, window),
        target_product=names.product(fact.product),
        rival=None if fact.rival is None else brand.named(names, fact.rival, window),
        rival_product=names.product(fact.rival_product),
        status=None if fact.status is None else SwitchStatus(fact.status),
        confidence=fact.confidence,
        evidence=spans(text, fact.evidence),
    )


def _topic(fact: Fact, text: str, names: Names) -> TopicMark:
    topic = names.index.shown_topic(fact.object or "")
    return TopicMark(
        id=strawberry.ID(topic.id),
        name=topic.name,
        kind=TopicKind(topic.kind.value),
        confidence=fact.confidence,
        span=span(text, fact.start, fact.end),
    )
