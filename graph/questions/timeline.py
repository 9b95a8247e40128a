"""A brand, a window and a bucket size in; the mood in each bucket out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from graph.errors import QuestionError
from graph.model import DAY_US, Micros
from graph.questions.answer import Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.mood import Mood, mood_of
from graph.questions.stances import Stances, customer_stances
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
    ref = view.catalogue.brand(brand)
    stances = customer_stances(view.projection, ref.id, window)
    if not len(stances):
        return Timeline(ref, window, bucket, (), missing(view, window, f"mentions {ref.name}"))
    edges = starts_of(stances.at, bucket)
    cuts = np.searchsorted(stances.at, edges)
    moments = tuple(
        Moment(since, until, _mood(view, stances, low, high))
        for since, until, low, high in zip(
            edges[:-1].tolist(), edges[1:].tolist(), cuts[:-1].tolist(), cuts[1:].tolist(), strict=True
        )
    )
    return Timeline(ref, window, bucket, moments)


def _mood(view: View, stances: Stances, low: int, high: int) -> Mood:
    return mood_of(view.projection, stances.pick(slice(low, high)))


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
