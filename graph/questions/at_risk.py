"""A brand and a window in; who is drifting away from it, on what evidence, and who could talk to them, out."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Micros
from graph.questions.answer import Evidence, Score, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.people import PersonRef
from graph.questions.view import View


@dataclass(frozen=True, slots=True)
class Friend:
    """Someone whom the person at risk has talked with, and who likes the brand."""

    person: PersonRef
    feeling: float
    """Toward the brand, -1..1."""
    contacts: int
    """Messages and interactions between the two."""
    evidence: Evidence
    """Their good words for the brand."""


@dataclass(frozen=True, slots=True)
class Drifter:
    """A person who may leave."""

    person: PersonRef
    score: Score
    """0..1; its parts are the reasons."""
    feeling: float | None
    """In the window."""
    feeling_before: float | None
    """Before it (None where nothing was said, or the window has no beginning)."""
    last_at: Micros
    friends: tuple[Friend, ...]
    """Who could talk them out of it; most contacts first."""


@dataclass(frozen=True, slots=True)
class AtRisk:
    """People drifting away, most at risk first."""

    brand: BrandRef
    window: Window
    total: int
    people: tuple[Drifter, ...]
    left: int
    """People who say in the window that they have left already: too late, so not in the list."""
    missing: str | None = None


async def at_risk(view: View, brand: str, window: Window, first: int = 20) -> AtRisk:
    """Who is drifting away from the brand, and whom they talk with that likes it."""
    raise NotImplementedError
