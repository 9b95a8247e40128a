"""SQLite's errors in, the errors of the store protocol out, each with what to do."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from graph.errors import (
    StoreCorruptError,
    StoreError,
    StoreFullError,
    StoreReadOnlyError,
    StoreUnavailableError,
)

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says when a disk, a quota or a limit on file sizes is reached."""


@contextmanager
def explained(path: Path, connection: apsw.Connection | None = None) -> Iterator[None]:
    """Raise what goes wrong inside as a StoreError."""
    try:
        yield
    except apsw.Error as error:
        raise store_error(error, path, connection) from error


def writable(folder: Path) -> bool:
    """Whether this process, as whom it acts now, may make files in the folder."""
    return os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def full(path: Path) -> StoreFullError:
    """No room for the file."""
    return StoreFullError(
        f"There is no room left to write {path}.",
        "Free some space (or raise the limit) and run the same command again: nothing was lost.",
    )


def read_only(path: Path) -> StoreReadOnlyError:
    """The file or its folder takes no writes."""
    return StoreReadOnlyError(
        f"{path} cannot be written to.",
        "Give yourself write permission on the file and its folder, or name another path.",
    )


def busy(path: Path) -> StoreUnavailableError:
    """Another process holds the file."""
    return StoreUnavailableError(
        f"Another process is writing to {path}.", "Wait for it to end, then run the same command again."
    )


def store_error(error: apsw.Error, path: Path, connection: apsw.Connection | None) -> StoreError:
    """The StoreError that says the same."""
    cause = 0 if connection is None else connection.system_errno
    if isinstance(error, apsw.FullError) or (isinstance(error, apsw.IOError) and cause in NO_ROOM):
        return full(path)
    unwritable = isinstance(error, apsw.CantOpenError) and not writable(path.parent)
    if unwritable or isinstance(error, apsw.ReadOnlyError | apsw.PermissionsError):
        return read_only(path)
    if isinstance(error, apsw.BusyError | apsw.LockedError):
        return busy(path)
    if isinstance(error, apsw.CorruptError | apsw.NotADBError):
        return StoreCorruptError(
            f"{path} is not a Rapport store, or it is damaged ({error}).",
            "Name another path, or restore the file from a backup.",
        )
    if isinstance(error, apsw.SQLError) and "no such table" in str(error):
        return StoreUnavailableError(
            f"{path} holds no graph yet.", "Run `rapport schema` or ingest something."
        )
    return StoreUnavailableError(
        f"{path} cannot be used: {error}.", "Check that the folder exists, is readable and is a local disk."
    )
