"""A filter, a window and a cursor in; one page in keyset order, with the way to the next, out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import TypeVar

import strawberry

from api.graphql.context import Info
from api.graphql.types import conversation, message
from api.graphql.types.page_info import PageInfo, page_info
from api.graphql.types.relations import AConversation, AMessage
from api.graphql.types.scalars import cursor, position
from api.graphql.types.window import page_size
from graph import model
from graph.model import ConversationFilter, MessageFilter, MessagePosition
from graph.questions.answer import Window
from graph.questions.paging import FactPosition

Row = TypeVar("Row")


@strawberry.type(description="A message and its place in the list.")
class MessageEdge:
    """As Relay has it."""

    cursor: str = strawberry.field(description="Its place: as `after`, the list goes on behind it.")
    node: AMessage = strawberry.field(description="The message.")


@strawberry.type(description="One page of messages, newest first.")
class MessageConnection:
    """As Relay has it, with nodes as a shortcut."""

    edges: list[MessageEdge] = strawberry.field(description="The messages with their cursors.")
    nodes: list[AMessage] = strawberry.field(description="The messages.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")


@strawberry.type(description="A conversation and its place in the list.")
class ConversationEdge:
    """As Relay has it."""

    cursor: str = strawberry.field(description="Its place: as `after`, the list goes on behind it.")
    node: AConversation = strawberry.field(description="The conversation.")


@strawberry.type(description="One page of conversations, latest first.")
class ConversationConnection:
    """As Relay has it, with nodes as a shortcut."""

    edges: list[ConversationEdge] = strawberry.field(description="The conversations with their cursors.")
    nodes: list[AConversation] = strawberry.field(description="The conversations.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")


async def messages(
    info: Info, where: MessageFilter, window: Window, first: int, after: str | None
) -> MessageConnection:
    """A page of messages of the window."""
    size = page_size(first)
    bounded = dataclasses.replace(where, since=window.since, until=window.end)
    rows = await info.context.store.page_messages(bounded, message_position(after), size + 1)
    return message_page(rows, size, window)


def message_page(rows: Sequence[model.Message], size: int, window: Window) -> MessageConnection:
    """A page to show, of rows that hold one more than its size where there is a next page."""
    nodes = message.messages(rows[:size], window)
    cursors = [cursor(row.created_at, row.uid) for row in rows[:size]]
    edges = [MessageEdge(cursor=at, node=node) for at, node in zip(cursors, nodes, strict=True)]
    return MessageConnection(edges=edges, nodes=nodes, page_info=page_info(cursors, more=len(rows) > size))


async def conversations(
    info: Info, where: ConversationFilter, window: Window, first: int, after: str | None
) -> ConversationConnection:
    """A page of conversations of the window."""
    size = page_size(first)
    bounded = dataclasses.replace(where, since=window.since, until=window.end)
    rows = await info.context.store.page_conversations(bounded, message_position(after), size + 1)
    nodes = [conversation.conversation(row, window) for row in rows[:size]]
    cursors = [_conversation_cursor(row) for row in rows[:size]]
    edges = [ConversationEdge(cursor=at, node=node) for at, node in zip(cursors, nodes, strict=True)]
    info_shown = page_info(cursors, more=len(rows) > size)
    return ConversationConnection(edges=edges, nodes=nodes, page_info=info_shown)


def _conversation_cursor(row: model.Conversation) -> str:
    return cursor(row.last_at, row.key)


def message_position(after: str | None) -> MessagePosition | None:
    """The place in a list of messages or conversations that a cursor names."""
    return _read(after, (int, str), MessagePosition)


def fact_position(after: str | None) -> FactPosition | None:
    """The place in a list of facts that a cursor names."""
    return _read(after, (int, str, str), FactPosition)


def fact_cursor(at: FactPosition) -> str:
    """The cursor of a place in a list of facts."""
    return cursor(at.at, at.source, at.slot)


def _read(after: str | None, kinds: tuple[type, ...], make: Callable[..., Row]) -> Row | None:
    return None if after is None else make(*position(after, kinds))
