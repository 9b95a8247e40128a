"""Settings in; the whole application (GraphQL, health, ready questions, explorer) out, and a server that runs it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import logs
from api.compiling import Compiling, KernelState
from api.graphql.limits import BODY_BYTES, TIMEOUT_S
from api.rest import health, ready, reports
from api.rest.reports import File, Wanted
from api.security import Guard, check_bind
from api.settings import Settings
from api.web.routes import mount as mount_explorer
from graph.errors import StoreError
from graph.store import Store
from graph.stores.open import open_store, parse_store

if TYPE_CHECKING:
    from api.service import Service

log = logging.getLogger(__name__)

GRAPHQL_PATH = "/graphql"
CLOSING_S = 10
"""How long requests in hand may take after Ctrl-C."""


class OpenStore:
    """Opens the store when it is first needed, or again when it was away; one for all requests."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store: Store | None = None
        self._turn = asyncio.Lock()

    async def __call__(self) -> Store:
        """The store. Raises StoreError where it cannot be opened."""
        if self._store is None:
            async with self._turn:
                if self._store is None:
                    self._store = await opened(self._settings)
        return self._store

    async def close(self) -> None:
        """Release the store."""
        if self._store is not None:
            await self._store.close()
            self._store = None


class Answers:
    """The part that answers questions. It takes most of a second to import, in a thread beside the server's start."""

    def __init__(self, store: OpenStore, settings: Settings, compiling: Compiling | None) -> None:
        self._store = store
        self._settings = settings
        self._compiling = compiling
        self._loading: asyncio.Task[Service] | None = None

    def load(self) -> asyncio.Task[Service]:
        """Begin, once."""
        if self._loading is None:
            self._loading = asyncio.ensure_future(asyncio.to_thread(self._service))
        return self._loading

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a GraphQL request, or serve a socket."""
        await (await self.load()).graphql(scope, receive, send)

    async def ready_questions(self) -> list[dict[str, Any]]:
        """The ready questions, filled."""
        return await (await self.load()).ready_questions()

    async def report(self, wanted: Wanted) -> File:
        """A report as a file."""
        return await (await self.load()).report(wanted)

    def _service(self) -> Service:
        from api.service import Service  # noqa: PLC0415 - see above

        return Service(
            self._store, self._settings, TIMEOUT_S if self._compiling is None else self._compiling.seconds
        )

    async def begin(self) -> None:
        """Look after what an earlier server left, and have the kernels compiled."""
        await (await self.load()).begin()
        if self._compiling is not None:
            await self._compiling.begin()

    def end_streams(self) -> None:
        """Let go of whoever listens: the server ends."""
        if self._loading is not None and self._loading.done():
            self._loading.result().graphql.end_streams()

    async def close(self) -> None:
        """Stop what runs, before the store closes."""
        if self._compiling is not None:
            await self._compiling.close()
        await (await self.load()).close()


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


def create_app(settings: Settings, *, compiling: Compiling | None = None) -> FastAPI:
    """Build the application. The store is opened as it starts, the arrays are loaded at the first question.

    `compiling`: what compiles the kernels beside it; without, each is compiled at its first use.
    """
    store = OpenStore(settings)
    answers = Answers(store, settings, compiling)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        answers.load()
        await _open(store)
        beginning = asyncio.create_task(answers.begin())
        yield
        await beginning
        await answers.close()
        await store.close()

    app = FastAPI(title="Rapport", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(
        health.routes(
            store, lambda: (KernelState.AT_FIRST_USE if compiling is None else compiling.state).value
        )
    )
    app.include_router(ready.routes(answers.ready_questions))
    app.include_router(reports.routes(answers.report))
    app.router.routes += [Route(GRAPHQL_PATH, answers), WebSocketRoute(GRAPHQL_PATH, answers)]
    app.state.end_streams = answers.end_streams
    mount_explorer(app)
    app.add_middleware(Guard, token=token_of(settings))
    app.add_middleware(RequestLog)
    return app


def token_of(settings: Settings) -> str | None:
    """The token that requests must carry, if any."""
    return None if settings.token is None else settings.token.get_secret_value()


async def _open(store: OpenStore) -> None:
    """Open the store. One that is away now may come: requests try again, and /health says so."""
    try:
        await store()
    except StoreError as error:
        fields = {"error": type(error).__name__, "reason": error.reason}
        log.warning("store not opened", extra={"fields": fields})


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
    from api.serving import run  # noqa: PLC0415 - only a server needs uvicorn

    check_bind(settings.host, token_of(settings))
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
    app = create_app(settings, compiling=Compiling())
    run(
        app,
        app.state.end_streams,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=BODY_BYTES,
        timeout_graceful_shutdown=CLOSING_S,
    )
