"""Written messages and new labels in, the table of conversations brought up to date out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import apsw

from graph.model import FactKind, MessageFacts
from graph.stores.sqlite import queries
from graph.stores.sqlite.codes import KIND_CODES
from graph.stores.sqlite.names import interned, known, numbers


def channel_of(conversation: str) -> str:
    """The channel of a conversation's key."""
    return conversation.split(":", 1)[0]


def grow(
    connection: apsw.Connection, told: Iterable[MessageFacts], ids: Mapping[str | None, int | None]
) -> None:
    """Add new messages to the conversations that they are in."""
    times: dict[str, list[int]] = {}
    for one in told:
        times.setdefault(one.message.conversation, []).append(one.message.created_at)
    connection.executemany(
        queries.GROW_CONVERSATION,
        (
            (ids[key], ids[channel_of(key)], len(moments), min(moments), max(moments))
            for key, moments in times.items()
        ),
    )


def relabel(connection: apsw.Connection, pairs: Sequence[tuple[str, str]], version: int) -> set[int | None]:
    """Move messages from old to new conversations, with their facts; the conversations that this touched.

    Most pairs move nothing (a reply's own uid names no thread), so those that do are found first.
    """
    olds = known(connection, [old for old, new in pairs if old != new])
    if not olds:
        return set()
    peopled = {row[0] for row in connection.execute(queries.PEOPLED, (numbers(olds.values()),))}
    moves = [(olds[old], new) for old, new in pairs if olds.get(old) in peopled]
    ids = interned(connection, {name for _, new in moves for name in (new, channel_of(new))})
    for old, new in moves:
        connection.execute(queries.RELABEL_FACTS, (ids[new], old, KIND_CODES[FactKind.IN]))
        connection.execute(queries.RELABEL_MESSAGES, (ids[new], old, version))
    return {old for old, _ in moves} | {ids[new] for _, new in moves}


def measure(connection: apsw.Connection, touched: set[int | None]) -> None:
    """Count these conversations anew from their messages; one without messages goes."""
    asked = [number for number in touched if number is not None]
    if not asked:
        return
    rows: list[tuple[Any, ...]] = connection.execute(
        queries.MEASURE_CONVERSATIONS, (numbers(asked),)
    ).fetchall()
    ids = interned(connection, {channel_of(row[1]) for row in rows})
    connection.executemany(queries.FORGET_CONVERSATION, ((number,) for number in asked))
    connection.executemany(
        queries.GROW_CONVERSATION,
        ((number, ids[channel_of(key)], *measures) for number, key, *measures in rows),
    )
