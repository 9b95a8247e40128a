"""A brand in; what each customer had done, felt and met before any moment, as features to match people by, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.past import Moments, Numbers, Past, past
from graph.model import DAY_US, FactKind, Micros
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.answer import Window
from graph.questions.feelings import PRIOR_MESSAGES, signals, spoken
from graph.questions.firm import firm_switches
from graph.questions.stances import Stances, split
from nlp.analysis import SwitchStatus

LATELY_US = 30 * DAY_US
"""What somebody asked or wrote a month ago tells whether they are in the market now."""

EXACT = 2.0**20
"""Feelings are rounded to so small parts that their sums are exact: the order of arrival must not show in them."""

LONG_AGO_DAYS = 730.0
"""Days since the last message of somebody who had written none."""


@dataclass(frozen=True, slots=True)
class Lives:
    """Everything known of customers before `end`, for questions about one brand."""

    posted: Past
    asked: Past
    feeling: Past
    """Toward the brand: 1, 0 or -1 a message."""
    toward_rivals: Past
    moves: Past
    """Switches done: 1 to the brand, -1 away from it."""
    friends: Past
    """Contacts: what the other felt toward the brand by then."""
    messages: Columns
    """Customers' messages, oldest first."""
    questions: Columns
    until: Micros
    """The last moment that is known of, exclusive."""

    def holding(self, person: Codes, at: Moments) -> Moments:
        """1 where the last move before the moment was to the brand, -1 away from it, 0 where none is known."""
        moved = self.moves
        place = moved.count(person, at)
        lasting = moved.total(person, at) - moved.total(person, np.maximum(moved.last(person, at), 0))
        return np.where(place > 0, np.sign(lasting), 0).astype(np.int64)

    def features(self, person: Codes, at: Moments) -> Numbers:
        """(n, FEATURES) What each person was like just before a moment."""
        return np.column_stack([one.value(self, person, at) for one in FEATURES])


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing by which people are alike."""

    name: str
    meaning: str
    value: Callable[[Lives, Codes, Moments], Numbers]


def _activity(lives: Lives, person: Codes, at: Moments) -> Numbers:
    return np.log1p(lives.posted.count(person, at))


def _lately(lives: Lives, person: Codes, at: Moments) -> Numbers:
    return np.log1p(lives.posted.count(person, at, at - LATELY_US))


def _recency(lives: Lives, person: Codes, at: Moments) -> Numbers:
    last = lives.posted.last(person, at)
    days = np.where(last >= 0, (at - last) / DAY_US, LONG_AGO_DAYS)
    return np.log1p(np.maximum(days, 0.0))


def _asking(lives: Lives, person: Codes, at: Moments) -> Numbers:
    return np.log1p(lives.asked.count(person, at, at - LATELY_US))


def _stance(said: Past, person: Codes, at: Moments) -> Numbers:
    """Drawn toward 0 as in feelings."""
    return np.asarray(said.total(person, at) / (said.count(person, at) + PRIOR_MESSAGES))


def _friendly(lives: Lives, person: Codes, at: Moments) -> Numbers:
    return _stance(lives.friends, person, at)


FEATURES = (
    Feature("activity", "messages written so far (logarithm)", _activity),
    Feature("lately", "messages in the 30 days before (logarithm)", _lately),
    Feature("recency", "days since the last message (logarithm)", _recency),
    Feature("asking", "questions in the 30 days before (logarithm)", _asking),
    Feature("stance", "stance toward the brand so far", lambda one, who, at: _stance(one.feeling, who, at)),
    Feature(
        "rivals", "stance toward its rivals so far", lambda one, who, at: _stance(one.toward_rivals, who, at)
    ),
    Feature(
        "spoken",
        "messages about the brand so far (logarithm)",
        lambda one, who, at: np.log1p(one.feeling.count(who, at)),
    ),
    Feature("company", "stance toward the brand of those they had contact with", _friendly),
)
"""What makes people meet with advice, and also act without it: few, so that small samples carry them. (Aral,
Muchnik and Sundararajan match on activity, traits and adopting friends, PNAS 2009, table 1.)"""


def lives_of(projection: Projection, brand: str, rivals: tuple[str, ...], end: Micros | None) -> Lives:
    """Read the whole log up to `end` once; kept for the next asker."""
    return projection.kept(("lives", brand, rivals, end), lambda: _lives(projection, brand, rivals, end))


def _lives(projection: Projection, brand: str, rivals: tuple[str, ...], end: Micros | None) -> Lives:
    said = spoken(projection, Window(None, end))
    own = signals(projection, said, brand)
    others = [signals(projection, said, rival) for rival in rivals]
    posted = customers(projection, FactKind.POSTED, end)
    asks = customers(projection, FactKind.ASKS, end)
    feeling = past(own.person, own.at, own.value)
    span = projection.span
    return Lives(
        posted=_done(projection, posted),
        asked=_done(projection, asks),
        feeling=feeling,
        toward_rivals=_joined(others),
        moves=_moves(projection, brand, end),
        friends=_friends(projection, feeling, end),
        messages=posted,
        questions=asks,
        until=(span[1] + 1 if span else 0) if end is None else end,
    )


def customers(projection: Projection, kind: FactKind, end: Micros | None) -> Columns:
    """Facts of known customers before `end`."""
    rows = split(projection, projection.rows(kind).between(None, end))[0]
    return rows.pick(rows.actor >= 0)


def _done(projection: Projection, rows: Columns) -> Past:
    return past(projection.person_of(rows.actor), rows.at)


def _joined(said: list[Stances]) -> Past:
    if not said:
        nothing = np.empty(0, np.int32)
        return past(nothing, nothing.astype(np.int64))
    parts = [np.concatenate([getattr(one, name) for one in said]) for name in ("person", "at", "value")]
    return past(*parts)


def _moves(projection: Projection, brand: str, end: Micros | None) -> Past:
    code = projection.names.brands.code(brand)
    done = projection.names.statuses.code(SwitchStatus.DONE.value)
    rows = customers(projection, FactKind.SWITCHES, end)
    rows = rows.pick((rows.status == done) & ((rows.object == code) | (rows.rival == code)))
    rows = firm_switches(projection, rows)
    worth: npt.NDArray[np.int8] = np.where(rows.object == code, 1, -1).astype(np.int8)
    return past(projection.person_of(rows.actor), rows.at, worth)


def _friends(projection: Projection, feeling: Past, end: Micros | None) -> Past:
    contacts = projection.contacts.between(None, end)
    person = np.concatenate([contacts.giver, contacts.getter])
    other = np.concatenate([contacts.getter, contacts.giver])
    at = np.concatenate([contacts.at, contacts.at])
    felt = feeling.total(other, at) / (feeling.count(other, at) + PRIOR_MESSAGES)
    return past(person, at, np.rint(felt * EXACT) / EXACT)
