"""A brand, a window and a bucket size in; the mood in each bucket out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from graph.errors import QuestionError
from graph.model import DAY_US, Micros
from graph.questions.answer import Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.changes import NO_SHIFT, Shift, net_shift
from graph.questions.mood import Mood, mood_of
from graph.questions.stances import Stances, customer_stances, person_means
from graph.questions.view import View
from graph.questions.windows import missing

EPOCH_WEEKDAY = 3
"""1 January 1970 was a Thursday: three days after a Monday."""

MOST_BUCKETS = 800
"""Two years of days, fifteen of weeks: more cannot be read on a plot."""


class Bucket(StrEnum):
    """How finely a timeline is cut. UTC; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Moment:
    """One bucket of a timeline, cut off where the window ends; buckets without messages are there too."""

    since: Micros
    until: Micros
    """Exclusive."""
    mood: Mood
    change: Shift
    """Of net sentiment since the bucket before; empty for the first."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Mood over time, from the first message in the window to the last."""

    brand: BrandRef
    window: Window
    bucket: Bucket
    moments: tuple[Moment, ...]
    missing: str | None = None


async def timeline(view: View, brand: str, window: Window, bucket: Bucket = Bucket.WEEK) -> Timeline:
    """How the mood about this brand went over time."""
    return await asyncio.to_thread(_timeline, view, view.catalogue.brand(brand), window, bucket)


def _timeline(view: View, ref: BrandRef, window: Window, bucket: Bucket) -> Timeline:
    stances = customer_stances(view.projection, ref.id, window)
    if not len(stances):
        return Timeline(ref, window, bucket, (), missing(view, window, f"mentions {ref.name}"))
    edges = starts_of(stances.at, bucket)
    cuts = np.searchsorted(stances.at, edges).tolist()
    parts = [stances.pick(slice(low, high)) for low, high in pairwise(cuts)]
    moods = (mood_of(view.projection, part) for part in parts)
    moments = map(Moment, edges[:-1].tolist(), edges[1:].tolist(), moods, _changes(view, parts))
    return Timeline(ref, window, bucket, tuple(moments))


def _changes(view: View, parts: Sequence[Stances]) -> Iterator[Shift]:
    """Of each bucket since the one before; people who speak in both are drawn with both."""
    means = [person_means(view.projection, part.person, part.value) for part in parts]
    yield NO_SHIFT
    yield from (net_shift(now, before) for before, now in pairwise(means))


def starts_of(at: npt.NDArray[np.int64], bucket: Bucket) -> npt.NDArray[np.int64]:
    """Where buckets begin, from that of the first moment to one past that of the last."""
    first, last = int(at[0]) // DAY_US, int(at[-1]) // DAY_US
    if bucket is Bucket.MONTH:
        months = np.array([first, last], "datetime64[D]").astype("datetime64[M]")
        edges = np.arange(months[0], months[1] + 2).astype("datetime64[D]").astype(np.int64)
    elif bucket is Bucket.WEEK:
        monday = first - (first + EPOCH_WEEKDAY) % 7
        edges = np.arange(monday, last + 8 - (last + EPOCH_WEEKDAY) % 7, 7)
    else:
        edges = np.arange(first, last + 2)
    if len(edges) - 1 > MOST_BUCKETS:
        raise QuestionError(
            f"The window has {len(edges) - 1} buckets of a {bucket.value}, more than {MOST_BUCKETS}.",
            "Ask for a shorter window or a coarser bucket.",
        )
    return edges.astype(np.int64) * DAY_US
