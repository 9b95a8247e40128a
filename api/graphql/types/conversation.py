"""A thread in; what the schema shows of it, and the way on to its messages, out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.fields import relation
from api.graphql.limits import PAGE
from api.graphql.types import pages
from api.graphql.types.relations import AMessagePage
from api.graphql.types.scalars import DateTime, moment
from api.graphql.types.window import After, First
from graph import model
from graph.model import MessageFilter
from graph.questions.answer import Window


@strawberry.type(description="A thread: a message and all that answers it, near and far.")
class Conversation:
    """Of graph.model.Conversation."""

    window: strawberry.Private[Window]
    key: strawberry.ID = strawberry.field(description="Uid of its first message, as far as that is known.")
    channel: str = strawberry.field(description="The channel's name.")
    message_count: int = strawberry.field(description="How many messages were ingested of it.")
    first_at: DateTime = strawberry.field(description="When the first of them was written.")
    last_at: DateTime = strawberry.field(description="When the last of them was written.")

    @relation("Its messages, newest first.")
    async def messages(self, info: Info, first: First = PAGE, after: After = None) -> AMessagePage:
        """A page of the store."""
        return await pages.messages(info, MessageFilter(conversation=self.key), self.window, first, after)


def conversation(row: model.Conversation, window: Window) -> Conversation:
    """A conversation to show."""
    return Conversation(
        window=Window(as_of=window.as_of),
        key=strawberry.ID(row.key),
        channel=row.channel,
        message_count=row.messages,
        first_at=moment(row.first_at),
        last_at=moment(row.last_at),
    )


async def of(info: Info, key: str, window: Window) -> Conversation | None:
    """The conversation under this key, if anything of it was ingested."""
    row = await info.context.loaders.conversations.load(key)
    return None if row is None else conversation(row, window)
