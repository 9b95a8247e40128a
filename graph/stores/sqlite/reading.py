"""A connection and keys in, what the file holds under them out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import apsw
import orjson

from graph.model import (
    Account,
    Checkpoint,
    Conversation,
    Counts,
    Fact,
    Identification,
    Message,
    StoreState,
)
from graph.stores.columns import account_from, catalogue_from, extra_from, spans
from graph.stores.sqlite import queries
from graph.stores.sqlite.codes import KINDS
from graph.stores.sqlite.names import keys_of, known, numbers, texts
from graph.stores.sqlite.schema import FACT_BITS
from graph.stores.words import fold
from ingest.records import Reject
from nlp.catalogue import Catalogue

Row: TypeAlias = tuple[Any, ...]
"""The schema's tables are STRICT: what a column holds is known there, not to the type checker."""

NAMED = slice(3, 12)
"""Where a message row (author to language) and a fact row (slot to sentiment) hold names."""


def state(connection: apsw.Connection) -> StoreState:
    """Version and analysis version."""
    return StoreState(*connection.execute(queries.STATE).get)


def lineage(connection: apsw.Connection, version: int) -> str | None:
    """Which run wrote a version."""
    if not connection.execute(queries.HAS_LINEAGE).get:
        return None
    found: str | None = connection.execute(queries.LINEAGE, (version,)).get
    return found


def revisions(connection: apsw.Connection, sources: Sequence[str]) -> dict[str, str]:
    """Revision by uid."""
    rows = connection.execute(queries.REVISIONS, (texts(sources),)) if sources else ()
    return {key: str(revision) for key, revision in rows}


def messages(connection: apsw.Connection, uids: Sequence[str]) -> dict[str, Message]:
    """Messages by uid."""
    ids = known(connection, uids)
    rows = connection.execute(queries.MESSAGES, (numbers(ids.values()),)) if ids else ()
    return {one.uid: one for one in messages_from(connection, rows).values()}


def messages_in_order(connection: apsw.Connection, ids: Sequence[int]) -> list[Message]:
    """Messages by number, in the order asked for."""
    rows = connection.execute(queries.MESSAGES, (numbers(ids),)) if ids else ()
    found = messages_from(connection, rows)
    return [found[number] for number in ids]


def replies(connection: apsw.Connection, uids: Sequence[str]) -> list[Message]:
    """Messages that answer one of these."""
    ids = known(connection, uids)
    rows = connection.execute(queries.REPLIES, (numbers(ids.values()),)) if ids else ()
    return list(messages_from(connection, rows).values())


def first_replies(connection: apsw.Connection, uids: Sequence[str], most: int) -> list[Message]:
    """Of the messages that answer each of these, the oldest so many."""
    ids = known(connection, uids)
    rows = connection.execute(queries.FIRST_REPLIES, (numbers(ids.values()), most)) if ids else ()
    return list(messages_from(connection, rows).values())


def messages_and_replies(
    connection: apsw.Connection, uids: Sequence[str], most: int
) -> tuple[dict[str, Message], list[Message]]:
    """Messages by uid, and the oldest of those that answer them."""
    return messages(connection, uids), first_replies(connection, uids, most)


def messages_from(connection: apsw.Connection, rows: Iterable[Row]) -> dict[int, Message]:
    """Rows of MESSAGE_COLUMNS as messages, by number and in their order."""
    held = list(rows)
    names = keys_of(connection, {number for row in held for number in (row[0], *row[NAMED])})
    return {row[0]: _message(names, row) for row in held}


def _message(names: Mapping[int | None, Any], row: Row) -> Message:
    number, _, created_at, *named, edited_at, deleted_at, rating, rating_max, by_company, revision = row[:18]
    permalink, extra, title, text = row[18:]
    author, conversation, _, kind, in_reply_to, thread_root, quote_of, share_of, language = map(
        names.__getitem__, named
    )
    return Message(
        uid=names[number],
        kind=kind,
        author=author,
        text=text,
        created_at=created_at,
        revision=revision,
        conversation=conversation,
        title=title,
        language=language,
        in_reply_to=in_reply_to,
        thread_root=thread_root,
        quote_of=quote_of,
        share_of=share_of,
        edited_at=edited_at,
        deleted_at=deleted_at,
        rating=rating,
        rating_max=rating_max,
        permalink=permalink,
        by_company=bool(by_company),
        extra=extra_from(extra),
    )


def facts(connection: apsw.Connection, sources: Sequence[str]) -> dict[str, list[Fact]]:
    """Facts by source, in slot order."""
    ids = known(connection, sources)
    found = facts_of(connection, {number: key for key, number in ids.items()})
    return {key: found[number] for key, number in ids.items() if number in found}


def facts_of(connection: apsw.Connection, sources: Mapping[int, str]) -> dict[int, list[Fact]]:
    """Facts by the number of their source, in slot order."""
    rows: list[Row] = connection.execute(queries.FACTS, (numbers(sources),)).fetchall() if sources else []
    names = keys_of(connection, {number for row in rows for number in row[NAMED]})
    found: dict[int, list[Fact]] = {}
    for row in sorted(rows):
        number = row[0] >> FACT_BITS
        found.setdefault(number, []).append(_fact(names, sources[number], row))
    return found


def _fact(names: Mapping[int | None, Any], source: str, row: Row) -> Fact:
    _, kind, at, *named, polarity, confidence, start, end, evidence = row
    slot, actor, target, rival, to, product, rival_product, status, sentiment = map(names.__getitem__, named)
    return Fact(
        source=source,
        slot=slot,
        kind=KINDS[kind],
        at=at,
        actor=actor,
        object=target,
        rival=rival,
        to=to,
        product=product,
        rival_product=rival_product,
        status=status,
        sentiment=sentiment,
        polarity=polarity,
        confidence=confidence,
        start=start,
        end=end,
        evidence=spans(evidence),
    )


def accounts(connection: apsw.Connection, keys: Sequence[str]) -> dict[str, Account]:
    """Accounts by key."""
    rows = connection.execute(queries.ACCOUNTS, (texts(keys),)) if keys else ()
    return {row[0]: account_from(*row) for row in rows}


def accounts_sharing(connection: apsw.Connection, identity_keys: Sequence[str]) -> dict[str, list[str]]:
    """Sorted account keys by identity key."""
    rows = connection.execute(queries.ACCOUNTS_SHARING, (texts(identity_keys),)) if identity_keys else ()
    found: dict[str, list[str]] = {}
    for shared, key in rows:
        found.setdefault(shared, []).append(key)
    return found


def identifications(connection: apsw.Connection, keys: Sequence[str]) -> dict[str, Identification]:
    """Decisions by account."""
    rows = connection.execute(queries.IDENTIFICATIONS, (texts(keys),)) if keys else ()
    return {row[0]: identification_from(row) for row in rows}


def identification_from(row: Row) -> Identification:
    """A row (account, person, evidence, decided_by) as what it says."""
    account, person, evidence, decided_by = row
    return Identification(account, person, tuple(orjson.loads(evidence)), decided_by)


def accounts_of(connection: apsw.Connection, people: Sequence[str]) -> dict[str, list[Account]]:
    """The accounts of each person, by key."""
    rows = connection.execute(queries.ACCOUNTS_OF, (texts(people),)) if people else ()
    found: dict[str, list[Account]] = {}
    for person, *row in rows:
        found.setdefault(person, []).append(account_from(*row))
    return found


def find_accounts(connection: apsw.Connection, words: str, limit: int) -> list[Account]:
    """Accounts that a name of contains the words; best first (graph/stores/words.py)."""
    query = fold(words)
    rows = connection.execute(queries.FIND_ACCOUNTS, (query, limit)) if query else ()
    return [account_from(*row) for row in rows]


def conversations(connection: apsw.Connection, keys: Sequence[str]) -> dict[str, Conversation]:
    """Conversations by key."""
    return {
        one.key: one for one in conversations_in_order(connection, list(known(connection, keys).values()))
    }


def conversations_in_order(connection: apsw.Connection, ids: Sequence[int]) -> list[Conversation]:
    """Conversations by number, in the order asked for."""
    rows = connection.execute(queries.CONVERSATIONS, (numbers(ids),)) if ids else ()
    return [Conversation(*row) for row in rows]


def catalogue(connection: apsw.Connection) -> Catalogue:
    """The catalogue last written."""
    return catalogue_from(connection.execute(queries.CATALOGUE).get)


def counts(connection: apsw.Connection) -> Counts:
    """How much there is."""
    row = connection.execute(queries.COUNTS).get
    messages, accounts, people, conversations, interactions, rejects, sources = row
    by_kind = {KINDS[kind].value: number for kind, number in connection.execute(queries.FACTS_BY_KIND)}
    watched = catalogue(connection)
    return Counts(
        messages=messages,
        accounts=accounts,
        people=people,
        conversations=conversations,
        interactions=interactions,
        facts=sum(by_kind.values()),
        facts_by_kind=by_kind,
        brands=len(watched.brands),
        topics=len(watched.topics),
        rejects=rejects,
        sources=sources,
    )


def checkpoint(connection: apsw.Connection, source: str) -> Checkpoint | None:
    """How far a source was read."""
    row = connection.execute(queries.CHECKPOINT, (source,)).fetchone()
    return None if row is None else _checkpoint(row)


def checkpoints(connection: apsw.Connection) -> list[Checkpoint]:
    """Every source's, by name."""
    return [_checkpoint(row) for row in connection.execute(queries.CHECKPOINTS)]


def _checkpoint(row: Row) -> Checkpoint:
    source, cursor, fingerprint, items, rejects, done, updated_at = row
    return Checkpoint(source, cursor, fingerprint, items, rejects, bool(done), updated_at)


def rejects(connection: apsw.Connection, source: str | None) -> list[Reject]:
    """What was set aside."""
    return [Reject(*row) for row in connection.execute(queries.REJECTS, (source,))]
