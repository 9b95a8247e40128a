"""Customers' help for one another in; what the schema shows of it out."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import strawberry

from api.errors import InputError
from api.graphql.context import Info
from api.graphql.types import brand as brands
from api.graphql.types import person
from api.graphql.types.relations import ABrand, APerson
from api.graphql.types.scalars import hours
from api.graphql.types.score import Interval, Score, interval, score
from api.graphql.types.window import Window, page_size, shown_window
from graph.model import Micros
from graph.questions import answer
from graph.questions import peer_help as questions

Minutes: TypeAlias = Annotated[
    float, strawberry.argument(description="Minutes that one answer would take our own people.")
]
Hourly: TypeAlias = Annotated[
    float, strawberry.argument(description="What an hour of theirs costs, in any currency.")
]


@strawberry.type(description="A customer who answers others.")
class Helper:
    """Of graph.questions.peer_help.Helper."""

    person: APerson = strawberry.field(description="Who it is.")
    answered: int = strawberry.field(description="Questions they answered.")
    people: int = strawberry.field(description="Distinct people who had asked them.")
    median_hours: float = strawberry.field(description="Half of the answers came quicker, in hours.")
    solved: Score = strawberry.field(description="Share of those questions that were settled.")
    interval: Interval | None = strawberry.field(
        description="95 % interval of that share (Wilson's, over people)."
    )
    saved: float = strawberry.field(description="What answers to the settled ones would have cost us.")


@strawberry.type(description="How customers answer one another's questions about a brand.")
class PeerHelp:
    """Of graph.questions.peer_help.PeerHelp."""

    brand: ABrand = strawberry.field(description="The brand.")
    window: Window = strawberry.field(description="The time in which the questions were asked.")
    asked: int = strawberry.field(description="Customers' questions.")
    by_peers: int = strawberry.field(description="Those that another customer answered.")
    by_staff: int = strawberry.field(description="Those that our own people answered.")
    by_nobody: int = strawberry.field(description="Those that nobody answered.")
    median_hours: float | None = strawberry.field(
        description="Half of the first answers by peers came quicker, in hours."
    )
    slow_hours: float | None = strawberry.field(description="Nine in ten of them came quicker.")
    staff_median_hours: float | None = strawberry.field(
        description="Half of the first answers by our people came quicker."
    )
    solved: Score = strawberry.field(
        description="Of the questions that only peers answered, the share that were settled: within two weeks the asker"
        " spoke well, reacted or just wrote on, and neither asked about the brand again nor complained of it."
    )
    solved_by_staff: Score = strawberry.field(description="The same of those that our people answered.")
    interval: Interval | None = strawberry.field(
        description="95 % interval of the difference, peers less staff, by drawing people anew."
    )
    saved: float = strawberry.field(description="What the questions that peers settled would have cost us.")
    total: int = strawberry.field(description="How many people answered any.")
    nodes: list[Helper] = strawberry.field(description="Those who settled most.")
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def _optional_hours(wait: Micros | None) -> float | None:
    return None if wait is None else hours(wait)


def _helper(shown: questions.Helper, window: answer.Window) -> Helper:
    return Helper(
        person=person.person(shown.person, window),
        answered=shown.answered,
        people=shown.people,
        median_hours=hours(shown.median_wait),
        solved=score(shown.solved),
        interval=interval(shown.interval),
        saved=shown.saved,
    )


def cost(minutes: float, hourly: float) -> questions.Cost:
    """What an answer costs. Raises InputError below 0."""
    if minutes < 0 or hourly < 0:
        raise InputError("A cost is below 0.", "Give `minutes` and `hourly` of 0 or more.")
    return questions.Cost(minutes, hourly)


async def peer_help(
    info: Info, brand: str, window: answer.Window, first: int, price: questions.Cost
) -> PeerHelp:
    """Ask graph.questions.peer_help.peer_help."""
    found = await info.context.ask(questions.peer_help, brand, window, page_size(first), price)
    return PeerHelp(
        brand=brands.brand(found.brand, window),
        window=shown_window(found.window),
        asked=found.asked,
        by_peers=found.by_peers,
        by_staff=found.by_staff,
        by_nobody=found.by_nobody,
        median_hours=_optional_hours(found.median_wait),
        slow_hours=_optional_hours(found.slow_wait),
        staff_median_hours=_optional_hours(found.staff_median_wait),
        solved=score(found.solved),
        solved_by_staff=score(found.solved_by_staff),
        interval=interval(found.interval),
        saved=found.saved,
        total=found.total,
        nodes=[_helper(one, window) for one in found.helpers],
        missing=found.missing,
    )
