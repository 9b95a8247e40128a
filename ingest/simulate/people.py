"""Options in, a population out: communities with moods, people with stances and influence, their accounts."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import isqrt
from random import Random

from ingest.simulate.accounts import open_accounts
from ingest.simulate.market import BRANDS, OWN, PEEVES
from ingest.simulate.names import person_name
from ingest.simulate.options import SimulationOptions, dice
from ingest.simulate.person import SimPerson
from ingest.simulate.voice import VOICES

ACTIVITY_EXPONENT = 1.3
"""Of the Pareto law of how much people write; forums measure between 1 and 2."""
LOUDEST = 400.0
"""Caps the tail: nobody writes more than that many times the quietest person."""
ADVOCATE_SHARE = 0.05
"""Of people, whose word really moves others."""
ADVOCATE_PULL = (0.35, 0.65)
ORDINARY_PULL = 0.03
"""Chance that a recommendation to a named person is acted on."""
OWNER_SHARE = 0.75
"""Of people, who have a machine of some brand at the start."""
DRIFTER_SHARE = 0.06
"""Of the own brand's owners, who cool toward it over the two years."""
MOOD_MIDDLE = -0.08
MOOD_SPREAD = 0.55
PERSON_SPREAD = 0.35
"""Communities differ more than their members do; on the whole people grumble a little."""
THEMES = (
    "espresso",
    "office coffee",
    "latte art",
    "repairs",
    "travel brewing",
    "roasting",
    "decaf",
    "filter",
)


@dataclass(frozen=True, slots=True)
class SimCommunity:
    """People who mostly talk among themselves."""

    id: str
    theme: str
    mood: tuple[float, ...]
    """Stance toward each brand, -1..1."""
    peeve: int
    weight: float


@dataclass(slots=True)
class Pool:
    """People who can be drawn by how much they write."""

    people: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    cumulative: list[float] = field(default_factory=list)

    def add(self, person: int, weight: float) -> None:
        """Put someone in; `close` must follow."""
        self.people.append(person)
        self.weights.append(weight)

    def close(self) -> None:
        """Make it ready to draw from."""
        self.cumulative = list(accumulate(self.weights))
        self.weights = []

    def draw(self, random: Random) -> int:
        """Someone, the busy more often."""
        place = bisect(self.cumulative, random.random() * self.cumulative[-1])
        return self.people[min(place, len(self.people) - 1)]


@dataclass(slots=True)
class Population:
    """Everybody, and who can be found where."""

    communities: tuple[SimCommunity, ...]
    people: list[SimPerson]
    pools: dict[tuple[int, int], Pool]
    """By (community, channel)."""
    crowds: dict[int, Pool]
    """Communities by channel, weighted by how much their members write there."""

    @property
    def accounts(self) -> int:
        """How many accounts people have."""
        return sum(len(person.accounts) for person in self.people)


def populate(options: SimulationOptions) -> Population:
    """Invent everybody."""
    random = dice(options, "people")
    communities = _communities(options, random)
    people = [_person(number, communities, random) for number in range(options.people)]
    return Population(communities, people, *_pools(people))


def community_count(options: SimulationOptions) -> int:
    """As asked for, else 4 at 60 people, 50 at 10,000 and 500 at a million."""
    if options.communities is not None:
        return options.communities
    return max(1, min(round(isqrt(options.people) / 2), 500))


def _communities(options: SimulationOptions, random: Random) -> tuple[SimCommunity, ...]:
    made = []
    for index in range(community_count(options)):
        mood = tuple(_stance(MOOD_MIDDLE, MOOD_SPREAD, random) for _ in BRANDS)
        theme = THEMES[index % len(THEMES)]
        peeve = int(random.random() * len(PEEVES))
        made.append(SimCommunity(f"c{index}", theme, mood, peeve, 0.3 + random.random()))
    return tuple(made)


def _stance(middle: float, spread: float, random: Random) -> float:
    return round(max(-1.0, min(1.0, random.gauss(middle, spread))), 3)


def _person(number: int, communities: Sequence[SimCommunity], random: Random) -> SimPerson:
    given, family = person_name(random)
    community = _community_of(number, communities, random)
    stances = [_stance(mood, PERSON_SPREAD, random) for mood in communities[community].mood]
    advocate = random.random() < ADVOCATE_SHARE
    low, high = ADVOCATE_PULL
    owns = _owned(stances, random)
    drifting = owns == OWN and random.random() < DRIFTER_SHARE
    person = SimPerson(
        number,
        given,
        family,
        community,
        int(random.random() * VOICES),
        _activity(random) * (3.0 if advocate else 1.0),
        stances,
        low + random.random() * (high - low) if advocate else ORDINARY_PULL,
        owns,
        drifting,
        "single",
    )
    if drifting:
        person.stances[OWN] = abs(person.stances[OWN])
    open_accounts(person, random)
    return person


def _community_of(number: int, communities: Sequence[SimCommunity], random: Random) -> int:
    """Nobody is missing a community, and no community is empty: the first people open one each."""
    if number < len(communities):
        return number
    while True:
        index = int(random.random() * len(communities))
        if random.random() * 1.3 < communities[index].weight:
            return index


def _activity(random: Random) -> float:
    draw: float = (1.0 - random.random()) ** (-1.0 / ACTIVITY_EXPONENT)
    return min(draw, LOUDEST)


def _owned(stances: Sequence[float], random: Random) -> int | None:
    """What they have: mostly what they like, sometimes what there was."""
    if random.random() >= OWNER_SHARE:
        return None
    guesses = [int(random.random() * len(stances)) for _ in range(1 + round(random.random()))]
    return max(guesses, key=lambda brand: stances[brand])


def _pools(people: Sequence[SimPerson]) -> tuple[dict[tuple[int, int], Pool], dict[int, Pool]]:
    pools: dict[tuple[int, int], Pool] = {}
    crowds: dict[int, Pool] = {}
    for person in people:
        for channel in person.accounts:
            pools.setdefault((person.community, channel), Pool()).add(person.number, person.activity)
    for (community, channel), pool in pools.items():
        crowds.setdefault(channel, Pool()).add(community, sum(pool.weights))
        pool.close()
    for crowd in crowds.values():
        crowd.close()
    return pools, crowds
