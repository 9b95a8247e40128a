"""What drives how people feel about a brand in; what the schema shows of it out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.types import person
from api.graphql.types.effect import Shift, shift
from api.graphql.types.enums import ReasonKind
from api.graphql.types.relations import APerson
from api.graphql.types.scalars import DateTime, optional_moment
from api.graphql.types.score import Evidence, evidence
from api.graphql.types.topics import Topic, topic
from api.graphql.types.window import page_size
from graph.questions import answer
from graph.questions import why as questions


@strawberry.type(description="One thing that drives how people feel about a brand.")
class Reason:
    """Of graph.questions.why.Reason."""

    kind: ReasonKind = strawberry.field(description="A peeve, praise or an event.")
    topic: Topic | None = strawberry.field(description="What it is about; null for an event.")
    at: DateTime | None = strawberry.field(description="The first day of an event.")
    people: int = strawberry.field(description="Distinct customers.")
    shift: Shift = strawberry.field(
        description="The share of people who speak of the brand, against the window before;"
        " of an event: net sentiment, against the rest of the window."
    )
    said_by: list[APerson] = strawberry.field(description="Who said most of it, three at most.")
    evidence: Evidence = strawberry.field(description="The messages that say so.")


@strawberry.type(description="How net sentiment moved on one channel or in one community.")
class Segment:
    """Of graph.questions.why.Segment."""

    channel: str | None = strawberry.field(description="The channel; null for a community.")
    community: strawberry.ID | None = strawberry.field(description="Id of the community; null for a channel.")
    people: int = strawberry.field(description="Customers of it who speak of the brand.")
    shift: Shift = strawberry.field(description="Of their net sentiment.")


@strawberry.type(description="Why people feel about a brand as they do, and among whom it changed.")
class Why:
    """Of graph.questions.why.Why."""

    reasons: list[Reason] = strawberry.field(
        description="Peeves, praise and events; of each, first those that changed significantly, then by people."
    )
    segments: list[Segment] = strawberry.field(
        description="By channel, then by community, most people first."
    )
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def _reason(shown: questions.Reason, window: answer.Window) -> Reason:
    return Reason(
        kind=ReasonKind(shown.kind.value),
        topic=None if shown.topic is None else topic(shown.topic, window),
        at=optional_moment(shown.at),
        people=shown.people,
        shift=shift(shown.shift),
        said_by=[person.person(one, window) for one in shown.said_by],
        evidence=evidence(shown.evidence),
    )


def _segment(shown: questions.Segment) -> Segment:
    community = None if shown.community is None else strawberry.ID(shown.community)
    return Segment(channel=shown.channel, community=community, people=shown.people, shift=shift(shown.shift))


async def why(info: Info, brand: str, window: answer.Window, first: int) -> Why:
    """Ask graph.questions.why.why."""
    found = await info.context.ask(questions.why, brand, window, page_size(first))
    return Why(
        reasons=[_reason(one, window) for one in found.reasons],
        segments=[_segment(one) for one in found.segments],
        missing=found.missing,
    )
