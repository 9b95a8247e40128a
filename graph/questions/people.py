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
    found: dict[str, Sequence[Account]] = dict(await view.store.accounts_of(ids)) if ids else {}
    found |= await _accounts_by_own_key(view, [one for one in ids if one not in found])
    company = view.projection.people.company_person
    return {
        code: person_ref(one, found.get(one, ()), company=bool(company[code]))
        for code, one in zip(wanted, ids, strict=True)
    }


async def _accounts_by_own_key(view: View, ids: list[str]) -> dict[str, Sequence[Account]]:
    """Accounts that nobody decided about stand in the projection as people under their own key."""
    if not ids:
        return {}
    return {key: [account] for key, account in (await view.store.accounts(ids)).items()}
