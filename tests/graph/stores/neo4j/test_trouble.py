"""What a Neo4j store says and does when the server, the network or the user is in trouble."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from neo4j.exceptions import ConfigurationError, DriverError, Neo4jError, ServiceUnavailable

from graph.errors import (
    StaleBatchError,
    StoreCorruptError,
    StoreError,
    StoreFullError,
    StoreReadOnlyError,
    StoreUnavailableError,
)
from graph.model import Batch
from graph.stores.neo4j.connection import check_version
from graph.stores.neo4j.failures import store_error
from graph.stores.neo4j.store import Neo4jStore
from tests.graph.factories import key, message, put, with_facts
from tests.graph.stores.neo4j.proxy import Proxy
from tests.neo4j_server import Neo4jServer, free_port

pytestmark = pytest.mark.neo4j

URI = "bolt://here"


@pytest.fixture
async def proxy(neo4j_database: Neo4jServer) -> AsyncIterator[Proxy]:
    opened = Proxy(neo4j_database.uri)
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
async def proxied(proxy: Proxy, neo4j_database: Neo4jServer) -> AsyncIterator[Neo4jStore]:
    server = neo4j_database
    store = await Neo4jStore.open(proxy.uri, user=server.user, password=server.password)
    await store.prepare()
    yield store
    await store.close()


async def test_a_commit_whose_answer_got_lost_is_found_and_not_repeated(
    proxy: Proxy, proxied: Neo4jStore
) -> None:
    proxy.lose_commits = 1
    assert await proxied.write(Batch(0, new_messages=(with_facts(message("m1")),))) == 1
    assert proxy.lose_commits == 0
    counts = await proxied.counts()
    assert (counts.messages, counts.facts) == (1, 2)
    assert (await proxied.state()).version == 1


async def test_the_same_batch_again_after_an_outage_is_found_to_be_written(
    proxy: Proxy, proxied: Neo4jStore
) -> None:
    batch = Batch(0, new_messages=(with_facts(message("m1")),))
    proxy.lose_commits, proxy.stay_away = 1, True
    with pytest.raises(StoreUnavailableError):
        await proxied.write(batch)
    await proxy.open()
    assert await proxied.write(batch) == 1
    assert (await proxied.counts()).facts == 2
    with pytest.raises(StaleBatchError):
        await proxied.write(batch)


async def test_a_server_that_is_away_is_unavailable_and_serves_again_when_it_is_back(
    neo4j_database: Neo4jServer,
) -> None:
    server = neo4j_database
    if not server.controllable:
        pytest.skip(f"{server.uri} is not ours to stop")
    store = await Neo4jStore.open(server.uri, user=server.user, password=server.password)
    await store.prepare()
    await put(store, message("m1"))
    server.stop()
    with pytest.raises(StoreUnavailableError, match=r"No Neo4j answers at bolt://.* Start it"):
        await store.write(Batch(1))
    with pytest.raises(StoreUnavailableError):
        await store.state()
    server.start()
    assert set(await store.messages([key("m1")])) == {key("m1")}
    assert await put(store, message("m2")) == 2
    await store.close()


async def test_an_address_where_nothing_listens_is_unavailable() -> None:
    with pytest.raises(StoreUnavailableError, match="RAPPORT_STORE"):
        await Neo4jStore.open(f"bolt://127.0.0.1:{free_port()}", user="neo4j", password="x")


async def test_a_wrong_password_is_no_reason_to_wait(neo4j_database: Neo4jServer) -> None:
    with pytest.raises(StoreError, match="refused the user or password") as caught:
        await Neo4jStore.open(neo4j_database.uri, user="nobody", password="wrong")
    assert not isinstance(caught.value, StoreUnavailableError)
    assert "RAPPORT_NEO4J_PASSWORD" in caught.value.remedy
    assert "wrong" not in str(caught.value).replace("wrong password", "")


async def test_an_unknown_database_is_said_so(neo4j_database: Neo4jServer) -> None:
    server = neo4j_database
    store = await Neo4jStore.open(
        server.uri, user=server.user, password=server.password, database="elsewhere"
    )
    with pytest.raises(StoreError, match="no such database"):
        await store.state()
    await store.close()


async def test_an_address_of_another_form_is_refused() -> None:
    with pytest.raises(StoreError, match="neo4j://HOST"):
        await Neo4jStore.open("ftp://somewhere", user="a", password="b")


async def test_a_store_opened_for_reading_takes_no_writes(neo4j_database: Neo4jServer) -> None:
    server = neo4j_database
    store = await Neo4jStore.open(server.uri, user=server.user, password=server.password, read_only=True)
    with pytest.raises(StoreReadOnlyError):
        await store.prepare()
    with pytest.raises(StoreReadOnlyError):
        await store.write(Batch(0))
    assert (await store.state()).version == 0
    assert (await store.counts()).messages == 0
    await store.close()


async def test_a_database_without_a_graph_says_how_to_make_one(neo4j_database: Neo4jServer) -> None:
    server = neo4j_database
    store = await Neo4jStore.open(server.uri, user=server.user, password=server.password)
    with pytest.raises(StoreUnavailableError, match="rapport schema"):
        await store.write(Batch(0))
    await store.close()


async def test_a_graph_of_a_newer_rapport_is_left_alone(
    neo4j_store: Neo4jStore, neo4j_database: Neo4jServer
) -> None:
    neo4j_database.query("MATCH (s:RapportStore) SET s.schema = 99")
    with pytest.raises(StoreCorruptError, match="newer Rapport"):
        await neo4j_store.prepare()


def test_a_server_that_is_too_old_is_refused() -> None:
    check_version("Neo4j/5.0.0", URI)
    check_version("Neo4j/2026.01.4", URI)
    check_version("Memgraph/3", URI)
    with pytest.raises(StoreError, match=r"Neo4j/4\.4\.40.*needs Neo4j 5"):
        check_version("Neo4j/4.4.40", URI)


SERVER_ERRORS = [
    ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", "no", StoreReadOnlyError),
    ("Neo.ClientError.Security.Forbidden", "no", StoreReadOnlyError),
    ("Neo.ClientError.Statement.AccessMode", "no", StoreReadOnlyError),
    ("Neo.DatabaseError.Transaction.TransactionLogError", "Could not append", StoreFullError),
    ("Neo.DatabaseError.General.UnknownError", "java.io: No space left on device", StoreFullError),
    ("Neo.DatabaseError.Transaction.TransactionStartFailed", "critical error", StoreUnavailableError),
    ("Neo.TransientError.General.DatabaseUnavailable", "gone", StoreUnavailableError),
    ("Neo.TransientError.Transaction.DeadlockDetected", "deadlock", StoreUnavailableError),
    ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "too big", StoreError),
    ("Neo.ClientError.Security.Unauthorized", "no", StoreError),
    ("Neo.ClientError.Statement.SyntaxError", "what", StoreError),
]


@pytest.mark.parametrize(("code", "said", "expected"), SERVER_ERRORS)
def test_what_the_server_says_becomes_an_error_with_a_remedy(
    code: str, said: str, expected: type[StoreError]
) -> None:
    error = store_error(Neo4jError._hydrate_neo4j(code=code, message=said), URI)
    assert type(error) is expected
    assert URI in error.reason
    assert error.remedy


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ServiceUnavailable("gone"), StoreUnavailableError),
        (ConnectionResetError("reset"), StoreUnavailableError),
        (ConfigurationError("scheme"), StoreError),
        (DriverError("odd"), StoreError),
    ],
)
def test_what_the_driver_says_becomes_an_error_with_a_remedy(
    error: DriverError | OSError, expected: type[StoreError]
) -> None:
    found = store_error(error, URI)
    assert type(found) is expected
    assert found.remedy
