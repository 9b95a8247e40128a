"""The roots that look things up: brands, people, messages, conversations, the catalogue."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.fields import QUESTION, relation
from api.graphql.limits import PAGE
from api.graphql.lists import Brands, People, brands, people
from api.graphql.types import brand as brand_type
from api.graphql.types import (
    catalogue,
    conversation,
    filters,
    message,
    pages,
    person,
    status,
)
from api.graphql.types.arguments import (
    BrandArgument,
    ConversationsWhere,
    Key,
    MessagesWhere,
    PersonArgument,
    RoleArgument,
    Search,
    Uid,
)
from api.graphql.types.brand import Brand
from api.graphql.types.catalogue import Catalogue
from api.graphql.types.conversation import Conversation
from api.graphql.types.message import Message
from api.graphql.types.pages import ConversationConnection, MessageConnection
from api.graphql.types.person import Person
from api.graphql.types.status import Status
from api.graphql.types.window import After, AsOf, First, WindowArgument, window_of


@strawberry.type(description="What there is.")
class Lookups:
    """Roots that fetch, list and search."""

    @relation("One brand, and all that can be asked about it.")
    async def brand(
        self,
        info: Info,
        id: BrandArgument,  # noqa: A002 - its name in the schema
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> Brand | None:
        """From the catalogue."""
        names = await info.context.names()
        return brand_type.brand(names.index.brand(id), window_of(window, as_of))

    @relation("The brands that are watched: own first, then competitors, partners, others.")
    async def brands(
        self, info: Info, role: RoleArgument = None, window: WindowArgument = None, as_of: AsOf = None
    ) -> Brands | None:
        """From the catalogue."""
        return brands(await info.context.names(), role, window_of(window, as_of))

    @relation("One person: accounts, ties, feelings, what they wrote.", QUESTION)
    async def person(
        self,
        info: Info,
        id: PersonArgument,  # noqa: A002 - its name in the schema
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> Person | None:
        """A question."""
        return await person.found(info, id, window_of(window, as_of))

    @relation("People by handle or name, or those who wrote the most.", QUESTION)
    async def people(
        self,
        info: Info,
        search: Search = None,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> People | None:
        """A question."""
        return await people(info, search, first, window_of(window, as_of))

    @relation("One message.")
    async def message(self, info: Info, uid: Uid, as_of: AsOf = None) -> Message | None:
        """By the loader of messages."""
        return await message.of(info, uid, window_of(None, as_of))

    @relation("Messages, newest first.")
    async def messages(
        self,
        info: Info,
        where: MessagesWhere = None,
        first: First = PAGE,
        after: After = None,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> MessageConnection | None:
        """A page of the store."""
        chosen = await filters.message_filter(info, where)
        return await pages.messages(info, chosen, window_of(window, as_of), first, after)

    @relation("One conversation.")
    async def conversation(self, info: Info, key: Key, as_of: AsOf = None) -> Conversation | None:
        """By the loader of conversations."""
        return await conversation.of(info, key, window_of(None, as_of))

    @relation("Conversations, latest first.")
    async def conversations(
        self,
        info: Info,
        where: ConversationsWhere = None,
        first: First = PAGE,
        after: After = None,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> ConversationConnection | None:
        """A page of the store."""
        chosen = await filters.conversation_filter(info, where)
        return await pages.conversations(info, chosen, window_of(window, as_of), first, after)

    @relation("All that is watched.")
    async def catalogue(self, info: Info) -> Catalogue | None:
        """From the store."""
        return catalogue.shown_catalogue(await info.context.names())

    @relation("How much the graph holds, and what was read.", QUESTION)
    async def status(self, info: Info) -> Status | None:
        """From the store."""
        return await status.status(info)
