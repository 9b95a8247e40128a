"""A URI and credentials in; a connection that reads and writes in retried transactions out."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, LiteralString

from neo4j import (
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncSession,
    Record,
    RoutingControl,
)
from neo4j.exceptions import DriverError, IncompleteCommit, Neo4jError

from graph.errors import StoreError
from graph.model import Batch
from graph.stores.neo4j.failures import explained
from graph.stores.neo4j.schema import OLDEST_SERVER
from graph.stores.neo4j.writing import Writer

CONNECT_S = 5.0
"""How long a server may take to answer the first word."""

RETRY_S = 3.0
"""How long the driver retries by itself (a lost connection, a new leader, a deadlock). Callers are then told
that the store is away and wait as long as they like; waiting longer in here would look like hanging."""


class Connection:
    """One database of one server or cluster."""

    def __init__(self, driver: AsyncDriver, uri: str, database: str | None) -> None:
        self._driver = driver
        self._uri = uri
        self._database = database
        # In a cluster: what this process has written is there for what it reads next.
        self._run = secrets.token_hex(8)
        self._bookmarks = AsyncGraphDatabase.bookmark_manager()
        self._attempted: tuple[Batch, str] | None = None

    @classmethod
    async def open(cls, uri: str, user: str | None, password: str | None, database: str | None) -> Connection:
        """Connect and check that it is a Neo4j that we can work with."""
        auth = None if password is None else (user or "neo4j", password)
        with explained(uri):
            driver = AsyncGraphDatabase.driver(
                uri,
                auth=auth,
                connection_timeout=CONNECT_S,
                connection_acquisition_timeout=2 * CONNECT_S,
                max_transaction_retry_time=RETRY_S,
                notifications_min_severity="OFF",
                user_agent="rapport",
            )
        try:
            with explained(uri):
                info = await driver.get_server_info()
            check_version(info.agent, uri)
        except BaseException:
            await driver.close()
            raise
        return cls(driver, uri, database)

    async def close(self) -> None:
        """Close every connection."""
        await self._driver.close()

    def _session(self, access: str = "WRITE") -> AsyncSession:
        return self._driver.session(
            database=self._database, bookmark_manager=self._bookmarks, default_access_mode=access
        )

    async def read(self, query: LiteralString, parameters: Mapping[str, Any]) -> list[Record]:
        """The records that a query gives.

        First without a transaction of its own, which saves a third of the time of a point read; where that
        meets a lost connection or the like, in a transaction that the driver retries.
        """
        with explained(self._uri):
            try:
                async with self._session("READ") as session:
                    result = await session.run(query, dict(parameters))
                    return [record async for record in result]
            except (DriverError, Neo4jError) as error:
                if not error.is_retryable():
                    raise
            found = await self._driver.execute_query(
                query,
                dict(parameters),
                routing_=RoutingControl.READ,
                database_=self._database,
                bookmark_manager_=self._bookmarks,
            )
        return found.records

    async def rows(self, query: LiteralString, parameters: Mapping[str, Any]) -> list[Any]:
        """The rows of a query whose records each hold a list of them, as `rows`."""
        records = await self.read(query, parameters)
        return [row for record in records for row in record["rows"]]

    async def change(self, query: LiteralString, parameters: Mapping[str, Any]) -> list[Record]:
        """Run a query that changes the schema or a single node."""
        with explained(self._uri):
            async with self._session() as session:
                result = await session.run(query, dict(parameters))
                return [record async for record in result]

    async def update(self, statements: Sequence[tuple[LiteralString, Mapping[str, Any]]]) -> None:
        """Run statements in one transaction that the driver retries: each may be repeated without harm."""

        async def work(transaction: AsyncManagedTransaction) -> None:
            for query, parameters in statements:
                await transaction.run(query, dict(parameters))

        with explained(self._uri):
            async with self._session() as session:
                try:
                    await session.execute_write(work)
                except IncompleteCommit:  # the one failure that the driver does not retry
                    await session.execute_write(work)

    async def write(self, batch: Batch) -> int:
        """Write a batch and return the new version.

        The batch goes under an id of its own, the same one for every attempt: where the server committed
        and only its answer got lost, the next attempt finds the id and has nothing left to do.
        """
        writer = Writer(batch, self._id_of(batch), self._run)
        with explained(self._uri):
            async with self._session() as session:
                try:
                    version = await session.execute_write(writer)
                except IncompleteCommit:  # the one failure that the driver does not retry
                    version = await session.execute_write(writer)
        self._attempted = None
        return version

    def _id_of(self, batch: Batch) -> str:
        if self._attempted is None or self._attempted[0] is not batch:
            self._attempted = (batch, secrets.token_hex(16))
        return self._attempted[1]


def check_version(agent: str, uri: str) -> None:
    """Raise StoreError for a server that is too old (``Neo4j/4.4.1``) or no Neo4j."""
    product, _, version = agent.partition("/")
    major = version.partition(".")[0]
    if product == "Neo4j" and major.isdigit() and int(major) < OLDEST_SERVER:
        raise StoreError(f"{uri} is {agent}.", f"Rapport needs Neo4j {OLDEST_SERVER} or later: upgrade it.")
