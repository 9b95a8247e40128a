"""A function in, how long it took and how much memory it needed out."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing: ours, its control where there is one, and the bound it is held to."""

    name: str
    value: float
    unit: str
    control: float | None = None
    ratio: float | None = None
    bound: str = ""
    holds: bool | None = None
    note: str = ""


def timed(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def on_cpu(work: Callable[[], Result]) -> tuple[float, Result]:
    """CPU seconds of one call, and what it gives."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child process went."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    output: str


def child(command: Sequence[str], env: dict[str, str] | None = None) -> Ended:
    """Run a process to its end. Its own figures, whatever other children there are (a database server, say)."""
    with tempfile.TemporaryFile("w+") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, text=True, env=env)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said)
    return Ended(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)
