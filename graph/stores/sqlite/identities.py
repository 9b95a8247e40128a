"""Accounts and the decisions who they are in, their rows out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import apsw
import orjson

from graph.model import Account, Identification
from graph.stores.columns import json_text, profile_text
from graph.stores.sqlite import queries
from graph.stores.sqlite.names import numbers
from graph.stores.words import searchable_names

Ids = Mapping[str | None, int | None]


def put_accounts(connection: apsw.Connection, accounts: Sequence[Account], ids: Ids) -> None:
    """Replace accounts whole, and what they are found by."""
    if not accounts:
        return
    _put_identity_keys(connection, {ids[one.key] or 0: one.identity_keys for one in accounts})
    connection.executemany(queries.PUT_ACCOUNT, (_row(one, ids) for one in accounts))


def _row(account: Account, ids: Ids) -> tuple[object, ...]:
    names = searchable_names(account.value("handle"), account.value("display_name"))
    keys = json_text(account.identity_keys) if account.identity_keys else None
    return ids[account.key], names, keys, profile_text(account.profile)


def _put_identity_keys(connection: apsw.Connection, wanted: Mapping[int, tuple[str, ...]]) -> None:
    rows = connection.execute(queries.IDENTITY_KEYS_OF, (numbers(wanted),))
    held = {account: set(orjson.loads(keys)) for account, keys in rows if keys is not None}
    gone = [(key, account) for account, keys in held.items() for key in keys - set(wanted[account])]
    new = [(key, account) for account, keys in wanted.items() for key in set(keys) - held.get(account, set())]
    connection.executemany(queries.FORGET_IDENTITY, gone)
    connection.executemany(queries.ADD_IDENTITY, sorted(new))


def put_identifications(
    connection: apsw.Connection, decisions: Sequence[Identification], ids: Ids, version: int
) -> None:
    """Replace the decision for each account."""
    connection.executemany(
        queries.PUT_IDENTIFICATION,
        (
            (ids[one.account], ids[one.person], version, json_text(one.evidence), one.decided_by)
            for one in decisions
        ),
    )
