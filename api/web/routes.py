"""An app in; the same app with the explorer's page at /graphql (for browsers) and its assets out."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

from api.web.build import STATIC

PAGE_PATH = "/graphql"
ASSETS_PATH = "/static/explorer/{name}"

ALLOWED = {
    "default-src": "'none'",
    "script-src": "'self'",
    "worker-src": "'self'",
    "connect-src": "'self'",
    # Monaco makes style elements (its theme) and style attributes (where a line stands) while it runs and cannot
    # sign them with a nonce. Tried without: no colours, misplaced lines, hundreds of violations.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
GUARDS = {
    "Content-Security-Policy": "; ".join(f"{kind} {source}" for kind, source in ALLOWED.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# An asset's name holds the hash of its content; the page names the assets of its build.
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
NEVER = {"Cache-Control": "no-store"}
# Windows takes the types of these from its registry, where they are often wrong, and nosniff forgives nothing.
TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
}

NOT_BUILT = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Rapport · explorer not built</title></head>
<body>
<h1>The explorer is not built</h1>
<p>GraphQL works at this address all the same; only this page's files are missing.</p>
<p>In a checkout, build them with <code>python -m api.web.build</code> (<code>make setup</code> does) and
reload this page. An installed wheel has them: install Rapport again if yours has not.</p>
</body>
</html>
"""


class PageRoute(Route):
    """A route for browsers only: any other request to its path goes on to the routes behind it."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match a GET or HEAD that accepts HTML; a partial match of a POST would answer 405 for GraphQL."""
        match, child = super().matches(scope)
        if match is Match.FULL and accepts_html(Request(scope).headers.get("accept", "")):
            return match, child
        return Match.NONE, {}


def accepts_html(accept: str) -> bool:
    """Whether an Accept header names text/html (browsers do, GraphQL clients do not)."""
    for offer in accept.split(","):
        kind, _, parameters = offer.partition(";")
        if kind.strip().lower() == "text/html":
            return parameters.replace(" ", "").lower() not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def mount(app: Starlette, static: Path = STATIC) -> None:
    """Put the explorer before the app's other routes, so that /graphql can be shared with GraphQL itself."""

    async def page(_: Request) -> Response:
        index = static / "index.html"
        if not index.is_file():
            return HTMLResponse(NOT_BUILT, 503, headers={**GUARDS, **NEVER, "Vary": "Accept"})
        return FileResponse(index, headers={**GUARDS, **NEVER, "Vary": "Accept"}, media_type="text/html")

    async def asset(request: Request) -> Response:
        file = static / "assets" / request.path_params["name"]
        # The name is one path segment; what is served is what the folder lists, whatever the segment says.
        if file.name not in _listed(file.parent):
            return PlainTextResponse("No such file: reload the page.", 404, headers={**GUARDS, **NEVER})
        return FileResponse(file, headers={**GUARDS, **FOREVER}, media_type=TYPES.get(file.suffix))

    async def home(_: Request) -> Response:
        return RedirectResponse(PAGE_PATH, 307, headers=NEVER)

    app.router.routes[:0] = [
        PageRoute(PAGE_PATH, page),
        Route(ASSETS_PATH, asset),
        PageRoute("/", home),
    ]


def _listed(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()
