"""Settings in; the whole application (GraphQL, health, ready questions, explorer) out, and a server that runs it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import logs
from api.graphql.context import Context
from api.graphql.execution import Engine
from api.graphql.http import GraphQLOverHTTP
from api.graphql.schema import schema
from api.intake import Intake
from api.live import LiveGraph
from api.rest import health, ready
from api.security import Guard, check_bind
from api.settings import Settings
from api.web.routes import mount as mount_explorer
from graph.errors import StoreError
from graph.store import Store
from graph.stores.open import open_store, parse_store

log = logging.getLogger(__name__)

GRAPHQL_PATH = "/graphql"
CLOSING_S = 10
"""How long requests in hand may take after Ctrl-C."""


class OpenGraph:
    """Opens the store when it is first needed, or again when it was away; one for all requests."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._graph: LiveGraph | None = None
        self._turn = asyncio.Lock()

    async def __call__(self) -> LiveGraph:
        """The graph. Raises StoreError where it cannot be opened."""
        if self._graph is None:
            async with self._turn:
                if self._graph is None:
                    self._graph = LiveGraph(await opened(self._settings))
        return self._graph

    async def close(self) -> None:
        """Release the store."""
        if self._graph is not None:
            await self._graph.store.close()
            self._graph = None


async def opened(settings: Settings) -> Store:
    """The store that the settings name, with its schema in place."""
    password = settings.neo4j_password
    store = await open_store(
        parse_store(settings.store),
        user=settings.neo4j_user,
        password=None if password is None else password.get_secret_value(),
    )
    try:
        await store.prepare()
    except BaseException:
        await store.close()
        raise
    return store


def create_app(settings: Settings) -> FastAPI:
    """Build the application. It answers at once; the store is opened as it starts, the arrays at the first question."""
    token = None if settings.token is None else settings.token.get_secret_value()
    graph = OpenGraph(settings)
    intakes: dict[int, Intake] = {}

    async def context() -> Context:
        live = await graph()
        intake = intakes.setdefault(id(live), Intake(live, settings.catalogue))
        return Context(live, intake)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await _open(graph)
        yield
        await graph.close()

    made = schema()
    app = FastAPI(title="Rapport", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(health.routes(graph))
    app.include_router(ready.routes(graph))
    graphql = GraphQLOverHTTP(made, Engine(made._schema), context)  # noqa: SLF001 - see schema.py
    app.router.routes.append(Route(GRAPHQL_PATH, graphql))
    mount_explorer(app)
    app.add_middleware(Guard, token=token)
    app.add_middleware(RequestLog)
    return app


async def _open(graph: OpenGraph) -> None:
    """Open the store. One that is away now may come: requests try again, and /health says so."""
    try:
        await graph()
    except StoreError as error:
        log.warning(
            "store not opened", extra={"fields": {"error": type(error).__name__, "reason": error.reason}}
        )


class RequestLog:
    """Logs each request: what, how it ended, how long it took; no query, no body, no address."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and look at the status on its way back."""
        if scope["type"] != "http" or not log.isEnabledFor(logging.DEBUG):
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            took = round((time.perf_counter() - began) * 1000, 1)
            fields = {"method": scope["method"], "path": scope["path"], "status": status, "ms": took}
            log.debug("request", extra={"fields": fields})


def serve(settings: Settings) -> None:
    """Run the server until Ctrl-C. Raises BindError where the address would open the graph to others."""
    import uvicorn  # noqa: PLC0415 - only a server needs it

    check_bind(settings.host, None if settings.token is None else settings.token.get_secret_value())
    logs.configure(settings.log_level, settings.log_format)
    log.info(
        "starting",
        extra={
            "fields": {
                "url": f"http://{settings.host}:{settings.port}",
                "store": str(parse_store(settings.store)),
                "token": settings.token is not None,
            }
        },
    )
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        timeout_graceful_shutdown=CLOSING_S,
    )
