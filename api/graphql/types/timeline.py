"""Mood over time in; what the schema shows of it out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.types import brand as brands
from api.graphql.types.effect import Shift, shift
from api.graphql.types.enums import Bucket
from api.graphql.types.mood import Mood, mood
from api.graphql.types.relations import ABrand
from api.graphql.types.scalars import DateTime, moment
from api.graphql.types.window import Window, shown_window
from graph.questions import answer
from graph.questions import timeline as questions


@strawberry.type(description="One bucket of a timeline.")
class TimelinePoint:
    """Of graph.questions.timeline.Moment."""

    since: DateTime = strawberry.field(description="When it begins.")
    until: DateTime = strawberry.field(description="When it ends, exclusive.")
    mood: Mood = strawberry.field(description="The mood in it.")
    change: Shift = strawberry.field(
        description="How net sentiment changed since the bucket before, by more than chance or not; empty for the first. Of twenty quiet buckets one is marked by chance."
    )


@strawberry.type(description="Mood over time; buckets without messages are there too.")
class Timeline:
    """Of graph.questions.timeline.Timeline."""

    brand: ABrand = strawberry.field(description="The brand.")
    window: Window = strawberry.field(description="The time it is about.")
    bucket: Bucket = strawberry.field(description="How finely it is cut.")
    points: list[TimelinePoint] = strawberry.field(description="The buckets, oldest first.")
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


async def timeline(info: Info, brand: str, window: answer.Window, bucket: Bucket) -> Timeline:
    """Ask graph.questions.timeline.timeline."""
    found = await info.context.ask(questions.timeline, brand, window, questions.Bucket(bucket.value))
    points = [
        TimelinePoint(
            since=moment(one.since),
            until=moment(one.until),
            mood=mood(one.mood),
            change=shift(one.change),
        )
        for one in found.moments
    ]
    return Timeline(
        brand=brands.brand(found.brand, window),
        window=shown_window(found.window),
        bucket=bucket,
        points=points,
        missing=found.missing,
    )
