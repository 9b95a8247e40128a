"""New account states in, changed Identifications out: finds every account that the new evidence can reach."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model import Account, Identification
from graph.resolve.exact import identify
from graph.store import Store


async def observe(
    store: Store, changed: Mapping[str, Account], stored: Mapping[str, Account]
) -> tuple[Identification, ...]:
    """Identifications that `changed` accounts bring, where `stored` is what the store has under their keys.

    Cost: one store call for each step along chains of shared evidence, usually one or two.
    """
    known = {key: account for key, account in changed.items() if _evidence_moved(account, stored.get(key))}
    if not known:
        return ()
    await _close(store, known, changed, stored)
    decisions = identify(known.values())
    before = await store.identifications([decision.account for decision in decisions])
    return tuple(decision for decision in decisions if before.get(decision.account) != decision)


def _evidence_moved(account: Account, stored: Account | None) -> bool:
    return stored is None or stored.identity_keys != account.identity_keys


async def _close(
    store: Store, known: dict[str, Account], changed: Mapping[str, Account], stored: Mapping[str, Account]
) -> None:
    """Grow `known` until no account outside shares an identity key, now or before the change."""
    pending = {key for account in known.values() for key in account.identity_keys}
    pending |= {key for name in known if name in stored for key in stored[name].identity_keys}
    asked: set[str] = set()
    holders_here = _holders(changed)
    while pending:
        sharing = await store.accounts_sharing(sorted(pending))
        found = {holder for holders in sharing.values() for holder in holders}
        found |= {holder for key in pending for holder in holders_here.get(key, ())}
        found -= known.keys()
        asked |= pending
        fetched = await store.accounts(sorted(found - changed.keys())) if found else {}
        newcomers = {**fetched, **{key: changed[key] for key in found & changed.keys()}}
        known.update(newcomers)
        pending = {key for account in newcomers.values() for key in account.identity_keys} - asked


def _holders(accounts: Mapping[str, Account]) -> dict[str, list[str]]:
    holders: dict[str, list[str]] = {}
    for account in accounts.values():
        for key in account.identity_keys:
            holders.setdefault(key, []).append(account.key)
    return holders
