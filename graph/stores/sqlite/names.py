"""Strings in, their numbers in the file out, and back."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import apsw

from graph.stores.sqlite import queries


def numbers(ids: Iterable[int]) -> apsw.CArrayBinding:
    """Integers as one bound value; there must be at least one."""
    return apsw.carray(array("q", ids))


def texts(keys: Iterable[str]) -> apsw.CArrayBinding:
    """Strings as one bound value; there must be at least one."""
    return apsw.carray(tuple(keys))


def known(connection: apsw.Connection, keys: Iterable[str]) -> dict[str, int]:
    """The numbers of the strings that the file has."""
    asked = tuple(keys)
    return dict(connection.execute(queries.NUMBERS_OF, (texts(asked),))) if asked else {}


def interned(connection: apsw.Connection, keys: set[str]) -> dict[str | None, int | None]:
    """The numbers of all these strings, new ones added; None is None."""
    found = known(connection, keys)
    missing = sorted(keys - found.keys())
    if missing:
        top: int = connection.execute(queries.TOP_NUMBER).get
        added = dict(zip(missing, range(top + 1, top + 1 + len(missing)), strict=True))
        connection.executemany(queries.ADD_NAME, ((number, key) for key, number in added.items()))
        found |= added
    return {None: None} | found


def keys_of(connection: apsw.Connection, ids: set[int | None]) -> dict[int | None, str | None]:
    """The strings behind these numbers; None is None."""
    asked = ids - {None}
    rows = connection.execute(queries.NAMES_OF, (numbers(asked),)) if asked else ()  # type: ignore[arg-type]
    return {None: None, **dict(rows)}
