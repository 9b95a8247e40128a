"""Moves between brands in, as flows and one by one; what the schema shows of them out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.fields import QUESTION, relation
from api.graphql.types import brand as brands
from api.graphql.types import flow_reasons, message, pages, person
from api.graphql.types.enums import SwitchStatus
from api.graphql.types.flow_reasons import FlowDetail
from api.graphql.types.page_info import PageInfo, page_info
from api.graphql.types.relations import ABrand, AMessage, APerson
from api.graphql.types.scalars import DateTime, moment
from api.graphql.types.score import Evidence, evidence
from api.graphql.types.window import First, Window, page_size, shown_window
from graph.questions import answer
from graph.questions import switching as questions
from graph.questions.flow_reasons import Sides

DETAILS = 5
"""Reasons and people of one flow: a short list each."""


@strawberry.type(description="People moving from one brand to another.")
class Flow:
    """Of graph.questions.switching.Flow."""

    sides: strawberry.Private[Sides]
    window: strawberry.Private[answer.Window]
    left: ABrand | None = strawberry.field(description="The brand they leave; null where nobody named it.")
    moved_to: ABrand | None = strawberry.field(
        description="The brand they go to; null where nobody named it."
    )
    done: int = strawberry.field(description="Distinct people who say that they have moved.")
    intended: int = strawberry.field(
        description="Distinct people who have decided to, and are not known to have moved."
    )
    moves: int = strawberry.field(
        description="Moves done: who went back and moved again counts twice, who tells of it again within 30 days once."
    )
    evidence: Evidence = strawberry.field(description="The messages that say so.")

    @relation("Why they move, whether more do, and who could talk them out of it.", QUESTION)
    async def detail(self, info: Info, first: First = DETAILS) -> FlowDetail:
        """A question."""
        return await flow_reasons.flow_detail(info, self.sides, self.window, first)


@strawberry.type(description="One person's switch, as one message tells it.")
class Switch:
    """Of graph.questions.switching.Switch."""

    shown: strawberry.Private[questions.Switch]
    window: strawberry.Private[answer.Window]
    person: APerson | None = strawberry.field(description="Who; null where the channel no longer knows.")
    left: ABrand | None = strawberry.field(description="The brand they leave; null where it is not named.")
    moved_to: ABrand | None = strawberry.field(
        description="The brand they go to; null where it is not named."
    )
    status: SwitchStatus | None = strawberry.field(description="Done or intended.")
    at: DateTime = strawberry.field(description="When they said so.")
    confidence: float = strawberry.field(description="How sure the reading is, 0 to 1.")

    @relation("The message that says so.")
    async def message(self, info: Info) -> AMessage | None:
        """By the loader of messages."""
        return await message.of(info, self.shown.message, self.window)


@strawberry.type(description="Who moves from which brand to which.")
class Switches:
    """Of graph.questions.switching.Switches."""

    brand: ABrand | None = strawberry.field(description="The brand asked about; null: any.")
    window: Window = strawberry.field(description="The time it is about.")
    flows: list[Flow] = strawberry.field(description="By pair of brands, most people first.")
    total: int = strawberry.field(description="How many switches in the window.")
    nodes: list[Switch] = strawberry.field(description="This page of them, newest first.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def _flow(shown: questions.Flow, window: answer.Window) -> Flow:
    left, moved_to = (None if side is None else side.id for side in (shown.left, shown.moved_to))
    return Flow(
        sides=Sides(left, moved_to),
        window=window,
        left=brands.optional(shown.left, window),
        moved_to=brands.optional(shown.moved_to, window),
        done=shown.done,
        intended=shown.intended,
        moves=shown.moves,
        evidence=evidence(shown.evidence),
    )


def _switch(shown: questions.Switch, window: answer.Window) -> Switch:
    return Switch(
        shown=shown,
        window=window,
        person=person.optional(shown.person, window),
        left=brands.optional(shown.left, window),
        moved_to=brands.optional(shown.moved_to, window),
        status=None if shown.status is None else SwitchStatus(shown.status),
        at=moment(shown.at),
        confidence=shown.confidence,
    )


async def switches(
    info: Info, brand: str | None, window: answer.Window, first: int, after: str | None
) -> Switches:
    """Ask graph.questions.switching.switches."""
    at = pages.fact_position(after)
    found = await info.context.ask(questions.switches, window, brand, page_size(first), at)
    cursors = [pages.fact_cursor(one.position) for one in found.switches[-1:]]
    return Switches(
        brand=brands.optional(found.brand, window),
        window=shown_window(found.window),
        flows=[_flow(one, window) for one in found.flows],
        total=found.total,
        nodes=[_switch(one, window) for one in found.switches],
        page_info=page_info(cursors, more=found.more),
        missing=found.missing,
    )
