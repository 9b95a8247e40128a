"""A connection in; questions that were asked as jobs, kept as StoredRun nodes and found again, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, LiteralString

from graph.model import RunPosition, RunState, StoredRun
from graph.stores.neo4j.connection import Connection

RUN: LiteralString = "n {.*, answer: NULL}"
"""A run's properties, without its answer."""

PUT_RUN: LiteralString = "MERGE (n:StoredRun {id: $run.id}) SET n = $run"

FORGET_OLD_RUNS: LiteralString = """
MATCH (n:StoredRun) WHERE n.ended_at IS NOT NULL
WITH n ORDER BY n.asked_at DESC, n.id DESC SKIP $keep
DELETE n
"""
RUNS: LiteralString = f"""
UNWIND $ids AS id
MATCH (n:StoredRun {{id: id}})
USING INDEX SEEK n:StoredRun(id)
RETURN collect({RUN}) AS rows
"""
"""rows: runs"""

RUN_ANSWERS: LiteralString = """
UNWIND $ids AS id
MATCH (n:StoredRun {id: id})
USING INDEX SEEK n:StoredRun(id)
WHERE n.answer IS NOT NULL
RETURN collect([id, n.answer]) AS rows
"""
"""rows: [id, answer]"""

PAGE_RUNS: LiteralString = f"""
MATCH (n:StoredRun)
WHERE $asked_at IS NULL OR n.asked_at < $asked_at OR (n.asked_at = $asked_at AND n.id < $id)
WITH n ORDER BY n.asked_at DESC, n.id DESC LIMIT $limit
RETURN collect({RUN}) AS rows
"""
"""rows: runs. There are few (api/jobs), so they need no index by time."""


async def put(connection: Connection, run: StoredRun, answer: str | None, keep: int) -> None:
    """Replace a run's earlier state, and forget the oldest of those that have ended."""
    held = asdict(run) | {"state": run.state.value, "answer": answer}
    await connection.update([(PUT_RUN, {"run": held}), (FORGET_OLD_RUNS, {"keep": keep})])


async def page(connection: Connection, after: RunPosition | None, limit: int) -> Sequence[StoredRun]:
    """The next runs, newest first."""
    position = (
        {"asked_at": None, "id": None} if after is None else {"asked_at": after.asked_at, "id": after.id}
    )
    return [run_from(row) for row in await connection.rows(PAGE_RUNS, position | {"limit": limit})]


def run_from(row: Mapping[str, Any]) -> StoredRun:
    """A node's properties as the run that it is; what is null is not there."""
    fields: dict[str, Any] = {name: value for name, value in row.items() if name != "answer"}
    fields["state"] = RunState(row["state"])
    return StoredRun(**fields)
