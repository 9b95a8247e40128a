"""A window in; who moves from which brand to which, as flows of people and as single switches, out."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Fact, Micros
from graph.questions.advice import FactPosition
from graph.questions.answer import Evidence, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.people import PersonRef
from graph.questions.view import View


@dataclass(frozen=True, slots=True)
class Flow:
    """People moving from one brand to another. None: a side that nobody named."""

    left: BrandRef | None
    moved_to: BrandRef | None
    done: int
    """Distinct people who say that they have moved."""
    intended: int
    """Distinct people who have decided to and are not known to have moved."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Switch:
    """One person's switch, as one message tells it."""

    person: PersonRef | None
    left: BrandRef | None
    moved_to: BrandRef | None
    status: str | None
    """done or intended."""
    message: str
    """Uid."""
    at: Micros
    confidence: float
    fact: Fact

    @property
    def position(self) -> FactPosition:
        """Where the next page begins after this one."""
        return FactPosition(self.at, self.message, self.fact.slot)


@dataclass(frozen=True, slots=True)
class Switches:
    """Flows, largest first, and the switches themselves, newest first."""

    brand: BrandRef | None
    window: Window
    flows: tuple[Flow, ...]
    total: int
    """Switches in the window."""
    switches: tuple[Switch, ...]
    more: bool
    missing: str | None = None


async def switches(
    view: View, window: Window, brand: str | None = None, first: int = 20, after: FactPosition | None = None
) -> Switches:
    """Who moves from whom to whom. With a brand: only switches to it or away from it."""
    raise NotImplementedError
