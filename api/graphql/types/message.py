"""A stored message in; what the schema shows of it, and the way on to its author, thread and facts, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import strawberry

from api.graphql.context import Info
from api.graphql.fields import relation, selects
from api.graphql.limits import PAGE
from api.graphql.types import account, conversation, marks, person
from api.graphql.types.enums import MessageKind
from api.graphql.types.marks import Act, Mention, TopicMark
from api.graphql.types.relations import AConversation, AMessage, AnAccount, APerson
from api.graphql.types.scalars import DateTime, moment, optional_moment
from api.graphql.types.window import First, page_size
from graph import model
from graph.questions.answer import Window


@strawberry.type(description="Something that someone said: a post, a comment, an e-mail, a turn of a call.")
class Message:
    """Of graph.model.Message."""

    row: strawberry.Private[model.Message]
    window: strawberry.Private[Window]
    uid: strawberry.ID = strawberry.field(description="channel:instance:native_id, unique.")
    kind: MessageKind = strawberry.field(description="What sort of message it is.")
    channel: str = strawberry.field(description="The channel's name.")
    title: str | None = strawberry.field(description="Title or subject, where it has one.")
    text: str = strawberry.field(description="What it says; empty where it was deleted.")
    language: str | None = strawberry.field(description="Language code, where known.")
    created_at: DateTime = strawberry.field(description="When it was written.")
    edited_at: DateTime | None = strawberry.field(description="When it was last edited, if ever.")
    deleted_at: DateTime | None = strawberry.field(description="When it was deleted, if it was.")
    rating: float | None = strawberry.field(description="Stars or points that a review gives.")
    rating_max: float | None = strawberry.field(description="The most that it could have given.")
    permalink: str | None = strawberry.field(description="Where it can be read on its channel.")
    by_company: bool = strawberry.field(
        description="Written by a company's own people: no customer's feeling is read from it."
    )

    @relation("The account that wrote it; null where the channel no longer knows.")
    async def author(self, info: Info) -> AnAccount | None:
        """By the loader of accounts."""
        return await account.of(info, self.row.author)

    @relation("The person behind the author's account.")
    async def person(self, info: Info) -> APerson | None:
        """By the loaders of identifications and people."""
        return await person.of_account(info, self.row.author, self.window)

    @relation("The thread it belongs to.")
    async def conversation(self, info: Info) -> AConversation | None:
        """By the loader of conversations."""
        return await conversation.of(info, self.row.conversation, self.window)

    @relation("The message it answers; null where it answers none, or one not ingested.")
    async def parent(self, info: Info) -> AMessage | None:
        """By the loader of messages."""
        return await of(info, self.row.in_reply_to, self.window)

    @relation("The message it quotes, if any was ingested.")
    async def quotes(self, info: Info) -> AMessage | None:
        """By the loader of messages."""
        return await of(info, self.row.quote_of, self.window)

    @relation("The message it passes on, if any was ingested.")
    async def shares(self, info: Info) -> AMessage | None:
        """By the loader of messages."""
        return await of(info, self.row.share_of, self.window)

    @relation("Direct replies to it, oldest first.")
    async def replies(self, info: Info, first: First = PAGE) -> list[AMessage]:
        """By the loader of replies."""
        found = known(await info.context.loaders.replies.load(self.row.uid), self.window)
        return messages(found[: page_size(first)], self.window)

    @relation("Brands and products that it names, with the author's stance toward each.")
    async def mentions(self, info: Info) -> list[Mention]:
        """By the loader of facts."""
        return await marks.mentions(info, self.row, self.window)

    @relation("What it does: recommends, warns, complains, switches…, with the words that say so.")
    async def acts(self, info: Info) -> list[Act]:
        """By the loader of facts."""
        return await marks.acts(info, self.row, self.window)

    @relation("What it is about.")
    async def topics(self, info: Info) -> list[TopicMark]:
        """By the loader of facts."""
        return await marks.topics(info, self.row)


def message(row: model.Message, window: Window) -> Message:
    """A message to show."""
    return Message(
        row=row,
        window=window,
        uid=strawberry.ID(row.uid),
        kind=MessageKind(row.kind),
        channel=row.channel,
        title=row.title,
        text=row.text,
        language=row.language,
        created_at=moment(row.created_at),
        edited_at=optional_moment(row.edited_at),
        deleted_at=optional_moment(row.deleted_at),
        rating=row.rating,
        rating_max=row.rating_max,
        permalink=row.permalink,
        by_company=row.by_company,
    )


def messages(rows: Iterable[model.Message], window: Window) -> list[Message]:
    """Messages to show."""
    return [message(row, window) for row in rows]


def known(rows: Iterable[model.Message], window: Window) -> list[model.Message]:
    """Those that had been written at the moment that is asked about."""
    return [row for row in rows if window.as_of is None or row.created_at <= window.as_of]


async def of(info: Info, uid: str | None, window: Window) -> Message | None:
    """The message with this uid, if it was ingested; with its replies in the same look where they are asked for."""
    loaders = info.context.loaders
    loader = loaders.messages_with_replies if selects(info, "replies") else loaders.messages
    row = None if uid is None else await loader.load(uid)
    return None if row is None else message(row, window)


async def of_all(info: Info, uids: Sequence[str], window: Window) -> list[Message]:
    """The messages with these uids, in their order."""
    rows = await info.context.loaders.messages.load_many(list(uids))
    return messages((row for row in rows if row is not None), window)
