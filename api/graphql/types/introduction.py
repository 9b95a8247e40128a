"""Ways to a person in; what the schema shows of them, tie by tie, out."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import strawberry

from api.graphql.context import Info
from api.graphql.types import person
from api.graphql.types.relations import APerson
from api.graphql.types.scalars import DateTime, moment
from api.graphql.types.score import Score, score
from api.graphql.types.window import Window, page_size, shown_window
from graph.questions import answer
from graph.questions import introduction as questions

Known: TypeAlias = Annotated[
    list[strawberry.ID] | None,
    strawberry.argument(
        description="People whom we know (ids, account keys or handles), from any of whom a path may begin; all of our staff where left out."
    ),
]


@strawberry.type(description="One tie of a path between people.")
class PathTie:
    """Of graph.questions.introduction.Link."""

    one: APerson = strawberry.field(description="Who stands nearer to us.")
    other: APerson = strawberry.field(description="Who stands nearer to the person wanted.")
    strength: Score = strawberry.field(
        description="0 to 1, of frequency, reciprocity, recency and sentiment; opens to their messages to each other."
    )
    last_at: DateTime = strawberry.field(description="When they last had contact.")


@strawberry.type(description="A path of people, each tied to the next.")
class IntroductionPath:
    """Of graph.questions.introduction.Way."""

    people: list[APerson] = strawberry.field(description="From the one whom we know to the one wanted.")
    strength: Score = strawberry.field(description="0 to 1: the product of the strengths of its ties.")
    ties: list[PathTie] = strawberry.field(description="Its ties, in order.")


@strawberry.type(description="Ways to get to know a person through people who know one another.")
class Introduction:
    """Of graph.questions.introduction.Introduction."""

    window: Window = strawberry.field(description="The time whose ties count.")
    known: int = strawberry.field(description="From how many people a path could begin.")
    nodes: list[IntroductionPath] = strawberry.field(
        description="The strongest paths, strongest first: at most ten."
    )
    shortest: IntroductionPath | None = strawberry.field(
        description="The path with fewest ties; of these the strongest."
    )
    missing: str | None = strawberry.field(description="Why there is no path, where there is none.")


def _path(shown: questions.Way, window: answer.Window) -> IntroductionPath:
    ties = [
        PathTie(
            one=person.person(link.one, window),
            other=person.person(link.other, window),
            strength=score(link.strength),
            last_at=moment(link.last_at),
        )
        for link in shown.links
    ]
    people = [person.person(one, window) for one in shown.people]
    return IntroductionPath(people=people, strength=score(shown.strength), ties=ties)


async def introduction(
    info: Info, to: str, known: list[strawberry.ID] | None, window: answer.Window, first: int
) -> Introduction:
    """Ask graph.questions.introduction.introduction."""
    found = await info.context.ask(questions.introduction, to, tuple(known or ()), window, page_size(first))
    return Introduction(
        window=shown_window(found.window),
        known=found.known,
        nodes=[_path(way, window) for way in found.ways],
        shortest=None if found.shortest is None else _path(found.shortest, window),
        missing=found.missing,
    )
