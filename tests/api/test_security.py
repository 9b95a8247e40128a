"""Only this machine may ask without a token, and no other site through a browser."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from starlette.types import Scope

from api.security import AUTHORISE, SECURITY_HEADERS, BindError, Guard, check_bind, is_loopback
from api.settings import Settings
from tests.api.conftest import served

TOKEN = "a-long-enough-token"
ASK = {"query": "{ status { messages } }"}


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "localhost", "LOCALHOST", "::1", "[::1]"])
def test_loopback_needs_no_token(host: str) -> None:
    assert is_loopback(host)
    check_bind(host, None)


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "192.168.1.5", "10.0.0.1", "example.org", "", "localhost.example.org"],  # noqa: S104 - the tests are about it
)
def test_any_other_address_needs_a_token(host: str) -> None:
    with pytest.raises(BindError, match="RAPPORT_TOKEN"):
        check_bind(host, None)
    with pytest.raises(BindError):
        check_bind(host, "")
    check_bind(host, TOKEN)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LocalHost:8000", "[::1]:8000"])
async def test_this_machine_is_answered_under_its_names(client: httpx.AsyncClient, host: str) -> None:
    assert (await client.post("/graphql", json=ASK, headers={"host": host})).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8000",
        "127.0.0.1.evil.example:8000",
        "127.0.0.1:8001",
        "127.0.0.1",
        "localhost",
        "evil@127.0.0.1:8000",
        "127.0.0.1:8000/",
        "127.0.0.1:port",
        "192.168.1.5:8000",
        "[::1",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/graphql", "/health", "/ready-questions", "/"])
async def test_a_name_that_was_made_to_point_here_is_refused(
    client: httpx.AsyncClient, host: str, path: str
) -> None:
    response = await client.get(path, headers={"host": host})
    assert response.status_code == 403
    assert response.json()["errors"][0]["extensions"]["code"] == "REFUSED"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:3000"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "cross-site"},
    ],
)
async def test_pages_of_other_sites_are_refused(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    response = await client.post("/graphql", json=ASK, headers=headers)
    assert response.status_code == 403
    assert "another site" in response.json()["errors"][0]["message"]
    assert (await client.get("/graphql", params=ASK, headers=headers)).status_code == 403
    assert (await client.get("/ready-questions", headers=headers)).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {},
    ],
)
async def test_our_own_page_and_programs_are_answered(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    assert (await client.post("/graphql", json=ASK, headers=headers)).json()["data"]["status"]


async def test_a_link_on_another_site_may_open_the_explorer(client: httpx.AsyncClient) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "accept": "text/html"}
    response = await client.get("/graphql", headers=headers)
    assert response.status_code != 403
    assert response.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", "Bearer ünïcode"],
)
async def test_with_a_token_every_request_needs_it(world_file: Path, authorization: str) -> None:
    async with served(Settings(store=str(world_file), token=SecretStr(TOKEN))) as client:
        headers = [(b"authorization", authorization.encode())] if authorization else []
        for path in ("/graphql", "/ready-questions", "/anything", "/openapi.json"):
            response = await client.get(path, params=ASK, headers=headers)
            assert response.status_code == 401
            assert response.headers["www-authenticate"] == "Bearer"
            assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHORISED"
        assert (await client.post("/graphql", json=ASK, headers=headers)).status_code == 401


async def test_the_right_token_opens_the_graph_under_any_name(world_file: Path) -> None:
    settings = Settings(store=str(world_file), token=SecretStr(TOKEN))
    async with served(settings, authorization=f"bearer {TOKEN}", host="graph.example") as client:
        assert (await client.post("/graphql", json=ASK)).json()["data"]["status"]["messages"] == 12
        foreign = await client.post("/graphql", json=ASK, headers={"origin": "https://evil.example"})
        assert foreign.status_code == 403


async def test_health_and_the_explorers_page_need_no_token(world_file: Path) -> None:
    async with served(Settings(store=str(world_file), token=SecretStr(TOKEN))) as client:
        assert (await client.get("/health")).status_code == 200
        page = await client.get("/graphql", headers={"accept": "text/html"})
        assert page.headers["content-type"].startswith("text/html")
        assert (await client.get("/", headers={"accept": "text/html"})).status_code == 307
        assert (await client.get("/static/explorer/nothing.js")).status_code == 404


async def test_asking_for_the_page_is_no_way_around_the_token(world_file: Path) -> None:
    async with served(Settings(store=str(world_file), token=SecretStr(TOKEN))) as client:
        for accept in ("text/html", "text/html;q=0", "application/json, text/html;q=0.0"):
            response = await client.get("/graphql", params=ASK, headers={"accept": accept})
            assert response.status_code == 401
            empty = await client.get("/graphql", headers={"accept": accept})
            assert "data" not in empty.text
        assert (await client.post("/health", json=ASK)).status_code == 401


async def test_every_response_has_the_security_headers(client: httpx.AsyncClient) -> None:
    for response in (
        await client.post("/graphql", json=ASK),
        await client.get("/health"),
        await client.get("/graphql", headers={"host": "evil.example"}),
        await client.get("/nothing-here"),
    ):
        for name, value in SECURITY_HEADERS.items():
            assert response.headers[name] == value
    page = await client.get("/graphql", headers={"accept": "text/html"})
    assert page.headers.get_list("content-security-policy") != [SECURITY_HEADERS["content-security-policy"]]
    assert len(page.headers.get_list("content-security-policy")) <= 1


Sent = list[MutableMapping[str, Any]]


async def socket(
    headers: list[tuple[bytes, bytes]], token: str | None = None, path: str = "/graphql"
) -> Sent:
    """What a web socket's handshake with these headers gets."""
    sent: Sent = []

    async def app(scope: Scope, receive: object, send: Callable[[Any], Awaitable[None]]) -> None:
        await send({"type": "websocket.accept", "checks": AUTHORISE in scope})

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "websocket.connect"}

    scope = {
        "type": "websocket",
        "path": path,
        "query_string": b"",
        "headers": headers,
        "scheme": "ws",
        "server": ("127.0.0.1", 8000),
    }
    await Guard(app, token)(scope, receive, send)
    return sent


async def test_sockets_are_guarded_alike() -> None:
    here = (b"host", b"127.0.0.1:8000")
    assert (await socket([here]))[0]["type"] == "websocket.accept"
    assert (await socket([here, (b"origin", b"https://evil.example")]))[0]["type"] == "websocket.close"
    assert (await socket([(b"host", b"evil.example:8000")]))[0]["type"] == "websocket.close"
    bearer, wrong = ((b"authorization", f"Bearer {word}".encode()) for word in (TOKEN, "wrong"))
    assert (await socket([here, wrong], TOKEN))[0]["type"] == "websocket.close"
    assert (await socket([here, bearer], TOKEN))[0]["type"] == "websocket.accept"


async def test_what_is_neither_request_nor_socket_is_passed_on() -> None:
    seen: list[str] = []

    async def app(scope: Scope, receive: object, send: object) -> None:
        seen.append(scope["type"])

    async def receive() -> MutableMapping[str, Any]:
        return {}

    async def send(_: MutableMapping[str, Any]) -> None:
        return None

    await Guard(app)({"type": "lifespan"}, receive, send)
    assert seen == ["lifespan"]


async def test_a_socket_without_a_header_must_carry_the_token_in_its_first_message() -> None:
    here = (b"host", b"127.0.0.1:8000")
    assert await socket([here], TOKEN) == [{"type": "websocket.accept", "checks": True}]
    assert await socket([here]) == [{"type": "websocket.accept", "checks": False}]
    assert (await socket([here], TOKEN, "/elsewhere"))[0]["type"] == "websocket.close"
    foreign = (b"origin", b"https://evil.example")
    assert (await socket([here, foreign], TOKEN))[0]["type"] == "websocket.close"
