"""The channels of a simulated world: how much is said on each, how threads grow, how fast people answer."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from random import Random


@dataclass(frozen=True, slots=True)
class SimChannel:
    """One channel and its habits."""

    name: str
    instance: str
    kind: str
    reply_kind: str
    share: float
    """Of all threads."""
    home_share: float
    """Of all people who have their only account here."""
    sizes: tuple[tuple[int, float], ...]
    """(messages in a thread, share of threads), cumulative."""
    delay_median: float
    """Seconds until a reply; log-normal, because most answers are quick and some take days."""
    delay_sigma: float
    at_handles: bool
    """People address each other as @handle, else by given name."""

    @property
    def place(self) -> str:
        """``channel:instance``."""
        return f"{self.name}:{self.instance}"


FORUM, MICROBLOG, EMAIL, REVIEWS, CALLS = range(5)

CHANNELS = (
    SimChannel(
        "forum",
        "cremacorner",
        "post",
        "comment",
        0.40,
        0.46,
        ((1, 0.10), (2, 0.24), (3, 0.40), (4, 0.53), (6, 0.70), (8, 0.84), (12, 0.94), (20, 0.99), (40, 1.0)),
        2700.0,
        1.6,
        at_handles=True,
    ),
    SimChannel(
        "microblog",
        "chirrup",
        "post",
        "comment",
        0.38,
        0.36,
        ((1, 0.52), (2, 0.72), (3, 0.84), (5, 0.94), (9, 0.99), (18, 1.0)),
        600.0,
        1.7,
        at_handles=True,
    ),
    SimChannel(
        "email",
        "mail",
        "email",
        "email",
        0.08,
        0.06,
        ((1, 0.20), (2, 0.55), (3, 0.80), (4, 0.92), (6, 1.0)),
        14400.0,
        1.1,
        at_handles=False,
    ),
    SimChannel(
        "reviews",
        "kitchenlist",
        "review",
        "comment",
        0.08,
        0.08,
        ((1, 0.85), (2, 1.0)),
        86400.0,
        0.8,
        at_handles=False,
    ),
    SimChannel(
        "calls",
        "hotline",
        "call_turn",
        "call_turn",
        0.06,
        0.04,
        ((2, 0.10), (4, 0.45), (6, 0.75), (8, 0.92), (12, 1.0)),
        12.0,
        0.6,
        at_handles=False,
    ),
)

SLEEP = 6 * 3600
"""Seconds after midnight (UTC) until which most people sleep."""
WAKEFUL = 0.25
"""The share of night-time answers that are written all the same."""
DAY = 86400
LONGEST_DELAY = 10 * 86400.0
"""Nobody answers later than that; it also bounds how many threads are open at a time."""


def thread_size(channel: SimChannel, random: Random) -> int:
    """How many messages a thread gets."""
    draw = random.random()
    for size, up_to in channel.sizes:
        if draw <= up_to:
            return size
    return 1  # pragma: no cover - the last share is 1.0


def reply_time(channel: SimChannel, at: float, random: Random) -> float:
    """When the next message of a thread comes, after one at this time."""
    due = at + min(channel.delay_median * exp(random.gauss(0.0, channel.delay_sigma)), LONGEST_DELAY)
    asleep = due % DAY < SLEEP and channel.name != "calls" and random.random() > WAKEFUL
    return due + SLEEP - due % DAY + 3600 * random.random() if asleep else due
