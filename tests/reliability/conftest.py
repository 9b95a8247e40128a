"""Real ingests in processes of their own, over either engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RAPPORT = [sys.executable, "-m", "api"]
MESSAGES = 3_000


@dataclass(frozen=True, slots=True)
class Cli:
    """The command line over one store."""

    store: str
    env: dict[str, str]

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*RAPPORT, *arguments, "--store", self.store],
            env=self.env,
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments)
        out, err = process.communicate(timeout=300)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def ingest(self, world: Path, *options: str) -> Sequence[str]:
        return ("ingest", str(world), "--catalogue", str(world / "catalogue.yaml"), *options)

    def status(self) -> dict[str, object]:
        done = self.run("status", "--json")
        assert done.returncode == 0, done.stderr
        report: dict[str, object] = json.loads(done.stdout)
        return report


def cli_for(store: str, **env: str) -> Cli:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("RAPPORT_")}
    return Cli(store, clean | env)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulated world of MESSAGES messages."""
    from ingest.simulate import SimulationOptions, simulate  # noqa: PLC0415

    out = tmp_path_factory.mktemp("world")
    simulate(SimulationOptions(people=200, messages=MESSAGES, seed=11, out=out))
    return out


@pytest.fixture(scope="session")
def expected(world: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What an undisturbed ingest of the world comes to."""
    cli = cli_for(str(tmp_path_factory.mktemp("calm") / "calm.rapport"))
    done = cli.run(*cli.ingest(world))
    assert done.returncode == 0, done.stderr
    return cli.status()
