"""Replies in; a stream of server-sent events by the graphql-sse protocol (one connection an operation) out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import orjson
from starlette.types import Receive, Send

from api.graphql.execution import Reply
from api.graphql.limits import KEEP_ALIVE_S

EVENT_STREAM = "text/event-stream"

HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # a proxy that gathers events would hold them back
)

COMPLETE = b"event: complete\ndata:\n\n"
SILENCE = b":\n\n"
"""A comment: keeps the connection, and finds out whether there is one."""


def accepts_events(accept: str | None) -> bool:
    """Whether the client asks for a stream of events by name."""
    return EVENT_STREAM in (accept or "").lower()


async def send_events(
    replies: AsyncGenerator[Reply, None], receive: Receive, send: Send, ending: asyncio.Event
) -> None:
    """Send each reply as it comes, until they end, the client goes or the server ends."""
    await send({"type": "http.response.start", "status": 200, "headers": list(HEADERS)})
    over: list[asyncio.Future[Any]] = [
        asyncio.ensure_future(_gone(receive)),
        asyncio.ensure_future(ending.wait()),
    ]
    try:
        await _pass_on(replies, send, over)
    finally:
        for task in over:
            task.cancel()
        await replies.aclose()
    if not over[0].done() or over[0].cancelled():
        await send({"type": "http.response.body", "body": b""})


async def _pass_on(replies: AsyncGenerator[Reply, None], send: Send, over: list[asyncio.Future[Any]]) -> None:
    while True:
        coming: asyncio.Future[Any] = asyncio.ensure_future(anext(replies, None))
        while not coming.done():
            await asyncio.wait([coming, *over], timeout=KEEP_ALIVE_S, return_when=asyncio.FIRST_COMPLETED)
            if any(task.done() for task in over):
                coming.cancel()
                await asyncio.wait([coming])
                return
            if not coming.done():
                await _send(send, SILENCE)
        reply = coming.result()
        if reply is None:
            await _send(send, COMPLETE)
            return
        await _send(send, b"event: next\ndata: " + orjson.dumps(reply.body) + b"\n\n")


async def _send(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _gone(receive: Receive) -> object:
    """Return once the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
    return None
