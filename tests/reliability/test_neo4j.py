"""An ingest into Neo4j survives kills of its own process and of the server."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

import pytest

from tests.neo4j_server import Neo4jServer
from tests.reliability.conftest import Cli, cli_for

pytestmark = [pytest.mark.neo4j, pytest.mark.slow, pytest.mark.xdist_group("neo4j")]

KILLS = 20


@pytest.fixture
def cli(neo4j_server: Neo4jServer) -> Cli:
    """The command line over the emptied server."""
    server = neo4j_server
    server.empty()
    return cli_for(server.uri, RAPPORT_NEO4J_USER=server.user, RAPPORT_NEO4J_PASSWORD=server.password)


def wait_for_messages(server: Neo4jServer) -> None:
    """Until the ingest has written something and is in the middle of its work."""
    deadline = time.monotonic() + 60
    while not server.query("MATCH (m:Message) WHERE m.text IS NOT NULL RETURN count(m) AS found")[0]["found"]:
        assert time.monotonic() < deadline, "nothing was written within a minute"
        time.sleep(0.1)


def test_killed_at_random_points_it_loses_nothing_and_doubles_nothing(
    cli: Cli, world: Path, expected: dict[str, object]
) -> None:
    moments = random.Random(5)  # noqa: S311 - moments, not secrets
    for _ in range(KILLS):
        process = cli.start(*cli.ingest(world, "--batch-size", "100"))
        time.sleep(moments.uniform(0.8, 3.0))
        process.kill()
        process.communicate()
    done = cli.run(*cli.ingest(world))
    assert done.returncode == 0, done.stderr
    assert cli.status()["facts_hash"] == expected["facts_hash"]


def test_a_server_that_goes_away_is_waited_for(
    cli: Cli, world: Path, expected: dict[str, object], neo4j_server: Neo4jServer
) -> None:
    process = cli.start(*cli.ingest(world, "--batch-size", "10"))
    wait_for_messages(neo4j_server)
    neo4j_server.kill()
    time.sleep(8)
    still_there = process.poll() is None
    neo4j_server.start()
    _, err = process.communicate(timeout=180)
    assert still_there, err
    assert process.returncode == 0, err
    assert "Waiting for the store" in err
    assert cli.status()["facts_hash"] == expected["facts_hash"]


def test_ctrl_c_while_waiting_ends_cleanly(cli: Cli, world: Path, neo4j_server: Neo4jServer) -> None:
    process = cli.start(*cli.ingest(world, "--batch-size", "10"))
    wait_for_messages(neo4j_server)
    neo4j_server.kill()
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    neo4j_server.start()
    assert process.returncode == 130, err
    assert "Traceback" not in err
