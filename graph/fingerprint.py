"""A store in, one hash of all that it knows out: equal for equal graphs, whatever the engine and the order.

Each record is hashed on its own and the hashes are added modulo 2^256 (AdHash: Bellare and Micciancio,
'A New Paradigm for Collision-Free Hashing', EUROCRYPT 1997), so no order and no memory is needed. It
detects differences; it is no proof against someone who sets out to forge an equal sum.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import astuple

import orjson

from graph.build import content
from graph.model import Account, Fact, Identification, Message
from graph.store import Store

MODULUS = 2**256


class Sum:
    """Adds up the hashes of records."""

    def __init__(self) -> None:
        self._total = 0

    def add(self, kind: str, record: object) -> None:
        """Add one record of a kind."""
        raw = orjson.dumps([kind, record], option=orjson.OPT_SORT_KEYS)
        self._total += int.from_bytes(hashlib.blake2b(raw, digest_size=32).digest(), "big")

    def hexdigest(self) -> str:
        """The sum as 64 hexadecimal digits."""
        return f"{self._total % MODULUS:064x}"


async def facts_hash(store: Store, on_progress: Callable[[int], None] | None = None) -> str:
    """Hash every message, fact, account, identification and catalogue entry. Reads the whole store once.

    Left out: how records reached us (lineage, checkpoints, rejects) and the store's own version.
    """
    total = Sum()
    await _add_people(store, total)
    await _add_messages(store, total, on_progress)
    async for facts in store.stream_interactions():
        for fact in facts:
            total.add("fact", _fact(fact))
    catalogue = await store.catalogue()
    for brand in catalogue.brands:
        total.add("brand", astuple(brand))
    for topic in catalogue.topics:
        total.add("topic", astuple(topic))
    for name in catalogue.dismissed:
        total.add("dismissed", name)
    for entry in catalogue.added:
        total.add("added", entry)
    return total.hexdigest()


async def _add_people(store: Store, total: Sum) -> None:
    async for accounts in store.stream_accounts():
        for account in accounts:
            total.add("account", _account(account))
    async for identifications in store.identification_log(0):
        for identification in identifications:
            total.add("identifies", _identification(identification))


async def _add_messages(store: Store, total: Sum, on_progress: Callable[[int], None] | None) -> None:
    seen = 0
    async for units in store.stream_messages():
        for unit in units:
            total.add("message", _message(unit.message))
            for fact in unit.facts:
                total.add("fact", _fact(fact))
        seen += len(units)
        if on_progress is not None:
            on_progress(seen)


def _account(account: Account) -> list[object]:
    profile = {name: [register.at, register.value] for name, register in account.profile.items()}
    return [account.key, profile, sorted(account.identity_keys)]


def _identification(identification: Identification) -> list[object]:
    return [
        identification.account,
        identification.person,
        sorted(identification.evidence),
        identification.decided_by,
    ]


def _message(message: Message) -> list[object]:
    pointers = [message.in_reply_to, message.thread_root, message.quote_of, message.share_of]
    return [message.uid, message.conversation, message.by_company, pointers, content(message)]


def _fact(fact: Fact) -> list[object]:
    return [
        fact.source,
        fact.slot,
        fact.kind.value,
        fact.at,
        fact.actor,
        fact.object,
        fact.rival,
        fact.to,
        fact.product,
        fact.rival_product,
        fact.status,
        fact.sentiment,
        None if fact.polarity is None else float(fact.polarity),
        float(fact.confidence),
        fact.start,
        fact.end,
        [[span.start, span.end] for span in fact.evidence],
    ]
