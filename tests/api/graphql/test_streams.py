"""Subscriptions over real sockets and streams of events, with the limits of the API."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from pydantic import SecretStr
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from api.app import create_app
from api.graphql import socket as sockets
from api.graphql.rate import Bucket, Buckets
from api.serving import Server
from api.settings import Settings

TOKEN = "a-long-enough-token"
PROTOCOL = Subprotocol("graphql-transport-ws")
START = 'mutation { startJob(question: "standing", variables: {brand: "moka"}) { id state reused } }'
WATCH = "subscription ($id: ID!) { job(id: $id) { state progress { stage done total } result error } }"


@asynccontextmanager
async def serving(path: Path, token: str | None = None) -> AsyncIterator[str]:
    """A real server in this process; yields host and port."""
    app = create_app(Settings(store=str(path), token=None if token is None else SecretStr(token)))
    options = {"port": 0, "log_config": None, "ws": "websockets-sansio", "timeout_graceful_shutdown": 10}
    server = Server(uvicorn.Config(app, **options), app.state.end_streams)  # type: ignore[arg-type]
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.02)
    host, port = server.servers[0].sockets[0].getsockname()
    yield f"{host}:{port}"
    server.should_exit = True
    await asyncio.wait_for(task, 8)  # less than the wait for what does not end by itself


@pytest.fixture
def copy(world_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(world_file, tmp_path / "copy.rapport"))


@pytest.fixture
async def address(copy: Path) -> AsyncIterator[str]:
    async with serving(copy) as opened:
        yield opened


@asynccontextmanager
async def socket(address: str, **payload: str) -> AsyncIterator[ClientConnection]:
    """A client's socket that has been acknowledged."""
    async with connect(f"ws://{address}/graphql", subprotocols=[PROTOCOL]) as opened:
        assert opened.subprotocol == PROTOCOL
        await send(opened, type="connection_init", payload=payload)
        assert await received(opened) == {"type": "connection_ack"}
        yield opened


async def send(opened: ClientConnection, **message: object) -> None:
    await opened.send(json.dumps(message))


async def received(opened: ClientConnection) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(await asyncio.wait_for(opened.recv(), 20))
    return message


async def answers(opened: ClientConnection, query: str, **variables: object) -> list[dict[str, Any]]:
    """All that an operation gives, up to its end."""
    await send(opened, id="1", type="subscribe", payload={"query": query, "variables": variables})
    found = [await received(opened)]
    while found[-1]["type"] == "next":
        found.append(await received(opened))
    return found


async def closed(opened: ClientConnection) -> int | None:
    """The code that the server closes with."""
    with contextlib.suppress(ConnectionClosed):
        while True:
            await asyncio.wait_for(opened.recv(), 20)
    return opened.close_code


async def test_a_job_is_started_and_watched_to_its_answer_over_one_socket(address: str) -> None:
    async with socket(address) as opened:
        started = (await answers(opened, START))[0]["payload"]["data"]["startJob"]
        *states, end = await answers(opened, WATCH, id=started["id"])
        assert end == {"id": "1", "type": "complete"}
        last = states[-1]["payload"]["data"]["job"]
        assert (last["state"], last["progress"], last["error"]) == (
            "DONE",
            {"stage": "Done", "done": 1, "total": 1},
            None,
        )
        assert last["result"]["data"]["standing"]["stands"][0]["brand"]["name"] == "Moka"
        assert (await answers(opened, START))[0]["payload"]["data"]["startJob"]["reused"]
        listed = await answers(
            opened, "{ jobs { nodes { id question variables state } pageInfo { hasNextPage } } }"
        )
        (node,) = listed[0]["payload"]["data"]["jobs"]["nodes"]
        assert (node["id"], node["question"], node["variables"]["brand"]) == (
            started["id"],
            "standing",
            "moka",
        )


async def test_what_is_wrong_with_an_operation_leaves_the_socket_open(address: str) -> None:
    async with socket(address) as opened:
        for query, code in (("{ nothing }", "INVALID_DOCUMENT"), ("{", "BAD_DOCUMENT"), (" ", "BAD_REQUEST")):
            (error,) = await answers(opened, query)
            assert (error["type"], error["payload"][0]["extensions"]["code"]) == ("error", code)
        (unknown,) = await answers(opened, WATCH, id="nix")
        assert (unknown["type"], unknown["payload"][0]["extensions"]["code"]) == ("error", "NOT_FOUND")
        await send(opened, type="ping")
        assert await received(opened) == {"type": "pong"}


async def test_a_socket_takes_twenty_operations_at_a_time(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = asyncio.Event()

    async def holding(_self: object, _request: object, _context: object) -> AsyncIterator[object]:
        await held.wait()
        yield None

    async with socket(address) as opened:
        monkeypatch.setattr("api.graphql.execution.Engine.stream", holding)
        for number in range(21):
            await send(opened, id=str(number), type="subscribe", payload={"query": "{ __typename }"})
        refused = await received(opened)
        assert (refused["id"], refused["payload"][0]["extensions"]["code"]) == ("20", "LIMIT_EXCEEDED")
        await send(opened, id="3", type="complete")
        await send(opened, id="21", type="subscribe", payload={"query": "{ __typename }"})
        await send(opened, type="ping")
        assert await received(opened) == {"type": "pong"}
        await send(opened, id="21", type="subscribe", payload={"query": "{ __typename }"})
        assert await closed(opened) == 4409


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        (["no json"], 4400),
        (["[]"], 4400),
        ([b"bytes"], 4400),
        (['{"type": "unheard-of"}'], 4400),
        (['{"type": "subscribe", "id": "1", "payload": {"query": "{ __typename }"}}'], 4401),
        (['{"type": "connection_init"}', '{"type": "connection_init"}'], 4429),
        (['{"type": "connection_init"}', '{"type": "subscribe", "payload": {}}'], 4400),
    ],
)
async def test_what_breaks_the_protocol_closes_the_socket(
    address: str, messages: list[str | bytes], code: int
) -> None:
    async with connect(f"ws://{address}/graphql", subprotocols=[PROTOCOL]) as opened:
        for message in messages:
            await opened.send(message)
        assert await closed(opened) == code


async def test_a_socket_of_another_protocol_or_without_a_word_is_closed(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with connect(f"ws://{address}/graphql", subprotocols=[Subprotocol("graphql-ws")]) as opened:
        assert await closed(opened) == 4406
    monkeypatch.setattr(sockets, "INIT_TIMEOUT_S", 0.05)
    async with connect(f"ws://{address}/graphql", subprotocols=[PROTOCOL]) as opened:
        assert await closed(opened) == 4408


async def test_the_token_may_come_in_the_first_message(copy: Path) -> None:
    async with serving(copy, TOKEN) as address:
        async with socket(address, authorization=f"Bearer {TOKEN}") as opened:
            assert (await answers(opened, "{ status { messages } }"))[-1]["type"] == "complete"
        payloads: list[object] = [{}, {"authorization": "Bearer wrong"}, None, []]
        for payload in payloads:
            async with connect(f"ws://{address}/graphql", subprotocols=[PROTOCOL]) as opened:
                await send(opened, type="connection_init", payload=payload)
                assert await closed(opened) == 4403


async def events(client: httpx.AsyncClient, query: str, **variables: object) -> list[tuple[str, Any]]:
    """The events of a stream, without the comments between them."""
    body = {"query": query, "variables": variables}
    headers = {"accept": "text/event-stream"}
    async with client.stream("POST", "/graphql", json=body, headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        text = "".join([piece async for piece in response.aiter_text()])
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.partition(":")[::2] for line in block.splitlines())
        if "event" in fields:
            data = fields["data"].strip()
            found.append((fields["event"].strip(), json.loads(data) if data else None))
    return found


async def test_a_job_is_watched_over_a_stream_of_events(address: str) -> None:
    async with httpx.AsyncClient(base_url=f"http://{address}", timeout=30) as client:
        started = (await client.post("/graphql", json={"query": START})).json()["data"]["startJob"]
        *states, end = await events(client, WATCH, id=started["id"])
        assert end == ("complete", None)
        assert states[-1][1]["data"]["job"]["state"] == "DONE"
        assert (await events(client, "{ __typename }"))[0] == ("next", {"data": {"__typename": "Query"}})
        (wrong, _) = await events(client, "{ nothing }")
        assert wrong[1]["errors"][0]["extensions"]["code"] == "INVALID_DOCUMENT"


async def test_a_subscription_for_one_answer_is_told_where_to_go(address: str) -> None:
    async with httpx.AsyncClient(base_url=f"http://{address}", timeout=30) as client:
        answer = (await client.post("/graphql", json={"query": WATCH, "variables": {"id": "x"}})).json()
        assert "text/event-stream" in answer["errors"][0]["extensions"]["remedy"]


async def test_the_server_ends_at_once_while_a_stream_and_a_socket_are_open(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def endless(_self: object, _request: object, _context: object) -> AsyncIterator[object]:
        await asyncio.Event().wait()
        yield None

    monkeypatch.setattr("api.graphql.execution.Engine.stream", endless)
    monkeypatch.setattr("api.graphql.events.KEEP_ALIVE_S", 0.02)
    watching: asyncio.Task[list[tuple[str, Any]]]
    async with serving(copy) as address:
        client = httpx.AsyncClient(base_url=f"http://{address}", timeout=30)
        watching = asyncio.create_task(events(client, "{ __typename }"))
        opened = await connect(f"ws://{address}/graphql", subprotocols=[PROTOCOL])
        await send(opened, type="connection_init")
        await send(opened, id="1", type="subscribe", payload={"query": "{ __typename }"})
        await asyncio.sleep(0.2)
    assert await watching == []  # broken off, which a client takes as: ask again
    assert await closed(opened) == 1012
    await client.aclose()


async def test_a_client_that_leaves_a_stream_ends_it(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = asyncio.Event()

    async def endless(_self: object, _request: object, _context: object) -> AsyncIterator[object]:
        try:
            await asyncio.Event().wait()
            yield None
        finally:
            left.set()

    monkeypatch.setattr("api.graphql.execution.Engine.stream", endless)
    async with serving(copy) as address, httpx.AsyncClient(base_url=f"http://{address}") as client:
        body, headers = {"query": "{ __typename }"}, {"accept": "text/event-stream"}
        async with client.stream("POST", "/graphql", json=body, headers=headers):
            pass
        await asyncio.wait_for(left.wait(), 5)


async def test_messages_past_the_rate_are_read_later(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("asyncio.sleep", sleep)
    bucket = Bucket(per_s=8, clock=lambda: 50.0)
    for _ in range(10):
        await bucket.take()
    assert slept == [0.125, 0.25]
    buckets = Buckets()
    assert buckets.of("a") is not buckets.of("b")
    held = buckets.of("a")
    assert buckets.of("a") is held
