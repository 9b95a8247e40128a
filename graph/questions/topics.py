"""A window in; what people talk about, how they feel about it and what is rising, out."""

from __future__ import annotations

from dataclasses import dataclass

from graph.questions.answer import Score, Window
from graph.questions.catalogue_index import BrandRef, TopicRef
from graph.questions.intervals import Interval
from graph.questions.view import View
from nlp.catalogue import TopicKind


@dataclass(frozen=True, slots=True)
class Rise:
    """A topic's part of all topical messages, now against the window before."""

    messages_before: int
    people_before: int
    change: float
    """Difference of the shares of people who talk about it."""
    interval: Interval
    rising: bool
    """The interval lies above 0."""


@dataclass(frozen=True, slots=True)
class TopicAnswer:
    """One topic."""

    topic: TopicRef
    messages: int
    people: int
    """Customers."""
    sentiment: Score
    """Toward the brand asked about (else any brand) in these messages: mean over people, -1..1."""
    rise: Rise | None
    """None where the window has no beginning, or nobody said anything topical in one of the windows."""


@dataclass(frozen=True, slots=True)
class Topics:
    """Topics, most people first."""

    brand: BrandRef | None
    window: Window
    before: Window | None
    topics: tuple[TopicAnswer, ...]
    total: int
    missing: str | None = None


async def topics(
    view: View,
    window: Window,
    brand: str | None = None,
    kind: TopicKind | None = None,
    first: int = 20,
) -> Topics:
    """What people talk about (with a brand: in messages that mention it), and what is rising."""
    raise NotImplementedError
