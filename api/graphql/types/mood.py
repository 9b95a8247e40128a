"""Moods and shares of voice in; what the schema shows of them out."""

from __future__ import annotations

import strawberry

from api.graphql.types.score import Interval, Score, interval, score
from graph.questions import mood as questions
from graph.questions import voice as voices


@strawberry.type(
    description="Customers' stance toward a brand: messages counted by stance, people scored one by one."
)
class Mood:
    """Of graph.questions.mood.Mood."""

    messages: int = strawberry.field(description="Messages of customers that name it.")
    positive: int = strawberry.field(description="Of these, those that speak well of it.")
    neutral: int = strawberry.field(description="Of these, those without a stance.")
    negative: int = strawberry.field(description="Of these, those that speak ill of it.")
    people: int = strawberry.field(description="Distinct customers who wrote them.")
    net_sentiment: Score = strawberry.field(
        description="Mean over people of (positive - negative) / messages of each: -1 to 1."
    )
    interval: Interval | None = strawberry.field(
        description="95 % interval of netSentiment, by drawing people anew (Wilson's of few or all alike); null without people."
    )


@strawberry.type(description="A brand's part of all that customers say about own and competitor brands.")
class VoiceShare:
    """Of graph.questions.voice.VoiceShare."""

    messages: Score = strawberry.field(description="Share of the messages, 0 to 1.")
    people: Score = strawberry.field(description="Share of the people, 0 to 1.")
    messages_interval: Interval | None = strawberry.field(
        description="95 % interval of the share of the messages, by drawing people anew; null without people."
    )
    people_interval: Interval | None = strawberry.field(
        description="95 % interval of the share of the people, by drawing people anew; null without people."
    )


@strawberry.type(description="The difference to the window of the same length before.")
class Change:
    """Of graph.questions.mood.Change."""

    before: Mood = strawberry.field(description="The mood then.")
    value: float | None = strawberry.field(
        description="Difference of netSentiment; null where one of the windows has nobody."
    )
    interval: Interval | None = strawberry.field(
        description="95 % interval of the difference: who speaks in both windows is drawn with both."
    )
    significant: bool = strawberry.field(description="Whether the interval leaves out 0.")


def mood(shown: questions.Mood) -> Mood:
    """A mood to show."""
    return Mood(
        messages=shown.messages,
        positive=shown.positive,
        neutral=shown.neutral,
        negative=shown.negative,
        people=shown.people,
        net_sentiment=score(shown.net_sentiment),
        interval=interval(shown.interval),
    )


def voice(shown: voices.VoiceShare) -> VoiceShare:
    """A share of voice to show."""
    return VoiceShare(
        messages=score(shown.messages),
        people=score(shown.people),
        messages_interval=interval(shown.messages_interval),
        people_interval=interval(shown.people_interval),
    )


def change(shown: questions.Change | None) -> Change | None:
    """A change to show, or none."""
    if shown is None:
        return None
    return Change(
        before=mood(shown.before),
        value=shown.value,
        interval=interval(shown.interval),
        significant=shown.significant,
    )
