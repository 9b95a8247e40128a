"""A stored account in; what the schema shows of it, and the way on to its person, out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.fields import relation
from api.graphql.types import person
from api.graphql.types.enums import AccountRole
from api.graphql.types.relations import APerson
from graph import model
from graph.questions.answer import Window


@strawberry.type(description="Someone's presence on one channel.")
class Account:
    """Of graph.model.Account."""

    key: strawberry.ID = strawberry.field(
        description="channel:instance:native_id, or channel:instance:@handle where only the handle is known."
    )
    channel: str = strawberry.field(description="The channel's name.")
    name: str = strawberry.field(description="What to call it: display name, handle or native id.")
    handle: str | None = strawberry.field(description="Handle, without @.")
    display_name: str | None = strawberry.field(description="Name as shown.")
    url: str | None = strawberry.field(description="Address of its page.")
    email: str | None = strawberry.field(description="E-mail address, where the channel shows one.")
    bio: str | None = strawberry.field(description="What it says about itself.")
    role: AccountRole | None = strawberry.field(
        description="Customer, staff or bot, where the channel says so."
    )
    is_bot: bool | None = strawberry.field(description="Whether it is a program, where the channel says so.")

    @relation("Who it is.")
    async def person(self, info: Info) -> APerson | None:
        """By the loaders of identifications and people."""
        return await person.of_account(info, self.key, Window())


def account(row: model.Account) -> Account:
    """An account to show."""
    role = row.value("role")
    is_bot = row.value("is_bot")
    return Account(
        key=strawberry.ID(row.key),
        channel=row.channel,
        name=row.name,
        handle=_text(row, "handle"),
        display_name=_text(row, "display_name"),
        url=_text(row, "url"),
        email=_text(row, "email"),
        bio=_text(row, "bio"),
        role=None if role is None else AccountRole(role),
        is_bot=is_bot if isinstance(is_bot, bool) else None,
    )


def _text(row: model.Account, name: str) -> str | None:
    value = row.value(name)
    return value if isinstance(value, str) else None


async def of(info: Info, key: str | None) -> Account | None:
    """The account with this key. One that is only spoken of shows its key."""
    if key is None:
        return None
    return account(await info.context.loaders.accounts.load(key) or model.Account(key))
