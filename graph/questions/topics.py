"""A window in; what people talk about, how they feel about it and what is rising, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.model import FactKind
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.answer import Part, Score, Window
from graph.questions.catalogue_index import BrandRef, TopicRef
from graph.questions.evidence import evidence_of
from graph.questions.intervals import Interval, difference, wilson
from graph.questions.peeves import topics_of
from graph.questions.recurring import recurring
from graph.questions.stances import THIN_PEOPLE, Stances, count_people, person_means, split, stances_of
from graph.questions.view import View
from graph.questions.windows import missing, rows_in, window_before
from nlp.catalogue import TopicKind


@dataclass(frozen=True, slots=True)
class Rise:
    """A topic's part of all people who talk of any topic, now against the window before."""

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


@dataclass(frozen=True, slots=True)
class _Talk:
    """Topical messages of customers in one window."""

    about: Columns
    stances: Stances
    """Of those messages that mention the brand (or any)."""
    people: int
    """Everyone who talks of any topic."""


async def topics(
    view: View,
    window: Window,
    brand: str | None = None,
    kind: TopicKind | None = None,
    first: int = 20,
) -> Topics:
    """What people talk about (with a brand: in messages that mention it), and what is rising."""
    ref = view.catalogue.optional_brand(brand)
    before = window_before(view.projection, window)
    now = _talk(view, window, brand)
    earlier = None if before is None else _talk(view, before, brand)
    counted = [
        (topic, code, rows, count_people(view.projection, view.projection.person_of(rows.actor)))
        for topic, code, rows in _by_topic(view, recurring(view, now.about), kind)
    ]
    counted.sort(key=lambda one: (-one[3], -len(one[2]), one[0].id))
    what = "is about a topic" if ref is None else f"is about a topic and mentions {ref.name}"
    return Topics(
        brand=ref,
        window=window,
        before=before,
        topics=tuple(
            TopicAnswer(
                topic=topic,
                messages=len(rows),
                people=people,
                sentiment=_sentiment(view, now.stances, rows.source),
                rise=None if earlier is None else _rise(view, now, people, earlier, code),
            )
            for topic, code, rows, people in counted[:first]
        ),
        total=len(counted),
        missing=None if counted else missing(view, window, what),
    )


def _talk(view: View, window: Window, brand: str | None) -> _Talk:
    projection = view.projection
    mentions = split(projection, rows_in(projection, FactKind.MENTIONS, window))[0]
    about = split(projection, rows_in(projection, FactKind.ABOUT, window))[0]
    if brand is not None:
        mentions = mentions.pick(mentions.object == projection.names.brands.code(brand))
        about = split(projection, topics_of(view, mentions.source, window))[0]
    people = count_people(projection, projection.person_of(about.actor))
    return _Talk(about, stances_of(projection, mentions), people)


def _by_topic(view: View, about: Columns, kind: TopicKind | None) -> list[tuple[TopicRef, int, Columns]]:
    """(topic, code, rows) of each topic of the kind that occurs. A message has one row a topic."""
    names = view.projection.names.topics
    found = (
        (view.catalogue.shown_topic(names.name(code)), code) for code in np.unique(about.object).tolist()
    )
    return [
        (topic, code, about.pick(about.object == code)) for topic, code in found if kind in {None, topic.kind}
    ]


def _sentiment(view: View, stances: Stances, messages: Codes) -> Score:
    marked = np.zeros(view.projection.message_count, np.bool_)
    marked[messages] = True
    here = stances.pick(marked[stances.source])
    means = person_means(view.projection, here.person, here.value)
    parts = tuple(
        Part(name, float(here.count(value)), f"{name} messages")
        for name, value in (("positive", 1), ("neutral", 0), ("negative", -1))
    )
    evidence = evidence_of(view.projection, messages)
    return Score(means.net, parts, evidence, thin=len(means.people) < THIN_PEOPLE)


def _rise(view: View, now: _Talk, people: int, earlier: _Talk, topic: int) -> Rise | None:
    """Wilson intervals of both shares of people, and Newcombe's of their difference."""
    if not now.people or not earlier.people:
        return None
    before = earlier.about.pick(earlier.about.object == topic)
    people_before = count_people(view.projection, view.projection.person_of(before.actor))
    share, share_before = people / now.people, people_before / earlier.people
    interval = difference(
        share, wilson(share, now.people), share_before, wilson(share_before, earlier.people)
    )
    return Rise(len(before), people_before, share - share_before, interval, rising=interval.low > 0)
