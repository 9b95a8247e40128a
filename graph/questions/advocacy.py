"""A brand and a window in; the people who speak for it or against it, ranked, with their reasons, out."""

from __future__ import annotations

from dataclasses import dataclass

from graph.questions.advice import Outcome
from graph.questions.answer import Score, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.people import PersonRef
from graph.questions.view import View


@dataclass(frozen=True, slots=True)
class Followed:
    """A person who acted after this voice's advice."""

    receiver: PersonRef
    advice: str
    """Uid of the message with the advice."""
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Voice:
    """One advocate or detractor."""

    person: PersonRef
    score: Score
    advised: int
    """Distinct people advised by name (recommended to; of a detractor: warned)."""
    public: int
    """Messages of advice to the public at large."""
    mentions: int
    """Messages that speak well of the brand (of a detractor: ill)."""
    reach: int
    """Distinct people who replied to any message of theirs in the window."""
    followed: tuple[Followed, ...]
    """Newest outcome first."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Advocates or detractors, strongest first."""

    brand: BrandRef
    window: Window
    total: int
    """People with a score above 0."""
    voices: tuple[Voice, ...]
    missing: str | None = None


async def advocates(view: View, brand: str, window: Window, first: int = 20) -> Voices:
    """Whose word speaks for the brand, and who acted on it."""
    raise NotImplementedError


async def detractors(view: View, brand: str, window: Window, first: int = 20) -> Voices:
    """Whose word speaks against the brand, and who acted on it."""
    raise NotImplementedError
