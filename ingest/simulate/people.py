"""Options in, a population out: communities with moods, people with stances and influence, their accounts."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

import orjson

from ingest.simulate.channels import CALLS, CHANNELS, EMAIL, FORUM, MICROBLOG, REVIEWS
from ingest.simulate.market import BRANDS, OWN, PEEVES
from ingest.simulate.names import handle, person_name
from ingest.simulate.options import SimulationOptions
from ingest.simulate.voice import VOICES

ACTIVITY_EXPONENT = 1.3
"""Of the Pareto law of how much people write; forums measure between 1 and 2."""
LOUDEST = 400.0
"""Caps the tail: nobody writes more than that many times the quietest person."""
MULTI_ACCOUNT_SHARE = 0.28
"""Of people, who are on more than one channel."""
EVIDENCE_SHARES = (("verified_email", 0.45), ("cross_link", 0.70), ("none", 1.0))
"""What ties the accounts of such a person together; cumulative."""
ADVOCATE_SHARE = 0.05
"""Of people, whose word really moves others."""
ADVOCATE_PULL = (0.35, 0.65)
ORDINARY_PULL = 0.03
"""Chance that a recommendation to a named person is acted on."""
OWNER_SHARE = 0.75
"""Of people, who have a machine of some brand at the start."""
DRIFTER_SHARE = 0.06
"""Of the own brand's owners, who cool toward it over the two years."""
MOOD_SPREAD = 0.55
PERSON_SPREAD = 0.30
THEMES = ("espresso", "office coffee", "latte art", "repairs", "travel brewing", "roasting", "decaf", "filter")


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
class SimAccount:
    """A person's presence on one channel."""

    native_id: str
    handle: str
    fragment: orjson.Fragment
    """The author object as JSON, made once: it is written with every message."""


@dataclass(slots=True)
class SimPerson:
    """Someone who talks, feels, listens and buys. Number is the index in the population."""

    number: int
    given: str
    family: str
    community: int
    voice: int
    activity: float
    stances: list[float]
    pull: float
    """Chance that a recommendation of theirs is acted on."""
    owns: int | None
    drifting: bool
    evidence: str
    accounts: dict[int, SimAccount] = field(default_factory=dict)
    """By channel index."""
    messages: int = 0

    @property
    def id(self) -> str:
        """As truth files name the person."""
        return f"p{self.number}"


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
    random = Random(f"people {options.seed}")
    communities = _communities(options, random)
    people = [_person(number, communities, random) for number in range(options.people)]
    return Population(communities, people, *_pools(people))


def community_count(options: SimulationOptions) -> int:
    """As asked for, else 4 at 60 people, 50 at 10,000 and 500 at a million."""
    if options.communities is not None:
        return options.communities
    return max(1, min(round(options.people**0.5 / 2), 500))


def _communities(options: SimulationOptions, random: Random) -> tuple[SimCommunity, ...]:
    made = []
    for index in range(community_count(options)):
        mood = tuple(_stance(0.0, MOOD_SPREAD, random) for _ in BRANDS)
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
    _open_accounts(person, random)
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
    guesses = (int(random.random() * len(stances)), int(random.random() * len(stances)))
    return max(guesses, key=lambda brand: stances[brand])


def _open_accounts(person: SimPerson, random: Random) -> None:
    channels = [_home(random)]
    if random.random() < MULTI_ACCOUNT_SHARE:
        person.evidence = _evidence(random)
        linkable = (FORUM, MICROBLOG) if person.evidence == "cross_link" else None
        channels = list(linkable) if linkable else _several(channels[0], random)
    for channel in channels:
        person.accounts[channel] = _account(person, channel)


def _home(random: Random) -> int:
    draw = random.random()
    for index, channel in enumerate(CHANNELS):
        draw -= channel.home_share
        if draw < 0:
            return index
    return FORUM


def _evidence(random: Random) -> str:
    draw = random.random()
    return next(name for name, up_to in EVIDENCE_SHARES if draw <= up_to)


def _several(home: int, random: Random) -> list[int]:
    others = [index for index in (FORUM, MICROBLOG, EMAIL, REVIEWS, CALLS) if index != home]
    channels = [home, others[int(random.random() * len(others))]]
    if random.random() < 0.3:  # noqa: PLR2004 - a third account for some
        channels.append(next(index for index in others if index not in channels))
    return channels


def _account(person: SimPerson, channel: int) -> SimAccount:
    place = CHANNELS[channel]
    name = handle(person.given, person.family, person.number, channel)
    email = address(person)
    native = email if channel == EMAIL else f"u{person.number}"
    author: dict[str, object] = {
        "id": native,
        "handle": name,
        "display_name": _display_name(person, channel),
    }
    if channel != REVIEWS and (channel in (EMAIL, CALLS) or person.evidence == "verified_email"):
        author["email"] = email if person.evidence != "none" else f"{name}@post.example"
    if person.evidence == "verified_email":
        author["email"] = email
    if channel == EMAIL and person.evidence == "none":
        author["id"] = author["email"] = native = f"{name}@post.example"
    if person.evidence == "cross_link":
        other = MICROBLOG if channel == FORUM else FORUM
        author["url"] = profile_url(person, channel)
        author["links"] = [profile_url(person, other)]
    return SimAccount(native, name, orjson.Fragment(orjson.dumps(author)))


def address(person: SimPerson) -> str:
    """The person's main e-mail address."""
    return f"{person.given}.{person.family}{person.number}@post.example".lower()


def profile_url(person: SimPerson, channel: int) -> str:
    """Where the account's profile page would be."""
    name = handle(person.given, person.family, person.number, channel)
    return f"https://{CHANNELS[channel].instance}.example/{name}"


def _display_name(person: SimPerson, channel: int) -> str:
    """Full names on formal channels; elsewhere what people make of theirs."""
    if channel in (EMAIL, CALLS):
        return f"{person.given} {person.family}"
    return f"{person.given} {person.family[0]}." if person.voice % 2 else person.given


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
