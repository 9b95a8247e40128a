"""Small worlds for questions: said() makes a message at a day, told() asks a store that holds them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

import pytest

from graph.model import Account, Batch, Fact, FactKind, Identification, MessageFacts
from graph.questions.answer import Evidence, Window
from graph.questions.view import View, open_view
from graph.store import Store
from nlp.catalogue import Brand, BrandRole, Catalogue, Topic, TopicKind
from tests.graph import factories as make

DAY = 86_400_000_000
START = 1_704_067_200_000_000
"""Monday, 1 January 2024, 00:00 UTC: day 0."""

MARKET = Catalogue(
    brands=(
        Brand("moka", "Moka", BrandRole.OWN),
        Brand("brevo", "Brevo", BrandRole.COMPETITOR),
        Brand("crema", "Crema", BrandRole.COMPETITOR),
        Brand("beans", "Beans & Co", BrandRole.PARTNER),
    ),
    topics=(
        Topic("noise", "Noise", TopicKind.PEEVE),
        Topic("app", "An app", TopicKind.IDEA),
        Topic("price", "Price"),
    ),
)


def day(number: float) -> int:
    """Midnight of a day, in micros."""
    return START + int(number * DAY)


def days(since: float | None, until: float | None, as_of: float | None = None) -> Window:
    """A window between days."""
    since_at, until_at, as_of_at = (None if one is None else day(one) for one in (since, until, as_of))
    return Window(since_at, until_at, as_of_at)


def said(
    name: str,
    author: str | None,
    at: float,
    *facts: Fact,
    to: str | None = None,
    **fields: Any,  # noqa: ANN401
) -> MessageFacts:
    """A message of a day; `to` is the message it answers."""
    message = make.message(
        name,
        author=None if author is None else make.key(author),
        created_at=day(at),
        in_reply_to=None if to is None else make.key(to),
        **fields,
    )
    return make.with_facts(message, *facts)


def likes(brand: str) -> Fact:
    return make.mention(brand, "positive")


def dislikes(brand: str) -> Fact:
    return make.mention(brand, "negative")


def names(brand: str) -> Fact:
    return make.mention(brand, "neutral")


def act(kind: FactKind, brand: str | None, to: str | None = None, **fields: Any) -> Fact:  # noqa: ANN401
    """An act; `to` is the name of the person advised."""
    return make.fact(kind, brand, to=None if to is None else make.key(to), confidence=0.8, **fields)


def recommends(brand: str | None, to: str | None = None) -> Fact:
    return act(FactKind.RECOMMENDS, brand, to)


def warns(brand: str, to: str | None = None) -> Fact:
    return act(FactKind.WARNS, brand, to)


def complains(brand: str) -> Fact:
    return act(FactKind.COMPLAINS, brand)


def switches(left: str | None, moved_to: str | None, status: str = "done") -> Fact:
    return act(FactKind.SWITCHES, moved_to, rival=left, status=status)


def interaction(name: str, kind: FactKind, actor: str, target: str, at: float) -> Fact:
    return make.interaction(name, target, kind=kind, actor=make.key(actor), at=day(at), slot=kind.value)


def people(*names_: str) -> dict[str, Any]:
    """Accounts with a handle, each a person of that name."""
    return {
        "accounts": tuple(make.account(name) for name in names_),
        "identifications": tuple(make.identification(name, f"person:{name}") for name in names_),
    }


def member(name: str, person: str, **profile: Any) -> tuple[Account, Identification]:  # noqa: ANN401
    return make.account(name, **profile), make.identification(name, f"person:{person}")


async def tell(
    store: Store,
    *messages: MessageFacts,
    members: Iterable[tuple[Account, Identification]] = (),
    **fields: Any,  # noqa: ANN401
) -> None:
    """Write messages; everybody named in them is a person, unless `members` says who they are."""
    known = {account.key for account, _ in members}
    named = {one.message.author for one in messages if one.message.author} - known
    named |= {fact.to for one in messages for fact in one.facts if fact.to} - known
    short = sorted(key.split(":", 2)[2] if key.startswith(make.PLACE) else key for key in named)
    plain = people(*short)
    state = await store.state()
    await store.write(
        Batch(
            expected_version=state.version,
            new_messages=messages,
            accounts=(*plain["accounts"], *(account for account, _ in members)),
            identifications=(*plain["identifications"], *(identification for _, identification in members)),
            catalogue=MARKET if state.version == 0 else None,
            **fields,
        )
    )


async def view_of(store: Store, *messages: MessageFacts, **fields: Any) -> View:  # noqa: ANN401
    """A view of a store that holds these."""
    await tell(store, *messages, **fields)
    return await open_view(store)


def near(value: object) -> Any:  # noqa: ANN401 - equals anything close to it
    """A number, or numbers, but for rounding."""
    return pytest.approx(value)


def shown(evidence: Evidence) -> list[str]:
    """Native ids of the messages shown."""
    return [uid.split(":", 2)[2] for uid in evidence.uids]


def renamed(message: MessageFacts, place: str) -> MessageFacts:
    """The same message in another place, by an account there."""
    uid = f"{place}:{message.message.uid.split(':', 2)[2]}"
    author = message.message.author and f"{place}:{message.message.author.split(':', 2)[2]}"
    moved = dataclasses.replace(message.message, uid=uid, author=author, conversation=uid)
    facts = [fact for fact in message.facts if fact.kind not in {FactKind.IN, FactKind.POSTED}]
    return make.with_facts(moved, *facts)
