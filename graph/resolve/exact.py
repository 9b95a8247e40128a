"""Accounts in, who is the same person out, on exact evidence alone.

Three rules (an account's identity keys are its sides of them):

- ``email:``  both show the same verified e-mail address;
- ``link:``   the profiles link to each other (a one-way claim proves nothing);
- ``handle:`` one is known only by the handle that exactly one other account of that place has.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable

from graph.model import Account, Identification

URL = re.compile(r"https?://[^\s<>\"')\]]+")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def identity_keys(account: Account) -> tuple[str, ...]:
    """What could prove that this account and another are the same person."""
    return tuple(sorted({*_handle_key(account), *_email_keys(account), *_link_keys(account)}))


def _handle_key(account: Account) -> list[str]:
    handle = account.value("handle")
    return [f"handle:{account.place}:{handle.lower()}"] if isinstance(handle, str) else []


def _email_keys(account: Account) -> list[str]:
    """The verified address, and in the e-mail channel the account itself, which is an address."""
    addresses = []
    email = account.value("email")
    if isinstance(email, str) and account.value("email_verified") is not False:
        addresses.append(email)
    native_id = account.key.split(":", 2)[2]
    if account.channel == "email":
        addresses.append(native_id)
    return [f"email:{address.strip().lower()}" for address in addresses if ADDRESS.fullmatch(address.strip())]


def _link_keys(account: Account) -> list[str]:
    """One key for each profile it links to; the other side has the same key if it links back."""
    own = account.value("url")
    if not isinstance(own, str):
        return []
    here = _bare_url(own)
    links = account.value("links")
    targets = [str(link) for link in links] if isinstance(links, tuple | list) else []
    bio = account.value("bio")
    targets += URL.findall(bio) if isinstance(bio, str) else []
    there = {_bare_url(target) for target in targets} - {here, ""}
    return [f"link:{min(here, target)} {max(here, target)}" for target in there]


def _bare_url(url: str) -> str:
    """A URL without what people write differently: scheme, www, trailing slash and dot, case."""
    return url.strip().lower().split("://", 1)[-1].removeprefix("www.").rstrip("/.,")


def person_id(accounts: Iterable[str]) -> str:
    """The id of the person with these accounts: made of the first account key in order."""
    return f"person:{hashlib.blake2b(min(accounts).encode(), digest_size=8).hexdigest()}"


def identify(accounts: Iterable[Account]) -> list[Identification]:
    """Who these accounts are, by account. They must be closed: no account outside shares a key with one inside."""
    holders: dict[str, list[str]] = defaultdict(list)
    keys = sorted(account.key for account in accounts)
    for account in sorted(accounts, key=lambda account: account.key):
        for key in account.identity_keys:
            holders[key].append(account.key)
    proofs = {key: same for key, same in ((key, _same(key, held)) for key, held in holders.items()) if same}
    groups = _components(keys, proofs.values())
    evidence: dict[str, list[str]] = defaultdict(list)
    for key, same in proofs.items():
        for account_key in same:
            evidence[account_key].append(key)
    return [
        Identification(key, person_id(group), tuple(sorted(evidence[key])))
        for group in groups
        for key in group
    ]


def _same(key: str, holders: list[str]) -> list[str]:
    """Those of the accounts holding an identity key that it proves to be one person."""
    if key.startswith("handle:"):
        known = [holder for holder in holders if not _handle_only(holder)]
        if len(known) > 1:  # a handle that changed hands proves nothing
            return []
    return holders if len(holders) > 1 else []


def _handle_only(account_key: str) -> bool:
    return account_key.split(":", 2)[2].startswith("@")


def _components(keys: list[str], edges: Iterable[list[str]]) -> list[list[str]]:
    """Connected components, each sorted (union by the smaller key, with path halving)."""
    parent = {key: key for key in keys}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for first, *rest in edges:
        for other in rest:
            left, right = root(first), root(other)
            parent[max(left, right)] = min(left, right)
    groups: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        groups[root(key)].append(key)
    return list(groups.values())
