"""A connection in; questions that were asked as jobs, kept and found again, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import apsw

from graph.model import RunPosition, RunState, StoredRun
from graph.stores.sqlite import queries
from graph.stores.sqlite.names import texts
from graph.stores.sqlite.schema import transaction


def put(connection: apsw.Connection, what: tuple[StoredRun, str | None, int]) -> None:
    """Replace a run's earlier state, and forget the oldest of those that have ended."""
    run, answer, keep = what
    with transaction(connection):
        asked = (run.id, run.question, run.variables, run.state.value, run.version)
        row = (*asked, run.asked_at, run.started_at, run.ended_at, run.error, answer)
        connection.execute(queries.PUT_RUN, row)
        connection.execute(queries.FORGET_OLD_RUNS, (keep,))


def by_id(connection: apsw.Connection, ids: Sequence[str]) -> dict[str, StoredRun]:
    """Runs by id."""
    rows = connection.execute(queries.RUNS, (texts(ids),)) if ids else ()
    return {row[0]: _run(row) for row in rows}


def answers(connection: apsw.Connection, ids: Sequence[str]) -> dict[str, str]:
    """Answers by run."""
    rows = connection.execute(queries.RUN_ANSWERS, (texts(ids),)) if ids else ()
    return {row[0]: row[1] for row in rows}


def page(connection: apsw.Connection, after: RunPosition | None, limit: int) -> list[StoredRun]:
    """The next runs, newest first."""
    position = (None, None) if after is None else (after.asked_at, after.id)
    return [_run(row) for row in connection.execute(queries.PAGE_RUNS, (*position, limit))]


def _run(row: tuple[Any, ...]) -> StoredRun:
    run, question, variables, state, *rest = row
    return StoredRun(run, question, variables, RunState(state), *rest)
