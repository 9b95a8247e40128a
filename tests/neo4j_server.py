"""A real Neo4j for tests: an address from the environment, a Docker engine, or a server run from its jars.

`python -m tests.neo4j_server` starts one by hand, prints how to reach it and stops it on Ctrl-C.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from tests.neo4j_jars import (
    CACHE,
    CURRENT,
    LTS,
    NoServerError,
    Release,
    fetch_jars,
    find_java,
    procedure_jars,
)

BOOT_SECONDS = 120
"""Bolt answers after 7 to 9 seconds on two idle cores; a loaded machine may take several times that."""

STOP_SECONDS = 30
LOG_TAIL = 40
"""Lines of the server's log that a failed boot shows."""

QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Java flags for tests: nothing runs long enough for the optimising compiler to pay (the contract suite takes
half the time without it). Not for measuring speed."""

OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.lang")
"""Packages of java.base that the server reaches into."""

CONF = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled=true
server.memory.heap.initial_size=512m
server.memory.heap.max_size=512m
server.memory.pagecache.size=128m
dbms.usage_report.enabled=false
db.tx_log.preallocate=false
db.shutdown_transaction_end_timeout=1s
internal.server.bolt.thread_pool_shutdown_wait_time=0s
internal.server.bolt.connection_shutdown_wait_time=0s
dbms.security.procedures.unrestricted=gds.*
"""

WATCHED = 'exec 3<&0; (read -r _ <&3; kill -9 $$; rm -rf "$0") & exec "$@" </dev/null 3<&-'
"""Becomes the server, beside a watcher that ends it and removes its home ($0) when the pipe to the tests closes,
however they end."""


class Neo4jServer:
    """Where a Neo4j answers. This one is somebody else's: it cannot be stopped."""

    controllable = False
    """Whether start, stop, kill and restart work."""

    def __init__(self, uri: str, user: str, password: str) -> None:
        self.uri = uri
        self.user = user
        self.password = password

    def start(self) -> None:
        """Start it and wait until it answers."""
        raise NoServerError(f"{self.uri} is not ours to start.")

    def stop(self) -> None:
        """Shut it down in order."""
        raise NoServerError(f"{self.uri} is not ours to stop.")

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        raise NoServerError(f"{self.uri} is not ours to kill.")

    def restart(self) -> None:
        """Stop and start; address, password and data stay."""
        self.stop()
        self.start()

    def close(self) -> None:
        """Give back what this server takes on the machine."""

    def answers(self) -> bool:
        """Whether it takes queries now."""
        try:
            self.query("RETURN 1 AS one")
        except (DriverError, Neo4jError):
            return False
        return True

    def query(self, cypher: str, **parameters: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - Cypher values
        """The rows that a query gives, on a connection of its own."""
        with neo4j.GraphDatabase.driver(
            self.uri,
            auth=(self.user, self.password),
            connection_timeout=5,
            max_transaction_retry_time=0,
            notifications_min_severity="OFF",
        ) as driver:
            return [record.data() for record in driver.execute_query(cypher, parameters).records]

    def empty(self) -> None:
        """Delete all nodes, in transactions that fit its memory."""
        with (
            neo4j.GraphDatabase.driver(self.uri, auth=(self.user, self.password)) as driver,
            driver.session() as session,
        ):
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS").consume()

    def wait(self) -> None:
        """Return once it answers."""
        deadline = time.monotonic() + BOOT_SECONDS
        while not self.answers():
            self.check()
            if time.monotonic() > deadline:
                raise NoServerError(f"Neo4j did not answer at {self.uri} within {BOOT_SECONDS} s.")
            time.sleep(0.2)

    def check(self) -> None:
        """Raise NoServerError where it is clear that it will never answer."""


class JarServer(Neo4jServer):
    """A community server run from its Maven artifacts, in a folder of its own that goes when it closes."""

    controllable = True

    def __init__(self, release: Release, *, quick: bool = False) -> None:
        self._java = find_java(release.java)
        self._flags = QUICK if quick else ()
        self._jars = fetch_jars(release)
        self._release = release
        self._process: subprocess.Popen[bytes] | None = None
        port = free_port()
        super().__init__(f"bolt://127.0.0.1:{port}", "neo4j", secrets.token_hex(16))
        self.home = Path(tempfile.mkdtemp(prefix="home-", dir=CACHE))
        self.log = CACHE / f"{release.name}-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}.log"
        self.log.write_bytes(b"")
        for folder in ("conf", "logs", "plugins"):
            (self.home / folder).mkdir()
        for jar in procedure_jars(self._jars, release):
            (self.home / "plugins" / jar.name).symlink_to(jar)
        (self.home / "logs" / "neo4j.log").symlink_to(self.log)  # outlives the home
        (self.home / "conf" / "neo4j.conf").write_text(CONF.format(port=port))
        self._admin("dbms", "set-initial-password", self.password)

    def _admin(self, *arguments: str) -> None:
        home = {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        command = [self._java, "-cp", f"{self._jars}/*", "org.neo4j.cli.AdminTool", *arguments]
        done = subprocess.run(command, env=os.environ | home, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NoServerError(f"neo4j-admin failed: {done.stdout} {done.stderr}")

    def start(self) -> None:
        opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
        server = [self._java, *self._flags, "-cp", f"{self._jars}/*", *opened, self._release.main_class]
        homes = [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                ["sh", "-c", WATCHED, str(self.home), *server, *homes],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches the tests first; they stop the server
            )
        self.wait()

    def check(self) -> None:
        if self._process is None or self._process.poll() is not None:
            raise NoServerError(f"Neo4j ended while starting. The end of {self.log}:\n{self._tail()}")

    def _tail(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join(lines[-LOG_TAIL:])

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(how)
        try:
            process.wait(STOP_SECONDS)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # the watcher, and a server that would not stop
            process.wait()
            if process.stdin is not None:
                process.stdin.close()

    def close(self) -> None:
        self.kill()  # the data goes with it
        shutil.rmtree(self.home, ignore_errors=True)


class DockerServer(Neo4jServer):
    """The official image under a Docker engine."""

    controllable = True

    def __init__(self, release: Release) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the library's own making
            from testcontainers.core.container import DockerContainer  # noqa: PLC0415 - slow, rarely needed

        port = free_port()
        super().__init__(f"bolt://127.0.0.1:{port}", "neo4j", secrets.token_hex(16))
        self._container = (
            DockerContainer(f"neo4j:{release.version}-community")
            .with_env("NEO4J_AUTH", f"{self.user}/{self.password}")
            .with_env("NEO4J_dbms_usage__report_enabled", "false")
            .with_bind_ports(7687, port)
        )
        self._created = False

    def start(self) -> None:
        if self._created:
            self._container.get_wrapped_container().start()
        else:
            self._container.start()
            self._created = True
        self.wait()

    def stop(self) -> None:
        self._container.get_wrapped_container().stop()

    def kill(self) -> None:
        self._container.get_wrapped_container().kill()

    def close(self) -> None:
        self._container.stop()


def free_port() -> int:
    """A TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def docker_answers() -> bool:
    """Whether there is a Docker engine; the command line alone is not one."""
    docker = shutil.which("docker")
    if docker is None:
        return False
    asked = [docker, "version", "--format", "{{.Server.Version}}"]
    try:
        return subprocess.run(asked, capture_output=True, timeout=10, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def choose(release: Release, *, quick: bool = False) -> Neo4jServer:
    """The first way to a server that this machine offers, not yet started. `quick` is for tests (see QUICK)."""
    if uri := os.environ.get("RAPPORT_TEST_NEO4J_URI"):
        user = os.environ.get("RAPPORT_TEST_NEO4J_USER", "neo4j")
        return Neo4jServer(uri, user, os.environ.get("RAPPORT_TEST_NEO4J_PASSWORD", ""))
    return DockerServer(release) if docker_answers() else JarServer(release, quick=quick)


def main() -> None:
    """Run a server until Ctrl-C or SIGTERM."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = choose(CURRENT if "--current" in sys.argv else LTS)
    try:
        server.start()
        print(f"{server.uri} user {server.user} password {server.password}", flush=True)  # noqa: T201
        while True:
            signal.pause()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()


if __name__ == "__main__":
    main()
