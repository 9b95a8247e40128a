"""A job and the graph in; its answer, as GraphQL gives it, out, with progress told on the way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import orjson

from api.graphql.context import Context
from api.graphql.execution import Engine, Request
from api.jobs.job import Job, written
from api.live import LiveGraph
from api.ready.filling import fill
from api.ready.questions import ready_question
from graph.model import RunState
from graph.progress import Progress, StoppedError, listening, telling


class Stop:
    """Listens to a job's progress and passes it on, until the job is stopped: then what tells it ends."""

    def __init__(self, pass_on: Callable[[Progress], object]) -> None:
        self._pass_on = pass_on
        self._asked = threading.Event()

    def ask(self) -> None:
        """Let the work end at its next step."""
        self._asked.set()

    def __call__(self, progress: Progress) -> None:
        """Hear of progress. Raises StoppedError once the job is stopped."""
        if self._asked.is_set():
            raise StoppedError("Nobody waits for this answer any more.")
        self._pass_on(progress)


async def answered(job: Job, graph: LiveGraph, engine: Engine, heard: Stop) -> tuple[Job, str]:
    """Ask the question of the graph as it is now, however long it takes: the job at its end, and its answer as JSON."""
    with listening(heard):
        telling("Loading the graph")
        if (await graph.view()).projection.version < job.run.version:  # a picture may be a second old
            graph.moved()
        context = Context(graph)
        view = await context.view()
        telling("Answering")
        question = ready_question(job.run.question)
        variables = await fill(question, view) | orjson.loads(job.run.variables)
        reply = await engine.run(Request(question.document, variables), context)
        return _ended(job.about(view.projection.version, written(variables)), reply.body)


def _ended(job: Job, body: dict[str, Any]) -> tuple[Job, str]:
    answer, errors = orjson.dumps(body).decode(), body.get("errors")
    if not errors:
        return job.ending(RunState.DONE), answer
    remedy = errors[0].get("extensions", {}).get("remedy", "")
    return job.ending(RunState.FAILED, f"{errors[0]['message']} {remedy}".strip()), answer
