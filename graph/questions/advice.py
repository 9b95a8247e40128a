"""A brand and a window in; who recommended it to whom or warned whom of it, and what came of it, out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.model import Fact, FactKind, Micros
from graph.questions.answer import Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.people import PersonRef
from graph.questions.view import View


class OutcomeKind(StrEnum):
    """What a person did after advice; the first that happened counts."""

    SWITCHED = "switched"  # to the brand recommended, or away from the brand warned of
    INTENDS = "intends"  # to buy or try it; after a warning: to leave it
    PRAISED = "praised"  # spoke well of it; after a warning: spoke ill of it or complained
    ASKED = "asked"  # asked about it


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the person advised did afterwards. It came after the advice; that it came of it is not proven."""

    kind: OutcomeKind
    message: str
    """Uid."""
    at: Micros
    delay: Micros


@dataclass(frozen=True, slots=True)
class FactPosition:
    """Keyset position in a list of facts, newest first."""

    at: Micros
    source: str
    slot: str


@dataclass(frozen=True, slots=True)
class Advice:
    """One person's advice about a brand."""

    giver: PersonRef | None
    """None where the channel no longer knows the author."""
    receiver: PersonRef | None
    """None: the public at large."""
    brand: BrandRef | None
    """None where the advice names none."""
    message: str
    """Uid."""
    at: Micros
    confidence: float
    fact: Fact
    """The fact itself: the product named, the words it rests on."""
    outcome: Outcome | None

    @property
    def position(self) -> FactPosition:
        """Where the next page begins after this one."""
        return FactPosition(self.at, self.message, self.fact.slot)


@dataclass(frozen=True, slots=True)
class AdvicePage:
    """Advice, newest first."""

    kind: FactKind
    brand: BrandRef | None
    window: Window
    total: int
    """In the whole window."""
    people: int
    """Distinct givers."""
    advice: tuple[Advice, ...]
    more: bool
    missing: str | None = None


async def recommendations(
    view: View, brand: str | None, window: Window, first: int = 20, after: FactPosition | None = None
) -> AdvicePage:
    """Who recommended the brand (None: any) to whom, in which message, and what they did then."""
    raise NotImplementedError


async def warnings(
    view: View, brand: str | None, window: Window, first: int = 20, after: FactPosition | None = None
) -> AdvicePage:
    """Who warned whom of the brand (None: any), in which message, and what they did then."""
    raise NotImplementedError
