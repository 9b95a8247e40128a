"""What a caller asks of the simulator (SimulationOptions) and what it gets back (SimulationReport)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TypeAlias

from ingest.errors import IngestError

Progress: TypeAlias = Callable[[int], object]
"""Called now and then with how many messages have been written."""

MOST_PEOPLE = 5_000_000
"""People live in memory, about 1.5 kB each: past this a world no longer fits an ordinary machine."""

FEWEST_DAYS = 14
"""Weekly rhythm and answers that come days later need at least two weeks."""


class SimulationError(IngestError):
    """The world cannot be grown as asked."""


@dataclass(frozen=True, slots=True)
class SimulationOptions:
    """A world's size, its seed and where it goes. The same options give the same bytes."""

    people: int
    messages: int
    out: Path
    seed: int = 0
    days: int = 730
    until: datetime = datetime(2026, 11, 1, tzinfo=UTC)
    """The world ends before this moment and begins `days` earlier."""
    communities: int | None = None
    """None: grows with the square root of the people."""
    compress: bool = False
    """Write .jsonl.zst instead of .jsonl."""
    labels: bool = False
    """Also write labels.jsonl: what each message means, as an annotator would record it."""
    overwrite: bool = False
    """Replace an earlier world in the same folder."""


@dataclass(frozen=True, slots=True)
class SimulationReport:
    """What was written."""

    out: Path
    messages: int
    people: int
    accounts: int
    messages_by_channel: Mapping[str, int]
    planted: Mapping[str, int]
    """How many of each truth: persuaded, warned, switches, peeves, ideas."""
    files: tuple[Path, ...]
    seconds: float


def dice(options: SimulationOptions, name: str) -> Random:
    """The named source of chance of a world: what one part draws leaves the others alone."""
    return Random(f"{name} {options.seed}")  # noqa: S311 - a made-up world keeps no secrets


def check(options: SimulationOptions) -> None:
    """Refuse what makes no sense, before anything is written."""
    if not 1 <= options.people <= MOST_PEOPLE:
        raise SimulationError(
            f"A world needs between 1 and {MOST_PEOPLE:,} people, not {options.people:,}.", "Change --people."
        )
    if options.messages < 0:
        raise SimulationError(f"{options.messages:,} messages cannot be written.", "Give 0 or more.")
    if options.days < FEWEST_DAYS:
        raise SimulationError(f"{options.days} days are too few.", f"Give {FEWEST_DAYS} or more.")
    if options.until.tzinfo is None:
        raise SimulationError("`until` has no time zone.", "Give a time in UTC.")
    if options.communities is not None and not 1 <= options.communities <= options.people:
        raise SimulationError(
            f"{options.people:,} people cannot form {options.communities:,} communities.",
            "Give between 1 and the number of people.",
        )
