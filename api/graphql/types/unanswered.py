"""Questions and complaints that wait in; what the schema shows of them out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.fields import relation
from api.graphql.types import brand as brands
from api.graphql.types import message, person
from api.graphql.types.relations import ABrand, AMessage, APerson
from api.graphql.types.scalars import DateTime, hours, moment, optional_moment
from api.graphql.types.window import Window, page_size, shown_window
from graph.questions import answer
from graph.questions import open_with as open_questions
from graph.questions import unanswered as questions


@strawberry.type(description="A message that wants an answer.")
class Waiting:
    """Of graph.questions.unanswered.Waiting."""

    uid: strawberry.Private[str]
    window: strawberry.Private[answer.Window]
    person: APerson | None = strawberry.field(
        description="Who waits; null where the channel no longer knows."
    )
    at: DateTime = strawberry.field(description="When they asked.")
    waited_hours: float = strawberry.field(description="For how long, in hours, at the moment asked about.")
    asks: bool = strawberry.field(description="It asks a question.")
    complains: bool = strawberry.field(description="It complains.")
    peer_replies: int = strawberry.field(
        description="Direct replies of other people, none of them the company's."
    )

    @relation("The message.")
    async def message(self, info: Info) -> AMessage | None:
        """By the loader of messages."""
        return await message.of(info, self.uid, self.window)


@strawberry.type(description="Questions and complaints to a brand, and which of them wait.")
class Unanswered:
    """Of graph.questions.unanswered.Unanswered."""

    brand: ABrand = strawberry.field(description="The brand.")
    window: Window = strawberry.field(description="The time it is about.")
    now: DateTime | None = strawberry.field(description="The moment that waiting is measured to.")
    asked: int = strawberry.field(description="Questions and complaints in the window.")
    by_staff: int = strawberry.field(description="Of these, answered by the company's own people.")
    by_peers_only: int = strawberry.field(description="Of these, answered by others only.")
    by_nobody: int = strawberry.field(description="Of these, answered by nobody.")
    waiting: list[Waiting] = strawberry.field(description="Those that nobody answered, oldest first.")
    peers_only: list[Waiting] = strawberry.field(description="Those that others answered only, oldest first.")
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


@strawberry.type(description="What is open between a person and us.")
class OpenWith:
    """Of graph.questions.open_with.OpenWith."""

    asked: int = strawberry.field(description="Their questions and complaints about our own brands.")
    answered: int = strawberry.field(description="Of these, answered by the company's own people.")
    now: DateTime | None = strawberry.field(description="The moment that waiting is measured to.")
    waiting: list[Waiting] = strawberry.field(
        description="The others, oldest first; other people may have replied."
    )


def _waiting(shown: questions.Waiting, window: answer.Window) -> Waiting:
    return Waiting(
        uid=shown.message,
        window=window,
        person=person.optional(shown.author, window),
        at=moment(shown.at),
        waited_hours=hours(shown.waited),
        asks=shown.asks,
        complains=shown.complains,
        peer_replies=shown.peer_replies,
    )


async def unanswered(info: Info, brand: str, window: answer.Window, first: int) -> Unanswered:
    """Ask graph.questions.unanswered.unanswered."""
    found = await info.context.ask(questions.unanswered, brand, window, page_size(first))
    return Unanswered(
        brand=brands.brand(found.brand, window),
        window=shown_window(found.window),
        now=optional_moment(found.now),
        asked=found.asked,
        by_staff=found.by_staff,
        by_peers_only=found.by_peers_only,
        by_nobody=found.by_nobody,
        waiting=[_waiting(one, window) for one in found.waiting],
        peers_only=[_waiting(one, window) for one in found.peers_only],
        missing=found.missing,
    )


async def open_with(info: Info, who: str, window: answer.Window, first: int) -> OpenWith:
    """Ask graph.questions.open_with.open_with."""
    found = await info.context.ask(open_questions.open_with, who, window, page_size(first))
    return OpenWith(
        asked=found.asked,
        answered=found.answered,
        now=optional_moment(found.now),
        waiting=[_waiting(one, window) for one in found.waiting],
    )
