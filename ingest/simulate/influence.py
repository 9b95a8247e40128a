"""Advice given in, decisions that follow from it out: who persuades and warns whom, who switches, how flows add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import exp
from random import Random

from ingest.simulate.person import SimPerson

DAY = 86400.0
DECISION_MEDIAN = 4 * DAY
DECISION_SIGMA = 0.9
LONGEST_DECISION = 45 * DAY
"""People act on advice after days, seldom after weeks: log-normal, cut."""


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """What someone will tell of once the time has come."""

    due: float
    receiver: int
    giver: int
    brand: int
    """Recommended, or warned of."""
    advice: str
    """Uid of the message that did it."""
    warned: bool


@dataclass(slots=True)
class Influence:
    """Everybody's decisions in the making, and counts of what came of advice."""

    random: Random
    queues: dict[int, list[Decision]] = field(default_factory=dict)
    """By channel: the receiver tells of it where the advice was given."""
    deciding: set[int] = field(default_factory=set)
    """People with a decision in the making: one at a time."""
    advised: Counter[int] = field(default_factory=Counter)
    """Recommendations to a named person who did not have the brand, by giver."""
    followed: Counter[int] = field(default_factory=Counter)
    """Of those, the ones acted on."""
    flows: Counter[tuple[int, int]] = field(default_factory=Counter)
    """Switches done, by (from, to)."""

    def recommended(self, giver: SimPerson, receiver: SimPerson, brand: int, uid: str, at: Stamp) -> None:
        """A recommendation to a person, who may come to act on it."""
        if receiver.owns == brand:
            return
        self.advised[giver.number] += 1
        self._maybe(giver, receiver, Decision(at.time, receiver.number, giver.number, brand, uid, False), at)

    def warned(self, giver: SimPerson, receiver: SimPerson, brand: int, uid: str, at: Stamp) -> None:
        """A warning to a person, who leaves the brand if it is theirs and the word weighs enough."""
        if receiver.owns == brand:
            self._maybe(
                giver, receiver, Decision(at.time, receiver.number, giver.number, brand, uid, True), at
            )

    def _maybe(self, giver: SimPerson, receiver: SimPerson, decision: Decision, at: Stamp) -> None:
        if receiver.number in self.deciding or self.random.random() >= giver.pull:
            return
        wait = min(DECISION_MEDIAN * exp(self.random.gauss(0.0, DECISION_SIGMA)), LONGEST_DECISION)
        self.deciding.add(receiver.number)
        later = Decision(
            at.time + wait,
            decision.receiver,
            decision.giver,
            decision.brand,
            decision.advice,
            decision.warned,
        )
        heappush(self.queues.setdefault(at.channel, []), later)

    def ripe(self, channel: int, now: float) -> Decision | None:
        """The next decision to be told of on this channel, if its time has come."""
        queue = self.queues.get(channel)
        if not queue or queue[0].due > now:
            return None
        decision = heappop(queue)
        self.deciding.discard(decision.receiver)
        return decision

    def moved(self, person: SimPerson, to: int | None) -> None:
        """Someone left what they had for something else or nothing."""
        if person.owns is not None and to is not None and person.owns != to:
            self.flows[person.owns, to] += 1
        person.owns = to


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and on which channel something was said."""

    time: float
    channel: int
