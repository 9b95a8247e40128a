"""An HTTP request, or the fields of one, in; what a client asks, each part of its type, out."""

from __future__ import annotations

import orjson
from starlette.datastructures import QueryParams
from starlette.requests import Request as HttpRequest
from starlette.types import Receive, Scope

from api.errors import RequestError
from api.graphql.execution import Request
from api.graphql.limits import BODY_BYTES

JSON = "application/json"

NO_QUERY = "The request carries no `query`."


async def read_request(scope: Scope, receive: Receive) -> Request:
    """What an HTTP request asks. Raises RequestError for one that is not of the draft."""
    if scope["method"] == "GET":
        return _by_get(QueryParams(scope["query_string"]))
    if scope["method"] != "POST":
        raise RequestError(f"{scope['method']} is not taken here.", "Send the query by POST, or by GET.", 405)
    http = HttpRequest(scope, receive)
    content_type = http.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type != JSON:
        raise RequestError("The body is not declared as JSON.", f"Send it with `Content-Type: {JSON}`.", 415)
    return of_fields(_decoded(await _body(http), "body"), may_mutate=True)


def _by_get(parameters: QueryParams) -> Request:
    fields: dict[str, object] = dict(parameters)
    for name in ("variables", "extensions"):
        if name in fields:
            fields[name] = _decoded(str(fields[name]).encode(), name)
    return of_fields(fields, may_mutate=False)


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


def of_fields(fields: object, *, may_mutate: bool) -> Request:
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
