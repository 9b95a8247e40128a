"""What a simulated person is: how they talk, feel and listen, what they own, where they have accounts."""

from __future__ import annotations

from dataclasses import dataclass, field

import orjson


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
