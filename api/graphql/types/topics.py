"""What people talk about in; what the schema shows of it out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.fields import QUESTION, relation
from api.graphql.limits import PAGE
from api.graphql.types import brand as brands
from api.graphql.types import influence
from api.graphql.types.arguments import AnyBrand, ByArgument
from api.graphql.types.enums import InfluenceMeasure, TopicKind
from api.graphql.types.relations import ABrand, AnInfluence
from api.graphql.types.score import Interval, Score, interval, score
from api.graphql.types.window import First, Window, WindowArgument, page_size, shown_window, within
from graph.questions import answer
from graph.questions import topics as questions
from graph.questions.catalogue_index import TopicRef
from nlp import catalogue


@strawberry.type(
    description="A subject: one that the catalogue names, or one that was discovered in what customers complain of or wish for."
)
class Topic:
    """Of graph.questions.catalogue_index.TopicRef."""

    around: strawberry.Private[answer.Window]
    id: strawberry.ID = strawberry.field(
        description="Id in the catalogue, or `peeve:…` or `idea:…` of a discovered one: the same from day to day."
    )
    name: str = strawberry.field(description="Its name.")
    kind: TopicKind = strawberry.field(description="What sort of subject it is.")

    @relation("Whom people listen to on this subject, by several measures.", QUESTION)
    async def influencers(
        self,
        info: Info,
        brand: AnyBrand = None,
        by: ByArgument = InfluenceMeasure.ATTENTION,
        first: First = PAGE,
        window: WindowArgument = None,
    ) -> AnInfluence:
        """A question."""
        asked = within(window, self.around)
        return await influence.influencers(info, (brand, self.id), asked, by, first)


@strawberry.type(description="A topic's part of all topical talk, now against the window before.")
class Rise:
    """Of graph.questions.topics.Rise."""

    messages_before: int = strawberry.field(description="Messages about it in the window before.")
    people_before: int = strawberry.field(description="People who talked about it then.")
    change: float = strawberry.field(description="Difference of the shares of people who talk about it.")
    interval: Interval | None = strawberry.field(description="95 % interval of the difference.")
    rising: bool = strawberry.field(description="Whether the interval lies above 0.")


@strawberry.type(description="How much and how people talk about one topic.")
class TopicAnswer:
    """Of graph.questions.topics.TopicAnswer."""

    topic: Topic = strawberry.field(description="The topic.")
    messages: int = strawberry.field(description="Messages about it.")
    people: int = strawberry.field(description="Distinct customers who wrote them.")
    sentiment: Score = strawberry.field(
        description="Toward the brand asked about (else any brand) in these messages: -1 to 1."
    )
    rise: Rise | None = strawberry.field(
        description="Against the window before; null where the window has no beginning or there is nothing to compare."
    )


@strawberry.type(description="What people talk about, most people first.")
class Topics:
    """Of graph.questions.topics.Topics."""

    brand: ABrand | None = strawberry.field(description="The brand asked about; null: any.")
    window: Window = strawberry.field(description="The time it is about.")
    before: Window | None = strawberry.field(description="The window that changes are measured against.")
    total: int = strawberry.field(description="How many topics people talk about.")
    nodes: list[TopicAnswer] = strawberry.field(description="The first of them.")
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def topic(shown: TopicRef, window: answer.Window) -> Topic:
    """A topic to show; what is asked about it is about this window where nothing else is said."""
    return Topic(around=window, id=strawberry.ID(shown.id), name=shown.name, kind=TopicKind(shown.kind.value))


def optional_topic(shown: TopicRef | None, window: answer.Window) -> Topic | None:
    """A topic to show, or none."""
    return None if shown is None else topic(shown, window)


def _rise(shown: questions.Rise | None) -> Rise | None:
    if shown is None:
        return None
    return Rise(
        messages_before=shown.messages_before,
        people_before=shown.people_before,
        change=shown.change,
        interval=interval(shown.interval),
        rising=shown.rising,
    )


async def topics(
    info: Info, brand: str | None, window: answer.Window, kind: TopicKind | None, first: int
) -> Topics:
    """Ask graph.questions.topics.topics."""
    of_kind = None if kind is None else catalogue.TopicKind(kind.value)
    found = await info.context.ask(questions.topics, window, brand, of_kind, page_size(first))
    nodes = [
        TopicAnswer(
            topic=topic(one.topic, window),
            messages=one.messages,
            people=one.people,
            sentiment=score(one.sentiment),
            rise=_rise(one.rise),
        )
        for one in found.topics
    ]
    return Topics(
        brand=brands.optional(found.brand, window),
        window=shown_window(found.window),
        before=None if found.before is None else shown_window(found.before),
        total=found.total,
        nodes=nodes,
        missing=found.missing,
    )
