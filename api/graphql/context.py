"""A live graph in; what the resolvers of one request share (loaders, one view, answers asked once) out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeAlias, TypeVar, cast

import strawberry

from api.graphql.loaders import Loaders
from api.intake import Intake
from api.live import LiveGraph, Names
from graph.questions.view import View

if TYPE_CHECKING:
    from api.jobs import Jobs

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Result = TypeVar("Result")


class Context:
    """Lives as long as one request, so that all parts of an answer show the same graph."""

    def __init__(self, graph: LiveGraph, intake: Intake | None = None, jobs: Jobs | None = None) -> None:
        """Without an intake nothing can be changed; without jobs none can be run."""
        self.graph = graph
        self.store = graph.store
        self.intake = intake
        self.jobs = jobs
        self.loaders = Loaders(graph.store)
        self._once: dict[Hashable, asyncio.Task[Any]] = {}

    async def view(self) -> View:
        """The picture that this request's questions are asked of."""
        return await self._first("view", self.graph.view)

    async def names(self) -> Names:
        """Names of brands, products and topics."""
        return await self._first("names", self.graph.names)

    async def ask(
        self,
        question: Callable[Concatenate[View, Asked], Coroutine[Any, Any, Answer]],
        *arguments: Asked.args,
        **named: Asked.kwargs,
    ) -> Answer:
        """Ask a question of the view; the same question again gets the same answer."""

        async def asking() -> Answer:
            return await question(await self.view(), *arguments, **named)

        return await self._first((question, arguments, *sorted(named.items())), asking)

    def close(self) -> None:
        """Stop what nobody waits for any more: the request ended, or took too long."""
        for task in self._once.values():
            task.cancel()

    async def _first(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        task = self._once.get(key)
        if task is None:
            task = self._once[key] = asyncio.ensure_future(work())
        return cast("Result", await asyncio.shield(task))


Info: TypeAlias = strawberry.Info[Context, None]
"""What a resolver gets."""
