"""A brand and a window in; what annoys people about it and what they wish for, by topic, out."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import FactKind, Micros
from graph.questions.answer import Evidence, Window
from graph.questions.catalogue_index import BrandRef, TopicRef
from graph.questions.view import View


@dataclass(frozen=True, slots=True)
class Grievance:
    """Complaints (or suggestions) about one thing. A message about two topics counts under both."""

    topic: TopicRef | None
    """None: messages that no catalogue topic fits."""
    messages: int
    people: int
    """Distinct customers."""
    first_at: Micros
    last_at: Micros
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Grievances:
    """What people complain of or wish for; most people first, untopical last."""

    kind: FactKind
    """COMPLAINS or SUGGESTS."""
    brand: BrandRef
    window: Window
    messages: int
    people: int
    """Each message and each person once, however many topics."""
    groups: tuple[Grievance, ...]
    missing: str | None = None


async def peeves(view: View, brand: str, window: Window) -> Grievances:
    """What annoys customers of this brand again and again."""
    raise NotImplementedError


async def ideas(view: View, brand: str, window: Window) -> Grievances:
    """What customers wish from this brand."""
    raise NotImplementedError
