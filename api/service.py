"""A store that opens when needed in; all that answers questions about it (GraphQL, ready questions) out."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from api.caching import cache_of
from api.graphql.context import Context
from api.graphql.execution import Engine
from api.graphql.http import GraphQLOverHTTP
from api.graphql.limits import TIMEOUT_S
from api.graphql.schema import schema
from api.intake import Intake
from api.jobs import Jobs
from api.jobs.job import LIMIT_S
from api.language import pipeline_maker
from api.live import LiveGraph
from api.ready.filling import filled
from api.reports.serving import Reports
from api.rest.reports import File, Wanted
from api.settings import Settings
from graph.errors import StoreError
from graph.store import Store


class Service:
    """One graph, what may change it, and the schema over it."""

    def __init__(
        self,
        store: Callable[[], Awaitable[Store]],
        settings: Settings,
        patience: float | Callable[[], float] = TIMEOUT_S,
    ) -> None:
        """An empty store's catalogue is read from a file, where the settings name one. `patience`: as of Engine."""
        self._store = store
        self._settings = settings
        self._reports = Reports()
        self._open: tuple[LiveGraph, Intake, Jobs] | None = None
        made = schema()
        self._patient = Engine(made._schema, timeout_s=LIMIT_S)  # noqa: SLF001 - see schema.py
        self.graphql = GraphQLOverHTTP(made, Engine(made._schema, timeout_s=patience), self._context)  # noqa: SLF001 - likewise

    async def begin(self) -> None:
        """Settle the jobs that an earlier server left. A store that is away is seen to when it comes."""
        with contextlib.suppress(StoreError):
            await self._opened()

    async def close(self) -> None:
        """Stop the jobs."""
        if self._open is not None:
            await self._open[2].close()

    async def ready_questions(self) -> list[dict[str, Any]]:
        """The ready questions, filled with names of the graph."""
        return await filled((await self._opened())[0])

    async def report(self, wanted: Wanted) -> File:
        """A report as a file."""
        return await self._reports.make((await self._opened())[0], wanted)

    async def _context(self) -> Context:
        return Context(*await self._opened())

    async def _opened(self) -> tuple[LiveGraph, Intake, Jobs]:
        """The graph of the store. Raises StoreError where that cannot be opened."""
        store = await self._store()
        if self._open is None:
            graph = LiveGraph(store, cache=cache_of(self._settings), saves=True)
            intake = Intake(graph, self._settings.catalogue, pipeline_maker(self._settings))
            jobs = Jobs(graph, self._patient)
            self._open = graph, intake, jobs
            await jobs.settle()
        return self._open
