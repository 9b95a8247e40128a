"""Ready questions to run in; jobs that take their turn, can be watched and cancelled, and are kept, out."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace

from api.errors import InputError, LimitError, problem
from api.graphql.execution import Engine
from api.jobs.job import Job, job_of, new_job, written
from api.jobs.running import Stop, answered
from api.live import LiveGraph
from api.ready.questions import ReadyQuestion, ready_question
from graph.errors import NotFoundError, StoreError
from graph.model import RunPosition, RunState
from graph.progress import Progress

log = logging.getLogger(__name__)

MOST_AT_ONCE = 2
"""Jobs that run; others wait. Each may fill a processor core, and queries need some too."""

MOST_WAITING = 100
"""Jobs that wait: a day of strategists, and no more memory than a page."""

KEPT = 200
"""Ended jobs that the store keeps with their answers, newest first: weeks of reports, some tens of megabytes."""

LONGEST_VARIABLES = 10_000
"""Characters of JSON; windows, ids and lists of excluded people."""

LEFT = "The server ended while the job was waiting or running. Start it again with startJob."
STOPPED = "The server was stopped before the job had ended. Start it again with startJob."


class _Live:
    """A job that has not ended, in this process."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.changed = asyncio.Event()
        self.task: asyncio.Task[None] | None = None
        loop = asyncio.get_running_loop()
        self.stop = Stop(lambda progress: loop.call_soon_threadsafe(self._told, progress))

    def _told(self, progress: Progress) -> None:
        if not self.job.ended:
            self.become(self.job.told(progress))

    def become(self, job: Job) -> None:
        """Take a new state, and wake whoever watches."""
        self.job = job
        self.changed.set()
        self.changed = asyncio.Event()


class Jobs:
    """The jobs of one server over one store. One server at a time should run jobs on a store."""

    def __init__(self, graph: LiveGraph, engine: Engine) -> None:
        """`engine` runs them: its time limit is theirs."""
        self._graph = graph
        self._engine = engine
        self._live: dict[str, _Live] = {}
        self._waiting: deque[_Live] = deque()
        self._running: set[str] = set()
        self._closed = False

    async def settle(self) -> None:
        """Mark as failed what an earlier server left waiting or running. A store that takes no writes is left as it is."""
        try:
            for run in await self._graph.store.page_runs(None, KEPT + MOST_WAITING):
                if not run.state.ended and run.id not in self._live:
                    job = job_of(run).ending(RunState.FAILED, LEFT)
                    await self._graph.store.put_run(job.run, None, KEPT)
        except StoreError as error:
            log.warning("jobs not settled", extra={"fields": {"reason": error.reason}})

    async def start(self, name: str, variables: Mapping[str, object]) -> Job:
        """A job that answers a ready question: a new one, or the one that is at it or has answered it already.

        Raises UnknownQuestionError, InputError, LimitError and StoreError.
        """
        question = ready_question(name)
        _check(question, variables)
        job = new_job(question, variables, (await self._graph.state()).version)
        if (live := self._live.get(job.run.id)) is not None:
            return replace(live.job, reused=True)
        known = (await self._graph.store.runs([job.run.id])).get(job.run.id)
        if known is not None and known.state is RunState.DONE:
            return job_of(known, reused=True)
        return await self._queued(job)

    async def _queued(self, job: Job) -> Job:
        if len(self._waiting) >= MOST_WAITING:
            raise LimitError(f"{MOST_WAITING} jobs are waiting already.", "Wait, or cancel some (cancelJob).")
        if (twin := self._live.get(job.run.id)) is not None:  # asked twice at once
            return replace(twin.job, reused=True)
        live = self._live[job.run.id] = _Live(job)
        try:
            await self._graph.store.put_run(job.run, None, KEPT)
        except BaseException:
            live.become(job.ending(RunState.FAILED, STOPPED))
            del self._live[job.run.id]
            raise
        self._waiting.append(live)
        self._begin_next()
        return live.job

    def _begin_next(self) -> None:
        while self._waiting and len(self._running) < MOST_AT_ONCE and not self._closed:
            live = self._waiting.popleft()
            live.become(live.job.begun())
            self._running.add(live.job.run.id)
            live.task = asyncio.create_task(self._run(live))

    async def _run(self, live: _Live) -> None:
        """One job from its beginning to its end, whatever happens."""
        try:
            await self._graph.store.put_run(live.job.run, None, KEPT)
            await self._end(live, *await answered(live.job, self._graph, self._engine, live.stop))
        except asyncio.CancelledError:
            state, reason = (RunState.FAILED, STOPPED) if self._closed else (RunState.CANCELLED, None)
            await self._end(live, live.job.ending(state, reason))
        except Exception as error:  # noqa: BLE001 - whatever it is, the job has to end
            said = problem(error)
            reason = f"{said.reason} {said.remedy}".strip()
            await self._end(live, live.job.ending(RunState.FAILED, reason))
        finally:
            self._running.discard(live.job.run.id)
            self._begin_next()

    async def _end(self, live: _Live, job: Job, answer: str | None = None) -> None:
        """Keep what it came to, then tell: who hears that it is done finds its answer."""
        try:
            await self._graph.store.put_run(job.run, answer, KEPT)
        except StoreError as error:
            log.warning("job not kept", extra={"fields": {"job": job.run.id, "reason": error.reason}})
            job = job.ending(RunState.FAILED, f"The answer could not be kept: {error}")
        live.become(job)
        self._live.pop(job.run.id, None)

    async def find(self, job: str) -> Job:
        """The job with this id. Raises NotFoundError."""
        if (live := self._live.get(job)) is not None:
            return live.job
        run = (await self._graph.store.runs([job])).get(job)
        if run is None:
            remedy = f"See `jobs` for those that are kept (the latest {KEPT})."
            raise NotFoundError(f"No job has the id {job!r}.", remedy)
        return job_of(run)

    async def page(self, after: RunPosition | None, limit: int) -> Sequence[Job]:
        """The next jobs, latest first."""
        runs = await self._graph.store.page_runs(after, limit)
        return [self._live[run.id].job if run.id in self._live else job_of(run) for run in runs]

    async def cancel(self, job: str) -> Job:
        """Stop a job. One that has ended stays as it is."""
        live = self._live.get(job)
        if live is None:
            return await self.find(job)
        live.stop.ask()
        if live.task is None:
            self._waiting.remove(live)
            await self._end(live, live.job.ending(RunState.CANCELLED))
        else:
            live.task.cancel()
            await asyncio.wait([live.task])
        return live.job

    async def watch(self, job: str) -> AsyncIterator[Job]:
        """A job's states: the present one, then each change, to the end. Who is slow gets the latest only."""
        live = self._live.get(job)
        if live is None:
            yield await self.find(job)
            return
        while True:
            changed, now = live.changed, live.job
            yield now
            if now.ended:
                return
            if live.job is now:
                await changed.wait()

    async def close(self) -> None:
        """Stop all jobs, and say so of each."""
        self._closed = True
        for live in [*self._waiting]:
            await self._end(live, live.job.ending(RunState.FAILED, STOPPED))
        self._waiting.clear()
        tasks = [live.task for live in self._live.values() if live.task is not None]
        for live in [*self._live.values()]:
            live.stop.ask()
            if live.task is not None:
                live.task.cancel()
        if tasks:
            await asyncio.wait(tasks)


def _check(question: ReadyQuestion, variables: Mapping[str, object]) -> None:
    """Raise InputError for variables that the question does not have: they would change nothing, and say so of nothing."""
    known = question.variables
    unknown = sorted(variables.keys() - set(known))
    if unknown:
        remedy = f"It has: {', '.join(known)}."
        raise InputError(f"The question {question.name} has no variable {unknown[0]!r}.", remedy)
    if len(written(variables)) > LONGEST_VARIABLES:
        raise InputError(f"The variables are longer than {LONGEST_VARIABLES:,} characters.", "Send less.")
