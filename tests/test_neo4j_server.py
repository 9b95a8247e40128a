"""The way to a real Neo4j: what is tried, and what is said where there is none."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import neo4j_fixtures, neo4j_server
from tests.neo4j_jars import CACHE, CURRENT, LTS, NoServerError, Release, fetch_jars, find_java, java_version
from tests.neo4j_server import JarServer, Neo4jServer, choose


def test_a_named_server_comes_first_and_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_TEST_NEO4J_URI", "bolt://127.0.0.1:1")
    monkeypatch.setenv("RAPPORT_TEST_NEO4J_PASSWORD", "x")
    server = choose(LTS)
    assert (server.uri, server.user, server.password) == ("bolt://127.0.0.1:1", "neo4j", "x")
    assert not server.controllable
    for act in (server.start, server.stop, server.kill, server.restart):
        with pytest.raises(NoServerError, match="not ours"):
            act()
    assert not server.answers()
    server.close()


def test_without_a_fitting_java_the_reason_says_which() -> None:
    with pytest.raises(NoServerError, match="no Java 999 or later"):
        find_java(999)


def test_a_java_says_its_release(tmp_path: Path) -> None:
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\necho 'openjdk version \"21.0.3\" 2024-04-16' >&2\n")
    java.chmod(0o755)
    assert java_version(str(java)) == 21
    java.write_text("#!/bin/sh\necho nonsense >&2\n")
    assert java_version(str(java)) == 0


def test_without_maven_the_reason_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.neo4j_jars.CACHE", tmp_path)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoServerError, match="mvn"):
        fetch_jars(LTS)


def test_a_docker_command_without_an_engine_is_no_docker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docker = tmp_path / "docker"
    docker.write_text("#!/bin/sh\nexit 1\n")
    docker.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert not neo4j_server.docker_answers()
    monkeypatch.setenv("PATH", "")
    assert not neo4j_server.docker_answers()


def first(release: Release) -> Iterator[Neo4jServer]:
    yield next(neo4j_fixtures.running(release))


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_no_server_is_a_skip_at_home_and_a_failure_in_ci(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    def nowhere(release: Release, *, quick: bool) -> Neo4jServer:
        raise NoServerError("no Java 17 or later")

    monkeypatch.setattr(neo4j_fixtures, "choose", nowhere)
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="no Java 17"):
        next(first(LTS))
    with pytest.raises(pytest.skip.Exception, match="no Java 17"):
        next(first(CURRENT))


@pytest.mark.neo4j
def test_a_server_that_cannot_boot_shows_the_end_of_its_log(neo4j_server: Neo4jServer) -> None:
    if not isinstance(neo4j_server, JarServer):
        pytest.skip("only for servers run from their jars")
    broken = JarServer(Release(LTS.version, "no.such.Main", LTS.java), quick=True)
    with pytest.raises(NoServerError, match=r"The end of .*\.log:(.|\n)*no\.such\.Main"):
        broken.start()
    broken.close()
    assert not broken.home.exists()


@pytest.mark.neo4j
def test_a_database_with_somebody_s_data_is_refused(neo4j_database: Neo4jServer) -> None:
    neo4j_fixtures.refuse_strangers_data(neo4j_database)
    neo4j_database.query("CREATE (:Customer)")
    with pytest.raises(pytest.fail.Exception, match="holds data"):
        neo4j_fixtures.refuse_strangers_data(neo4j_database)
    neo4j_database.query("CREATE (:RapportTests)")
    neo4j_fixtures.refuse_strangers_data(neo4j_database)


def home_of(server: Neo4jServer) -> Path | None:
    """The folder of the server that listens at this address; other workers have servers and folders of theirs."""
    listens = f"server.bolt.listen_address={server.uri.removeprefix('bolt://')}\n"
    for conf in CACHE.glob("home-*/conf/neo4j.conf"):
        with contextlib.suppress(FileNotFoundError):  # its server has just closed
            if listens in conf.read_text():
                return conf.parent.parent
    return None


@pytest.mark.neo4j
@pytest.mark.slow
def test_a_server_does_not_outlive_a_killed_test_run(neo4j_server: Neo4jServer) -> None:
    if not isinstance(neo4j_server, JarServer):
        pytest.skip("only for servers run from their jars")
    run = subprocess.Popen([sys.executable, "-m", "tests.neo4j_server"], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    uri, _, user, _, password = run.stdout.readline().split()
    orphan = Neo4jServer(uri, user, password)
    assert orphan.answers()
    home = home_of(orphan)
    assert home is not None
    run.kill()
    run.wait()
    run.stdout.close()
    deadline = time.monotonic() + 30
    while (orphan.answers() or home.exists()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not orphan.answers()
    assert not home.exists()
