"""Whom word from a person could have reached in; what the schema shows of it out."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import strawberry

from api.graphql.context import Info
from api.graphql.fields import relation
from api.graphql.types import message, person
from api.graphql.types.relations import AMessage, APerson
from api.graphql.types.scalars import DateTime, moment
from api.graphql.types.score import Evidence, Score, evidence, score
from api.graphql.types.window import Window, page_size, shown_window
from graph.questions import answer
from graph.questions import reach as questions

Hops: TypeAlias = Annotated[
    int,
    strawberry.argument(
        description=f"How often word may be passed on, the first time included: 1 to {questions.MOST_HOPS}."
    ),
]
HalfLife: TypeAlias = Annotated[
    float | None,
    strawberry.argument(
        description="In days: in the expected reach, word that came so long ago counts half. Age does not matter where left out."
    ),
]


@strawberry.type(description="One hearing on the way that word took.")
class ReachStep:
    """Of graph.questions.reach.Step."""

    heard: APerson = strawberry.field(description="Who was heard.")
    hears: APerson = strawberry.field(description="Who heard them.")
    kind: str = strawberry.field(
        description="How that shows: replies, addresses, recommends, warns, shares, reactions or follows."
    )
    at: DateTime = strawberry.field(description="When it showed.")
    uid: strawberry.ID | None = strawberry.field(description="Uid of the message; null for a follow.")

    @relation("The message by which word came; null for a follow.")
    async def message(self, info: Info) -> AMessage | None:
        """By the loader of messages."""
        return None if self.uid is None else await message.of(info, self.uid, answer.Window())


@strawberry.type(description="Somebody whom word could have reached.")
class Listener:
    """Of graph.questions.reach.Listener."""

    person: APerson = strawberry.field(description="Who it is.")
    hops: int = strawberry.field(
        description="How often word was passed on to get there, the first time included."
    )
    at: DateTime = strawberry.field(description="When word first reached them in so many hops.")
    path: list[ReachStep] = strawberry.field(description="The way that word took, first to last.")


@strawberry.type(description="People first reached at one hop.")
class ReachHop:
    """Of graph.questions.reach.HopCount."""

    hop: int = strawberry.field(description="1 for who heard them at first hand.")
    people: int = strawberry.field(description="How many people.")
    evidence: Evidence = strawberry.field(description="The messages by which word reached them.")


@strawberry.type(
    description="How many different people could have heard of something from a person, by later messages."
)
class Reach:
    """Of graph.questions.reach.Reach."""

    window: Window = strawberry.field(description="The time it is about.")
    score: Score = strawberry.field(
        description="Different people, staff and bots left out; exact. A part for each hop."
    )
    expected: float = strawberry.field(
        description="The same, people at each further hop counting half of those at the hop before."
    )
    hops: list[ReachHop] = strawberry.field(
        description="How many people at each hop, and the messages by which."
    )
    nodes: list[Listener] = strawberry.field(
        description="The first of the people reached: nearest, then earliest."
    )
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


@strawberry.type(description="Somebody with a wide reach.")
class WidestVoice:
    """Of graph.questions.reach.Widest."""

    person: APerson = strawberry.field(description="Who it is.")
    people: int = strawberry.field(
        description="How many different people word from them could have reached; exact."
    )
    estimate: float = strawberry.field(description="The estimate by which they were picked out of all.")


@strawberry.type(description="Whose word could have reached most people.")
class WidestReach:
    """Of graph.questions.reach.WidestReach."""

    window: Window = strawberry.field(description="The time it is about.")
    nodes: list[WidestVoice] = strawberry.field(description="The first of them, widest first.")
    standard_error: float = strawberry.field(
        description="Of each estimate, relative: 0.05 says that two of three are off by less than 5 %, and 95 of 100 by less than 10 %."
    )
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def _listener(shown: questions.Listener, window: answer.Window) -> Listener:
    steps = [
        ReachStep(
            heard=person.person(step.heard, window),
            hears=person.person(step.hears, window),
            kind=step.kind,
            at=moment(step.at),
            uid=None if step.message is None else strawberry.ID(step.message),
        )
        for step in shown.path
    ]
    return Listener(
        person=person.person(shown.person, window), hops=shown.hops, at=moment(shown.at), path=steps
    )


async def reach(
    info: Info, who: str, window: answer.Window, hops: int, first: int, half_life_days: float | None
) -> Reach:
    """Ask graph.questions.reach.person_reach."""
    found = await info.context.ask(
        questions.person_reach, who, window, hops, page_size(first), half_life_days
    )
    return Reach(
        window=shown_window(found.window),
        score=score(found.score),
        expected=found.expected,
        hops=[
            ReachHop(hop=one.hop, people=one.people, evidence=evidence(one.evidence)) for one in found.hops
        ],
        nodes=[_listener(one, window) for one in found.listeners],
        missing=found.missing,
    )


async def widest_reach(info: Info, window: answer.Window, hops: int, first: int) -> WidestReach:
    """Ask graph.questions.reach.widest_reach."""
    found = await info.context.ask(questions.widest_reach, window, hops, page_size(first))
    return WidestReach(
        window=shown_window(found.window),
        nodes=[
            WidestVoice(person=person.person(one.person, window), people=one.people, estimate=one.estimate)
            for one in found.people
        ],
        standard_error=found.standard_error,
        missing=found.missing,
    )
