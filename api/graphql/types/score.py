"""Scores that open: their value, the parts they are made of, and the messages they rest on."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.fields import relation
from api.graphql.limits import PAGE
from api.graphql.types import message
from api.graphql.types.relations import AMessage
from api.graphql.types.window import First, page_size
from graph.questions import answer, intervals


@strawberry.type(description="One of the things that a score is made of.")
class Part:
    """Of graph.questions.answer.Part."""

    name: str = strawberry.field(description="What it is called.")
    value: float = strawberry.field(description="How much it is.")
    meaning: str = strawberry.field(description="What that says, in plain words, with the unit.")


@strawberry.type(description="The messages that a number rests on.")
class Evidence:
    """Of graph.questions.answer.Evidence."""

    total: int = strawberry.field(description="How many messages.")
    uids: list[str] = strawberry.field(description="Uids of the newest of them, newest first: at most 50.")

    @relation("The newest of them, newest first: at most 50.")
    async def messages(self, info: Info, first: First = PAGE) -> list[AMessage]:
        """The first of the uids."""
        return await message.of_all(info, self.uids[: page_size(first)], answer.Window())


@strawberry.type(description="A number that explains itself.")
class Score:
    """Of graph.questions.answer.Score."""

    value: float | None = strawberry.field(
        description="The number; null where there is nothing to compute it from, which is not 0."
    )
    parts: list[Part] = strawberry.field(description="What it is made of.")
    thin: bool = strawberry.field(description="Too few people to lean on; a part says how few.")
    evidence: Evidence = strawberry.field(description="The messages it rests on.")


@strawberry.type(description="Where the true value lies with a probability of 95 %.")
class Interval:
    """Of graph.questions.intervals.Interval."""

    low: float = strawberry.field(description="Lower end.")
    high: float = strawberry.field(description="Upper end.")


def evidence(shown: answer.Evidence) -> Evidence:
    """Evidence to show."""
    return Evidence(total=shown.total, uids=list(shown.uids))


def score(shown: answer.Score) -> Score:
    """A score to show."""
    parts = [Part(name=part.name, value=part.value, meaning=part.meaning) for part in shown.parts]
    return Score(value=shown.value, parts=parts, thin=shown.thin, evidence=evidence(shown.evidence))


def interval(shown: intervals.Interval | None) -> Interval | None:
    """An interval to show, or none."""
    return None if shown is None else Interval(low=shown.low, high=shown.high)
