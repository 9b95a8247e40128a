"""The explorer's routes beside a GraphQL endpoint on the same path."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from api.web.routes import accepts_html, mount

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SCRIPT = "explorer-ABCD1234.js"


@pytest.fixture
def static(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Explorer</title>", encoding="utf-8")
    (folder / "assets" / SCRIPT).write_text("export {}", encoding="utf-8")
    (folder / ".built-from").write_text("digest", encoding="utf-8")
    return folder


def browser(static: Path) -> httpx.AsyncClient:
    async def graphql(request: Request) -> JSONResponse:
        return JSONResponse({"answered": request.method})

    app = Starlette(routes=[Route("/graphql", graphql, methods=["GET", "POST"])])
    mount(app, static)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1")


async def test_a_browser_gets_the_page_and_never_a_stale_one(static: Path) -> None:
    async with browser(static) as client:
        page = await client.get("/graphql", headers={"Accept": BROWSER})
    assert page.status_code == 200
    assert "<title>Explorer</title>" in page.text
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["vary"] == "Accept"


async def test_a_program_that_gets_or_posts_reaches_graphql(static: Path) -> None:
    async with browser(static) as client:
        got = await client.get("/graphql", headers={"Accept": "application/json"})
        posted = await client.post("/graphql", headers={"Accept": BROWSER})
    assert (got.json(), posted.json()) == ({"answered": "GET"}, {"answered": "POST"})


async def test_the_policy_allows_nothing_from_elsewhere(static: Path) -> None:
    async with browser(static) as client:
        page = await client.get("/graphql", headers={"Accept": BROWSER})
    policy = dict(part.split(" ", 1) for part in page.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["worker-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert not any("http" in sources or "*" in sources or "blob:" in sources for sources in policy.values())
    assert page.headers["x-content-type-options"] == "nosniff"


async def test_hashed_assets_are_cached_for_ever(static: Path) -> None:
    async with browser(static) as client:
        asset = await client.get(f"/static/explorer/{SCRIPT}")
    assert asset.status_code == 200
    assert "immutable" in asset.headers["cache-control"]
    assert asset.headers["content-type"].startswith("text/javascript")
    assert asset.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["missing.js", "..%2f.built-from", "%2e%2e", "..%2findex.html", "."])
async def test_nothing_but_assets_is_served_and_misses_are_not_cached(static: Path, name: str) -> None:
    async with browser(static) as client:
        answer = await client.get(f"/static/explorer/{name}")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("cache-control", "")


async def test_an_explorer_that_was_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    async with browser(tmp_path / "absent") as client:
        page = await client.get("/graphql", headers={"Accept": BROWSER})
        asset = await client.get("/static/explorer/any.js")
        program = await client.get("/graphql")
    assert page.status_code == 503
    assert "python -m api.web.build" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert asset.status_code == 404
    assert program.json() == {"answered": "GET"}


async def test_a_browser_at_the_root_is_led_to_the_explorer(static: Path) -> None:
    async with browser(static) as client:
        answer = await client.get("/", headers={"Accept": BROWSER})
    assert (answer.status_code, answer.headers["location"]) == (307, "/graphql")


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        (BROWSER, True),
        ("TEXT/HTML", True),
        ("application/json, text/html;q=0.5", True),
        ("text/html;q=0", False),
        ("text/html; q=0.0", False),
        ("application/json", False),
        ("*/*", False),
        ("", False),
    ],
)
def test_only_those_who_name_html_get_the_page(accept: str, answer: bool) -> None:
    assert accepts_html(accept) is answer
