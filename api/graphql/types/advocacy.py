"""Advocates and detractors in; what the schema shows of them out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.fields import relation
from api.graphql.types import brand as brands
from api.graphql.types import message, person
from api.graphql.types.advice import Outcome, outcome
from api.graphql.types.effect import Effect, effect
from api.graphql.types.relations import ABrand, AMessage, APerson
from api.graphql.types.score import Interval, Score, interval, score
from api.graphql.types.window import Window, page_size, shown_window
from graph.questions import advocacy as questions
from graph.questions import answer, conversion


@strawberry.type(description="Someone who acted after this person's advice.")
class Followed:
    """Of graph.questions.advocacy.Followed."""

    uid: strawberry.Private[str]
    window: strawberry.Private[answer.Window]
    person: APerson = strawberry.field(description="Who acted.")
    outcome: Outcome | None = strawberry.field(description="What they did.")

    @relation("The message with the advice.")
    async def advice(self, info: Info) -> AMessage | None:
        """By the loader of messages."""
        return await message.of(info, self.uid, self.window)


@strawberry.type(description="How many of those advised acted, against how many would have anyway.")
class Conversion:
    """Of graph.questions.conversion.Conversion."""

    advised: int = strawberry.field(description="Distinct people advised by name.")
    acted: int = strawberry.field(
        description="Of those, the people whose deed (they moved, or decided to) is put down to this person."
    )
    credited: int = strawberry.field(description="Of those, the people whose message turns to this person.")
    moved: float = strawberry.field(
        description="People moved: those who say so, and of the silent ones the share that advice made."
    )
    pull: Score = strawberry.field(
        description="Share of people moved, of those advised, drawn toward everybody's: what people are ranked by."
    )
    interval: Interval | None = strawberry.field(description="95 % interval of the pull.")
    share: float = strawberry.field(description="Share who acted, drawn toward everybody's.")
    baseline: float = strawberry.field(description="Share who would have acted anyway, by people alike.")
    anyway: float = strawberry.field(description="The same as people, of those advised.")
    lift: float = strawberry.field(description="share less baseline.")


@strawberry.type(description="One advocate or detractor.")
class Voice:
    """Of graph.questions.advocacy.Voice."""

    person: APerson = strawberry.field(description="Who it is.")
    score: Score = strawberry.field(description="How much their word weighs.")
    advised: int = strawberry.field(description="Distinct people whom they advised by name.")
    public: int = strawberry.field(description="Messages of advice to the public at large.")
    mentions: int = strawberry.field(
        description="Messages of theirs that speak well of the brand (detractors: ill)."
    )
    reach: int = strawberry.field(description="Distinct people who replied to any message of theirs.")
    followed: list[Followed] = strawberry.field(description="Who acted after their advice, latest first.")
    conversion: Conversion | None = strawberry.field(
        description="How many of those advised acted; null: they advised nobody by name."
    )


@strawberry.type(
    description="The people whose word speaks for a brand, or against it: first those who moved anybody, by their pull,"
    " then by score."
)
class Voices:
    """Of graph.questions.advocacy.Voices."""

    brand: ABrand = strawberry.field(description="The brand.")
    window: Window = strawberry.field(description="The time it is about.")
    total: int = strawberry.field(description="How many such people there are.")
    nodes: list[Voice] = strawberry.field(description="The first of them.")
    effect: Effect = strawberry.field(
        description="Of all advice to named people in the window, against people alike who got none."
    )
    caution: str = strawberry.field(description="What such numbers cannot tell.")
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def _followed(shown: questions.Followed, window: answer.Window) -> Followed:
    return Followed(
        uid=shown.advice,
        window=window,
        person=person.person(shown.receiver, window),
        outcome=outcome(shown.outcome, window),
    )


def _conversion(shown: conversion.Conversion | None) -> Conversion | None:
    if shown is None:
        return None
    return Conversion(
        advised=shown.advised,
        acted=shown.acted,
        credited=shown.credited,
        moved=shown.moved,
        pull=score(shown.pull),
        interval=interval(shown.interval),
        share=shown.share,
        baseline=shown.baseline,
        anyway=shown.anyway,
        lift=shown.lift,
    )


def _voices(found: questions.Voices, window: answer.Window) -> Voices:
    nodes = [
        Voice(
            person=person.person(one.person, window),
            score=score(one.score),
            advised=one.advised,
            public=one.public,
            mentions=one.mentions,
            reach=one.reach,
            followed=[_followed(each, window) for each in one.followed],
            conversion=_conversion(one.conversion),
        )
        for one in found.voices
    ]
    return Voices(
        brand=brands.brand(found.brand, window),
        window=shown_window(found.window),
        total=found.total,
        nodes=nodes,
        effect=effect(found.effect),
        caution=found.caution,
        missing=found.missing,
    )


async def advocates(info: Info, brand: str, window: answer.Window, first: int) -> Voices:
    """Ask graph.questions.advocacy.advocates."""
    return _voices(await info.context.ask(questions.advocates, brand, window, page_size(first)), window)


async def detractors(info: Info, brand: str, window: answer.Window, first: int) -> Voices:
    """Ask graph.questions.advocacy.detractors."""
    return _voices(await info.context.ask(questions.detractors, brand, window, page_size(first)), window)
