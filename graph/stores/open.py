"""What a user calls a store in, the opened store out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from graph.errors import StoreUnavailableError
from graph.store import Store

NEO4J_SCHEMES = frozenset(
    {"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}  # the driver's own
)

REMEDY = "Give a path, sqlite:PATH, neo4j://HOST[:PORT][/DATABASE] or bolt://HOST[:PORT][/DATABASE]."


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """Which engine, and where."""

    engine: Literal["sqlite", "neo4j"]
    location: str
    """A path, or a URI without the database."""
    database: str | None = None
    """Of a Neo4j server; None is its default."""

    def __str__(self) -> str:
        database = f"/{self.database}" if self.database else ""
        return f"sqlite:{self.location}" if self.engine == "sqlite" else f"{self.location}{database}"


def parse_store(text: str) -> StoreAddress:
    """The address that the text names. Raises StoreUnavailableError, with the forms there are, for no such text."""
    scheme, separator, rest = text.strip().partition(":")
    if separator and scheme.lower() in NEO4J_SCHEMES:
        return _server(text.strip())
    if separator and scheme.lower() == "sqlite":
        return _file(rest.removeprefix("//"), text)
    if separator and rest.startswith("//"):
        raise StoreUnavailableError(f"No store is known under {scheme}://.", REMEDY)
    return _file(text.strip(), text)


def _file(path: str, text: str) -> StoreAddress:
    if not path:
        raise StoreUnavailableError(f"{text!r} names no file.", REMEDY)
    return StoreAddress("sqlite", str(Path(path).expanduser()))


def _server(uri: str) -> StoreAddress:
    parts = urlsplit(uri)
    if parts.username is not None or parts.password is not None:
        raise StoreUnavailableError(
            "A store's address must not hold a user or password: it would show up in logs.",
            "Give them as settings of their own.",
        )
    if not parts.hostname:
        raise StoreUnavailableError(f"{uri!r} names no server.", REMEDY)
    query = f"?{parts.query}" if parts.query else ""
    return StoreAddress("neo4j", f"{parts.scheme}://{parts.netloc}{query}", parts.path.strip("/") or None)


async def open_store(
    address: StoreAddress, *, user: str | None = None, password: str | None = None, read_only: bool = False
) -> Store:
    """Open the store. Only the engine that is asked for is imported: the other's driver costs start-up time."""
    if address.engine == "sqlite":
        from graph.stores.sqlite.store import SqliteStore  # noqa: PLC0415

        path = Path(address.location)
        if path.is_dir():
            raise StoreUnavailableError(f"{path} is a folder.", "Name a file in it for the store.")
        return SqliteStore.open(path, read_only=read_only)
    from graph.stores.neo4j.store import Neo4jStore  # noqa: PLC0415

    return await Neo4jStore.open(address.location, user=user, password=password, database=address.database)
