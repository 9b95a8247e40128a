"""Progress reaches whoever listens, from tasks and threads, and nobody else."""

from __future__ import annotations

import asyncio

from graph.progress import Progress, listening, telling, unheard


async def test_a_listener_hears_tasks_and_threads_of_its_own() -> None:
    async def work(name: str) -> list[Progress]:
        heard: list[Progress] = []
        with listening(heard.append):
            telling(name)
            await asyncio.to_thread(telling, f"{name} in a thread", 1, 2)
            await asyncio.create_task(asyncio.to_thread(telling, f"{name} in a task"))
            with unheard():
                telling("for others")
        telling("afterwards")
        return heard

    first, second = await asyncio.gather(work("one"), work("two"))
    assert first == [Progress("one"), Progress("one in a thread", 1, 2), Progress("one in a task")]
    assert [told.stage for told in second] == ["two", "two in a thread", "two in a task"]
    telling("to nobody")
