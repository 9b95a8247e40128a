"""HTTP requests in; GraphQL responses out, by the GraphQL-over-HTTP draft of 2025."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

import orjson
from starlette.datastructures import Headers, QueryParams
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry.asgi import GraphQL
from strawberry.schema import BaseSchema

from api.errors import RequestError, problem
from api.graphql.context import Context
from api.graphql.execution import Engine, Reply, Request
from api.graphql.limits import BODY_BYTES

GRAPHQL_JSON = "application/graphql-response+json"
JSON = "application/json"
OFFERED = (GRAPHQL_JSON, JSON)
"""Best first; what `*/*` and a missing Accept get."""

MakeContext: TypeAlias = Callable[[], Awaitable[Context]]

NO_QUERY = "The request carries no `query`."


class GraphQLOverHTTP(GraphQL[Context, None]):
    """Strawberry's ASGI application with the limits, cache, codes and encoder of this API.

    HTTP only. Strawberry's sockets would pass the limits by, so none is taken until there are subscriptions.
    """

    def __init__(self, schema: BaseSchema, engine: Engine, make_context: MakeContext) -> None:
        """Take requests of one schema; make_context gives each what its resolvers need."""
        super().__init__(schema, graphql_ide=None, subscription_protocols=())
        self._engine = engine
        self._make_context = make_context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request; the route lets nothing else through."""
        media = JSON
        try:
            media = negotiated(Headers(scope=scope).get("accept"))
            request = await _request(scope, receive)
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


async def _request(scope: Scope, receive: Receive) -> Request:
    if scope["method"] == "GET":
        return _by_get(QueryParams(scope["query_string"]))
    if scope["method"] != "POST":
        raise RequestError(f"{scope['method']} is not taken here.", "Send the query by POST, or by GET.", 405)
    http = HttpRequest(scope, receive)
    content_type = http.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type != JSON:
        raise RequestError("The body is not declared as JSON.", f"Send it with `Content-Type: {JSON}`.", 415)
    return _of_fields(_decoded(await _body(http), "body"), may_mutate=True)


def _by_get(parameters: QueryParams) -> Request:
    fields: dict[str, object] = dict(parameters)
    for name in ("variables", "extensions"):
        if name in fields:
            fields[name] = _decoded(str(fields[name]).encode(), name)
    return _of_fields(fields, may_mutate=False)


async def _body(http: HttpRequest) -> bytes:
    """The whole body, read no further than the limit."""
    pieces: list[bytes] = []
    length = 0
    async for piece in http.stream():
        length += len(piece)
        if length > BODY_BYTES:
            raise RequestError(
                f"The body is longer than {BODY_BYTES:,} bytes.",
                "Send less at a time; large amounts go in with `rapport ingest`.",
                413,
            )
        pieces.append(piece)
    return b"".join(pieces)


def _decoded(raw: bytes, what: str) -> object:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise RequestError(f"The {what} is not JSON: {error}.", "Send a JSON object.") from error


def _of_fields(fields: object, *, may_mutate: bool) -> Request:
    """The draft's request parameters, each of its type."""
    if not isinstance(fields, dict):
        raise RequestError("The body is not a JSON object.", 'Send {"query": "…"}; batches are not taken.')
    query, variables = fields.get("query"), fields.get("variables")
    operation = fields.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise RequestError(NO_QUERY, 'Send {"query": "{ status { messages } }"}.')
    if not isinstance(variables, dict | None):
        raise RequestError("`variables` is not an object.", 'Send {"variables": {"name": "value"}}.')
    if not isinstance(operation, str | None) or not isinstance(fields.get("extensions"), dict | None):
        raise RequestError("`operationName` is not a text, or `extensions` no object.", "Leave them out.")
    return Request(query, variables or {}, operation or None, may_mutate)
