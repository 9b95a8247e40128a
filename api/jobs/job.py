"""A ready question and its variables in; the job that answers it, as it stands at a moment, out."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import orjson

from api.graphql.types.window import UNITS
from graph.model import Micros, RunPosition, RunState, StoredRun
from graph.progress import Progress

if (
    TYPE_CHECKING
):  # ready questions are asked with a job's patience: imported here, the two could not start each other
    from api.ready.questions import ReadyQuestion

LIMIT_S = 3600.0
"""How long a job may run: none that is meant takes an hour, and one that hangs must not keep a place for ever."""

ID_BYTES = 12
"""Of a job's id: 96 bits of a hash, far more than ever meet."""

MOVING = "last"
"""A window by its length alone (`last: "90d"`) ends now, so that its answer ages."""

FRESH_FOR = UNITS["h"]
"""How long the answer about such a window is given again: the shortest that can be asked for is an hour."""


@dataclass(frozen=True, slots=True)
class Job:
    """One state of a job."""

    run: StoredRun
    progress: Progress
    reused: bool = False
    """Whether it was there when it was asked for."""

    @property
    def ended(self) -> bool:
        """Whether nothing more comes."""
        return self.run.state.ended

    @property
    def position(self) -> RunPosition:
        """Its place in the list of jobs."""
        return RunPosition(self.run.asked_at, self.run.id)

    def told(self, progress: Progress) -> Job:
        """The same job, further on."""
        return replace(self, progress=progress)

    def about(self, version: int, variables: str) -> Job:
        """The same job, answered of this version of the store with these variables."""
        return replace(self, run=replace(self.run, version=version, variables=variables))

    def begun(self) -> Job:
        """Its turn has come."""
        run = replace(self.run, state=RunState.RUNNING, started_at=now())
        return replace(self, run=run, progress=Progress("Beginning"))

    def ending(self, state: RunState, error: str | None = None) -> Job:
        """It has come to an end."""
        run = replace(self.run, state=state, ended_at=now(), error=error)
        return Job(run, Progress(STAGES[state], 1, 1), self.reused)


STAGES = {
    RunState.WAITING: "Waiting for its turn",
    RunState.RUNNING: "Running",
    RunState.DONE: "Done",
    RunState.FAILED: "Failed",
    RunState.CANCELLED: "Cancelled",
}
"""What is told of a job that tells nothing itself."""


def job_of(run: StoredRun, *, reused: bool = False) -> Job:
    """A job as the store has it."""
    done, total = (1, 1) if run.state.ended else (0, None)
    return Job(run, Progress(STAGES[run.state], done, total), reused)


def new_job(question: ReadyQuestion, variables: Mapping[str, object], version: int) -> Job:
    """A job that waits for its turn."""
    text = written(variables)
    asked_at = now()
    identifier = _identifier(question, text, version, asked_at)
    return job_of(StoredRun(identifier, question.name, text, RunState.WAITING, version, asked_at))


def written(variables: Mapping[str, object]) -> str:
    """Variables as JSON, the same for the same."""
    return orjson.dumps(dict(variables), option=orjson.OPT_SORT_KEYS).decode()


def now() -> Micros:
    """The present moment."""
    return time.time_ns() // 1_000


def _identifier(question: ReadyQuestion, variables: str, version: int, at: Micros) -> str:
    """Made of all that the answer depends on; of the hour too where a window ends now."""
    hour = at // FRESH_FOR if f'"{MOVING}":' in variables else 0
    parts = (question.name, question.document, variables, str(version), str(hour))
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=ID_BYTES).hexdigest()
