"""A flow of people from one brand to another in; why they move, whether it grows, and who could talk them out of it, out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.past import Moments, past
from graph.model import DAY_US, FactKind, Micros
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.answer import Evidence, Window
from graph.questions.at_risk import FRIENDLY
from graph.questions.catalogue_index import TopicRef
from graph.questions.changes import Shift, columns_of, share_shift
from graph.questions.evidence import distinct, evidence_of, top_people
from graph.questions.feelings import feelings, signals, spoken
from graph.questions.firm import firm_switches
from graph.questions.lives import customers
from graph.questions.peeves import topics_of
from graph.questions.people import PersonRef, people_of
from graph.questions.recurring import without
from graph.questions.stances import Stances, stances_of
from graph.questions.view import View
from graph.questions.windows import rows_in, window_before
from nlp.catalogue import TopicKind

WEEKS_BEFORE_US = 42 * DAY_US
"""What somebody grumbled about in the six weeks before a switch belongs to it."""

UNTOPICAL_LAST = 1


@dataclass(frozen=True, slots=True)
class FlowReason:
    """One thing that people who move complain of, in the switch itself or in the weeks before."""

    topic: TopicRef | None
    """None: ill words about the brand they leave that fit no topic."""
    people: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Trusted:
    """Somebody whom people who move have had contact with, and who likes the brand they leave."""

    person: PersonRef
    switchers: int
    """Distinct people who move and know them."""
    undecided: int
    """Of those, the ones who have only decided: it is not too late."""
    feeling: float
    evidence: Evidence
    """Their good words for it."""


@dataclass(frozen=True, slots=True)
class FlowDetail:
    """What lies behind a flow."""

    people: int
    reasons: tuple[FlowReason, ...]
    """Most people first, untopical last."""
    growth: Shift | None
    """Of the share of active customers who move; None where the window has no beginning."""
    trusted: tuple[Trusted, ...]
    """Who could talk them out of it: most switchers first. Empty where the brand they leave is not named."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Which flow; None: a side that nobody named."""

    left: str | None
    moved_to: str | None


async def flow_detail(view: View, sides: Sides, window: Window, first: int = 5) -> FlowDetail:
    """Why people move, whether more do than in the window before, and whom they listen to; kept for the next asker."""
    key = ("what lies behind a flow", sides, window, first)
    found = await asyncio.to_thread(view.projection.kept, key, lambda: _found(view, sides, window, first))
    named = await people_of(view, [one.person for one in found.trusted])
    return FlowDetail(
        people=found.people,
        reasons=found.reasons,
        growth=found.growth,
        trusted=tuple(
            Trusted(named[one.person], one.switchers, one.undecided, one.feeling, one.words)
            for one in found.trusted
        ),
    )


@dataclass(frozen=True, slots=True)
class _Friend:
    """A trusted person by code."""

    person: int
    switchers: int
    undecided: int
    feeling: float
    words: Evidence


@dataclass(frozen=True, slots=True)
class _Found:
    """A detail whose people have no names yet."""

    people: int
    reasons: tuple[FlowReason, ...]
    growth: Shift | None
    trusted: tuple[_Friend, ...]


def _found(view: View, sides: Sides, window: Window, first: int) -> _Found:
    rows = _rows(view.projection, sides, window)
    return _Found(
        people=len(_people(view.projection, rows)),
        reasons=_reasons(view, sides, rows, window)[: first + UNTOPICAL_LAST],
        growth=_growth(view.projection, sides, rows, window),
        trusted=_trusted(view.projection, sides, rows, window, first),
    )


def _rows(projection: Projection, sides: Sides, window: Window) -> Columns:
    rows = customers(projection, FactKind.SWITCHES, window.end)
    rows = rows.between(window.since, None)
    left, moved_to = (projection.names.brands.code(side) for side in (sides.left, sides.moved_to))
    return firm_switches(projection, rows.pick((rows.rival == left) & (rows.object == moved_to)))


def _people(projection: Projection, rows: Columns) -> Codes:
    return distinct(projection.person_of(rows.actor), projection.person_count)


def _reasons(view: View, sides: Sides, rows: Columns, window: Window) -> tuple[FlowReason, ...]:
    messages = _grumbles(view.projection, sides, rows, window)
    about = without(view, topics_of(view, messages, Window(None, window.end)), TopicKind.IDEA)
    found = [
        _reason(view, topic, about.source[about.object == topic])
        for topic in np.unique(about.object).tolist()
    ]
    found.sort(key=lambda one: (-one.people, one.topic.id if one.topic else ""))
    rest = np.setdiff1d(messages, about.source)
    return (*found, *([_reason(view, None, rest)] if len(rest) else []))


def _reason(view: View, topic: int | None, messages: Codes) -> FlowReason:
    projection = view.projection
    people = distinct(projection.author_person_of(messages), projection.person_count)
    name = None if topic is None else view.catalogue.shown_topic(projection.names.topics.name(topic))
    return FlowReason(name, len(people), evidence_of(projection, messages))


def _grumbles(projection: Projection, sides: Sides, rows: Columns, window: Window) -> Codes:
    """The switches' own messages, and complaints and ill words about the brand left, by the same people before."""
    if sides.left is None:
        return np.unique(rows.source)
    person, at, source = _ill_words(projection, sides.left, window.end)
    switched = past(projection.person_of(rows.actor), rows.at)
    due = switched.next_at(person, at, np.iinfo(np.int64).max) - at
    return np.unique(np.concatenate([rows.source, source[due <= WEEKS_BEFORE_US]]))


def _ill_words(projection: Projection, brand: str, end: Micros | None) -> tuple[Codes, Moments, Codes]:
    """(person, moment, message) Complaints and ill words about a brand; kept, as every flow away from it asks."""
    return projection.kept(("ill words", brand, end), lambda: _ill(projection, brand, end))


def _ill(projection: Projection, brand: str, end: Micros | None) -> tuple[Codes, Moments, Codes]:
    code = projection.names.brands.code(brand)
    complaints = customers(projection, FactKind.COMPLAINS, end)
    complaints = complaints.pick(complaints.object == code)
    mentions = customers(projection, FactKind.MENTIONS, end)
    said = stances_of(projection, mentions.pick(mentions.object == code))
    said = said.pick(said.value < 0)
    person = np.concatenate([projection.person_of(complaints.actor), said.person])
    at, source = np.concatenate([complaints.at, said.at]), np.concatenate([complaints.source, said.source])
    return person, at, source


def _growth(projection: Projection, sides: Sides, rows: Columns, window: Window) -> Shift | None:
    """Of everybody who wrote anything in a window, the share who move."""
    before = window_before(projection, window)
    if before is None:
        return None
    parts = []
    for some, when in ((rows, window), (_rows(projection, sides, before), before)):
        posted = rows_in(projection, FactKind.POSTED, when)
        active = distinct(
            projection.person_of(posted.actor[~projection.is_company(posted)]), projection.person_count
        )
        moved = np.isin(active, _people(projection, some)).astype(np.float64)
        parts.append((active, moved))
    return share_shift(columns_of(*parts))


def _trusted(
    projection: Projection, sides: Sides, rows: Columns, window: Window, first: int
) -> tuple[_Friend, ...]:
    if sides.left is None or not len(rows):
        return ()
    said = _said(projection, sides.left, window.end)
    felt = np.zeros(projection.person_count)
    people, feeling, _ = feelings(projection, said)
    felt[people] = feeling
    movers = np.zeros(projection.person_count, np.bool_)
    movers[_people(projection, rows)] = True
    done = rows.pick(rows.status == projection.names.statuses.code("done"))
    gone = np.zeros(projection.person_count, np.bool_)
    gone[_people(projection, done)] = True
    mover, friend = _acquaintances(projection, movers, (felt >= FRIENDLY) & ~movers, window)
    switchers = np.bincount(friend, minlength=projection.person_count)
    undecided = np.bincount(friend[~gone[mover]], minlength=projection.person_count)
    candidates = np.flatnonzero(switchers).astype(np.int32)
    weight = switchers[candidates] + undecided[candidates] + (felt[candidates] + 1) / 4
    return tuple(
        _Friend(
            int(one),
            int(switchers[one]),
            int(undecided[one]),
            float(felt[one]),
            evidence_of(projection, said.source[(said.person == one) & (said.value > 0)]),
        )
        for one in candidates[top_people(projection, candidates, weight, first)].tolist()
    )


def _said(projection: Projection, brand: str, end: Micros | None) -> Stances:
    """What customers had said of a brand; kept, as every flow away from it asks."""
    key = ("what is said of a brand", brand, end)
    return projection.kept(key, lambda: signals(projection, spoken(projection, Window(None, end)), brand))


def _acquaintances(
    projection: Projection, movers: npt.NDArray[np.bool_], friends: npt.NDArray[np.bool_], window: Window
) -> tuple[Codes, Codes]:
    """(mover, friend) Each pair once that had contact by the window's end."""
    contacts = projection.contacts.between(None, window.end).of(movers)
    one = np.concatenate([contacts.giver, contacts.getter])
    other = np.concatenate([contacts.getter, contacts.giver])
    kept = movers[one] & friends[other]
    pairs = np.unique((one[kept].astype(np.int64) << 32) | other[kept])
    return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
