"""What the driver raises in; the errors of the store protocol out, each with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConnectionAcquisitionTimeoutError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.errors import StoreError, StoreFullError, StoreReadOnlyError, StoreUnavailableError

UNREACHABLE = (ServiceUnavailable, SessionExpired, ConnectionAcquisitionTimeoutError, OSError)

READ_ONLY = frozenset(
    {
        "Neo.ClientError.Security.Forbidden",
        "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
        "Neo.ClientError.Statement.AccessMode",
        "Neo.DatabaseError.General.WriteOnReadOnlyAccessDatabase",
    }
)
MEMORY = frozenset(
    {
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
        "Neo.TransientError.General.TransactionMemoryLimit",
        "Neo.TransientError.General.OutOfMemoryError",
    }
)
NO_ROOM = ("no space left", "disk quota exceeded", "not enough space", "file too large")
"""What the server passes on from the system, whatever code it puts on it."""

LOG_FAILED = "Neo.DatabaseError.Transaction.TransactionLogError"
"""What a write gets when the disk fills up; the server does not say more. It then stops the database."""

STOPPED = frozenset(
    {
        "Neo.DatabaseError.Transaction.TransactionStartFailed",
        "Neo.DatabaseError.General.DatabaseUnavailable",
        "Neo.TransientError.General.DatabaseUnavailable",
    }
)


@contextmanager
def explained(uri: str) -> Iterator[None]:
    """Raise what goes wrong inside as a StoreError."""
    try:
        yield
    except (Neo4jError, DriverError, OSError) as error:
        raise store_error(error, uri) from error


def store_error(error: Neo4jError | DriverError | OSError, uri: str) -> StoreError:
    """The StoreError that says the same."""
    if isinstance(error, UNREACHABLE):
        return StoreUnavailableError(
            f"No Neo4j answers at {uri} ({_first_line(error)}).",
            "Start it, or correct the address in --store or RAPPORT_STORE.",
        )
    if isinstance(error, ConfigurationError):
        return StoreError(f"{uri} cannot be used: {error}", "Use neo4j://HOST or bolt://HOST.")
    if isinstance(error, Neo4jError):
        return _server_error(error, uri)
    return StoreError(f"Talking to Neo4j at {uri} failed: {error}", "Look into the server's log.")


def _first_line(error: BaseException) -> str:
    """What an error says, without the addresses that it goes on to list."""
    return str(error).partition("\n")[0].rstrip(":")


def _server_error(error: Neo4jError, uri: str) -> StoreError:  # noqa: PLR0911 - one return a meaning
    code, said = error.code or "", error.message or str(error)
    if code == LOG_FAILED or any(words in said.lower() for words in NO_ROOM):
        return StoreFullError(
            f"The Neo4j at {uri} cannot write any more, most likely for want of disk space.",
            "Free some space there, restart it and run the same command again: nothing was lost.",
        )
    if code in STOPPED:
        return StoreUnavailableError(
            f"The database at {uri} is stopped ({said}).",
            "Look into the server's log (is its disk full?), then restart it.",
        )
    if isinstance(error, AuthError) and code not in READ_ONLY:
        return StoreError(
            f"The Neo4j at {uri} refused the user or password.",
            "Set RAPPORT_NEO4J_USER and RAPPORT_NEO4J_PASSWORD.",
        )
    if code in READ_ONLY:
        return StoreReadOnlyError(
            f"The Neo4j at {uri} takes no writes from us ({said}).",
            "Make the database writable, or name a user who may write to it.",
        )
    if code == "Neo.ClientError.Database.DatabaseNotFound":
        return StoreError(f"The Neo4j at {uri} has no such database ({said}).", "Name one that exists.")
    if code in MEMORY:
        return StoreError(
            f"The batch does not fit into the memory of the Neo4j at {uri}.",
            "Use a smaller --batch-size, or raise dbms.memory.transaction.total.max there.",
        )
    if isinstance(error, TransientError):
        return StoreUnavailableError(f"The Neo4j at {uri} is busy ({said}).", "Wait and try again.")
    return StoreError(f"The Neo4j at {uri} failed: {said} ({code})", "Look into the server's log.")
