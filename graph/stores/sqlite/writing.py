"""A batch in, the same durable in one transaction and the new version out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

import apsw

from graph.errors import StaleBatchError
from graph.model import Batch, Fact, MessageFacts
from graph.stores.columns import catalogue_text, evidence_text, extra_text
from graph.stores.sqlite import identities, queries, threads
from graph.stores.sqlite.codes import KIND_CODES, SENTIMENT_CODES
from graph.stores.sqlite.marks import MARKED, headings
from graph.stores.sqlite.names import interned, numbers
from graph.stores.sqlite.schema import FACT_BITS, transaction
from graph.stores.words import fold

Ids = dict[str | None, int | None]
Row = tuple[object, ...]

message_names = attrgetter(
    "uid", "author", "conversation", "channel", "kind", "in_reply_to", "thread_root", "quote_of", "share_of",
    "language",
)  # fmt: skip
fact_names = attrgetter(
    "slot", "actor", "object", "rival", "to", "product", "rival_product", "status", "sentiment"
)
fact_numbers = attrgetter("polarity", "confidence", "start", "end")
slot_of = attrgetter("slot")


def write(connection: apsw.Connection, batch: Batch, run: str) -> int:
    """Write everything or nothing, in the name of a writer's run. Raises StaleBatchError where another write came first."""
    with transaction(connection):
        version = _advance(connection, batch)
        connection.execute(queries.ADD_RUN, (version - 1, run))
        _put_all(connection, batch, version)
    return version


def _advance(connection: apsw.Connection, batch: Batch) -> int:
    version, _ = connection.execute(queries.STATE).get
    if version != batch.expected_version:
        raise StaleBatchError(
            f"The batch was computed at version {batch.expected_version}; the store is at {version}.",
            "Compute it again.",
        )
    catalogue = None if batch.catalogue is None else catalogue_text(batch.catalogue)
    connection.execute(queries.ADVANCE, (version + 1, batch.analysis_version, catalogue))
    return int(version) + 1


def _put_all(connection: apsw.Connection, batch: Batch, version: int) -> None:
    ids = interned(connection, _names(batch))
    changed = [ids[told.message.uid] for told in batch.changed_messages]
    touched = _forget_messages(connection, changed) if changed else set()
    _add_messages(connection, (*batch.new_messages, *batch.changed_messages), ids, version)
    threads.grow(connection, batch.new_messages, ids)
    touched.update(ids[told.message.conversation] for told in batch.changed_messages)
    touched |= threads.relabel(connection, batch.relabelled, version)
    threads.measure(connection, touched)
    _put_interactions(connection, batch, ids, version)
    identities.put_accounts(connection, batch.accounts, ids)
    identities.put_identifications(connection, batch.identifications, ids, version)
    _put_sources(connection, batch)


def _names(batch: Batch) -> set[str]:
    """Every string of the batch that the file keeps once."""
    found: set[str | None] = set()
    for told in (*batch.new_messages, *batch.changed_messages):
        found.update(message_names(told.message))
        found.add(told.message.conversation.split(":", 1)[0])
        for fact in told.facts:
            found.update(fact_names(fact))
    for fact in (*batch.new_interactions, *batch.changed_interactions):
        found.update(fact_names(fact))
        found.add(fact.source)
    found.update(account.key for account in batch.accounts)
    for decision in batch.identifications:
        found.update((decision.account, decision.person))
    return {name for name in found if name is not None}


def _forget_messages(connection: apsw.Connection, ids: Sequence[int | None]) -> set[int | None]:
    """Take messages and all that rests on them out; the conversations they were in."""
    asked = [number for number in ids if number is not None]
    facts: dict[tuple[int, int], list[tuple[int, int | None, int | None, int | None]]] = {}
    rows = connection.execute(queries.MARKED_FACTS, (numbers(asked),))
    for message, at, kind, target, rival, sentiment in rows:
        if kind in MARKED:
            facts.setdefault((message, at), []).append((kind, target, rival, SENTIMENT_CODES.get(sentiment)))
    marks = [(*heading, at, uid) for (uid, at), marked in facts.items() for heading in headings(marked)]
    touched = {row[0] for row in connection.execute(queries.CONVERSATIONS_OF, (numbers(asked),))}
    connection.executemany(queries.FORGET_MARK, marks)
    each = [(number,) for number in asked]
    for statement in (queries.FORGET_FACTS, queries.FORGET_WORDS, queries.FORGET_MESSAGE):
        connection.executemany(statement, each)
    return touched


def _add_messages(connection: apsw.Connection, told: Sequence[MessageFacts], ids: Ids, version: int) -> None:
    connection.executemany(queries.ADD_MESSAGE, (_message_row(one, ids, version) for one in told))
    connection.executemany(queries.ADD_WORDS, _words(told, ids))
    marks: list[Row] = []
    connection.executemany(queries.ADD_FACT, _fact_rows(told, ids, marks))
    connection.executemany(queries.ADD_MARK, sorted(marks))


def _message_row(told: MessageFacts, ids: Ids, version: int) -> Row:
    one = told.message
    uid, author, conversation, channel, kind, reply, root, quote, share, language = map(
        ids.__getitem__, message_names(one)
    )
    return (
        uid, version, one.created_at, author, conversation, channel, kind, reply, root, quote, share,
        language, one.edited_at, one.deleted_at, one.rating, one.rating_max, one.by_company, one.revision,
        one.permalink, extra_text(one.extra), one.title, one.text,
    )  # fmt: skip


def _words(told: Iterable[MessageFacts], ids: Ids) -> Iterator[Row]:
    for one in told:
        message = one.message
        text = f"{message.title}\n{message.text}" if message.title else message.text
        yield ids[message.uid], fold(text)


def _fact_rows(told: Iterable[MessageFacts], ids: Ids, marks: list[Row]) -> Iterator[Row]:
    """Rows of all facts; the marks that they make go into `marks` on the way."""
    for one in told:
        source = ids[one.message.uid] or 0
        marked = []
        for place, fact in enumerate(sorted(one.facts, key=slot_of), source << FACT_BITS):
            row = _fact_row(place, fact, ids)
            if row[1] in MARKED:
                marked.append((row[1], row[5], row[6], SENTIMENT_CODES.get(fact.sentiment)))
            yield row
        if marked:
            at = one.message.created_at
            marks += [(*heading, at, source) for heading in headings(marked)]


def _fact_row(place: int, fact: Fact, ids: Ids) -> tuple[Any, ...]:
    evidence = evidence_text(fact.evidence) if fact.evidence else None
    named = map(ids.__getitem__, fact_names(fact))
    return (place, KIND_CODES[fact.kind], fact.at, *named, *fact_numbers(fact), evidence)


def _put_interactions(connection: apsw.Connection, batch: Batch, ids: Ids, version: int) -> None:
    changed = [(ids[fact.source],) for fact in batch.changed_interactions]
    connection.executemany(queries.FORGET_FACTS, changed)
    connection.executemany(queries.FORGET_INTERACTION, changed)
    for fact in (*batch.new_interactions, *batch.changed_interactions):
        source = ids[fact.source] or 0
        connection.execute(queries.ADD_INTERACTION, (source, version, fact.at))
        connection.execute(queries.ADD_FACT, _fact_row(source << FACT_BITS, fact, ids))


def _put_sources(connection: apsw.Connection, batch: Batch) -> None:
    rejects = [(r.source, r.position, r.reason, r.remedy, r.raw, r.format) for r in batch.rejects]
    connection.executemany(queries.PUT_REJECT, rejects)
    connection.executemany(queries.SETTLE_REJECT, batch.settled_rejects)
    point = batch.checkpoint
    if point is not None:
        row = (point.source, point.cursor, point.fingerprint, point.items, point.rejects)
        connection.execute(queries.PUT_CHECKPOINT, (*row, point.done, point.updated_at))
