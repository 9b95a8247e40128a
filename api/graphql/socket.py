"""A WebSocket in; operations run over it by the graphql-transport-ws protocol, with the limits of this API, out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import orjson
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from api.errors import ApiError, LimitError, RefusedError, problem
from api.graphql.context import Context
from api.graphql.execution import Engine, Request
from api.graphql.limits import INIT_TIMEOUT_S, SUBSCRIPTIONS
from api.graphql.rate import Bucket
from api.graphql.requests import of_fields
from api.security import AUTHORISE

PROTOCOL = "graphql-transport-ws"

MakeContext: TypeAlias = Callable[[], Awaitable[Context]]
Message: TypeAlias = dict[str, Any]


class SocketError(Exception):
    """The client broke the protocol: the socket is closed with this code."""

    def __init__(self, code: int, reason: str) -> None:
        """Codes and reasons are those of the protocol."""
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Socket:
    """One client's socket, from its opening to its end."""

    def __init__(self, engine: Engine, make_context: MakeContext, bucket: Bucket) -> None:
        self._engine = engine
        self._make_context = make_context
        self._bucket = bucket
        self._running: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._acknowledged = False

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take messages until the client goes, or does what the protocol forbids."""
        self._scope = scope
        self._socket = WebSocket(scope, receive, send)
        try:
            await self._accept()
            await self._first()
            while True:
                await self._take(await self._message())
        except WebSocketDisconnect:
            pass
        except SocketError as error:
            await self._socket.close(error.code, error.reason)
        finally:
            await self._end_all()

    async def _accept(self) -> None:
        offered = PROTOCOL in self._socket.scope.get("subprotocols", ())
        await self._socket.accept(PROTOCOL if offered else None)
        if not offered:
            raise SocketError(4406, "Subprotocol not acceptable")

    async def _first(self) -> None:
        """The first message, in time."""
        try:
            async with asyncio.timeout(INIT_TIMEOUT_S):
                message = await self._message()
        except TimeoutError as error:
            raise SocketError(4408, "Connection initialisation timeout") from error
        await self._take(message)

    async def _message(self) -> Message:
        await self._bucket.take()
        try:
            message = orjson.loads(await self._socket.receive_text())
        except (orjson.JSONDecodeError, KeyError) as error:  # KeyError: bytes came
            raise SocketError(4400, "Messages are JSON texts") from error
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            raise SocketError(4400, "A message is an object with a type")
        return message

    async def _take(self, message: Message) -> None:
        kind = message["type"]
        if kind == "connection_init":
            await self._begin(message)
        elif kind == "ping":
            await self._send({"type": "pong"})
        elif kind == "subscribe":
            await self._subscribe(message)
        elif kind == "complete":
            task = self._running.pop(str(message.get("id")), None)
            if task is not None:
                task.cancel()
        elif kind != "pong":
            raise SocketError(4400, f"Unknown message type {kind[:40]}")

    async def _begin(self, message: Message) -> None:
        if self._acknowledged:
            raise SocketError(4429, "Too many initialisation requests")
        authorise = self._scope.get(AUTHORISE)
        if authorise is not None:
            try:
                authorise(_authorization(message.get("payload")))
            except RefusedError as error:
                raise SocketError(4403, error.reason) from error
        self._acknowledged = True
        await self._send({"type": "connection_ack"})

    async def _subscribe(self, message: Message) -> None:
        if not self._acknowledged:
            raise SocketError(4401, "Unauthorized")
        identifier = message.get("id")
        if not isinstance(identifier, str) or not identifier:
            raise SocketError(4400, "A subscribe message has an id")
        if identifier in self._running:
            raise SocketError(4409, f"Subscriber for {identifier[:40]} already exists")
        try:
            if len(self._running) >= SUBSCRIPTIONS:
                raise LimitError(
                    f"A socket takes at most {SUBSCRIPTIONS} operations at a time.", "Complete some first."
                )
            request = of_fields(message.get("payload"), may_mutate=True)
        except ApiError as error:
            said = problem(error)
            errors = [{"message": said.reason, "extensions": said.extensions}]
            await self._send({"id": identifier, "type": "error", "payload": errors})
            return
        task = self._running[identifier] = asyncio.create_task(self._run(identifier, request))
        self._tasks.add(task)

    async def _run(self, identifier: str, request: Request) -> None:
        """One operation: each answer, then that it is complete; what was never run is an error."""
        replies = None
        try:
            context = await self._make_context()
            replies = self._engine.stream(request, context)
            async for reply in replies:
                if "data" not in reply.body:
                    await self._send({"id": identifier, "type": "error", "payload": reply.body["errors"]})
                    return
                await self._send({"id": identifier, "type": "next", "payload": reply.body})
            await self._send({"id": identifier, "type": "complete"})
        except WebSocketDisconnect:
            pass  # the client went while it was being answered
        except Exception as error:  # noqa: BLE001 - the store may be away: whatever it is, the client is told
            said = problem(error)
            errors = [{"message": said.reason, "extensions": said.extensions}]
            await self._send({"id": identifier, "type": "error", "payload": errors})
        finally:
            self._ended(identifier)
            if replies is not None:
                await replies.aclose()

    def _ended(self, identifier: str) -> None:
        """Free the id, unless another operation has it by now."""
        task = asyncio.current_task()
        self._tasks = {one for one in self._tasks if one is not task}
        if self._running.get(identifier) is task:
            del self._running[identifier]

    async def _send(self, message: Message) -> None:
        sides = (self._socket.application_state, self._socket.client_state)
        if sides == (WebSocketState.CONNECTED, WebSocketState.CONNECTED):
            await self._socket.send_text(orjson.dumps(message).decode())

    async def _end_all(self) -> None:
        tasks = [*self._tasks]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)


def _authorization(payload: object) -> str:
    """What the first message's payload says, under either spelling of the header's name."""
    if not isinstance(payload, dict):
        return ""
    return str(payload.get("authorization") or payload.get("Authorization") or "")
