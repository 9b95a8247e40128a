"""A function in, how long it took and how much memory it needed out."""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child process went."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    output: str


def child(command: Sequence[str], env: dict[str, str] | None = None) -> Ended:
    """Run a process to its end. peak_mb is the largest child so far: run the smaller ones first."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Ended(wall, cpu, after.ru_maxrss / 1024, done.stdout + done.stderr)
