"""Brands and a window in; their mood and share of voice in each bucket of time, asked question by question, out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import numpy as np

from api.reports.brief import Brief
from api.reports.words import MONTHS, date_of, short_day
from graph.model import DAY_US, Micros
from graph.questions.answer import Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.changes import NO_SHIFT, Shift
from graph.questions.perception import Perception, perception
from graph.questions.timeline import Bucket, starts_of, timeline

MOST_BUCKETS = 36
"""More points than that on one panel are a thicket, and their table is not read."""

FEWEST_BUCKETS = 3
"""Two points are a change, not a course."""

DAYS = {Bucket.DAY: 1, Bucket.WEEK: 7, Bucket.MONTH: 30}


@dataclass(frozen=True, slots=True)
class Stretch:
    """One bucket of time."""

    since: Micros
    until: Micros
    """Exclusive."""
    name: str


@dataclass(frozen=True, slots=True)
class Course:
    """How one brand fared."""

    brand: BrandRef
    answers: tuple[Perception, ...]
    """One a stretch."""
    changes: tuple[Shift, ...]
    """Of net sentiment since the stretch before, one a stretch."""


async def stretches(brief: Brief) -> tuple[Bucket, tuple[Stretch, ...]]:
    """The report's window in buckets: the finest in which most are not thin, else the coarsest that shows a course."""
    span = brief.span
    if span is None:
        return Bucket.MONTH, ()
    bucket = await _bucket(brief, span)
    edges = starts_of(np.array(span, np.int64), bucket).tolist()
    first = edges[0] if brief.window.since is None else max(edges[0], brief.window.since)
    starts = [first, *edges[1:-1]]
    return bucket, tuple(
        Stretch(since, until, _name(since, bucket)) for since, until in zip(starts, edges[1:], strict=True)
    )


async def _bucket(brief: Brief, span: tuple[Micros, Micros]) -> Bucket:
    possible = [bucket for bucket in Bucket if FEWEST_BUCKETS <= _buckets(span, bucket) <= MOST_BUCKETS]
    for bucket in possible:
        moments = (await timeline(brief.view, brief.brand.id, brief.window, bucket)).moments
        if sum(not one.mood.net_sentiment.thin for one in moments) * 2 >= _buckets(span, bucket):
            return bucket
    return possible[-1] if possible else Bucket.DAY if span[1] - span[0] < 7 * DAY_US else Bucket.MONTH


def _buckets(span: tuple[Micros, Micros], bucket: Bucket) -> int:
    return (span[1] - span[0]) // (DAYS[bucket] * DAY_US) + 1


def _name(since: Micros, bucket: Bucket) -> str:
    """A month by its name, where it begins with its first day."""
    found = date_of(since)
    if bucket is not Bucket.MONTH or found.day != 1:
        return short_day(since)
    return f"{MONTHS[found.month - 1]} {found.year}"


async def course(brief: Brief, brand: BrandRef, bucket: Bucket, parts: tuple[Stretch, ...]) -> Course:
    """Ask how customers feel about one brand, stretch by stretch; never beyond the report's own window."""
    answers = []
    for part in parts:
        answers.append(await perception(brief.view, brand.id, inside(brief.window, part)))
        await asyncio.sleep(0)  # whoever else asks this server gets a turn
    moments = (await timeline(brief.view, brand.id, brief.window, bucket)).moments
    changes = {one.until: one.change for one in moments}
    return Course(brand, tuple(answers), tuple(changes.get(part.until, NO_SHIFT) for part in parts))


def inside(window: Window, part: Stretch) -> Window:
    """A stretch, as far as it lies in the window."""
    since = part.since if window.since is None else max(part.since, window.since)
    until = part.until if window.until is None else min(part.until, window.until)
    return Window(since, until, window.as_of)
