"""What customers say of the brands compared in; each brand's share of voice, with its interval and how it changed, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph.analytics.resampling import Numbers
from graph.projection import Projection
from graph.projection.vocabulary import Codes
from graph.questions.answer import Evidence, Part, Score
from graph.questions.changes import NO_SHIFT, Shift, share_shift
from graph.questions.drawn import of_ratio
from graph.questions.evidence import distinct, evidence_of
from graph.questions.intervals import Interval, wilson
from graph.questions.stances import THIN_PEOPLE, Stances


@dataclass(frozen=True, slots=True)
class VoiceShare:
    """A brand's part of all talk about own and competitor brands, by customers."""

    messages: Score
    people: Score
    """Values 0..1; None where nobody talks about any of these brands."""
    messages_interval: Interval | None
    people_interval: Interval | None
    """95 %, by drawing people; None where nobody known talks."""


@dataclass(frozen=True, slots=True)
class Market:
    """What customers say of the brands compared, person by person."""

    places: Mapping[str, int]
    """Column of each brand id."""
    messages: tuple[int, ...]
    """By brand, those of authors who are not known included."""
    people: Codes
    """(p) Ascending; everybody who mentions any of the brands."""
    said: Numbers
    """(p, brands) Messages of each person about each brand."""

    def heard(self, brand: str) -> tuple[int, int]:
        """Messages and distinct people that mention a brand."""
        place = self.places[brand]
        return self.messages[place], int(np.count_nonzero(self.said[:, place]))


def market_of(projection: Projection, talk: Mapping[str, Stances]) -> Market:
    """Of brand ids and customers' messages about each. Cost grows with the messages, and with people x brands."""
    known = [one.person[one.person >= 0] for one in talk.values()]
    people = distinct(np.concatenate(known), projection.person_count)
    place = np.zeros(projection.person_count, np.int64)
    place[people] = np.arange(len(people))
    said = [np.bincount(place[one], minlength=len(people)) for one in known]
    return Market(
        places={brand: number for number, brand in enumerate(talk)},
        messages=tuple(len(one) for one in talk.values()),
        people=people,
        said=np.column_stack(said).astype(np.float64),
    )


def voice_share(projection: Projection, brand: str, market: Market, messages: Codes) -> VoiceShare:
    """Share of voice: the brand's mentions over those of all brands compared, in messages and in people.

    As in Farris et al., Marketing Metrics (2010). A message about two brands speaks for both, so shares of
    a market add up to 1. `messages` are those that mention the brand.
    """
    evidence = evidence_of(projection, messages)
    own, own_people = market.heard(brand)
    everyone = int(np.count_nonzero(market.said))
    of_messages = _share(own, sum(market.messages), "messages", evidence, thin=everyone < THIN_PEOPLE)
    of_people = _share(own_people, everyone, "people", evidence, thin=everyone < THIN_PEOPLE)
    return VoiceShare(
        of_messages,
        of_people,
        _interval(of_messages, _columns(market.said, market.places[brand])),
        _interval(of_people, _columns(_presence(market), market.places[brand])),
    )


def _share(own: int, everyone: int, what: str, evidence: Evidence, *, thin: bool) -> Score:
    parts = (
        Part("own", float(own), f"{what} that mention the brand"),
        Part("market", float(everyone), f"{what} that mention a brand of the market, added up over brands"),
    )
    return Score(own / everyone if everyone else None, parts, evidence, thin)


def _interval(shown: Score, columns: Numbers) -> Interval | None:
    return None if shown.value is None else of_ratio(columns, shown.value, wilson)


def voice_shift(brand: str, now: Market, before: Market | None) -> Shift:
    """How a brand's share of voice, in people, moved since the window before."""
    if before is None:
        return NO_SHIFT
    everyone = np.union1d(now.people, before.people)
    columns = np.zeros((len(everyone), 4))
    for start, market in ((0, now), (2, before)):
        rows = np.searchsorted(everyone, market.people)
        columns[rows, start : start + 2] = _columns(_presence(market), market.places[brand])
    return share_shift(columns)


def _presence(market: Market) -> Numbers:
    """(p, brands) 1 where the person mentions the brand at all."""
    return (market.said > 0).astype(np.float64)


def _columns(said: Numbers, place: int) -> Numbers:
    """(p, 2) Each person's part about the brand, and about all brands compared."""
    return np.column_stack([said[:, place], said.sum(axis=1)])
