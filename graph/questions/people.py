"""Person codes of a projection in; the same people with names and channels out, in one store call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model import Account
from graph.questions.view import View


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person, as an answer names one."""

    id: str
    name: str
    """Display name, handle or native id of the first account (by key) that has one."""
    channels: tuple[str, ...]
    accounts: tuple[str, ...]
    """Account keys, sorted."""
    company: bool
    """Staff or a bot on at least one account: no customer."""


def person_ref(person: str, accounts: Iterable[Account], *, company: bool) -> PersonRef:
    """Name a person after the accounts that the store has for them (none: after the id itself)."""
    known = sorted(accounts, key=lambda account: account.key)
    return PersonRef(
        id=person,
        name=_name(person, known),
        channels=tuple(sorted({account.channel for account in known})),
        accounts=tuple(account.key for account in known),
        company=company,
    )


def _name(person: str, accounts: list[Account]) -> str:
    for field in ("display_name", "handle"):
        for account in accounts:
            value = account.value(field)
            if isinstance(value, str) and value:
                return value
    return accounts[0].name if accounts else person.split(":", 2)[-1]


async def people_of(view: View, codes: Iterable[int]) -> Mapping[int, PersonRef]:
    """The people of an answer by their code; nobody is left out. One lookup for all of them."""
    wanted = sorted({code for code in codes if code >= 0})
    ids = view.projection.names.people.names(wanted)
    found = await accounts_of_people(view, ids)
    company = view.projection.company_people
    return {
        code: person_ref(one, found.get(one, ()), company=bool(company[code]))
        for code, one in zip(wanted, ids, strict=True)
    }


async def accounts_of_people(view: View, ids: Sequence[str]) -> Mapping[str, Sequence[Account]]:
    """The accounts of people. One that nobody decided about stands in the projection as a person of its key."""
    if not ids:
        return {}
    found = dict(await view.store.accounts_of(ids))
    alone = [one for one in ids if one not in found]
    if alone:
        found |= {key: [account] for key, account in (await view.store.accounts(alone)).items()}
    return found
