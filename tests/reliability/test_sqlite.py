"""An ingest into SQLite survives kills, a full disk, a read-only file and Ctrl-C."""

from __future__ import annotations

import ctypes
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from tests.reliability.conftest import RAPPORT, ROOT, cli_for

KILLS = 20
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
"""prctl(2) and capabilities(7): without this one even root is bound by permissions."""


def same(report: dict[str, object], expected: dict[str, object]) -> None:
    assert report["facts_hash"] == expected["facts_hash"]
    assert report["counts"] == {**expected["counts"]}  # type: ignore[dict-item]


@pytest.mark.slow
def test_killed_at_random_points_it_loses_nothing_and_doubles_nothing(
    tmp_path: Path, world: Path, expected: dict[str, object]
) -> None:
    cli = cli_for(str(tmp_path / "killed.rapport"))
    moments = random.Random(3)  # noqa: S311 - moments, not secrets
    kills = acknowledged = 0
    while kills < KILLS:
        process = cli.start(*cli.ingest(world, "--batch-size", "50"))
        time.sleep(moments.uniform(0.2, 2.4))
        process.kill()
        process.communicate()
        kills += 1
        if kills % 5 == 0:
            held = cli.run("status", "--json", "--no-hash")
            count = _messages(held)
            assert count >= acknowledged, "an acknowledged message was lost"
            acknowledged = count
    done = cli.run(*cli.ingest(world, "--batch-size", "50"))
    assert done.returncode == 0, done.stderr
    same(cli.status(), expected)


def _messages(held: subprocess.CompletedProcess[str]) -> int:
    if held.returncode != 0:  # killed before the store was there
        return 0
    return int(json.loads(held.stdout)["counts"]["messages"])


@pytest.mark.parametrize("batch_size", ["173", "100000"])
def test_any_batch_size_gives_the_same_graph(
    tmp_path: Path, world: Path, expected: dict[str, object], batch_size: str
) -> None:
    cli = cli_for(str(tmp_path / "batches.rapport"))
    assert cli.run(*cli.ingest(world, "--batch-size", batch_size)).returncode == 0
    same(cli.status(), expected)


def test_any_order_of_files_gives_the_same_graph(
    tmp_path: Path, world: Path, expected: dict[str, object]
) -> None:
    cli = cli_for(str(tmp_path / "order.rapport"))
    files = sorted((path for path in world.glob("*.jsonl")), reverse=True)
    arguments = [str(path) for path in files]
    done = cli.run("ingest", *arguments, "--catalogue", str(world / "catalogue.yaml"))
    assert done.returncode == 0, done.stderr
    same(cli.status(), expected)


def test_the_second_ingest_reads_nothing_again(tmp_path: Path, world: Path) -> None:
    cli = cli_for(str(tmp_path / "twice.rapport"))
    cli.run(*cli.ingest(world))
    before = cli.status()
    again = cli.run(*cli.ingest(world))
    assert "nothing new since last time" in again.stderr
    forced = cli.run(*cli.ingest(world, "--again"))
    assert "already known" in forced.stderr
    same(cli.status(), before)


def test_ctrl_c_ends_cleanly_and_the_same_command_goes_on(
    tmp_path: Path, world: Path, expected: dict[str, object]
) -> None:
    cli = cli_for(str(tmp_path / "stopped.rapport"))
    process = cli.start(*cli.ingest(world, "--batch-size", "20"))
    time.sleep(2.0)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert cli.run(*cli.ingest(world)).returncode == 0
    same(cli.status(), expected)


def test_a_full_disk_is_said_and_harms_nothing(
    tmp_path: Path, world: Path, expected: dict[str, object]
) -> None:
    store = tmp_path / "full.rapport"
    cli = cli_for(str(store))
    limit = 400_000

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    full = subprocess.run(
        [*RAPPORT, *cli.ingest(world, "--batch-size", "100"), "--store", str(store)],
        cwd=ROOT,
        env=cli.env
        | {"RAPPORT_COMPONENTS": '{"language": "rapport_nothing"}'},  # it unpacks a file of its own
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=small_disk,
        timeout=120,
    )
    assert full.returncode == 1
    assert "Traceback" not in full.stderr
    assert "Error:" in full.stderr
    assert cli.run(*cli.ingest(world)).returncode == 0
    same(cli.status(), expected)


def _bound_by_permissions() -> None:
    if os.getuid() == 0:
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


def test_a_read_only_store_is_said_and_harms_nothing(world: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = folder / "frozen.rapport"
        cli = cli_for(str(store), HOME=name)
        shutil.copytree(world, folder / "world")
        assert cli.run(*cli.ingest(folder / "world")).returncode == 0
        before = store.read_bytes()
        store.chmod(0o444)
        folder.chmod(0o555)
        done = subprocess.run(
            [*RAPPORT, *cli.ingest(folder / "world", "--again"), "--store", str(store)],
            cwd=ROOT,
            env=cli.env,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=_bound_by_permissions,
            timeout=120,
        )
        folder.chmod(0o755)
        assert done.returncode == 1, done.stderr
        assert "Traceback" not in done.stderr
        assert "cannot be written to" in done.stderr
        assert store.read_bytes() == before
