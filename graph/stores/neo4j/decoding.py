"""Records of the driver in; messages, facts and accounts out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from graph.model import (
    Account,
    Checkpoint,
    Conversation,
    Fact,
    FactKind,
    Identification,
    Message,
    MessageFacts,
)
from graph.stores import columns
from graph.stores.neo4j.rows import BOTH_SIDES, CERTAIN
from ingest.records import Reject
from nlp.analysis import Span

Node = Mapping[str, Any]


def message_from(node: Node) -> Message:
    """The message that message_row wrote."""
    get = node.get
    return Message(
        uid=node["uid"],
        kind=node["kind"],
        author=get("author"),
        text=node["text"],
        created_at=node["created_at"],
        revision=node["revision"],
        conversation=node["conversation"],
        title=get("title"),
        language=get("language"),
        in_reply_to=get("in_reply_to"),
        thread_root=get("thread_root"),
        quote_of=get("quote_of"),
        share_of=get("share_of"),
        edited_at=get("edited_at"),
        deleted_at=get("deleted_at"),
        rating=get("rating"),
        rating_max=get("rating_max"),
        permalink=get("permalink"),
        by_company=bool(get("by_company")),
        extra=columns.extra_from(get("extra")),
    )


def facts_from(uid: str, author: str | None, created_at: int, held: Sequence[Sequence[Any]]) -> list[Fact]:
    """The facts of a message in slot order, from (type, key of the other end, at a conversation, properties)."""
    facts = []
    for type_, end, unnamed, properties in held:
        kind = FactKind(type_)
        actor = properties.get("actor", author)
        target = end
        if kind is FactKind.POSTED:
            actor, target = end, uid
        elif kind in BOTH_SIDES:
            target = properties.get("target")
        elif unnamed and kind is not FactKind.IN:
            target = None
        facts.append(_fact(uid, kind, properties.get("at", created_at), actor or None, target, properties))
    return sorted(facts, key=_slot)


def _slot(fact: Fact) -> str:
    return fact.slot


def interaction_from(record: Mapping[str, Any]) -> Fact:
    """The fact that interaction_rows wrote."""
    properties = record["properties"]
    kind = FactKind(record["kind"])
    return _fact(properties["uid"], kind, properties["at"], record["actor"], record["object"], properties)


def _fact(
    source: str, kind: FactKind, at: int, actor: str | None, target: str | None, properties: Node
) -> Fact:
    get = properties.get
    edges = get("evidence")
    return Fact(
        source=source,
        slot=get("slot", kind.value),
        kind=kind,
        at=at,
        actor=actor,
        object=target,
        rival=get("rival"),
        to=get("to"),
        product=get("product"),
        rival_product=get("rival_product"),
        status=get("status", get("emotions")),
        sentiment=get("sentiment"),
        polarity=get("polarity"),
        confidence=get("confidence", CERTAIN),
        start=get("start"),
        end=get("end"),
        evidence=tuple(map(Span, edges[::2], edges[1::2])) if edges else (),
    )


def unit_from(row: tuple[Node, Sequence[Sequence[Any]]]) -> MessageFacts:
    """A row of [message, facts]."""
    node, held = row
    message = message_from(node)
    facts = facts_from(message.uid, message.author, message.created_at, held)
    return MessageFacts(message, tuple(facts))


def account_from(record: Mapping[str, Any]) -> Account:
    """key, profile, identity_keys."""
    account = columns.account_from(record["key"], record["profile"], None)
    return replace(account, identity_keys=tuple(record["identity_keys"] or ()))


def conversation_from(node: Node) -> Conversation:
    """A Conversation node."""
    return Conversation(
        key=node["key"],
        channel=node["channel"],
        messages=node["messages"],
        first_at=node["first_at"],
        last_at=node["last_at"],
    )


def identification_from(record: Mapping[str, Any]) -> Identification:
    """account, person, evidence, decided_by."""
    return Identification(
        record["account"], record["person"], tuple(record["evidence"]), record["decided_by"]
    )


def checkpoint_from(node: Node) -> Checkpoint:
    """A Source node."""
    fields = {name: value for name, value in node.items() if name != "name"}
    return Checkpoint(source=node["name"], **fields)


def reject_from(node: Node) -> Reject:
    """A Reject node."""
    return Reject(**dict(node))
