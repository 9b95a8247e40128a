"""HTTP requests and sockets in; GraphQL responses out, by the GraphQL-over-HTTP draft of 2025 and its two streams."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

import orjson
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry.asgi import GraphQL
from strawberry.schema import BaseSchema

from api.errors import RequestError, problem
from api.graphql.context import Context
from api.graphql.events import accepts_events, send_events
from api.graphql.execution import Engine, Reply
from api.graphql.rate import Buckets
from api.graphql.requests import JSON, read_request
from api.graphql.socket import Socket

GRAPHQL_JSON = "application/graphql-response+json"
OFFERED = (GRAPHQL_JSON, JSON)
"""Best first; what `*/*` and a missing Accept get."""

MakeContext: TypeAlias = Callable[[], Awaitable[Context]]


class GraphQLOverHTTP(GraphQL[Context, None]):
    """Strawberry's ASGI application with the limits, cache, codes and encoder of this API.

    Its sockets and streams are our own: Strawberry's would pass the limits by.
    """

    def __init__(self, schema: BaseSchema, engine: Engine, make_context: MakeContext) -> None:
        """Take requests of one schema; make_context gives each what its resolvers need."""
        super().__init__(schema, graphql_ide=None, subscription_protocols=())
        self._engine = engine
        self._make_context = make_context
        self._buckets = Buckets()
        self._ending = asyncio.Event()

    def end_streams(self) -> None:
        """Let go of whoever listens: the server ends."""
        self._ending.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request, or serve one socket."""
        if scope["type"] == "websocket":
            bucket = self._buckets.of((scope.get("client") or ("",))[0])
            await Socket(self._engine, self._make_context, bucket).serve(scope, receive, send)
            return
        accept, media = Headers(scope=scope).get("accept"), JSON
        try:
            if accepts_events(accept):
                request = await read_request(scope, receive)
                replies = self._engine.stream(request, await self._make_context())
                await send_events(replies, receive, send, self._ending)
                return
            media = negotiated(accept)
            request = await read_request(scope, receive)
            reply = await self._engine.run(request, await self._make_context())
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets an answer
            said = problem(error)
            reply = Reply({"errors": [{"message": said.reason, "extensions": said.extensions}]}, said.status)
            response = _response(reply.body, said.status, media)
        else:
            response = _response(reply.body, _status(reply, media), media)
        await response(scope, receive, send)


def _response(body: Mapping[str, Any], status: int, media: str) -> Response:
    headers = {"allow": "GET, POST"} if status == 405 else {}  # noqa: PLR2004 - the method is not taken
    return Response(orjson.dumps(body), status, headers, f"{media}; charset=utf-8")


def _status(reply: Reply, media: str) -> int:
    """Under application/json every well-formed request is a 200, whatever became of it (the draft's legacy)."""
    legacy = media == JSON and reply.status == 400  # noqa: PLR2004 - a request error
    return 200 if legacy else reply.status


def negotiated(accept: str | None) -> str:
    """The media type to answer in. Raises RequestError where none is accepted."""
    if accept is None:
        return GRAPHQL_JSON
    ranges = dict(_ranges(accept))
    best = max(OFFERED, key=lambda media: (_quality(media, ranges), media == GRAPHQL_JSON))
    if _quality(best, ranges) > 0:
        return best
    raise RequestError("No media type of the Accept header can be given.", f"Accept {GRAPHQL_JSON}.", 406)


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weights = [text[2:] for text in parameters if text.startswith("q=")]
        found.append((media, _weight(weights[0]) if weights else 1.0))
    return found


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _quality(media: str, ranges: Mapping[str, float]) -> float:
    for name in (media, "application/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0
