"""Identifications and account roles in; the person of every account, and who is of the company, out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from graph.model import Account, Identification
from graph.projection.reading import Names
from graph.projection.vocabulary import NOBODY, Codes
from graph.store import Store
from ingest.item import Role

COMPANY_ROLES = frozenset({Role.STAFF.value, Role.BOT.value})

ACCOUNTS_A_CALL = 5_000
"""Keys in one lookup: few round trips, no enormous statement."""


@dataclass(frozen=True, slots=True)
class PeopleIndex:
    """Arrays by account code; an account that nobody decided about is a person under its own key."""

    person_of_account: Codes
    company_account: npt.NDArray[np.bool_]
    company_person: npt.NDArray[np.bool_]
    """By person code: any account is staff or a bot."""

    def grown(
        self, names: Names, decided: Sequence[Identification], seen: Collection[Account]
    ) -> PeopleIndex:
        """With later decisions and account states, for all accounts that have a code by now."""
        known = names.accounts.add(one.account for one in decided)
        decided_people = names.people.add(one.person for one in decided)
        seen_codes = names.accounts.add(account.key for account in seen)
        person_of_account = _extended(self.person_of_account, len(names.accounts), NOBODY)
        person_of_account[known] = decided_people
        alone = np.flatnonzero(person_of_account == NOBODY)
        person_of_account[alone] = names.people.encode(names.accounts.strings.within(alone))
        company = _extended(self.company_account, len(names.accounts), fill=False)
        company[seen_codes] = [is_company(account) for account in seen]
        company_person = np.zeros(len(names.people), np.bool_)
        company_person[person_of_account[company]] = True
        return PeopleIndex(person_of_account, company, company_person)


def nobody() -> PeopleIndex:
    """No accounts."""
    return PeopleIndex(np.empty(0, np.int32), np.empty(0, np.bool_), np.empty(0, np.bool_))


def is_company(account: Account) -> bool:
    """Staff and bots are no customers."""
    return account.value("role") in COMPANY_ROLES or account.value("is_bot") is True


async def accounts_by_key(store: Store, keys: Sequence[str]) -> list[Account]:
    """The accounts that exist of these, a few thousand a call."""
    found: list[Account] = []
    for start in range(0, len(keys), ACCOUNTS_A_CALL):
        found.extend((await store.accounts(keys[start : start + ACCOUNTS_A_CALL])).values())
    return found


Kind = TypeVar("Kind", np.int32, np.bool_)


def _extended(array: npt.NDArray[Kind], length: int, fill: int) -> npt.NDArray[Kind]:
    """A copy of the array, grown to the length."""
    longer = np.full(length, fill, array.dtype)
    longer[: len(array)] = array
    return longer
