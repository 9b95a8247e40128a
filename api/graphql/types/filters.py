"""What a client says about the messages or conversations it wants in; the store's filters out."""

from __future__ import annotations

import strawberry

from api.errors import InputError
from api.graphql.context import Info
from api.graphql.types.enums import ActKind, MessageKind, Sentiment
from graph.model import ConversationFilter, FactKind, MessageFilter
from graph.questions import person as questions

LONGEST_SEARCH = 200
"""Characters of a search: some twenty words."""


@strawberry.input(description="Which messages; everything that is said must hold.")
class MessagesInput:
    """Of graph.model.MessageFilter."""

    text: str | None = strawberry.field(
        default=None, description="Words that must all occur, in any order, whatever their case and accents."
    )
    brand: strawberry.ID | None = strawberry.field(default=None, description="Id of a brand that it names.")
    sentiment: Sentiment | None = strawberry.field(
        default=None, description="The stance toward the brand, or toward any brand where none is given."
    )
    act: ActKind | None = strawberry.field(
        default=None, description="What it does; about the brand where one is given."
    )
    topic: strawberry.ID | None = strawberry.field(
        default=None, description="Id of a topic that it is about."
    )
    person: strawberry.ID | None = strawberry.field(
        default=None, description="Id of the person, key of the account, or handle, that wrote it."
    )
    channel: str | None = strawberry.field(default=None, description="Name of its channel.")
    conversation: strawberry.ID | None = strawberry.field(
        default=None, description="Key of its conversation."
    )
    in_reply_to: strawberry.ID | None = strawberry.field(
        default=None, description="Uid of the message it answers."
    )
    kind: MessageKind | None = strawberry.field(default=None, description="What sort of message.")


@strawberry.input(description="Which conversations; everything that is said must hold.")
class ConversationsInput:
    """Of graph.model.ConversationFilter."""

    brand: strawberry.ID | None = strawberry.field(
        default=None, description="Id of a brand that at least one of its messages names."
    )
    person: strawberry.ID | None = strawberry.field(
        default=None,
        description="Id of a person, key of an account, or handle, that wrote at least one of its messages.",
    )
    channel: str | None = strawberry.field(default=None, description="Name of its channel.")


async def message_filter(info: Info, asked: MessagesInput | None, brand: str | None = None) -> MessageFilter:
    """The store's filter; `brand` is that of the object the list stands in."""
    where = asked or MessagesInput()
    if where.text is not None and len(where.text) > LONGEST_SEARCH:
        raise InputError(f"`text` is longer than {LONGEST_SEARCH} characters.", "Search for fewer words.")
    return MessageFilter(
        text=where.text or None,
        brand=brand or where.brand,
        sentiment=None if where.sentiment is None else where.sentiment.value,
        act=None if where.act is None else FactKind(where.act.value),
        topic=where.topic,
        accounts=await _accounts(info, where.person),
        channel=where.channel,
        conversation=where.conversation,
        in_reply_to=where.in_reply_to,
        kind=None if where.kind is None else where.kind.value,
    )


async def conversation_filter(
    info: Info, asked: ConversationsInput | None, brand: str | None = None
) -> ConversationFilter:
    """The store's filter, likewise."""
    where = asked or ConversationsInput()
    return ConversationFilter(
        channel=where.channel,
        brand=brand or where.brand,
        accounts=await _accounts(info, where.person),
    )


async def _accounts(info: Info, person: str | None) -> tuple[str, ...] | None:
    if person is None:
        return None
    known = await info.context.loaders.people.load(person)
    return known.accounts or (await info.context.ask(questions.who, person)).accounts
