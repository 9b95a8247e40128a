"""A thread so far in, who speaks next and to whom out."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from ingest.simulate.channels import CALLS, EMAIL, REVIEWS
from ingest.simulate.market import OWN, Surface
from ingest.simulate.people import Population

STAFF = -1
"""Speaker number of the own brand's help desk."""
IN_GROUP = 0.86
"""Probability that a newcomer to a thread is of the community that began it."""
BACK_AND_FORTH = 0.42
"""Probability that someone who already spoke in a thread speaks again."""
TO_LAST = 0.6
TO_FIRST = 0.85
"""Replies go to the last message, else the first (cumulative), else any."""
STAFF_HELPS = 0.12
"""The own brand's people answer so many of the public complaints and questions about it."""
DESK_MAIL = 0.7
"""Of e-mail threads, those with the help desk; the rest are between peers."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message as its thread remembers it."""

    uid: str
    speaker: int
    act: str
    """asks, complains or nothing special."""
    brand: int
    surface: Surface
    text: str


@dataclass(slots=True)
class Thread:
    """A conversation under way. Forgotten as soon as its last message is written."""

    channel: int
    community: int
    size: int
    with_desk: bool
    first: int
    """Who began it (of a call: who rang)."""
    subject: int
    said: list[Said] = field(default_factory=list)


def begin(population: Population, channel: int, size: int, random: Random) -> Thread:
    """A thread that somebody of some community opens."""
    community = population.crowds[channel].draw(random)
    first = population.pools[community, channel].draw(random)
    desk = channel in (CALLS, REVIEWS) or (channel == EMAIL and random.random() < DESK_MAIL)
    return Thread(channel, community, size, desk, first, OWN)


def next_speaker(thread: Thread, population: Population, random: Random) -> int:
    """A person's number, or STAFF."""
    turn = len(thread.said)
    if thread.channel == CALLS:
        return thread.first if turn % 2 else STAFF
    if turn == 0:
        return thread.first
    if thread.with_desk:
        return STAFF if turn % 2 else thread.first
    if _desk_steps_in(thread, random):
        return STAFF
    return _peer(thread, population, random)


def _desk_steps_in(thread: Thread, random: Random) -> bool:
    last = thread.said[-1]
    about_us = last.brand == OWN and last.act and last.speaker != STAFF
    return bool(about_us) and random.random() < STAFF_HELPS


def _peer(thread: Thread, population: Population, random: Random) -> int:
    last = thread.said[-1].speaker
    if random.random() < BACK_AND_FORTH:
        earlier = thread.said[int(random.random() * len(thread.said))].speaker
        if earlier not in (last, STAFF):
            return earlier
    community = thread.community
    if random.random() >= IN_GROUP:
        community = population.crowds[thread.channel].draw(random)
    speaker = population.pools[community, thread.channel].draw(random)
    if speaker == last:  # once more: talking to oneself is rare, but alone there is no one else
        speaker = population.pools[community, thread.channel].draw(random)
    return speaker


def answered(thread: Thread, speaker: int, random: Random) -> Said:
    """The message that the next one replies to."""
    said = thread.said
    draw = random.random()
    chosen = said[-1]
    if TO_LAST <= draw < TO_FIRST:
        chosen = said[0]
    elif draw >= TO_FIRST:
        chosen = said[int(random.random() * len(said))]
    if thread.with_desk or chosen.speaker == speaker:
        return said[-1]
    return chosen
