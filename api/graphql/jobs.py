"""The roots about jobs: what can be looked up, changed and watched."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

import strawberry
from strawberry.scalars import JSON

from api.errors import InputError
from api.graphql.context import Info
from api.graphql.fields import change, relation, watching
from api.graphql.limits import PAGE
from api.graphql.types import job as jobs
from api.graphql.types.job import Job, JobArgument, JobConnection, jobs_of
from api.graphql.types.window import After, First


@strawberry.type(description="What there is of jobs.")
class JobLookups:
    """Roots of queries."""

    @relation("One job: how far it is, or its answer.")
    async def job(
        self,
        info: Info,
        id: JobArgument,  # noqa: A002 - its name in the schema
    ) -> Job | None:
        """Of those that run here, else from the store."""
        return jobs.job(await jobs_of(info).find(id))

    @relation("Jobs, latest first: those that wait and run, and those that ended and are kept.")
    async def jobs(self, info: Info, first: First = PAGE, after: After = None) -> JobConnection | None:
        """A page of the store."""
        return await jobs.page(info, first, after)


@strawberry.type(description="What can be done with jobs.")
class JobChanges:
    """Roots of mutations."""

    @change(
        "Answer a ready question in the background, however long it takes. The same question with the same "
        "variables of the same graph is answered from what is kept."
    )
    async def start_job(
        self,
        info: Info,
        question: Annotated[
            strawberry.ID,
            strawberry.argument(description="Name of the ready question: see /ready-questions."),
        ],
        variables: Annotated[
            JSON | None,
            strawberry.argument(description="Its variables, an object; what is left out is filled in."),
        ] = None,
    ) -> Job:
        """By the jobs of the server."""
        if variables is not None and not isinstance(variables, dict):
            raise InputError("`variables` is no object.", 'Write {"brand": "acme"}.')
        return jobs.job(await jobs_of(info).start(question, variables or {}))

    @change("Stop a job. One that has ended stays as it is.")
    async def cancel_job(
        self,
        info: Info,
        id: JobArgument,  # noqa: A002 - its name in the schema
    ) -> Job:
        """By the jobs of the server."""
        return jobs.job(await jobs_of(info).cancel(id))


@strawberry.type(description="What can be watched.")
class Subscription:
    """The root of subscriptions."""

    @watching("A job: as it stands, then at each step, to its end.")
    async def job(
        self,
        info: Info,
        id: JobArgument,  # noqa: A002 - its name in the schema
    ) -> AsyncIterator[Job]:
        """Of those that run here; one that has ended comes once."""
        async for state in jobs_of(info).watch(id):
            yield jobs.job(state)
