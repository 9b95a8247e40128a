"""Stances of customers in; counted mood with its interval, evidence and thinness, and how it changed, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.projection import Projection
from graph.questions.answer import Part, Score
from graph.questions.changes import net_shift
from graph.questions.drawn import of_means
from graph.questions.evidence import evidence_of
from graph.questions.intervals import Interval
from graph.questions.stances import THIN_PEOPLE, Stances, person_means


@dataclass(frozen=True, slots=True)
class Mood:
    """Customers' stance toward a brand: messages counted by stance, people scored one by one."""

    positive: int
    neutral: int
    negative: int
    """Messages of customers."""
    people: int
    """Distinct customers who wrote them."""
    net_sentiment: Score
    """Mean over people of (positive - negative) / messages of each: -1..1."""
    interval: Interval | None

    @property
    def messages(self) -> int:
        """Messages of customers, whatever their stance."""
        return self.positive + self.neutral + self.negative


@dataclass(frozen=True, slots=True)
class Change:
    """The difference to the window of the same length before."""

    before: Mood
    value: float | None
    """Of net sentiment; None where one of the windows has nobody."""
    interval: Interval | None
    significant: bool
    """The interval leaves 0 out."""


def mood_of(projection: Projection, stances: Stances) -> Mood:
    """Count messages, score people: net sentiment is a mean over people, its interval draws them anew."""
    means = person_means(projection, stances.person, stances.value)
    net, people = means.net, len(means.people)
    leaning = (("for", means.mean > 0), ("undecided", means.mean == 0), ("against", means.mean < 0))
    score = Score(
        value=net,
        parts=tuple(
            Part(
                f"people {name}",
                float(np.count_nonzero(these)),
                f"people whose messages are {name} on the whole",
            )
            for name, these in leaning
        ),
        evidence=evidence_of(projection, stances.source),
        thin=people < THIN_PEOPLE,
    )
    return Mood(
        positive=stances.count(1),
        neutral=stances.count(0),
        negative=stances.count(-1),
        people=people,
        net_sentiment=score,
        interval=of_means(means),
    )


def change_of(projection: Projection, said: Stances, earlier: Stances) -> Change:
    """How net sentiment moved, and whether by more than chance."""
    means, means_before = (person_means(projection, one.person, one.value) for one in (said, earlier))
    shift = net_shift(means, means_before)
    return Change(mood_of(projection, earlier), shift.change, shift.interval, shift.significant)
