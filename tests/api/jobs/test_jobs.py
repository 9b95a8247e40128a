"""Ready questions as jobs: they take turns, tell how far they are, can be stopped, and are answered once."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from api.errors import InputError, LimitError
from api.graphql.execution import Engine
from api.graphql.schema import schema
from api.jobs import Job, Jobs, running
from api.jobs import jobs as module
from api.live import LiveGraph
from api.ready import UnknownQuestionError
from graph.errors import NotFoundError, StoreFullError
from graph.ingestion import Ingestion
from graph.model import RunState, StoredRun
from graph.progress import Progress, StoppedError, listening, telling
from graph.questions.answer import Window
from graph.questions.persuaders import persuaders
from graph.questions.view import open_view
from graph.store import Store
from graph.stores.sqlite.store import SqliteStore
from nlp.pipeline import Pipeline
from tests.api.world import CATALOGUE, said

DONE, FAILED, CANCELLED = RunState.DONE, RunState.FAILED, RunState.CANCELLED


@pytest.fixture
async def store(world_file: Path, tmp_path: Path) -> AsyncIterator[SqliteStore]:
    path = tmp_path / "copy.rapport"
    shutil.copy(world_file, path)
    opened = SqliteStore.open(path)
    yield opened
    await opened.close()


def jobs_over(store: Store) -> Jobs:
    return Jobs(LiveGraph(store), Engine(schema()._schema, timeout_s=60))


@pytest.fixture
async def jobs(store: SqliteStore) -> AsyncIterator[Jobs]:
    opened = jobs_over(store)
    yield opened
    await opened.close()


async def ended(jobs: Jobs, job: Job) -> Job:
    return [state async for state in jobs.watch(job.run.id)][-1]


class Gate:
    """Holds jobs in a thread, telling their progress, until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open = threading.Event()
        self.inside = 0
        self.most = 0
        self._answered = running.answered
        monkeypatch.setattr(module, "answered", self._held)

    async def _held(self, job: Job, graph: LiveGraph, engine: Engine, heard: running.Stop) -> tuple[Job, str]:
        self.inside += 1
        self.most = max(self.most, self.inside)
        try:
            with listening(heard):
                await asyncio.to_thread(self._work)
            return await self._answered(job, graph, engine, heard)
        finally:
            self.inside -= 1

    def _work(self) -> None:
        step = 0
        while not self.open.wait(0.01):
            step += 1
            telling("Holding", step)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    return Gate(monkeypatch)


async def test_a_job_answers_as_the_question_itself_does(jobs: Jobs, store: SqliteStore) -> None:
    asked = await jobs.start("standing", {})
    job = await ended(jobs, asked)
    assert (job.run.state, job.run.error, job.reused) == (DONE, None, False)
    answer = orjson.loads((await store.run_answers([job.run.id]))[job.run.id])
    assert answer["data"]["standing"]["stands"][0]["brand"]["name"] == "Moka"
    assert orjson.loads(job.run.variables) == {"brand": "moka", "window": None}
    assert asked.run.asked_at <= job.run.started_at <= job.run.ended_at  # type: ignore[operator]


async def test_progress_from_a_thread_reaches_whoever_watches(jobs: Jobs, gate: Gate) -> None:
    job = await jobs.start("standing", {})
    stages: list[tuple[str, int]] = []
    async for state in jobs.watch(job.run.id):
        stages.append((state.progress.stage, state.progress.done))
        if state.progress.stage == "Holding" and state.progress.done >= 2:
            gate.open.set()
    assert ("Holding", 2) in stages or len([one for one in stages if one[0] == "Holding"]) >= 1
    assert [stage for stage, _ in stages[-1:]] == ["Done"]
    assert "Answering" in [stage for stage, _ in stages]


async def test_two_run_and_the_third_waits_its_turn(jobs: Jobs, gate: Gate) -> None:
    started = [await jobs.start(name, {}) for name in ("standing", "topics", "peeves")]
    await asyncio.sleep(0.05)
    states = [(await jobs.find(job.run.id)).run.state.value for job in started]
    assert states == ["running", "running", "waiting"]
    gate.open.set()
    assert [(await ended(jobs, job)).run.state for job in started] == [DONE] * 3
    assert gate.most == module.MOST_AT_ONCE == 2


async def test_the_same_question_of_the_same_graph_is_answered_once(jobs: Jobs, store: SqliteStore) -> None:
    first = await ended(jobs, await jobs.start("standing", {"brand": "moka"}))
    again = await jobs.start("standing", {"brand": "moka"})
    assert (again.run, again.reused) == (first.run, True)
    other = await jobs.start("standing", {"brand": "brevo"})
    assert other.run.id != first.run.id
    await ended(jobs, other)
    await Ingestion(store, Pipeline(CATALOGUE)).take([said(50, "max", "I love my Moka.")])
    later = await jobs.start("standing", {"brand": "moka"})
    assert (later.reused, later.run.id == first.run.id) == (False, False)
    assert (await ended(jobs, later)).run.version == (await store.state()).version


async def test_asked_while_it_runs_it_is_the_same_job(jobs: Jobs, gate: Gate) -> None:
    first, second = await asyncio.gather(jobs.start("standing", {}), jobs.start("standing", {}))
    third = await jobs.start("standing", {})
    assert {first.run.id} == {second.run.id, third.run.id}
    assert sorted([first.reused, second.reused, third.reused]) == [False, True, True]
    gate.open.set()
    await ended(jobs, first)


async def test_a_window_that_ends_now_is_asked_again_an_hour_later(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    variables = {"window": {"last": "90d"}}
    first = await ended(jobs, await jobs.start("peeves", variables))
    fixed = await ended(jobs, await jobs.start("peeves", {}))
    monkeypatch.setattr("api.jobs.job.now", lambda: first.run.asked_at + 2 * 3_600_000_000)
    assert not (await jobs.start("peeves", variables)).reused
    assert (await jobs.start("peeves", {})).run == fixed.run


async def test_a_job_that_is_cancelled_ends_and_so_does_its_thread(jobs: Jobs, gate: Gate) -> None:
    job = await jobs.start("standing", {})
    await asyncio.sleep(0.05)
    assert (await jobs.cancel(job.run.id)).run.state is CANCELLED
    assert (await jobs.find(job.run.id)).run.state is CANCELLED
    assert not gate.open.is_set()
    await asyncio.to_thread(
        lambda: None
    )  # the pool has a free thread again; closing the loop would hang else
    assert (await jobs.cancel(job.run.id)).run.state is CANCELLED
    gate.open.set()
    again = await jobs.start("standing", {})
    assert (again.reused, (await ended(jobs, again)).run.state) == (False, DONE)


async def test_a_job_that_waits_is_cancelled_too(jobs: Jobs, gate: Gate) -> None:
    started = [await jobs.start(name, {}) for name in ("standing", "topics", "peeves")]
    assert (await jobs.cancel(started[2].run.id)).run.state is CANCELLED
    gate.open.set()
    assert [(await ended(jobs, job)).run.state for job in started] == [DONE, DONE, CANCELLED]


async def test_results_outlive_the_server_and_what_it_left_running_has_failed(store: SqliteStore) -> None:
    before = jobs_over(store)
    done = await ended(before, await before.start("standing", {}))
    for number, state in enumerate((RunState.RUNNING, RunState.WAITING)):
        await store.put_run(StoredRun(f"left{number}", "topics", "{}", state, 1, number), None, 9)
    after = jobs_over(store)
    await after.settle()
    assert (await after.find(done.run.id)).run == done.run
    left = [(await after.find(f"left{number}")).run for number in (0, 1)]
    assert [(one.state, one.error) for one in left] == [(FAILED, module.LEFT)] * 2
    assert (await after.start("standing", {})).reused


async def test_a_server_that_is_stopped_says_so_of_its_jobs(store: SqliteStore, gate: Gate) -> None:
    jobs = jobs_over(store)
    started = [await jobs.start(name, {}) for name in ("standing", "topics", "peeves")]
    await asyncio.sleep(0.02)
    await asyncio.wait_for(jobs.close(), 5)
    runs = await store.runs([job.run.id for job in started])
    assert {(one.state, one.error) for one in runs.values()} == {(FAILED, module.STOPPED)}


async def test_what_goes_wrong_is_told_with_what_to_do(jobs: Jobs) -> None:
    job = await ended(jobs, await jobs.start("standing", {"brand": "mokka"}))
    assert (job.run.state, job.run.error) == (FAILED, "No brand has the id 'mokka'. Did you mean 'moka'?")


@pytest.mark.parametrize(
    ("name", "variables", "error", "says"),
    [
        ("standin", {}, UnknownQuestionError, "standing"),
        ("standing", {"brnd": "moka"}, InputError, "It has: brand, window"),
        ("standing", {"brand": "x" * 20_000}, InputError, "longer than 10,000"),
    ],
)
async def test_what_makes_no_sense_is_refused(
    jobs: Jobs, name: str, variables: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        await jobs.start(name, variables)
    assert list(await jobs.page(None, 9)) == []


async def test_more_than_can_wait_are_refused(
    jobs: Jobs, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 1)
    for name in ("standing", "topics", "peeves"):
        await jobs.start(name, {})
    with pytest.raises(LimitError, match="cancelJob"):
        await jobs.start("ideas", {})
    gate.open.set()


async def test_a_store_that_cannot_keep_it_fails_the_job_and_frees_its_place(
    jobs: Jobs, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise StoreFullError("No room.", "Make some.")

    with monkeypatch.context() as patch:
        patch.setattr(store, "put_run", full)
        with pytest.raises(StoreFullError):
            await jobs.start("standing", {})
        await jobs.settle()
    assert (await ended(jobs, await jobs.start("standing", {}))).run.state is DONE


async def test_a_job_that_is_not_there_is_not_found(jobs: Jobs) -> None:
    for asking in (jobs.find, jobs.cancel):
        with pytest.raises(NotFoundError, match="nix"):
            await asking("nix")


async def test_whose_word_moves_people_is_a_job_that_tells_brand_by_brand_and_ends_between(
    jobs: Jobs, store: SqliteStore
) -> None:
    assert (await ended(jobs, await jobs.start("persuaders", {}))).run.state is DONE
    view, told = await open_view(store), list[Progress]()

    def stopping(progress: Progress) -> None:
        told.append(progress)
        if progress.stage.startswith("Weighing") and progress.done == 1:
            raise StoppedError("Nobody waits.")

    with listening(stopping), pytest.raises(StoppedError):
        await persuaders(view, Window())
    weighing = [one for one in told if one.stage.startswith("Weighing")]
    assert [(one.done, one.total) for one in weighing] == [
        (0, len(CATALOGUE.brands)),
        (1, len(CATALOGUE.brands)),
    ]
