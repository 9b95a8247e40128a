"""A brand beside its rivals, in; what the schema shows of it out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.fields import QUESTION, relation
from api.graphql.types import brand as brands
from api.graphql.types import why
from api.graphql.types.effect import Shift, optional_shift
from api.graphql.types.mood import Change, Mood, VoiceShare, change, mood, voice
from api.graphql.types.relations import ABrand
from api.graphql.types.why import Why
from api.graphql.types.window import First, Window, shown_window
from graph.questions import answer
from graph.questions import perception as questions
from graph.questions.catalogue_index import BrandRef

REASONS = 3
"""Of each kind: what fits on a page beside the rivals."""


@strawberry.type(description="One brand in the comparison.")
class Stand:
    """Of graph.questions.perception.Stand."""

    ref: strawberry.Private[BrandRef]
    brand: ABrand = strawberry.field(description="The brand.")
    mood: Mood = strawberry.field(description="How customers feel about it.")
    voice: VoiceShare = strawberry.field(description="How much of the talk is about it.")
    change: Change | None = strawberry.field(
        description="What changed since the window before; null where the window has no beginning."
    )
    voice_change: Shift | None = strawberry.field(
        description="How its share of voice, in people, changed since the window before; null likewise."
    )
    apart: Shift | None = strawberry.field(
        description="Net sentiment toward the brand asked about (now) against this one's (before), people who speak of both being drawn with both; null for the brand itself."
    )
    around: strawberry.Private[answer.Window]

    @relation("What drives it: peeves, praise and events, who says so, and among whom it changed.", QUESTION)
    async def why(self, info: Info, first: First = REASONS) -> Why:
        """A question."""
        return await why.why(info, self.ref.id, self.around, first)


@strawberry.type(description="A brand beside its rivals.")
class Standing:
    """Of graph.questions.perception.Standing."""

    brand: ABrand = strawberry.field(description="The brand asked about.")
    window: Window = strawberry.field(description="The time it is about.")
    before: Window | None = strawberry.field(description="The window that changes are measured against.")
    stands: list[Stand] = strawberry.field(description="The brand first, then rivals, most messages first.")
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


async def standing(info: Info, brand: str, window: answer.Window) -> Standing:
    """Ask graph.questions.perception.standing."""
    found = await info.context.ask(questions.standing, brand, window)
    stands = [
        Stand(
            ref=one.brand,
            around=window,
            brand=brands.brand(one.brand, window),
            mood=mood(one.mood),
            voice=voice(one.voice),
            change=change(one.change),
            voice_change=optional_shift(one.voice_change),
            apart=optional_shift(one.apart),
        )
        for one in found.stands
    ]
    return Standing(
        brand=brands.brand(found.brand, window),
        window=shown_window(found.window),
        before=None if found.before is None else shown_window(found.before),
        stands=stands,
        missing=found.missing,
    )
