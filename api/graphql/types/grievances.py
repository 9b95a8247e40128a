"""Complaints and wishes by topic in; what the schema shows of them out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.fields import relation
from api.graphql.types import backing as backers
from api.graphql.types import brand as brands
from api.graphql.types.backing import Backing
from api.graphql.types.relations import ABrand
from api.graphql.types.scalars import DateTime, moment
from api.graphql.types.score import Evidence, evidence
from api.graphql.types.topics import Topic, optional_topic
from api.graphql.types.window import First, Window, shown_window
from graph.model import FactKind
from graph.questions import answer
from graph.questions import peeves as questions

FEW = 5
"""Whom to talk to about one thing is a short list."""

BACKING = 10
"""One question is asked for all topics of an answer, of which there are several."""


@strawberry.type(
    description="Complaints or wishes about one thing. A message about two topics counts under both."
)
class Grievance:
    """Of graph.questions.peeves.Grievance."""

    asked: strawberry.Private[tuple[FactKind, str, answer.Window]]
    topic: Topic | None = strawberry.field(
        description="What it is about, of the catalogue or discovered; null: messages that fit no topic, or one that too few share."
    )
    messages: int = strawberry.field(description="How many messages.")
    people: int = strawberry.field(description="Distinct customers.")
    first_at: DateTime = strawberry.field(description="When it was first said.")
    last_at: DateTime = strawberry.field(description="When it was last said.")
    evidence: Evidence = strawberry.field(description="The messages.")

    @relation("Who sides with it, who is against it, and whom to invite to work on it.", BACKING)
    async def backing(self, info: Info, first: First = FEW) -> Backing | None:
        """Of one question for all topics of the answer."""
        topic = None if self.topic is None else str(self.topic.id)
        return await backers.backing(info, self.asked, topic, first)


@strawberry.type(
    description="What annoys people about a brand, or what they wish from it; most people first."
)
class Grievances:
    """Of graph.questions.peeves.Grievances."""

    brand: ABrand = strawberry.field(description="The brand.")
    window: Window = strawberry.field(description="The time it is about.")
    messages: int = strawberry.field(description="Messages, each once however many topics it has.")
    people: int = strawberry.field(description="Distinct customers.")
    groups: list[Grievance] = strawberry.field(description="By topic; those without a topic last.")
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def _grievances(found: questions.Grievances, window: answer.Window) -> Grievances:
    groups = [
        Grievance(
            asked=(found.kind, found.brand.id, window),
            topic=optional_topic(one.topic, window),
            messages=one.messages,
            people=one.people,
            first_at=moment(one.first_at),
            last_at=moment(one.last_at),
            evidence=evidence(one.evidence),
        )
        for one in found.groups
    ]
    return Grievances(
        brand=brands.brand(found.brand, window),
        window=shown_window(found.window),
        messages=found.messages,
        people=found.people,
        groups=groups,
        missing=found.missing,
    )


async def peeves(info: Info, brand: str, window: answer.Window) -> Grievances:
    """Ask graph.questions.peeves.peeves."""
    return _grievances(await info.context.ask(questions.peeves, brand, window), window)


async def ideas(info: Info, brand: str, window: answer.Window) -> Grievances:
    """Ask graph.questions.peeves.ideas."""
    return _grievances(await info.context.ask(questions.ideas, brand, window), window)
