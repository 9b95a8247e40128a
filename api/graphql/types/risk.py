"""People drifting away in; what the schema shows of them and of who could talk to them out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.types import brand as brands
from api.graphql.types import person
from api.graphql.types.relations import ABrand, APerson
from api.graphql.types.scalars import DateTime, moment
from api.graphql.types.score import Evidence, Score, evidence, score
from api.graphql.types.window import Window, page_size, shown_window
from graph.questions import answer
from graph.questions import at_risk as questions


@strawberry.type(description="Someone whom the person at risk talks with, and who likes the brand.")
class Friend:
    """Of graph.questions.at_risk.Friend."""

    person: APerson = strawberry.field(description="Who it is.")
    feeling: float = strawberry.field(description="What they feel toward the brand: -1 to 1.")
    contacts: int = strawberry.field(description="Messages and interactions between the two.")
    evidence: Evidence = strawberry.field(description="Their good words for the brand.")


@strawberry.type(description="A person who may leave.")
class Drifter:
    """Of graph.questions.at_risk.Drifter."""

    person: APerson = strawberry.field(description="Who it is.")
    score: Score = strawberry.field(description="How likely, 0 to 1; its parts are the reasons.")
    feeling: float | None = strawberry.field(
        description="What they feel toward the brand in the window: -1 to 1."
    )
    feeling_before: float | None = strawberry.field(description="What they felt before it.")
    last_at: DateTime = strawberry.field(description="When they last said something about the brand.")
    friends: list[Friend] = strawberry.field(
        description="Who could talk them out of it, most contacts first."
    )


@strawberry.type(description="People drifting away from a brand, most at risk first.")
class AtRisk:
    """Of graph.questions.at_risk.AtRisk."""

    brand: ABrand = strawberry.field(description="The brand.")
    window: Window = strawberry.field(description="The time it is about.")
    total: int = strawberry.field(description="How many people are at risk.")
    nodes: list[Drifter] = strawberry.field(description="The first of them.")
    left: int = strawberry.field(
        description="People who say that they have left already; they are not in the list."
    )
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def _drifter(shown: questions.Drifter, window: answer.Window) -> Drifter:
    friends = [
        Friend(
            person=person.person(one.person, window),
            feeling=one.feeling,
            contacts=one.contacts,
            evidence=evidence(one.evidence),
        )
        for one in shown.friends
    ]
    return Drifter(
        person=person.person(shown.person, window),
        score=score(shown.score),
        feeling=shown.feeling,
        feeling_before=shown.feeling_before,
        last_at=moment(shown.last_at),
        friends=friends,
    )


async def at_risk(info: Info, brand: str, window: answer.Window, first: int) -> AtRisk:
    """Ask graph.questions.at_risk.at_risk."""
    found = await info.context.ask(questions.at_risk, brand, window, page_size(first))
    return AtRisk(
        brand=brands.brand(found.brand, window),
        window=shown_window(found.window),
        total=found.total,
        nodes=[_drifter(one, window) for one in found.people],
        left=found.left,
        missing=found.missing,
    )
