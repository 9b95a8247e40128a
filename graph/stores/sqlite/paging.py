"""A filter and a position in, the numbers of the next messages or conversations out.

A page is read along one index that is in time order (or from a small set that is sorted), and every row
on it is checked against the other conditions. Statements are put together from the constants below
alone; all that a filter says is bound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import apsw

from graph.model import ConversationFilter, MessageFilter, MessagePosition
from graph.stores.sqlite import marks
from graph.stores.sqlite.codes import KIND_CODES, SENTIMENT_CODES, UNHEARD_OF
from graph.stores.sqlite.names import known, numbers
from graph.stores.words import words

RARE = 5_000
"""Up to so many candidates are read and sorted; more than that are met soon enough when read by time."""

FEW_ACCOUNTS = 50
"""The messages of so many authors are read and sorted; more authors are met soon enough by time."""

BEGINNING, END = -(2**63), 2**63 - 1

Bound: TypeAlias = dict[str, Any]
"""Values for the named places of a statement."""


@dataclass(frozen=True, slots=True)
class Way:
    """One condition: how rows that meet it are read in time order, and how a row read otherwise is checked."""

    check: str
    source: str = ""
    """FROM; empty where there is no such order."""
    read: str = ""
    """The condition as it is put to `source`; empty where it is `check`."""
    time: str = ""
    """The column that `source` is in the order of; empty for the page's own."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is paged through."""

    statement: str
    time: str
    by_time: str
    ways: Mapping[str, Way]
    """By the field of the filter, the one that leaves the fewest rows first."""


def _mark(name: str) -> Way:
    """The way of a heading whose numbers are bound as NAME_thing and NAME_aspect."""
    return Way(
        check=f"EXISTS (SELECT 1 FROM mark AS x WHERE x.thing = :{name}_thing AND x.aspect = :{name}_aspect"
        " AND x.at = m.created_at AND x.message = m.id)",
        source="mark AS d CROSS JOIN message AS m ON m.id = d.message",
        read=f"d.thing = :{name}_thing AND d.aspect = :{name}_aspect",
        time="d.at",
    )


MESSAGES = Page(
    statement="SELECT m.id FROM {source} CROSS JOIN name AS n ON n.id = m.id WHERE {conditions}"
    " ORDER BY {time} DESC, n.key DESC LIMIT :limit",
    time="m.created_at",
    by_time="message AS m INDEXED BY message_by_time",
    ways={
        "conversation": Way(
            "m.conversation = :conversation", "message AS m INDEXED BY message_by_conversation"
        ),
        "in_reply_to": Way("m.in_reply_to = :in_reply_to", "message AS m INDEXED BY message_by_parent"),
        "accounts": Way(
            "m.author IN (SELECT value FROM carray(:accounts))", "message AS m INDEXED BY message_by_author"
        ),
        "text": Way(
            check="m.id IN (SELECT rowid FROM word WHERE word MATCH :text)",
            source="message AS m",
            time="+m.created_at",
        ),
        "act": _mark("act"),
        "sentiment": _mark("sentiment"),
        "brand": _mark("brand"),
        "topic": _mark("topic"),
        "channel": Way("m.channel = :channel", "message AS m INDEXED BY message_by_channel"),
        "kind": Way("m.kind = :kind"),
    },
)

CONVERSATIONS = Page(
    statement="SELECT c.id FROM {source} CROSS JOIN name AS n ON n.id = c.id WHERE {conditions}"
    " ORDER BY {time} DESC, n.key DESC LIMIT :limit",
    time="c.last_at",
    by_time="conversation AS c INDEXED BY conversation_by_time",
    ways={
        "accounts": Way(
            check="EXISTS (SELECT 1 FROM message AS m INDEXED BY message_by_conversation"
            " WHERE m.conversation = c.id AND m.author IN (SELECT value FROM carray(:accounts)))",
            source="conversation AS c",
            read="c.id IN (SELECT m.conversation FROM carray(:accounts) AS asked"
            " CROSS JOIN message AS m INDEXED BY message_by_author ON m.author = asked.value)",
            time="+c.last_at",
        ),
        "brand": Way(
            check="EXISTS (SELECT 1 FROM message AS m INDEXED BY message_by_conversation"
            " CROSS JOIN mark AS x ON x.thing = :brand_thing AND x.aspect = :brand_aspect"
            " AND x.at = m.created_at AND x.message = m.id WHERE m.conversation = c.id)",
            source="conversation AS c",
            read="c.id IN (SELECT m.conversation FROM mark AS d CROSS JOIN message AS m ON m.id = d.message"
            " WHERE d.thing = :brand_thing AND d.aspect = :brand_aspect)",
            time="+c.last_at",
        ),
        "channel": Way("c.channel = :channel", "conversation AS c INDEXED BY conversation_by_channel"),
        "until": Way("c.first_at < :until"),
    },
)

IN_TIME = "{time} BETWEEN :since AND :last AND ({time} < :at OR n.key < :before)"
"""From a moment to the position of the row before; at the same moment, only lesser keys."""

WORDS_UP_TO = "SELECT count(*) FROM (SELECT 1 FROM word WHERE word MATCH ? LIMIT ?)"
MARKS_UP_TO = "SELECT count(*) FROM (SELECT 1 FROM mark WHERE thing = ? AND aspect = ? LIMIT ?)"
"""count"""


def page_messages(
    connection: apsw.Connection, where: MessageFilter, after: MessagePosition | None, limit: int
) -> list[int]:
    """Numbers of the next messages, newest first."""
    asked = _asked_of_messages(connection, where)
    if asked is None:
        return []
    late = set()
    if "text" in asked and not _few_words(connection, asked["text"]["text"]):
        late.add("text")
    if where.accounts is not None and len(where.accounts) > FEW_ACCOUNTS:
        late.add("accounts")
    last = END if where.until is None else where.until - 1
    statement, bound = _statement(MESSAGES, asked, late)
    return _run(connection, statement, bound | _between(where.since, last, after), limit)


def page_conversations(
    connection: apsw.Connection, where: ConversationFilter, after: MessagePosition | None, limit: int
) -> list[int]:
    """Numbers of the next conversations, newest first."""
    asked = _asked_of_conversations(connection, where)
    if asked is None:
        return []
    late = set()
    if "brand" in asked and not _few_marks(connection, asked["brand"]):
        late.add("brand")
    if where.accounts is not None and len(where.accounts) > FEW_ACCOUNTS:
        late.add("accounts")
    statement, bound = _statement(CONVERSATIONS, asked, late)
    return _run(connection, statement, bound | _between(where.since, END, after), limit)


def _statement(page: Page, asked: Mapping[str, Bound], late: set[str]) -> tuple[str, Bound]:
    """The statement that reads by the most telling condition, and its values. `late` ones are only checked."""
    readable = [name for name, way in page.ways.items() if name in asked and way.source and name not in late]
    reading = readable[0] if readable else None
    way = Way("", page.by_time) if reading is None else page.ways[reading]
    time = way.time or page.time
    conditions = [page.ways[name].check for name in page.ways if name in asked and name != reading]
    if reading is not None:
        conditions.append(way.read or way.check)
    conditions.append(IN_TIME.format(time=time))
    text = page.statement.format(source=way.source, time=time, conditions=" AND ".join(conditions))
    return text, {name: value for values in asked.values() for name, value in values.items()}


def _run(connection: apsw.Connection, statement: str, bound: Bound, limit: int) -> list[int]:
    return [row[0] for row in connection.execute(statement, bound | {"limit": limit})]


def _between(since: int | None, last: int, after: MessagePosition | None) -> Bound:
    return {
        "since": BEGINNING if since is None else since,
        "last": last if after is None else min(last, after.created_at),
        "at": END if after is None else after.created_at,
        "before": "" if after is None else after.uid,
    }


def _few_words(connection: apsw.Connection, match: str) -> bool:
    return int(connection.execute(WORDS_UP_TO, (match, RARE + 1)).get) <= RARE


def _few_marks(connection: apsw.Connection, heading: Bound) -> bool:
    return int(connection.execute(MARKS_UP_TO, (*heading.values(), RARE + 1)).get) <= RARE


def _asked_of_messages(connection: apsw.Connection, where: MessageFilter) -> dict[str, Bound] | None:
    """What each set field binds; None where it names something that the store does not have."""
    named = {"conversation": where.conversation, "in_reply_to": where.in_reply_to, "kind": where.kind}
    asked = _named(connection, named | {"channel": where.channel})
    headings = _headings(connection, where)
    accounts = _accounts(connection, where.accounts)
    if asked is None or headings is None or accounts is None:
        return None
    if where.text is not None:
        match = " ".join(f'"{word}"' for word in words(where.text))
        if not match:
            return None
        asked["text"] = {"text": match}
    return asked | headings | accounts


def _asked_of_conversations(
    connection: apsw.Connection, where: ConversationFilter
) -> dict[str, Bound] | None:
    asked = _named(connection, {"channel": where.channel})
    headings = _headings(connection, MessageFilter(brand=where.brand))
    accounts = _accounts(connection, where.accounts)
    if asked is None or headings is None or accounts is None:
        return None
    if where.until is not None:
        asked["until"] = {"until": where.until}
    return asked | headings | accounts


def _named(connection: apsw.Connection, fields: Mapping[str, str | None]) -> dict[str, Bound] | None:
    """The numbers of the names that are set."""
    wanted = {field: name for field, name in fields.items() if name is not None}
    ids = known(connection, wanted.values())
    if any(name not in ids for name in wanted.values()):
        return None
    return {field: {field: ids[name]} for field, name in wanted.items()}


def _accounts(connection: apsw.Connection, accounts: tuple[str, ...] | None) -> dict[str, Bound] | None:
    if accounts is None:
        return {}
    ids = known(connection, accounts)
    return {"accounts": {"accounts": numbers(ids.values())}} if ids else None


def _headings(connection: apsw.Connection, where: MessageFilter) -> dict[str, Bound] | None:
    """The marks that a message must have (marks.py)."""
    things = _named(connection, {"brand": where.brand, "topic": where.topic})
    if things is None:
        return None
    brand = things["brand"]["brand"] if where.brand is not None else marks.ANY
    found: dict[str, marks.Heading] = {}
    if where.act is not None:
        found["act"] = (brand, KIND_CODES[where.act])
    if where.sentiment is not None:
        found["sentiment"] = (brand, SENTIMENT_CODES.get(where.sentiment, UNHEARD_OF))
    if where.brand is not None and not found:
        found["brand"] = (brand, marks.ANY)
    if where.topic is not None:
        found["topic"] = (things["topic"]["topic"], marks.ABOUT)
    return {
        name: {f"{name}_thing": thing, f"{name}_aspect": aspect} for name, (thing, aspect) in found.items()
    }
