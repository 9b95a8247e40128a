"""What every store does, whatever its engine: questions that were asked as jobs."""

from __future__ import annotations

from dataclasses import replace

from graph.model import RunPosition, RunState, StoredRun
from graph.store import Store
from tests.graph.factories import NOON, SECOND, message, put

KEEP = 3


def run(name: str = "a", minutes: int = 0, state: RunState = RunState.DONE) -> StoredRun:
    asked = NOON + minutes * 60 * SECOND
    ended = asked + SECOND if state.ended else None
    return StoredRun(name, "communities", '{"first":5}', state, 7, asked, asked, ended)


async def test_a_run_is_found_as_it_was_kept(store: Store) -> None:
    waiting = StoredRun("a", "communities", "{}", RunState.WAITING, 7, NOON)
    await store.put_run(waiting, None, KEEP)
    assert dict(await store.runs(["a", "b", "a"])) == {"a": waiting}
    assert dict(await store.run_answers(["a", "b"])) == {}
    done = replace(run(), error="Too long. Ask for less.")
    await store.put_run(done, '{"data":{"é":1}}', KEEP)
    assert dict(await store.runs(["a"])) == {"a": done}
    assert dict(await store.run_answers(["a", "b"])) == {"a": '{"data":{"é":1}}'}
    assert dict(await store.runs([])) == {}
    assert dict(await store.run_answers([])) == {}


async def test_runs_are_paged_newest_first(store: Store) -> None:
    kept = [run("a", 1), run("b", 2), run("c", 2), run("d", 3)]
    for one in kept:
        await store.put_run(one, None, 9)
    first = await store.page_runs(None, 2)
    assert [one.id for one in first] == ["d", "c"]
    rest = await store.page_runs(RunPosition(first[-1].asked_at, first[-1].id), 9)
    assert list(rest) == [run("b", 2), run("a", 1)]
    assert list(await store.page_runs(RunPosition(NOON, ""), 9)) == []


async def test_only_the_newest_that_ended_are_kept_and_none_that_runs_is_forgotten(store: Store) -> None:
    await store.put_run(run("running", 0, RunState.RUNNING), None, KEEP)
    for minute in range(1, 6):
        await store.put_run(run(f"ended{minute}", minute), "{}", KEEP)
    left = await store.page_runs(None, 99)
    assert [one.id for one in left] == ["ended5", "ended4", "ended3", "running"]
    assert set(await store.run_answers(["ended2", "ended3"])) == {"ended3"}


async def test_runs_are_no_part_of_the_graph(store: Store) -> None:
    version = await put(store, message("m1"))
    counts = await store.counts()
    await store.put_run(run(), "{}", KEEP)
    assert (await store.state()).version == version
    assert await store.counts() == counts
    assert await put(store, message("m2")) == version + 1
