"""Communities that hardly know a brand in; what the schema shows of them, and of who could introduce it, out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.types import brand as brands
from api.graphql.types import person
from api.graphql.types.relations import ABrand, APerson, ATopic
from api.graphql.types.score import Interval, Score, score
from api.graphql.types.topics import topic
from api.graphql.types.window import Window, page_size, shown_window
from graph.questions import answer
from graph.questions import white_space as questions


@strawberry.type(description="A brand that a community does talk about.")
class RivalTalk:
    """Of graph.questions.white_space.RivalTalk."""

    brand: ABrand = strawberry.field(description="The brand.")
    people: int = strawberry.field(description="Members who mention it.")


@strawberry.type(description="Someone who likes the brand and has contact with members of a community.")
class Introducer:
    """Of graph.questions.white_space.Introducer."""

    person: APerson = strawberry.field(description="Who it is.")
    member: bool = strawberry.field(description="Whether they belong to the community themselves.")
    score: Score = strawberry.field(
        description="Liking times how many members they know, 0 to 1; evidence: their contacts with members."
    )


@strawberry.type(
    description="A community that talks about the market, and significantly less of the brand than others do."
)
class WhiteSpace:
    """Of graph.questions.white_space.WhiteSpace."""

    id: strawberry.ID = strawberry.field(
        description="Id of the community, as `communities` and `community` have it for the same window."
    )
    size: int = strawberry.field(description="Members.")
    talkers: int = strawberry.field(description="Members who mention any brand of the market.")
    aware: int = strawberry.field(description="Of these, members who mention the brand.")
    gap: Score = strawberry.field(
        description="How far their share lies below that of everybody else who talks about the market: 0 to 1."
    )
    interval: Interval = strawberry.field(description="95 % interval of the gap; it lies above 0.")
    rivals: list[RivalTalk] = strawberry.field(description="Brands that it talks about, most people first.")
    topics: list[ATopic] = strawberry.field(description="What most of its members talk about: at most three.")
    central: list[APerson] = strawberry.field(
        description="Members whom the others turn to most: at most three."
    )
    introducers: list[Introducer] = strawberry.field(
        description="Who could introduce the brand, best first: at most five."
    )


@strawberry.type(description="Communities of the market that hardly know a brand.")
class WhiteSpaces:
    """Of graph.questions.white_space.WhiteSpaces."""

    brand: ABrand = strawberry.field(description="The brand.")
    window: Window = strawberry.field(description="The time it is about.")
    checked: int = strawberry.field(
        description="Communities of which five members or more talk about the market."
    )
    total: int = strawberry.field(description="Of these, those that hardly know the brand.")
    nodes: list[WhiteSpace] = strawberry.field(
        description="The first of them; most people who could come to know it first."
    )
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def _space(shown: questions.WhiteSpace, window: answer.Window) -> WhiteSpace:
    return WhiteSpace(
        id=strawberry.ID(shown.id),
        size=shown.size,
        talkers=shown.talkers,
        aware=shown.aware,
        gap=score(shown.gap),
        interval=Interval(low=shown.interval.low, high=shown.interval.high),
        rivals=[RivalTalk(brand=brands.brand(one.brand, window), people=one.people) for one in shown.rivals],
        topics=[topic(one, window) for one in shown.topics],
        central=[person.person(one, window) for one in shown.central],
        introducers=[
            Introducer(person=person.person(one.person, window), member=one.member, score=score(one.score))
            for one in shown.introducers
        ],
    )


async def white_space(info: Info, brand: str, window: answer.Window, first: int) -> WhiteSpaces:
    """Ask graph.questions.white_space.white_space."""
    found = await info.context.ask(questions.white_space, brand, window, page_size(first))
    return WhiteSpaces(
        brand=brands.brand(found.brand, window),
        window=shown_window(found.window),
        checked=found.checked,
        total=found.total,
        nodes=[_space(one, window) for one in found.spaces],
        missing=found.missing,
    )
