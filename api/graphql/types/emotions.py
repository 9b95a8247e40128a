"""Emotions toward a brand and its rivals in; what the schema shows of them out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.types import brand as brands
from api.graphql.types.effect import Shift, shift
from api.graphql.types.relations import ABrand
from api.graphql.types.score import Interval, Score, interval, score
from api.graphql.types.window import Window, page_size, shown_window
from graph.questions import answer
from graph.questions import emotions as questions


@strawberry.type(description="One emotion toward one brand.")
class Emotion:
    """Of graph.questions.emotions.Emotion."""

    name: str = strawberry.field(
        description="What it is called: one of GoEmotions' 27, such as joy, gratitude, annoyance, disappointment."
    )
    tone: int = strawberry.field(
        description="1: a good feeling; -1: an ill one; 0: either, such as surprise."
    )
    people: int = strawberry.field(description="Distinct customers who show it toward the brand.")
    share: Score = strawberry.field(
        description="Of the customers who mention the brand, 0 to 1; opens to their messages that show it."
    )
    interval: Interval | None = strawberry.field(
        description="95 % interval of the share, by drawing people anew; null without people."
    )
    change: Shift = strawberry.field(
        description="How the share changed since the window before; empty where the window has no beginning."
    )


@strawberry.type(description="The emotions toward one brand.")
class BrandEmotions:
    """Of graph.questions.emotions.BrandEmotions."""

    brand: ABrand = strawberry.field(description="The brand.")
    people: int = strawberry.field(description="Distinct customers who mention it.")
    emotions: list[Emotion] = strawberry.field(
        description="The same emotions for every brand: those that most people show toward the brand asked about first."
    )


@strawberry.type(description="Which emotions customers show toward a brand and each of its rivals.")
class Emotions:
    """Of graph.questions.emotions.Emotions."""

    before: Window | None = strawberry.field(description="The window that changes are measured against.")
    brands: list[BrandEmotions] = strawberry.field(
        description="The brand first, then its rivals, most people first."
    )
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def _emotion(shown: questions.Emotion) -> Emotion:
    return Emotion(
        name=shown.name,
        tone=shown.tone,
        people=shown.people,
        share=score(shown.share),
        interval=interval(shown.interval),
        change=shift(shown.change),
    )


async def emotions(info: Info, brand: str, window: answer.Window, first: int) -> Emotions:
    """Ask graph.questions.emotions.emotions."""
    found = await info.context.ask(questions.emotions, brand, window, page_size(first))
    return Emotions(
        before=None if found.before is None else shown_window(found.before),
        brands=[
            BrandEmotions(
                brand=brands.brand(one.brand, window),
                people=one.people,
                emotions=[_emotion(each) for each in one.emotions],
            )
            for one in found.brands
        ],
        missing=found.missing,
    )
