"""Messages, facts and accounts in, rows for UNWIND out. What follows from the message or kind is not stored."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, LiteralString, NamedTuple, TypeAlias

from graph.model import Account, Checkpoint, Fact, FactKind, Identification, Message, MessageFacts
from graph.stores.columns import extra_text, profile_text
from graph.stores.neo4j.schema import ENDS, UNNAMED
from graph.stores.words import searchable_names, words
from ingest.records import Reject
from nlp.aspects import discovered
from nlp.catalogue import Catalogue

Properties: TypeAlias = dict[str, Any]
Row: TypeAlias = list[Any]

NOBODY = ""
"""`actor` of a fact without one, where its message has an author."""

PLAIN = frozenset({FactKind.POSTED, FactKind.IN})
"""Facts that most often follow from the message itself."""

CERTAIN = 1.0
"""The confidence that is not stored."""

BOTH_SIDES = frozenset({FactKind.COMPARES, FactKind.SWITCHES})
"""Acts between two brands: each side is a property, as the relationship can end at either."""

SHOWN = ("handle", "display_name", "is_bot", "role")
"""Profile fields that an Account node also shows as properties, for people who read Cypher."""


class Pattern(NamedTuple):
    """One statement's worth of facts: their type and the label at which they end."""

    kind: FactKind
    end: LiteralString


def message_row(message: Message, version: int) -> Properties:
    """A Message node's properties. None and False are not stored."""
    searched = message.text if message.title is None else f"{message.title} {message.text}"
    row = {
        "uid": message.uid,
        "kind": message.kind,
        "author": message.author,
        "text": message.text,
        "created_at": message.created_at,
        "revision": message.revision,
        "conversation": message.conversation,
        "title": message.title,
        "language": message.language,
        "in_reply_to": message.in_reply_to,
        "thread_root": message.thread_root,
        "quote_of": message.quote_of,
        "share_of": message.share_of,
        "edited_at": message.edited_at,
        "deleted_at": message.deleted_at,
        "rating": message.rating,
        "rating_max": message.rating_max,
        "permalink": message.permalink,
        "by_company": message.by_company or None,
        "extra": extra_text(message.extra),
        "words": " ".join(words(searched)),
        "version": version,
    }
    return {name: value for name, value in row.items() if value is not None}


class Facts(NamedTuple):
    """Facts as rows."""

    told: list[Properties]
    """Messages whose POSTED and IN follow from their author and conversation: written along with them."""
    bare: list[Properties]
    """Other messages."""
    patterns: dict[Pattern, list[Row]]
    """[uid, key of the other end, properties] of each other fact, by statement."""


def message_rows(units: Iterable[MessageFacts], version: int) -> Facts:
    """Messages and their facts."""
    rows = Facts([], [], {})
    for unit in units:
        message = unit.message
        others = [fact for fact in unit.facts if not _is_plain(fact, message)]
        whole = len(others) == len(unit.facts) - len(PLAIN)
        (rows.told if whole else rows.bare).append(message_row(message, version))
        for fact in others if whole else unit.facts:
            _add_fact(rows.patterns, fact, message)
    return rows


def _is_plain(fact: Fact, message: Message) -> bool:
    """Whether a fact of PLAIN says nothing that the message does not."""
    if fact.kind not in PLAIN or fact.actor is None:
        return False
    end = message.uid if fact.kind is FactKind.POSTED else message.conversation
    said = (fact.object, fact.actor, fact.at, fact.slot)
    return said == (end, message.author, message.created_at, fact.kind.value)


def _add_fact(patterns: dict[Pattern, list[Row]], fact: Fact, message: Message) -> None:
    pattern, end = _end(fact, message)
    properties = fact_properties(fact)
    if fact.at != message.created_at:
        properties["at"] = fact.at
    if fact.actor != message.author and fact.kind is not FactKind.POSTED:
        properties["actor"] = NOBODY if fact.actor is None else fact.actor
    patterns.setdefault(pattern, []).append([message.uid, end, properties])


def _end(fact: Fact, message: Message) -> tuple[Pattern, str | None]:
    """Where a fact's relationship ends (POSTED: where it starts)."""
    if fact.kind is FactKind.POSTED:
        return Pattern(fact.kind, "Account"), fact.actor
    named = fact.object
    if named is None and fact.kind in BOTH_SIDES:
        named = fact.rival
    if named is None:
        return Pattern(fact.kind, UNNAMED), message.conversation
    return Pattern(fact.kind, ENDS.get(fact.kind, "Brand")), named


SLOTS = ("rival", "to", "product", "rival_product", "status", "sentiment", "start", "end")
"""Fields of a fact that are properties as they are."""

slots = attrgetter(*SLOTS)


def fact_properties(fact: Fact) -> Properties:
    """A relationship's properties, without those that say nothing new."""
    row: Properties = {
        name: value for name, value in zip(SLOTS, slots(fact), strict=True) if value is not None
    }
    if fact.kind is FactKind.MENTIONS and "status" in row:
        row["emotions"] = row.pop("status")  # what it is to whoever reads Cypher
    if fact.slot != fact.kind.value:
        row["slot"] = fact.slot
    if fact.kind in BOTH_SIDES and fact.object is not None:
        row["target"] = fact.object
    if fact.polarity is not None:
        row["polarity"] = float(fact.polarity)
    if fact.confidence != CERTAIN:
        row["confidence"] = float(fact.confidence)
    if fact.evidence:
        row["evidence"] = [edge for span in fact.evidence for edge in (span.start, span.end)]
    return row


def interaction_rows(facts: Iterable[Fact], version: int) -> dict[FactKind, list[Row]]:
    """[account key, key of the other end, properties] of each interaction, by kind."""
    rows: dict[FactKind, list[Row]] = {}
    for fact in facts:
        properties = fact_properties(fact) | {"uid": fact.source, "at": fact.at, "version": version}
        rows.setdefault(fact.kind, []).append([fact.actor, fact.object, properties])
    return rows


def account_row(account: Account) -> Properties:
    """An Account node's properties."""
    row: Properties = {
        "key": account.key,
        "profile": profile_text(account.profile),
        "names": searchable_names(account.value("handle"), account.value("display_name")),
        "identity_keys": list(account.identity_keys) or None,
    }
    row |= {name: account.value(name) for name in SHOWN}
    return {name: value for name, value in row.items() if value is not None}


def conversation_rows(units: Iterable[MessageFacts]) -> list[Row]:
    """[key, messages, first_at, last_at] of what these messages add to each conversation."""
    rows: dict[str, Row] = {}
    for unit in units:
        message = unit.message
        row = rows.setdefault(
            message.conversation,
            [message.conversation, 0, message.created_at, message.created_at],
        )
        row[1] += 1
        row[2] = min(row[2], message.created_at)
        row[3] = max(row[3], message.created_at)
    return list(rows.values())


def named_conversations(keys: Iterable[str]) -> list[Row]:
    """[key, channel] of each conversation; the first part of a uid names the channel."""
    return [[key, key.split(":", 1)[0]] for key in sorted(set(keys))]


def identification_row(decision: Identification, version: int) -> Row:
    """[account, person, properties]."""
    properties = {
        "evidence": list(decision.evidence),
        "decided_by": decision.decided_by,
        "version": version,
    }
    return [decision.account, decision.person, properties]


def checkpoint_row(checkpoint: Checkpoint) -> Properties:
    """A Source node's properties."""
    return {
        "name": checkpoint.source,
        "cursor": checkpoint.cursor,
        "fingerprint": checkpoint.fingerprint,
        "items": checkpoint.items,
        "rejects": checkpoint.rejects,
        "done": checkpoint.done,
        "updated_at": checkpoint.updated_at,
    }


def reject_rows(rejects: Iterable[Reject]) -> list[Properties]:
    """Reject nodes' properties; of two in one place the last."""
    unique = {(one.source, one.position): one for one in rejects}
    return [
        {
            "source": one.source,
            "position": one.position,
            "reason": one.reason,
            "remedy": one.remedy,
            "raw": one.raw,
            "format": one.format,
        }
        for one in unique.values()
    ]


def brand_rows(catalogue: Catalogue) -> list[Properties]:
    """Brand nodes' properties: what Cypher users see of the catalogue."""
    return [
        {
            "id": brand.id,
            "name": brand.name,
            "role": brand.role.value,
            "aliases": list(brand.aliases),
            "handles": list(brand.handles),
            "products": [product.name for product in brand.products],
        }
        for brand in catalogue.brands
    ]


def topic_rows(catalogue: Catalogue) -> list[Properties]:
    """Topic nodes' properties."""
    return [
        {"id": topic.id, "name": topic.name, "kind": topic.kind.value, "terms": list(topic.terms)}
        for topic in catalogue.topics
    ]


def discovered_rows(units: Iterable[MessageFacts]) -> list[Properties]:
    """Nodes of the topics that these messages are about and no catalogue names."""
    facts = (fact for unit in units for fact in unit.facts if fact.kind is FactKind.ABOUT)
    found = map(discovered, sorted({fact.object for fact in facts if fact.object is not None}))
    return [{"id": one.id, "name": one.name, "kind": one.kind.value} for one in found if one is not None]
