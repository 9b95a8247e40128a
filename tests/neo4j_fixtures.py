"""Pytest plugin: a real Neo4j for the tests that ask for one, or the reason why there is none."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.neo4j_jars import CURRENT, LTS, WITH_GDS, NoServerError, Release
from tests.neo4j_server import JarServer, Neo4jServer, choose


def running(release: Release) -> Iterator[Neo4jServer]:
    """A started server, closed afterwards. Skips with the reason where there can be none; fails so in CI."""
    try:
        server = JarServer(release, quick=True) if release.gds else choose(release, quick=True)
    except NoServerError as error:
        if os.environ.get("CI") and not (release is CURRENT and "no Java" in str(error)):
            pytest.fail(f"CI must have a Neo4j {release.name}: {error}")
        pytest.skip(f"no Neo4j {release.name}: {error}")
    try:
        server.start()
        refuse_strangers_data(server)
        yield server
    finally:
        server.close()


def refuse_strangers_data(server: Neo4jServer) -> None:
    """The tests empty the database: one that holds something must say that it is meant for tests."""
    found = server.query("RETURN EXISTS { (n) } AS full, EXISTS { (:RapportTests) } AS ours")[0]
    if found["full"] and not found["ours"]:
        pytest.fail(
            f"{server.uri} holds data, and the tests would delete it. "
            "Name an empty database, or CREATE (:RapportTests) in this one to allow it."
        )


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jServer]:
    """Neo4j 5.26, one a test process; tests that use it run in one process (see below)."""
    yield from running(LTS)


@pytest.fixture(scope="session")
def neo4j_current_server() -> Iterator[Neo4jServer]:
    """Neo4j 2026.01, where a Java for it is found."""
    yield from running(CURRENT)


@pytest.fixture(scope="session")
def gds_server() -> Iterator[Neo4jServer]:
    """Neo4j 5.26 with Graph Data Science, always our own: it takes jars in its folder of plugins."""
    yield from running(WITH_GDS)


@pytest.fixture
def neo4j_database(neo4j_server: Neo4jServer) -> Iterator[Neo4jServer]:
    """The server, emptied; started again where the test left it stopped."""
    neo4j_server.empty()
    yield neo4j_server
    if neo4j_server.controllable and not neo4j_server.answers():
        neo4j_server.restart()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A community server has one database: what uses it runs in one xdist worker (`--dist loadgroup`)."""
    for item in items:
        used = "neo4j_server" in getattr(item, "fixturenames", ()) or item.get_closest_marker("neo4j")
        if used and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group("neo4j"))
