"""Rivals' weak spots in; what the schema shows of them out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.types import brand as brands
from api.graphql.types import person
from api.graphql.types.relations import ABrand, APerson, ATopic
from api.graphql.types.score import Evidence, Interval, Score, evidence, score
from api.graphql.types.topics import topic
from api.graphql.types.window import Window, page_size, shown_window
from graph.questions import answer
from graph.questions import weak_spots as questions
from graph.questions.intervals import Interval as Known


@strawberry.type(description="How one brand's customers feel about it in messages about one subject.")
class Side:
    """Of graph.questions.weak_spots.Side."""

    people: int = strawberry.field(description="Customers who say anything of the brand on the subject.")
    happy: int = strawberry.field(description="Of these, for it on the whole.")
    unhappy: int = strawberry.field(description="Of these, against it on the whole.")
    net: float = strawberry.field(description="Mean over people of the stance of their messages: -1 to 1.")
    interval: Interval = strawberry.field(description="95 % interval of the mean.")
    evidence: Evidence = strawberry.field(
        description="Of the rival the unhappy messages, of the own brand the happy ones."
    )


@strawberry.type(description="A subject on which a rival's customers are unhappy and ours are happy.")
class WeakSpot:
    """Of graph.questions.weak_spots.WeakSpot."""

    rival: ABrand = strawberry.field(description="The rival.")
    topic: ATopic = strawberry.field(description="The subject.")
    advantage: Score = strawberry.field(
        description="Net feeling toward the brand asked about less that toward the rival: 0 to 2."
    )
    interval: Interval = strawberry.field(description="95 % interval of the advantage.")
    sure: bool = strawberry.field(
        description="Whether the interval of the rival's net feeling lies below 0, and that of the brand asked about above it."
    )
    theirs: Side = strawberry.field(description="How the rival's customers feel.")
    ours: Side = strawberry.field(description="How the customers of the brand asked about feel.")
    unhappy: list[APerson] = strawberry.field(
        description="The rival's unhappy customers, most listened to first: at most five."
    )


@strawberry.type(description="Where rivals' customers are unhappy with what a brand does well; surest first.")
class WeakSpots:
    """Of graph.questions.weak_spots.WeakSpots."""

    brand: ABrand = strawberry.field(description="The brand.")
    window: Window = strawberry.field(description="The time it is about.")
    total: int = strawberry.field(description="How many there are.")
    nodes: list[WeakSpot] = strawberry.field(description="The first of them.")
    untested: int = strawberry.field(
        description="Subjects on which a rival's customers are unhappy and nobody says how the brand asked about does."
    )
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def _interval(shown: Known) -> Interval:
    return Interval(low=shown.low, high=shown.high)


def _side(shown: questions.Side) -> Side:
    return Side(
        people=shown.people,
        happy=shown.happy,
        unhappy=shown.unhappy,
        net=shown.net,
        interval=_interval(shown.interval),
        evidence=evidence(shown.evidence),
    )


def _spot(shown: questions.WeakSpot, window: answer.Window) -> WeakSpot:
    return WeakSpot(
        rival=brands.brand(shown.rival, window),
        topic=topic(shown.topic, window),
        advantage=score(shown.advantage),
        interval=_interval(shown.interval),
        sure=shown.sure,
        theirs=_side(shown.theirs),
        ours=_side(shown.ours),
        unhappy=[person.person(one, window) for one in shown.unhappy],
    )


async def weak_spots(info: Info, brand: str, window: answer.Window, first: int) -> WeakSpots:
    """Ask graph.questions.weak_spots.weak_spots."""
    found = await info.context.ask(questions.weak_spots, brand, window, page_size(first))
    return WeakSpots(
        brand=brands.brand(found.brand, window),
        window=shown_window(found.window),
        total=found.total,
        nodes=[_spot(one, window) for one in found.spots],
        untested=found.untested,
        missing=found.missing,
    )
