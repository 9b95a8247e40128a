"""Whole, valid things of the graph for tests: say only what the test is about."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from graph.model import Account, Batch, Fact, FactKind, Identification, Message, MessageFacts, Register
from graph.store import Store
from ingest.records import Reject
from nlp.catalogue import AmbiguousName, Brand, BrandRole, Catalogue, Product, Topic, TopicKind

PLACE = "forum:main"
NOON = 1_700_000_000_000_000
"""A moment that tests count from."""
SECOND = 1_000_000


def key(name: str) -> str:
    """The key of an account or message of the test's one place."""
    return name if ":" in name else f"{PLACE}:{name}"


def message(name: str = "m1", **fields: Any) -> Message:  # noqa: ANN401 - the fields of Message
    """A message; `name` alone is a native id."""
    uid = key(name)
    defaults: dict[str, Any] = {
        "kind": "post",
        "author": key("anna"),
        "text": f"what {name} says",
        "created_at": NOON,
        "revision": f"{fields.get('created_at', NOON):020d}.0.{name}",
        "conversation": uid,
    }
    return Message(uid=uid, **(defaults | fields))


def fact(kind: FactKind, target: str | None, **fields: Any) -> Fact:  # noqa: ANN401 - the fields of Fact
    """A fact of a message of its own; `facts_of` puts it under another."""
    defaults: dict[str, Any] = {
        "source": key("m1"),
        "slot": slot_of(kind, target, fields),
        "at": NOON,
        "actor": key("anna"),
    }
    return Fact(kind=kind, object=target, **(defaults | fields))


def slot_of(kind: FactKind, target: str | None, fields: dict[str, Any]) -> str:
    """A slot that is unique where two facts differ in what they say."""
    if kind in {FactKind.POSTED, FactKind.IN, FactKind.REPLIES_TO, FactKind.REACTED, FactKind.FOLLOWS}:
        return kind.value
    span = f":{fields['start']}-{fields['end']}" if "start" in fields else ""
    slots = (target, fields.get("rival"), fields.get("to"), fields.get("status"))
    return ":".join([kind.value, *(value or "" for value in slots)]) + span


def mention(brand: str, sentiment: str = "neutral", start: int = 0, **fields: Any) -> Fact:  # noqa: ANN401
    """A mention of a brand at `start`."""
    polarity = {"positive": 0.8, "neutral": 0.0, "negative": -0.7}[sentiment]
    defaults: dict[str, Any] = {"polarity": polarity, "confidence": 0.9, "start": start, "end": start + 5}
    return fact(FactKind.MENTIONS, brand, sentiment=sentiment, **(defaults | fields))


def about(topic: str) -> Fact:
    """A fact that its message is about a topic."""
    return fact(FactKind.ABOUT, topic, confidence=0.75)


def naming(name: str, kind: str = "organisation") -> Fact:
    """A fact that its message names what the catalogue lacks."""
    return fact(FactKind.NAMES, name, slot=f"NAMES:{name}", status=kind, confidence=0.9, start=5, end=9)


def with_facts(told: Message, *facts: Fact) -> MessageFacts:
    """A message with its structural facts and these, all under its name, time and author."""
    structure = [fact(FactKind.IN, told.conversation)]
    if told.author is not None:
        structure.append(fact(FactKind.POSTED, told.uid))
    if told.in_reply_to is not None:
        structure.append(fact(FactKind.REPLIES_TO, told.in_reply_to))
    owned = [
        dataclasses.replace(one, source=told.uid, at=told.created_at, actor=told.author)
        for one in (*structure, *facts)
    ]
    return MessageFacts(told, tuple(sorted(owned, key=lambda one: one.slot)))


def interaction(name: str = "r1", target: str = "m1", **fields: Any) -> Fact:  # noqa: ANN401
    """A reaction; its source is the interaction's own uid."""
    kind = fields.pop("kind", FactKind.REACTED)
    defaults: dict[str, Any] = {"source": key(name), "actor": key("ben"), "status": "like"}
    return fact(kind, key(target), **(defaults | fields))


def account(name: str = "anna", *, identity_keys: tuple[str, ...] = (), **profile: Any) -> Account:  # noqa: ANN401
    """An account whose profile fields were all seen at NOON."""
    registers = {field: Register(NOON, value) for field, value in ({"handle": name} | profile).items()}
    return Account(key(name), registers, identity_keys)


def identification(name: str = "anna", person: str = "person:anna", **fields: Any) -> Identification:  # noqa: ANN401
    """An account's person."""
    return Identification(key(name), person, **fields)


def reject(position: str = "line 17", source: str = "dump.jsonl", **fields: Any) -> Reject:  # noqa: ANN401
    """A record set aside."""
    defaults: dict[str, Any] = {"reason": "No uid.", "remedy": "Add one.", "raw": "{}", "format": "jsonl"}
    return Reject(source=source, position=position, **(defaults | fields))


def catalogue() -> Catalogue:
    """Three brands and three topics that use every field."""
    bar = AmbiguousName("bar", context=("coffee",), against=("beer", "chocolate"))
    return Catalogue(
        brands=(
            Brand(
                "moka",
                "Moka",
                BrandRole.OWN,
                aliases=("moka coffee",),
                handles=("mokahq",),
                hashtags=("lovemoka",),
                products=(Product("moka-one", "Moka One", ("the one",), (bar,)),),
            ),
            Brand("brevo", "Brevo", BrandRole.COMPETITOR, ambiguous=(bar,)),
            Brand("crema", "Créma"),
        ),
        topics=(
            Topic("noise", "Noise", TopicKind.PEEVE, ("loud", "noisy")),
            Topic("app", "An app", TopicKind.IDEA),
            Topic("price", "Price"),
        ),
    )


async def put(store: Store, *told: MessageFacts | Message, **fields: Any) -> int:  # noqa: ANN401
    """Write new messages (and other fields of Batch) on top of whatever the store holds."""
    state = await store.state()
    new = tuple(one if isinstance(one, MessageFacts) else with_facts(one) for one in told)
    return await store.write(Batch(expected_version=state.version, new_messages=new, **fields))


def names(messages: Iterable[Message]) -> list[str]:
    """Native ids, for short expectations."""
    return [one.uid.split(":", 2)[2] for one in messages]
