"""Stances of customers in; counted mood with its interval, evidence and thinness, and shares of voice, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph.projection import Projection
from graph.projection.vocabulary import Codes
from graph.questions.answer import Evidence, Part, Score
from graph.questions.evidence import evidence_of
from graph.questions.intervals import Interval, difference, leaves_out_zero, net_interval
from graph.questions.stances import THIN_PEOPLE, Stances, count_people, person_means


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
class VoiceShare:
    """A brand's part of all talk about own and competitor brands, by customers."""

    messages: Score
    people: Score
    """Values 0..1; None where nobody talks about any of these brands."""


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
    """Count messages, score people: net sentiment is a mean over people, its interval Wilson's over them."""
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
        interval=None if net is None else net_interval(net, people),
    )


def change_of(now: Mood, before: Mood) -> Change:
    """How net sentiment moved, and whether by more than chance."""
    value, value_before = now.net_sentiment.value, before.net_sentiment.value
    if value is None or value_before is None or now.interval is None or before.interval is None:
        return Change(before, None, None, significant=False)
    interval = difference(value, now.interval, value_before, before.interval)
    return Change(before, value - value_before, interval, leaves_out_zero(interval))


@dataclass(frozen=True, slots=True)
class Heard:
    """How much customers say of one brand."""

    messages: int
    people: int


def heard(projection: Projection, stances: Stances) -> Heard:
    """Messages and distinct people."""
    return Heard(len(stances), count_people(projection, stances.person))


def voice_share(
    projection: Projection, brand: str, market: Mapping[str, Heard], messages: Codes
) -> VoiceShare:
    """Share of voice: the brand's mentions over those of all brands compared, in messages and in people.

    As in Farris et al., Marketing Metrics (2010). A message about two brands speaks for both, so shares of
    a market add up to 1. `messages` are those that mention the brand.
    """
    evidence = evidence_of(projection, messages)
    own = market[brand]
    everyone = Heard(sum(one.messages for one in market.values()), sum(one.people for one in market.values()))
    thin = everyone.people < THIN_PEOPLE
    return VoiceShare(
        messages=_share(own.messages, everyone.messages, "messages", evidence, thin=thin),
        people=_share(own.people, everyone.people, "people", evidence, thin=thin),
    )


def _share(own: int, everyone: int, what: str, evidence: Evidence, *, thin: bool) -> Score:
    parts = (
        Part("own", float(own), f"{what} that mention the brand"),
        Part("market", float(everyone), f"{what} that mention a brand of the market, added up over brands"),
    )
    return Score(own / everyone if everyone else None, parts, evidence, thin)
