"""A request in; passed on, or refused: only this machine may ask without a token, and no other site through a browser.

Without a token the guard against other machines is the loopback address, which `check_bind` insists on. Two
ways around it go through the user's own browser: a foreign name that resolves to 127.0.0.1 (DNS
rebinding), which the Host check stops, and a foreign page that posts to us, which the origin check stops.
"""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

import orjson
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import ApiError, Problem, RefusedError, problem

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
"""What a Host header may say where no token is set."""

SAME_SITE = frozenset({"same-origin", "none"})
"""What a browser says of requests that our own page or the user made. `same-site` is another port."""

PUBLIC_PATHS = frozenset({"/", "/health", "/favicon.ico"})
PUBLIC_FOLDERS = ("/static/",)
EXPLORER_PATH = "/graphql"
"""The page that asks for the token must load without one."""

AUTHORISE = "rapport.authorise"
"""Where a socket's scope holds the check of a token that is still to come: pages cannot set headers on a socket, so
its first message carries the token (api/graphql/socket.py)."""

SECURITY_HEADERS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cache-control": "no-store",
}
"""On every response that does not say otherwise itself (the explorer has a policy of its own)."""


class BindError(ApiError):
    """The address to listen on would open the graph to others."""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_bind(host: str, token: str | None) -> None:
    """Refuse to listen where other machines can ask, unless a token is set. Raises BindError."""
    if token or is_loopback(host):
        return
    raise BindError(
        f"Listening on {host} would let anyone who reaches this machine read and change the graph.",
        "Set RAPPORT_TOKEN to a long random text (for example from `openssl rand -hex 32`), or listen on 127.0.0.1.",
    )


class Guard:
    """Stands before the whole application."""

    def __init__(self, app: ASGIApp, token: str | None = None) -> None:
        self._app = app
        self._token = None if token is None else token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check, refuse or pass on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        try:
            self._check(scope)
        except ApiError as error:
            await _refuse(problem(error), scope, receive, send)
            return
        await self._app(scope, receive, _with_headers(send))

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        public = _is_public(scope, headers)
        if self._token is None:
            _check_host(headers.get("host", ""), scope)
        elif _tells_later(scope, headers):
            token = self._token
            scope[AUTHORISE] = lambda given: _check_token(given, token)
        elif not public:
            _check_token(headers.get("authorization", ""), self._token)
        if not public:
            _check_origin(headers)


def _tells_later(scope: Scope, headers: Headers) -> bool:
    """Whether it is a socket that may carry the token in its first message."""
    is_ours = scope["type"] == "websocket" and scope["path"] == EXPLORER_PATH
    return is_ours and "authorization" not in headers


def _is_public(scope: Scope, headers: Headers) -> bool:
    """Health and the explorer's own files: nothing in them is anyone's data."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    path = scope["path"]
    if path in PUBLIC_PATHS or path.startswith(PUBLIC_FOLDERS):
        return True
    return path == EXPLORER_PATH and not scope["query_string"] and "text/html" in headers.get("accept", "")


def _check_host(host: str, scope: Scope) -> None:
    """The Host must be this machine under the port that we listen on."""
    try:
        parts = urlsplit(f"//{host}")
        name, port = parts.hostname, parts.port or _default_port(scope)
    except ValueError:
        name, port = None, None
    server = scope.get("server")
    expected = server[1] if server and server[1] is not None else port
    if name not in LOOPBACK_NAMES or port != expected or _is_odd(host):
        raise RefusedError(
            "The Host header does not name this machine.",
            "Open http://127.0.0.1 or http://localhost with the port of the server. To serve under another name, set RAPPORT_TOKEN.",
        )


def _is_odd(host: str) -> bool:
    """Whether a Host header carries more than a name and a port."""
    return any(mark in host for mark in "@/?#\\ \t")


def _default_port(scope: Scope) -> int:
    return 443 if scope["scheme"] in ("https", "wss") else 80


def _check_origin(headers: Headers) -> None:
    """A browser says where a request comes from: only our own pages may ask."""
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    if foreign or (site is not None and site not in SAME_SITE):
        raise RefusedError(
            "The request comes from a page of another site.",
            "Ask from the explorer of this server, or from a program that is not a web page.",
        )


def _check_token(authorization: str, token: bytes) -> None:
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() != "bearer" or not secrets.compare_digest(given.strip().encode(), token):
        raise UnauthorisedError(
            "The request carries no valid token.", "Send the header `Authorization: Bearer` with the token."
        )


class UnauthorisedError(RefusedError):
    """No token, or not the right one."""

    code = "UNAUTHORISED"
    status = 401


async def _refuse(said: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4403, "reason": said.reason})
        return
    body = {"errors": [{"message": said.reason, "extensions": said.extensions}]}
    headers = {"www-authenticate": "Bearer"} if said.status == UnauthorisedError.status else {}
    response = Response(orjson.dumps(body), said.status, headers, "application/json")
    await response(scope, receive, _with_headers(send))


def _with_headers(send: Send) -> Send:
    """Add the security headers that the response does not set itself."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name for name, _ in message["headers"]}
            added = [header for header in _ENCODED_HEADERS if header[0] not in present]
            message["headers"] = [*message["headers"], *added]
        await send(message)

    return sending


_ENCODED_HEADERS = [(name.encode(), value.encode()) for name, value in SECURITY_HEADERS.items()]
