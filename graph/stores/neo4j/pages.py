"""A filter and a position in; the query for the next messages or conversations out.

A page is read from a small set (a conversation, a few authors, a rare brand) that is sorted, or else along
the index on time. Queries are put together from the constants below; all that a filter says is a parameter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, LiteralString

from graph.model import ACT_KINDS, ConversationFilter, FactKind, MessageFilter, MessagePosition
from graph.stores.neo4j.queries import MESSAGE
from graph.stores.neo4j.rows import BOTH_SIDES
from graph.stores.neo4j.schema import TYPES
from graph.stores.words import words

RARE = 5_000
"""Up to so many candidates are read and sorted; more than that are met soon enough when read by time."""

FEW_ACCOUNTS = 50
"""So many authors' messages are read and sorted by author; more authors are looked for by time."""

MOST_TERMS = 500
"""Words of a search that the index is asked for (Lucene takes 1024 clauses); the rest are checked after."""

BEGINNING, END = -(2**63), 2**63 - 1

NAMING_KINDS = (FactKind.MENTIONS, *(kind for kind in FactKind if kind in ACT_KINDS))
"""The facts that are about brands."""

IN_TIME: LiteralString = """
m.created_at >= $since AND m.created_at <= $last
AND CASE WHEN m.created_at = $at THEN m.uid < $before ELSE true END"""
"""CASE, because the planner answers OR by reading two indexes whole."""

THREAD_IN_TIME: LiteralString = """
c.last_at >= $since AND c.last_at <= $last
AND CASE WHEN c.last_at = $at THEN c.key < $before ELSE true END"""

BY_TIME: LiteralString = "MATCH (m:Message) USING INDEX SEEK m:Message(created_at)"
THREADS_BY_TIME: LiteralString = "MATCH (c:Conversation) USING INDEX SEEK c:Conversation(last_at)"

# The far end has no label below: only messages have these relationships, and with a label the planner of a
# database whose counts are stale may read an index of all messages instead of the few.
BY_CONVERSATION: LiteralString = (
    "MATCH (place:Conversation {key: $conversation})<-[:IN]-(m) USING INDEX SEEK place:Conversation(key)"
)
BY_PARENT: LiteralString = (
    "MATCH (parent:Message {uid: $in_reply_to})<-[:REPLIES_TO]-(m) USING INDEX SEEK parent:Message(uid)"
)
BY_AUTHOR: LiteralString = (
    "UNWIND $accounts AS author MATCH (a:Account {key: author})-[:POSTED]->(m) "
    "USING INDEX SEEK a:Account(key)"
)
BY_WORDS: LiteralString = (
    "CALL db.index.fulltext.queryNodes('rapport_message_words', $query) YIELD node AS m WITH m"
)
WORDS_SIZE: LiteralString = (
    "CALL db.index.fulltext.queryNodes('rapport_message_words', $query, {limit: $few}) "
    "YIELD node WITH count(node)"
)
TOPIC_SIZE: LiteralString = "MATCH (t:Topic {id: $topic}) WITH COUNT { (t)<-[:ABOUT]-() }"
BY_TOPIC: LiteralString = (
    "MATCH (t:Topic {id: $topic})<-[:ABOUT]-(m) USING INDEX SEEK t:Topic(id) WITH DISTINCT m"
)

HAS_CONVERSATION: LiteralString = "m.conversation = $conversation"
HAS_PARENT: LiteralString = "m.in_reply_to = $in_reply_to"
HAS_AUTHOR: LiteralString = "m.author IN $accounts"
HAS_WORDS: LiteralString = "all(word IN $words WHERE ' ' + m.words + ' ' CONTAINS word)"
HAS_TOPIC: LiteralString = "EXISTS { (m)-[:ABOUT]->(:Topic {id: $topic}) }"
HAS_KIND: LiteralString = "m.kind = $kind"
HAS_CHANNEL: LiteralString = "m.uid STARTS WITH $channel"
HAS_FEELING: LiteralString = "EXISTS { (m)-[r:MENTIONS]->() WHERE r.sentiment = $sentiment }"
FEELS: LiteralString = "EXISTS { (m)-[r:MENTIONS]->(:Brand {id: $brand}) WHERE r.sentiment = $sentiment }"


@dataclass(frozen=True, slots=True)
class Way:
    """A condition: how to check it, how to read by it, and how to tell how many that would be."""

    check: LiteralString | None = None
    """None: another condition of the same filter says as much."""
    source: LiteralString | None = None
    size: LiteralString | None = None
    """None with a source: few by nature."""


@dataclass(slots=True)
class Plan:
    """A page's query in the making."""

    parameters: dict[str, Any]
    ways: list[Way] = field(default_factory=list)
    """Conditions, the most telling first."""

    @property
    def small(self) -> Way | None:
        """The first way that is sure to lead to few."""
        return next((way for way in self.ways if way.source and not way.size), None)

    @property
    def measured(self) -> list[Way]:
        """The ways that lead to few or to many."""
        return [way for way in self.ways if way.size]

    def size_query(self) -> LiteralString:
        """Way (its place in `measured`), size; no row for a size of 0."""
        counted: LiteralString = ""
        for place, way in zip(PLACES, self.measured, strict=False):
            between: LiteralString = "\nUNION ALL\n" if counted else ""
            if way.size:
                counted += f"{between}{way.size} AS size RETURN size, {place} AS way"
        return counted

    def rarest(self, sizes: Mapping[int, int]) -> Way | None:
        """The measured way that leads to the fewest; None where those are many."""
        size, place = min((sizes.get(place, 0), place) for place in range(len(self.measured)))
        return self.measured[place] if size <= RARE else None

    def message_query(self, way: Way | None) -> LiteralString:
        """rows: messages, newest first."""
        source = BY_TIME if way is None or way.source is None else way.source
        return (
            f"{source} WHERE {self._where(IN_TIME, way)}\n"
            "WITH m ORDER BY m.created_at DESC, m.uid DESC LIMIT $limit "
            f"RETURN collect({MESSAGE}) AS rows"
        )

    def conversation_query(self, way: Way | None) -> LiteralString:
        """rows: conversations, newest first."""
        source = THREADS_BY_TIME
        if way is not None and way.source is not None:
            source = f"{way.source} WITH m MATCH (m)-[:IN]->(c:Conversation) WITH DISTINCT c"
        return (
            f"{source} WHERE {self._where(THREAD_IN_TIME, way)}\n"
            "WITH c ORDER BY c.last_at DESC, c.key DESC LIMIT $limit RETURN collect(properties(c)) AS rows"
        )

    def _where(self, in_time: LiteralString, way: Way | None) -> LiteralString:
        checks = in_time
        for other in self.ways:
            if other.check and other is not way:
                checks += f" AND {other.check}"
        return checks


PLACES: tuple[LiteralString, ...] = ("0", "1", "2", "3")
"""At most so many ways are measured: text, act, brand, topic."""


def plan_messages(where: MessageFilter, after: MessagePosition | None, limit: int) -> Plan | None:
    """The plan for a page of messages; None where the filter can hold for none."""
    if where.accounts == () or (where.text is not None and not words(where.text)):
        return None
    if where.act is not None and where.act not in ACT_KINDS:
        return None
    last = END if where.until is None else where.until - 1
    plan = Plan(_between(where.since, last, after) | {"limit": limit})
    plan.parameters |= {
        "conversation": where.conversation,
        "in_reply_to": where.in_reply_to,
        "accounts": sorted(set(where.accounts or ())),
        "brand": where.brand,
        "sentiment": where.sentiment,
        "topic": where.topic,
        "kind": where.kind,
        "channel": f"{where.channel}:",
    }
    plan.ways += _small_ways(where)
    if where.text is not None:
        _search(plan, words(where.text))
    plan.ways += _marked_ways(where)
    if where.topic is not None:
        plan.ways.append(Way(HAS_TOPIC, BY_TOPIC, TOPIC_SIZE))
    if where.kind is not None:
        plan.ways.append(Way(HAS_KIND))
    if where.channel is not None:
        plan.ways.append(Way(HAS_CHANNEL))
    return plan


def _small_ways(where: MessageFilter) -> list[Way]:
    ways = []
    if where.conversation is not None:
        ways.append(Way(HAS_CONVERSATION, BY_CONVERSATION))
    if where.in_reply_to is not None:
        ways.append(Way(HAS_PARENT, BY_PARENT))
    if where.accounts is not None:
        ways.append(Way(HAS_AUTHOR, BY_AUTHOR if len(where.accounts) <= FEW_ACCOUNTS else None))
    return ways


def _search(plan: Plan, asked: tuple[str, ...]) -> None:
    """Words are letters and digits only; the quotes keep AND, OR and NOT from being operators."""
    plan.parameters["query"] = " AND ".join(f'"{word}"' for word in asked[:MOST_TERMS])
    plan.parameters["few"] = RARE + 1
    plan.parameters["words"] = [f" {word} " for word in asked]
    plan.ways.append(Way(HAS_WORDS, BY_WORDS, WORDS_SIZE))
    if len(asked) > MOST_TERMS:
        plan.ways.append(Way(HAS_WORDS))


def _marked_ways(where: MessageFilter) -> list[Way]:
    """Conditions on brand, act and sentiment: the latter two are about the brand where there is one."""
    ways = []
    if where.act is not None:
        ways.append(act_way(where.act) if where.brand is None else brand_way((where.act,)))
    if where.sentiment is not None:
        ways.append(Way(HAS_FEELING if where.brand is None else FEELS))
    if where.brand is not None:
        way = brand_way(NAMING_KINDS)
        ways.append(Way(None, way.source, way.size) if ways else way)
    return ways


def act_way(kind: FactKind) -> Way:
    """Messages with an act of this kind."""
    type_ = TYPES[kind]
    return Way(
        f"EXISTS {{ (m)-[:{type_}]->() }}",
        f"MATCH (m:Message)-[:{type_}]->() WITH DISTINCT m",
        f"MATCH ()-[r:{type_}]->() WITH count(r)",
    )


def brand_way(kinds: Sequence[FactKind]) -> Way:
    """Messages with a fact of these kinds about the brand, on either side of it."""
    types: LiteralString = "|".join([TYPES[kind] for kind in kinds])
    sides: list[LiteralString] = [TYPES[kind] for kind in kinds if kind in BOTH_SIDES]
    check: LiteralString = f"EXISTS {{ (m)-[:{types}]->(:Brand {{id: $brand}}) }}"
    source: LiteralString = (
        f"MATCH (b:Brand {{id: $brand}})<-[:{types}]-(m) USING INDEX SEEK b:Brand(id) RETURN m"
    )
    for side in sides:
        check += f" OR EXISTS {{ (m)-[r:{side}]->() WHERE r.rival = $brand }}"
        source += f" UNION MATCH (m:Message)-[r:{side}]->() WHERE r.rival = $brand RETURN m"
    sizes: list[LiteralString] = [f"COUNT {{ (b)<-[:{TYPES[kind]}]-() }}" for kind in kinds]
    return Way(
        f"({check})",
        f"CALL {{ {source} }} WITH DISTINCT m",
        f"MATCH (b:Brand {{id: $brand}}) WITH {' + '.join(sizes)}",
    )


def plan_conversations(where: ConversationFilter, after: MessagePosition | None, limit: int) -> Plan | None:
    """The plan for a page of conversations; None where the filter can hold for none."""
    if where.accounts == ():
        return None
    plan = Plan(_between(where.since, END, after) | {"limit": limit})
    plan.parameters |= {
        "accounts": sorted(set(where.accounts or ())),
        "brand": where.brand,
        "channel": where.channel,
        "until": where.until,
    }
    if where.accounts is not None:
        source = BY_AUTHOR if len(where.accounts) <= FEW_ACCOUNTS else None
        plan.ways.append(Way(_one_message(HAS_AUTHOR), source))
    if where.brand is not None:
        way = brand_way(NAMING_KINDS)
        plan.ways.append(Way(_one_message(way.check or ""), way.source, way.size))
    if where.channel is not None:
        plan.ways.append(Way("c.channel = $channel"))
    if where.until is not None:
        plan.ways.append(Way("c.first_at < $until"))
    return plan


def _one_message(check: LiteralString) -> LiteralString:
    """At least one message of the conversation is so."""
    return f"EXISTS {{ (c)<-[:IN]-(m:Message) WHERE {check} }}"


def _between(since: int | None, last: int, after: MessagePosition | None) -> dict[str, Any]:
    """From a moment to the position of the row before; at the same moment, only lesser keys."""
    return {
        "since": BEGINNING if since is None else since,
        "last": last if after is None else min(last, after.created_at),
        "at": END if after is None else after.created_at,
        "before": "" if after is None else after.uid,
    }
