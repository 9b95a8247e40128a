"""A seed in; a made-up world that is unlike the simulator's, as messages with facts, and what is true of it, out.

No communities: people live on a map and talk with neighbours, on chat, tickets and blogs. Influence is a threshold: who
has heard enough different neighbours recommend a brand within two months moves to it, tells so days later, and never
says because of whom. Some people's word counts three times. Others move without any advice.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from graph.model import FactKind, MessageFacts
from tests.graph import factories as make
from tests.graph.questions.worlds import act, day, dislikes, likes, switches

DAYS = 360
BRANDS = ("moka", "brevo", "crema")
PLACES = ("chat:main", "ticket:desk", "blog:log")
SHARES = (0.7, 0.2, 0.1)
HEARD_DAYS = 60


@dataclass(frozen=True, slots=True)
class Nature:
    """What a world is like."""

    people: int = 220
    messages: int = 5_000
    voices: float = 0.1
    """Share of people whose word counts `weight`."""
    weight: float = 3.0
    threshold: float = 3.0
    """Infinite: nobody is moved by anybody."""
    unprompted: float = 0.008
    """Of messages: moves for no reason."""
    seed: int = 5


@dataclass(slots=True)
class OtherWorld:
    """What was said, and what is true."""

    messages: list[MessageFacts] = field(default_factory=list)
    voices: set[str] = field(default_factory=set)
    persuaded: set[tuple[str, str, str]] = field(default_factory=set)
    """(giver, receiver, brand): whose word was the last that was needed."""
    moves: int = 0


class _Making:
    def __init__(self, nature: Nature) -> None:
        self.nature = nature
        self.random = np.random.default_rng(nature.seed)
        self.spots = self.random.random((nature.people, 2))
        self.strong = self.random.random(nature.people) < nature.voices
        self.owns = self.random.choice(len(BRANDS), nature.people)
        self.busy = self.random.pareto(2.0, nature.people) + 0.3
        self.heard: dict[tuple[int, int], dict[int, float]] = defaultdict(dict)
        self.due: list[tuple[float, int, int]] = []
        self.world = OtherWorld(voices={name(one) for one in np.flatnonzero(self.strong).tolist()})

    def run(self) -> OtherWorld:
        at = np.sort(self.random.random(self.nature.messages)) * DAYS
        speakers = self.random.choice(self.nature.people, len(at), p=self.busy / self.busy.sum())
        for moment, speaker in zip(at.tolist(), speakers.tolist(), strict=True):
            while self.due and min(self.due)[0] <= moment:
                when, person, brand = min(self.due)
                self.due.remove((when, person, brand))
                self._move(person, brand, when)
            self._speak(speaker, moment)
        return self.world

    def _speak(self, speaker: int, at: float) -> None:
        draw = self.random.random()
        own = int(self.owns[speaker])
        if draw < self.nature.unprompted:
            self._move(speaker, int(self.random.integers(len(BRANDS))), at)
        elif draw < 0.45:
            other = self._neighbour(speaker)
            self._say(speaker, at, act(FactKind.RECOMMENDS, BRANDS[own], name(other)), likes(BRANDS[own]))
            self._hear(speaker, other, own, at)
        elif draw < 0.6:
            self._say(speaker, at, act(FactKind.ASKS, BRANDS[int(self.random.integers(len(BRANDS)))]))
        else:
            felt = likes if self.random.random() < 0.6 else dislikes
            self._say(speaker, at, felt(BRANDS[own]))

    def _neighbour(self, speaker: int) -> int:
        near = np.exp(-40.0 * ((self.spots - self.spots[speaker]) ** 2).sum(axis=1))
        near[speaker] = 0.0
        return int(self.random.choice(len(near), p=near / near.sum()))

    def _hear(self, giver: int, receiver: int, brand: int, at: float) -> None:
        if self.owns[receiver] == brand:
            return
        self.heard[receiver, brand][giver] = at
        lately = [one for one, when in self.heard[receiver, brand].items() if at - when <= HEARD_DAYS]
        total = sum(self.nature.weight if self.strong[one] else 1.0 for one in lately)
        if total >= self.nature.threshold and not any(person == receiver for _, person, _ in self.due):
            self.heard[receiver, brand].clear()
            self.due.append((at + 1.0 + 9.0 * self.random.random(), receiver, brand))
            self.world.persuaded.add((name(giver), name(receiver), BRANDS[brand]))

    def _move(self, person: int, brand: int, at: float) -> None:
        own = int(self.owns[person])
        if own != brand:
            self._say(person, at, switches(BRANDS[own], BRANDS[brand]))
            self.owns[person] = brand
            self.world.moves += 1

    def _say(self, speaker: int, at: float, *facts: object) -> None:
        place = PLACES[int(self.random.choice(3, p=SHARES))]
        told = make.message(
            f"{place}:{len(self.world.messages)}", author=make.key(name(speaker)), created_at=day(at)
        )
        self.world.messages.append(
            make.with_facts(told, *(one for one in facts if dataclasses.is_dataclass(one)))  # type: ignore[arg-type]
        )


def name(person: int) -> str:
    return f"p{person}"


def other_world(nature: Nature | None = None) -> OtherWorld:
    """Make it up."""
    return _Making(nature or Nature()).run()
