"""What lies behind a flow between brands in; what the schema shows of it out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.types import person
from api.graphql.types.effect import Shift, shift
from api.graphql.types.relations import APerson
from api.graphql.types.score import Evidence, evidence
from api.graphql.types.topics import Topic, topic
from api.graphql.types.window import page_size
from graph.questions import answer
from graph.questions import flow_reasons as questions


@strawberry.type(
    description="What people who move complain of, in the switch itself or in the six weeks before."
)
class FlowReason:
    """Of graph.questions.flow_reasons.FlowReason."""

    topic: Topic | None = strawberry.field(description="What it is about; null: ill words that fit no topic.")
    people: int = strawberry.field(description="Distinct people.")
    evidence: Evidence = strawberry.field(description="The messages that say so.")


@strawberry.type(description="Somebody whom people who move know, and who likes the brand that they leave.")
class Trusted:
    """Of graph.questions.flow_reasons.Trusted."""

    person: APerson = strawberry.field(description="Who it is.")
    switchers: int = strawberry.field(description="Distinct people who move and have had contact with them.")
    undecided: int = strawberry.field(
        description="Of those, the ones who have only decided to: it is not too late."
    )
    feeling: float = strawberry.field(description="What they feel toward the brand: -1 to 1.")
    evidence: Evidence = strawberry.field(description="Their good words for it.")


@strawberry.type(description="What lies behind a flow.")
class FlowDetail:
    """Of graph.questions.flow_reasons.FlowDetail."""

    people: int = strawberry.field(description="Distinct people.")
    reasons: list[FlowReason] = strawberry.field(description="Why they move, most people first.")
    growth: Shift | None = strawberry.field(
        description="The share of active customers who move, against the window before; null without one."
    )
    trusted: list[Trusted] = strawberry.field(description="Who could talk them out of it.")


async def flow_detail(info: Info, sides: questions.Sides, window: answer.Window, first: int) -> FlowDetail:
    """Ask graph.questions.flow_reasons.flow_detail."""
    found = await info.context.ask(questions.flow_detail, sides, window, page_size(first))
    return FlowDetail(
        people=found.people,
        reasons=[
            FlowReason(
                topic=None if one.topic is None else topic(one.topic, window),
                people=one.people,
                evidence=evidence(one.evidence),
            )
            for one in found.reasons
        ],
        growth=None if found.growth is None else shift(found.growth),
        trusted=[
            Trusted(
                person=person.person(one.person, window),
                switchers=one.switchers,
                undecided=one.undecided,
                feeling=one.feeling,
                evidence=evidence(one.evidence),
            )
            for one in found.trusted
        ],
    )
