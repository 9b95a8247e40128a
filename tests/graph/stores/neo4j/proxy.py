"""A TCP proxy that can lose the server's answer to a commit, as a bad network does."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit

COMMIT = b"\x00\x02\xb0\x12\x00\x00"
"""Bolt's COMMIT message: a chunk of two bytes, a structure without fields and tag 0x12, the end mark."""


class Proxy:
    """Passes bytes on between a driver and the server."""

    def __init__(self, uri: str) -> None:
        parts = urlsplit(uri)
        self._server = (parts.hostname or "", parts.port or 7687)
        self._listener: asyncio.Server | None = None
        self._port = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()
        self.lose_commits = 0
        """How many answers to commits will be lost."""
        self.stay_away = False
        """Whether to stop listening after that."""

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self._port}"

    async def open(self) -> None:
        self._listener = await asyncio.start_server(self._serve, "127.0.0.1", self._port)
        self._port = self._listener.sockets[0].getsockname()[1]

    async def close(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        for writer in list(self._writers):
            writer.close()
        for writer in list(self._writers):
            with suppress(OSError):
                await writer.wait_closed()
        self._writers.clear()

    async def _serve(self, from_driver: asyncio.StreamReader, to_driver: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection(*self._server)
        self._writers |= {to_driver, to_server}
        back = asyncio.create_task(self._pass_on(from_server, to_driver))
        with suppress(OSError):
            while data := await from_driver.read(65536):
                if COMMIT in data and self.lose_commits:
                    await self._lose(data, to_server, from_server, back)
                    break
                to_server.write(data)
                await to_server.drain()
        to_driver.close()
        to_server.close()
        await asyncio.wait([back])

    async def _lose(
        self,
        data: bytes,
        to_server: asyncio.StreamWriter,
        from_server: asyncio.StreamReader,
        back: asyncio.Task[None],
    ) -> None:
        """Let the server commit, keep its answer."""
        self.lose_commits -= 1
        back.cancel()
        await asyncio.wait([back])
        to_server.write(data)
        await to_server.drain()
        await from_server.read(65536)
        if self.stay_away and self._listener is not None:
            self._listener.close()
            self._listener = None

    async def _pass_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.CancelledError):
            while data := await source.read(65536):
                target.write(data)
                await target.drain()
