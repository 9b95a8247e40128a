"""A path in, connections to the store in it out: one that writes, any number that read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from graph.errors import StoreUnavailableError
from graph.stores.sqlite import failures, schema

BUSY_WAIT_S = 10.0
"""How long a write waits for another process to end its own; a batch takes well under a second."""

WRITER_CACHE_KIB = 65_536
READER_CACHE_KIB = 16_384
"""The writer touches the pages of many indexes in each batch; a lookup touches a few."""

CHECKPOINT_PAGES = 8_000
"""32 MiB of log before it is folded into the file: fewer, larger folds cost less than the default's many."""

LOG_LIMIT = 67_108_864
"""Bytes of log kept between folds; it may grow past this while a long read holds it."""


def open_writer(path: Path, wait_s: float) -> apsw.Connection:
    """A connection that may write; read-only where the file is. Raises StoreError where there can be none.

    synchronous=FULL: what `write` has acknowledged survives power loss too, for one fsync a batch.
    """
    connection = _open(path, apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE, wait_s)
    try:
        with failures.explained(path, connection):
            schema.identify(connection, str(path))
            if not connection.readonly("main"):
                connection.pragma("journal_mode", "wal")
                connection.pragma("synchronous", "full")
                connection.pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
                connection.pragma("journal_size_limit", LOG_LIMIT)
            connection.pragma("cache_size", -WRITER_CACHE_KIB)
    except BaseException:
        connection.close()
        raise
    return connection


def open_reader(path: Path, wait_s: float) -> apsw.Connection:
    """A connection that cannot write."""
    connection = _open(path, apsw.SQLITE_OPEN_READONLY, wait_s)
    with failures.explained(path, connection):
        connection.pragma("cache_size", -READER_CACHE_KIB)
    return connection


@contextmanager
def snapshot(connection: apsw.Connection) -> Iterator[None]:
    """All statements inside read the same state of the file."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def check_readable(path: Path, wait_s: float) -> None:
    """Raise StoreError unless the file holds a graph of this version."""
    if not path.exists():
        raise StoreUnavailableError(f"There is no store at {path}.", "Ingest something into it first.")
    connection = _open(path, apsw.SQLITE_OPEN_READONLY, wait_s)
    try:
        with failures.explained(path, connection):
            version = schema.identify(connection, str(path))
    finally:
        connection.close()
    if version == 0:
        raise StoreUnavailableError(f"{path} holds no graph yet.", "Ingest something into it first.")
    if version < schema.VERSION:
        raise StoreUnavailableError(
            f"{path} was written by an older Rapport (store version {version}).",
            "Run `rapport schema` once with write permission to bring it up to date.",
        )


def _open(path: Path, flags: int, wait_s: float) -> apsw.Connection:
    with failures.explained(path):
        connection = apsw.Connection(_address(path, flags), flags | apsw.SQLITE_OPEN_URI)
        connection.set_busy_timeout(int(wait_s * 1000))
        return connection


def _address(path: Path, flags: int) -> str:
    """A file URI. Where nothing can change the file (nor make a log beside it), it says so."""
    uri = path.absolute().as_uri()
    frozen = not failures.writable(path.parent) and not Path(f"{path}-wal").exists()
    return f"{uri}?immutable=1" if frozen and path.exists() and flags == apsw.SQLITE_OPEN_READONLY else uri
