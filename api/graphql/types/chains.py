"""Chains of recommendations or warnings in; what the schema shows of them out."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import strawberry

from api.graphql.context import Info
from api.graphql.fields import relation
from api.graphql.types import brand as brands
from api.graphql.types import message, person
from api.graphql.types.advice import Outcome, outcome
from api.graphql.types.enums import AdviceKind
from api.graphql.types.relations import ABrand, AMessage, APerson
from api.graphql.types.scalars import DateTime, hours, moment
from api.graphql.types.score import Interval, Score, interval, score
from api.graphql.types.window import Window, page_size, shown_window
from graph.model import FactKind
from graph.questions import answer
from graph.questions import chains as questions

AdviceArgument: TypeAlias = Annotated[
    AdviceKind, strawberry.argument(description="Chains of recommendations, or of warnings.")
]


@strawberry.type(description="One person moved by another.")
class ChainLink:
    """Of graph.questions.chains.ChainLink."""

    uid: strawberry.Private[str]
    window: strawberry.Private[answer.Window]
    giver: APerson = strawberry.field(description="Whose word it was.")
    receiver: APerson = strawberry.field(description="Who acted on it.")
    advised_at: DateTime = strawberry.field(description="When it was given.")
    outcome: Outcome | None = strawberry.field(description="What the receiver did, in which message.")
    credited: bool = strawberry.field(
        description="The receiver's message turns to the giver: it says so itself."
    )
    depth: int = strawberry.field(description="1: the giver is not known to have been moved by anybody.")

    @relation("The message with the advice.")
    async def advice(self, info: Info) -> AMessage | None:
        """By the loader of messages."""
        return await message.of(info, self.uid, self.window)


@strawberry.type(description="Everybody whom one person's word reached by way of others who acted on it.")
class Chain:
    """Of graph.questions.chains.Chain."""

    beginner: APerson = strawberry.field(description="Who began it.")
    people: int = strawberry.field(description="Distinct people moved.")
    depth: int = strawberry.field(description="Of the longest way: 1 where nobody passed it on.")
    links: list[ChainLink] = strawberry.field(description="Oldest deed first, 100 at most.")


@strawberry.type(description="How long people took to act, in hours.")
class Delays:
    """Of graph.questions.chains.Delays."""

    first_quarter: float = strawberry.field(description="A quarter of them were quicker.")
    median: float = strawberry.field(description="Half of them were quicker.")
    third_quarter: float = strawberry.field(description="Three quarters of them were quicker.")
    nine_tenths: float = strawberry.field(description="Nine tenths of them were quicker.")


@strawberry.type(description="The chains of a brand: who moved whom, who moved others in turn.")
class Chains:
    """Of graph.questions.chains.Chains."""

    brand: ABrand = strawberry.field(description="The brand.")
    kind: AdviceKind = strawberry.field(description="Recommendations or warnings.")
    window: Window = strawberry.field(description="The time in which the advice was given.")
    advised: int = strawberry.field(description="Pairs of an adviser and somebody advised by name.")
    conversion: Score = strawberry.field(description="Of these, the share upon which somebody acted.")
    interval: Interval | None = strawberry.field(description="95 % interval of the conversion.")
    moved: int = strawberry.field(description="Links: people moved, once an adviser.")
    credited: int = strawberry.field(description="Links whose receiver says so.")
    depths: list[int] = strawberry.field(description="How many links stand at depth 1, 2 and so on.")
    branching: float | None = strawberry.field(
        description="People moved by each person who had been moved and advised others in turn; null: nobody did."
    )
    delays: Delays | None = strawberry.field(description="From the advice to the deed.")
    total: int = strawberry.field(description="How many chains there are.")
    nodes: list[Chain] = strawberry.field(description="Those with most people.")
    caution: str = strawberry.field(description="What such numbers cannot tell.")
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def _link(shown: questions.ChainLink, window: answer.Window) -> ChainLink:
    return ChainLink(
        uid=shown.advice,
        window=window,
        giver=person.person(shown.giver, window),
        receiver=person.person(shown.receiver, window),
        advised_at=moment(shown.advised_at),
        outcome=outcome(shown.outcome, window),
        credited=shown.credited,
        depth=shown.depth,
    )


def _chain(shown: questions.Chain, window: answer.Window) -> Chain:
    return Chain(
        beginner=person.person(shown.beginner, window),
        people=shown.people,
        depth=shown.depth,
        links=[_link(one, window) for one in shown.links],
    )


def _delays(shown: questions.Delays | None) -> Delays | None:
    if shown is None:
        return None
    return Delays(
        first_quarter=hours(shown.first_quarter),
        median=hours(shown.median),
        third_quarter=hours(shown.third_quarter),
        nine_tenths=hours(shown.nine_tenths),
    )


async def chains(info: Info, brand: str, window: answer.Window, first: int, kind: AdviceKind) -> Chains:
    """Ask graph.questions.chains.chains."""
    found = await info.context.ask(questions.chains, brand, window, page_size(first), FactKind(kind.value))
    return Chains(
        brand=brands.brand(found.brand, window),
        kind=kind,
        window=shown_window(found.window),
        advised=found.advised,
        conversion=score(found.conversion),
        interval=interval(found.interval),
        moved=found.links,
        credited=found.credited,
        depths=list(found.depths),
        branching=found.branching,
        delays=_delays(found.delays),
        total=found.total,
        nodes=[_chain(one, window) for one in found.chains],
        caution=found.caution,
        missing=found.missing,
    )
