"""Population and options in, the threads of the world out: when each starts, on which channel, how long it gets."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest.simulate.channels import CHANNELS, DAY, LONGEST_DELAY, thread_size
from ingest.simulate.options import SimulationOptions, dice

HOURS = (2, 1, 1, 1, 1, 2, 5, 9, 11, 11, 10, 9, 10, 10, 9, 9, 10, 12, 14, 16, 17, 15, 10, 5)
"""How much is written in each hour of the day (UTC): quiet nights, an evening peak."""
WEEKDAYS = (1.0, 1.02, 1.0, 0.98, 0.95, 0.85, 0.9)
GROWTH = 0.6
"""So much busier, in proportion, is the last day than the first."""


@dataclass(frozen=True, slots=True)
class Start:
    """A thread that is about to begin."""

    at: float
    """Seconds since the epoch."""
    channel: int
    size: int


def timetable(options: SimulationOptions, channels: Sequence[int]) -> Iterator[Start]:
    """All threads in order of their start; their sizes add up to the messages asked for.

    Runs the same draws twice, first to count: nothing but the clock is kept in memory.
    """
    threads = sum(1 for _ in _sizes(options, channels))
    times = _times(options, threads)
    for at, (channel, size) in zip(times, _sizes(options, channels), strict=True):
        yield Start(at, channel, size)


def _sizes(options: SimulationOptions, channels: Sequence[int]) -> Iterator[tuple[int, int]]:
    random = dice(options, "sizes")
    shares = list(accumulate(CHANNELS[channel].share for channel in channels))
    left = options.messages
    while left > 0:
        channel = channels[min(bisect(shares, random.random() * shares[-1]), len(channels) - 1)]
        size = min(left, thread_size(CHANNELS[channel], random))
        left -= size
        yield channel, size


def _times(options: SimulationOptions, threads: int) -> Iterator[float]:
    """So many moments in order, by the rhythm of the day, the week and the years."""
    random = dice(options, "times")
    end = options.until.timestamp()
    begin = end - options.days * DAY
    days = options.days - min(int(LONGEST_DELAY // DAY), options.days // 2)
    weights = [_day_weight(begin, day, days) for day in range(days)]
    hours = list(accumulate(HOURS))
    total, so_far, given = sum(weights), 0.0, 0
    for day, weight in enumerate(weights):
        so_far += weight
        due = threads if day == days - 1 else round(threads * so_far / total)
        moments = (bisect(hours, random.random() * hours[-1]) + random.random() for _ in range(due - given))
        for hour in sorted(moments):
            yield begin + day * DAY + min(hour, 23.999) * 3600
        given = due


def _day_weight(begin: float, day: int, days: int) -> float:
    weekday = (int(begin) // DAY + day + 3) % 7  # the epoch was a Thursday, day 3 of the week
    return WEEKDAYS[weekday] * (1.0 + GROWTH * day / days)
