"""People whose word moves others in; what the schema shows of them out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.types import brand as brands
from api.graphql.types import person
from api.graphql.types.enums import AdviceKind
from api.graphql.types.relations import ABrand, APerson
from api.graphql.types.score import Interval, Score, interval, score
from api.graphql.types.window import Window, page_size, shown_window
from graph.model import FactKind
from graph.questions import answer
from graph.questions import persuaders as questions


@strawberry.type(description="Somebody whose word moves people, whatever the brand.")
class Persuader:
    """Of graph.questions.persuaders.Persuader."""

    person: APerson = strawberry.field(description="Who it is.")
    advised: int = strawberry.field(description="People advised by name, counted once a brand.")
    acted: int = strawberry.field(description="Of those, the ones whose deed is put down to this person.")
    credited: int = strawberry.field(description="Of those, the ones who say so themselves.")
    pull: Score = strawberry.field(
        description="Share of those advised who were moved, drawn toward everybody's share."
    )
    interval: Interval | None = strawberry.field(description="95 % interval of the pull.")
    anyway: float = strawberry.field(description="People of those advised who would have acted anyway.")
    brands: list[ABrand] = strawberry.field(description="The brands it was about, most people first.")


@strawberry.type(description="People whose word moves others, by their pull.")
class Persuaders:
    """Of graph.questions.persuaders.Persuaders."""

    window: Window = strawberry.field(description="The time in which the advice was given.")
    total: int = strawberry.field(description="How many people moved anybody.")
    nodes: list[Persuader] = strawberry.field(description="The first of them.")
    caution: str = strawberry.field(description="What such numbers cannot tell.")
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def _persuader(shown: questions.Persuader, window: answer.Window) -> Persuader:
    return Persuader(
        person=person.person(shown.person, window),
        advised=shown.advised,
        acted=shown.acted,
        credited=shown.credited,
        pull=score(shown.pull),
        interval=interval(shown.interval),
        anyway=shown.anyway,
        brands=[brands.brand(one, window) for one in shown.brands],
    )


async def persuaders(info: Info, window: answer.Window, first: int, kind: AdviceKind) -> Persuaders:
    """Ask graph.questions.persuaders.persuaders."""
    found = await info.context.ask(questions.persuaders, window, page_size(first), FactKind(kind.value))
    return Persuaders(
        window=shown_window(found.window),
        total=found.total,
        nodes=[_persuader(one, window) for one in found.people],
        caution=found.caution,
        missing=found.missing,
    )
