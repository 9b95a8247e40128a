"""Recommendations and warnings in; who told whom about which brand, in which words, and what came of it, out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.fields import relation
from api.graphql.types import brand as brands
from api.graphql.types import message, pages, person
from api.graphql.types.enums import OutcomeKind
from api.graphql.types.page_info import PageInfo, page_info
from api.graphql.types.relations import ABrand, AMessage, APerson
from api.graphql.types.scalars import DateTime, hours, moment
from api.graphql.types.window import Window, page_size, shown_window
from graph.questions import advice as questions
from graph.questions import answer, outcomes


@strawberry.type(
    description="What the person advised did afterwards. That it came of the advice is not proven."
)
class Outcome:
    """Of graph.questions.outcomes.Outcome."""

    shown: strawberry.Private[outcomes.Outcome]
    window: strawberry.Private[answer.Window]
    kind: OutcomeKind = strawberry.field(description="What they did.")
    at: DateTime = strawberry.field(description="When they said so.")
    delay_hours: float = strawberry.field(description="How long after the advice, in hours.")

    @relation("The message that says so.")
    async def message(self, info: Info) -> AMessage | None:
        """By the loader of messages."""
        return await message.of(info, self.shown.message, self.window)


@strawberry.type(description="One person's advice about a brand.")
class Advice:
    """Of graph.questions.advice.Advice."""

    shown: strawberry.Private[questions.Advice]
    window: strawberry.Private[answer.Window]
    giver: APerson | None = strawberry.field(
        description="Who gave it; null where the channel no longer knows."
    )
    receiver: APerson | None = strawberry.field(description="Who was advised; null: the public at large.")
    brand: ABrand | None = strawberry.field(description="The brand; null where the advice names none.")
    at: DateTime = strawberry.field(description="When.")
    confidence: float = strawberry.field(description="How sure the reading is, 0 to 1.")
    outcome: Outcome | None = strawberry.field(
        description="What the person advised did afterwards, if anything."
    )

    @relation("The message that says so.")
    async def message(self, info: Info) -> AMessage | None:
        """By the loader of messages."""
        return await message.of(info, self.shown.message, self.window)

    @relation("Name of the product, where one was named.")
    async def product(self, info: Info) -> str | None:
        """From the catalogue."""
        return (await info.context.names()).product(self.shown.fact.product)


@strawberry.type(description="Advice about a brand, newest first.")
class AdvicePage:
    """Of graph.questions.advice.AdvicePage."""

    brand: ABrand | None = strawberry.field(description="The brand asked about; null: any.")
    window: Window = strawberry.field(description="The time it is about.")
    total: int = strawberry.field(description="How often in the whole window.")
    people: int = strawberry.field(description="Distinct people who gave it.")
    nodes: list[Advice] = strawberry.field(description="This page of them.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def outcome(shown: outcomes.Outcome | None, window: answer.Window) -> Outcome | None:
    """An outcome to show, or none."""
    if shown is None:
        return None
    return Outcome(
        shown=shown,
        window=window,
        kind=OutcomeKind(shown.kind.value),
        at=moment(shown.at),
        delay_hours=hours(shown.delay),
    )


def _advice(shown: questions.Advice, window: answer.Window) -> Advice:
    return Advice(
        shown=shown,
        window=window,
        giver=person.optional(shown.giver, window),
        receiver=person.optional(shown.receiver, window),
        brand=brands.optional(shown.brand, window),
        at=moment(shown.at),
        confidence=shown.confidence,
        outcome=outcome(shown.outcome, window),
    )


def _page(found: questions.AdvicePage, window: answer.Window) -> AdvicePage:
    cursors = [pages.fact_cursor(one.position) for one in found.advice[-1:]]
    return AdvicePage(
        brand=brands.optional(found.brand, window),
        window=shown_window(found.window),
        total=found.total,
        people=found.people,
        nodes=[_advice(one, window) for one in found.advice],
        page_info=page_info(cursors, more=found.more),
        missing=found.missing,
    )


async def recommendations(
    info: Info, brand: str | None, window: answer.Window, first: int, after: str | None
) -> AdvicePage:
    """Ask graph.questions.advice.recommendations."""
    at = pages.fact_position(after)
    return _page(
        await info.context.ask(questions.recommendations, brand, window, page_size(first), at), window
    )


async def warnings(
    info: Info, brand: str | None, window: answer.Window, first: int, after: str | None
) -> AdvicePage:
    """Ask graph.questions.advice.warnings."""
    at = pages.fact_position(after)
    return _page(await info.context.ask(questions.warnings, brand, window, page_size(first), at), window)
