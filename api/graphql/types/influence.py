"""Influential people in; what the schema shows of them, measure beside measure, out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.types import brand as brands
from api.graphql.types import person, topics
from api.graphql.types.enums import InfluenceMeasure
from api.graphql.types.relations import ABrand, APerson, ATopic
from api.graphql.types.score import Evidence, Interval, evidence
from api.graphql.types.window import Window, page_size, shown_window
from graph.questions import answer
from graph.questions import influence as questions
from graph.questions.influence_measures import Measure


@strawberry.type(description="Where a person stands by one measure of influence.")
class InfluenceStanding:
    """Of graph.questions.influence.Standing."""

    measure: InfluenceMeasure = strawberry.field(description="The measure.")
    meaning: str = strawberry.field(description="What the value says, in plain words.")
    value: float = strawberry.field(description="How much it is.")
    interval: Interval = strawberry.field(
        description="95 % interval: of attention and crowd by leaving out a tenth of the listeners in turn, of reach and brokerage by the error of the estimate."
    )
    rank: int = strawberry.field(description="Place among all; 1 is the greatest, equals share one.")
    best_rank: int = strawberry.field(description="The best place that the intervals of all allow.")
    worst_rank: int = strawberry.field(description="The worst place that they allow.")
    of: int = strawberry.field(description="How many people are ranked.")


@strawberry.type(description="A person's influence, by several measures.")
class Influencer:
    """Of graph.questions.influence.Influencer."""

    person: APerson = strawberry.field(description="Who it is.")
    measures: list[InfluenceStanding] = strawberry.field(
        description="The measures, in a fixed order; none for someone without contacts."
    )
    listeners: int = strawberry.field(description="Distinct customers who heard them.")
    thin: bool = strawberry.field(description="Fewer than three people listen: it may be chance.")
    evidence: Evidence = strawberry.field(description="The messages by which others heard them.")


@strawberry.type(description="People by influence, greatest first.")
class Influence:
    """Of graph.questions.influence.Influence."""

    window: Window = strawberry.field(description="The time it is about.")
    brand: ABrand | None = strawberry.field(description="The brand asked about; null: any or none.")
    topic: ATopic | None = strawberry.field(description="The topic asked about; null: any or none.")
    by: InfluenceMeasure = strawberry.field(description="The measure that they are ordered by.")
    total: int = strawberry.field(description="Customers with contacts.")
    nodes: list[Influencer] = strawberry.field(description="The first of them.")
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def _influencer(shown: questions.Influencer, window: answer.Window) -> Influencer:
    return Influencer(
        person=person.person(shown.person, window),
        measures=[
            InfluenceStanding(
                measure=InfluenceMeasure(one.measure.value),
                meaning=one.meaning,
                value=one.value,
                interval=Interval(low=one.interval.low, high=one.interval.high),
                rank=one.rank,
                best_rank=one.best_rank,
                worst_rank=one.worst_rank,
                of=one.of,
            )
            for one in shown.measures
        ],
        listeners=shown.listeners,
        thin=shown.thin,
        evidence=evidence(shown.evidence),
    )


async def influencers(
    info: Info,
    subject: tuple[str | None, str | None],
    window: answer.Window,
    by: InfluenceMeasure,
    first: int,
    among: questions.Among | None = None,
) -> Influence:
    """Ask graph.questions.influence.influence about a (brand, topic)."""
    brand, topic = subject
    measure = Measure(by.value)
    found = await info.context.ask(
        questions.influence, window, brand, topic, measure, page_size(first), among
    )
    return Influence(
        window=shown_window(found.window),
        brand=brands.optional(found.brand, window),
        topic=topics.optional_topic(found.topic, window),
        by=InfluenceMeasure(found.by.value),
        total=found.total,
        nodes=[_influencer(one, window) for one in found.people],
        missing=found.missing,
    )


async def of_person(
    info: Info, who: str, subject: tuple[str | None, str | None], window: answer.Window
) -> Influencer:
    """Ask graph.questions.influence.person_influence about a (brand, topic)."""
    found = await info.context.ask(questions.person_influence, who, window, *subject)
    return _influencer(found, window)
