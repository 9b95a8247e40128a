"""A path in; work on connections that only read, done here, in a thread or piece by piece, out."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, Generic, ParamSpec, TypeVar

import apsw

from graph.stores.sqlite import failures
from graph.stores.sqlite.connections import open_reader, snapshot

THREADS = 4
"""For pages and scans: SQLite works outside Python's lock, so that a long scan stops no other."""

Asked = ParamSpec("Asked")
Found = TypeVar("Found")


class Readers:
    """Connections to one file, opened as they are needed: one for here, one a thread, one a stream."""

    def __init__(self, path: Path, wait_s: float) -> None:
        self._path = path
        self._wait_s = wait_s
        self._here: apsw.Connection | None = None
        self._of_thread = threading.local()
        self._opened: list[apsw.Connection] = []
        self._threads = ThreadPoolExecutor(THREADS, "rapport-read")

    def close(self) -> None:
        """Finish what runs, then close the connections."""
        self._threads.shutdown()
        for connection in self._opened:
            connection.close()

    def here(
        self,
        work: Callable[Concatenate[apsw.Connection, Asked], Found],
        *args: Asked.args,
        **kwargs: Asked.kwargs,
    ) -> Found:
        """Do it now: for what takes microseconds."""
        if self._here is None:
            self._here = self._connect()
        with failures.explained(self._path, self._here), snapshot(self._here):
            return work(self._here, *args, **kwargs)

    async def in_thread(
        self,
        work: Callable[Concatenate[apsw.Connection, Asked], Found],
        *args: Asked.args,
        **kwargs: Asked.kwargs,
    ) -> Found:
        """Do it in a thread: for what may take longer."""

        def run() -> Found:
            connection: apsw.Connection | None = getattr(self._of_thread, "connection", None)
            if connection is None:
                connection = self._of_thread.connection = self._connect()
            with failures.explained(self._path, connection), snapshot(connection):
                return work(connection, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._threads, run)

    async def stream(self, produce: Callable[[apsw.Connection], Iterator[Found]]) -> AsyncIterator[Found]:
        """Pieces, each made in a thread, all on one connection of their own."""
        loop = asyncio.get_running_loop()
        pieces = _Pieces(self._path, self._wait_s, produce)
        try:
            while (piece := await loop.run_in_executor(self._threads, pieces.next)) is not None:
                yield piece
        finally:
            pieces.close()

    def _connect(self) -> apsw.Connection:
        connection = open_reader(self._path, self._wait_s)
        self._opened.append(connection)
        return connection


class _Pieces(Generic[Found]):
    """A stream's connection and iterator; the lock lets a stream that is broken off end its last piece."""

    def __init__(
        self, path: Path, wait_s: float, produce: Callable[[apsw.Connection], Iterator[Found]]
    ) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection = open_reader(path, wait_s)
        self._pieces = produce(self._connection)

    def next(self) -> Found | None:
        with self._lock, failures.explained(self._path, self._connection):
            return next(self._pieces, None)

    def close(self) -> None:
        self._connection.interrupt()  # a piece in the making is of no use to anyone any more
        with self._lock:
            self._connection.close()
