"""A job in; what the schema shows of it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import orjson
import strawberry
from strawberry.scalars import JSON

from api.errors import ApiError
from api.graphql.context import Info
from api.graphql.fields import relation
from api.graphql.types.enums import JobState
from api.graphql.types.page_info import PageInfo, page_info
from api.graphql.types.scalars import DateTime, cursor, moment, optional_moment, position
from api.graphql.types.window import page_size
from graph.model import RunPosition

if TYPE_CHECKING:
    from api.jobs import Job as Inner
    from api.jobs import Jobs

JobArgument: TypeAlias = Annotated[strawberry.ID, strawberry.argument(description="Id of the job.")]


@strawberry.type(description="How far a job is.")
class JobProgress:
    """Of graph.progress.Progress."""

    stage: str = strawberry.field(description="What is being done.")
    done: int = strawberry.field(description="How much of it is done.")
    total: int | None = strawberry.field(description="Of how much; null where that is not known.")


@strawberry.type(description="A ready question that the server answers by itself, however long it takes.")
class Job:
    """Of api.jobs.Job."""

    id: strawberry.ID = strawberry.field(
        description="Its id. The same question with the same variables of the same graph is the same job."
    )
    question: str = strawberry.field(description="Name of the ready question.")
    variables: JSON = strawberry.field(
        description="Its variables; once it has ended, those that were filled in too."
    )
    state: JobState = strawberry.field(description="Where it stands.")
    progress: JobProgress = strawberry.field(description="How far it is.")
    reused: bool = strawberry.field(
        description="Whether it was there already when it was asked for: nothing new had to be worked out."
    )
    version: int = strawberry.field(description="Version of the store that it is asked of.")
    asked_at: DateTime = strawberry.field(description="When it was asked for.")
    started_at: DateTime | None = strawberry.field(description="When its turn came.")
    ended_at: DateTime | None = strawberry.field(description="When it ended.")
    error: str | None = strawberry.field(description="Why it failed, then what to do.")

    @relation("The answer, as GraphQL gives it (data, and errors); null before the end.")
    async def result(self, info: Info) -> JSON | None:
        """By the loader of answers."""
        if not self.ended_at:
            return None
        text = await info.context.loaders.run_answers.load(self.id)
        return None if text is None else _json(text)


@strawberry.type(description="One page of jobs, latest first.")
class JobConnection:
    """Keyset, as all long lists."""

    nodes: list[Job] = strawberry.field(description="The jobs.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")


class NoJobsError(ApiError):
    """This process runs no jobs."""

    code = "READ_ONLY"
    status = 403


def jobs_of(info: Info) -> Jobs:
    """The jobs of the server. Raises NoJobsError where there is none."""
    if info.context.jobs is None:
        raise NoJobsError("No jobs run here.", "Send it to a running server (`rapport serve`).")
    return info.context.jobs


def job(shown: Inner) -> Job:
    """A job to show."""
    run, progress = shown.run, shown.progress
    return Job(
        id=strawberry.ID(run.id),
        question=run.question,
        variables=_json(run.variables),
        state=JobState(run.state.value),
        progress=JobProgress(stage=progress.stage, done=progress.done, total=progress.total),
        reused=shown.reused,
        version=run.version,
        asked_at=moment(run.asked_at),
        started_at=optional_moment(run.started_at),
        ended_at=optional_moment(run.ended_at),
        error=run.error,
    )


async def page(info: Info, first: int, after: str | None) -> JobConnection:
    """A page of jobs."""
    size = page_size(first)
    found = await jobs_of(info).page(_position(after), size + 1)
    return _page(found, size)


def _page(found: Sequence[Inner], size: int) -> JobConnection:
    cursors = [cursor(one.run.asked_at, one.run.id) for one in found[:size]]
    nodes = [job(one) for one in found[:size]]
    return JobConnection(nodes=nodes, page_info=page_info(cursors, more=len(found) > size))


def _position(after: str | None) -> RunPosition | None:
    if after is None:
        return None
    asked_at, run = position(after, (int, str))
    return RunPosition(int(str(asked_at)), str(run))


def _json(text: str) -> Any:  # noqa: ANN401 - JSON
    return orjson.loads(text)
