"""A person's id, an account key, a handle or words in; the person meant out."""

from __future__ import annotations

from collections.abc import Sequence

from graph.errors import NotFoundError, QuestionError
from graph.model import Account
from graph.projection.vocabulary import NOBODY
from graph.questions.people import PersonRef, people_of
from graph.questions.view import View

CANDIDATES = 50
"""Accounts looked at for a handle: more than any real handle has homonyms."""

SUGGESTIONS = 3


async def find_people(view: View, words: str, first: int = 20) -> tuple[PersonRef, ...]:
    """The people with a handle or name like this; best match first, each person once."""
    found = await view.store.find_accounts(words, first * 2)
    people = [code for code in dict.fromkeys(_people(view, found)) if code != NOBODY][: max(first, 0)]
    named = await people_of(view, people)
    return tuple(named[code] for code in people)


def _people(view: View, accounts: Sequence[Account]) -> list[int]:
    """Their people's codes; NOBODY for an account that the projection does not know yet."""
    return [person_code(view, account.key) for account in accounts]


def person_code(view: View, who: str) -> int:
    """The person with this id or account key, NOBODY where there is none."""
    projection = view.projection
    account = projection.names.accounts.code(who)
    if 0 <= account < len(projection.people.person_of_account):
        return int(projection.people.person_of_account[account])
    person = projection.names.people.code(who)
    used = 0 <= person < projection.person_count and (projection.people.person_of_account == person).any()
    return person if used else NOBODY


async def resolve(view: View, who: str) -> int:
    """The person meant by an id, an account key or a handle (with or without @).

    Raises NotFoundError where there is nobody, QuestionError where several people have the handle.
    """
    known = person_code(view, who)
    if known != NOBODY:
        return known
    handle = who.strip().removeprefix("@").casefold()
    found = await view.store.find_accounts(handle, CANDIDATES) if handle else ()
    holders = sorted((one for one in found if _handle(one) == handle), key=lambda one: one.key)
    people = sorted({code for code in _people(view, holders) if code != NOBODY})
    if len(people) == 1:
        return people[0]
    if people:
        keys = ", ".join(repr(account.key) for account in holders[:SUGGESTIONS])
        raise QuestionError(
            f"{len(people)} people have the handle {who!r}.", f"Ask with an account key: {keys}."
        )
    raise NotFoundError(f"Nobody here is {who!r}.", _hint(found))


def _handle(account: Account) -> str | None:
    handle = account.value("handle")
    return handle.casefold() if isinstance(handle, str) else None


def _hint(alike: Sequence[Account]) -> str:
    if not alike:
        return "Ask with a person's id, an account key (channel:instance:id) or a handle."
    names = " or ".join(repr(account.key) for account in alike[:SUGGESTIONS])
    return f"Did you mean {names}?"
