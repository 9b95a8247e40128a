"""Real processes of Rapport for the browser: the example ingested once, and servers over it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
START_SECONDS = 40
"""Far more than a server needs on an idle machine; other tests run beside this one."""
STOP_SECONDS = 10


def ingest_example(store: Path) -> None:
    """Fill a new store with the bundled example, as `make run` does."""
    command = (
        "ingest",
        str(EXAMPLES),
        "--store",
        str(store),
        "--catalogue",
        str(EXAMPLES / "catalogue.yaml"),
    )
    done = subprocess.run(
        rapport(*command), cwd=ROOT, env=clean(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def serving(store: Path, log: Path, token: str | None = None) -> Iterator[str]:
    """A server process over a store; yields its address."""
    port = _free_port()
    environment = clean() | ({"RAPPORT_TOKEN": token} if token else {})
    with log.open("wb") as output:
        process = subprocess.Popen(
            rapport("serve", "--store", str(store), "--port", str(port)),
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(url, process, log)
            yield url
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def rapport(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "api", *arguments]


def clean() -> dict[str, str]:
    """The environment without the settings of whoever runs the tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith("RAPPORT_")}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            if httpx.get(f"{url}/health", timeout=1).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not come up: {log.read_text(encoding='utf-8', errors='replace')}")
