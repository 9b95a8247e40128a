"""A brand and a window in; whether people who were helped, ignored or advised stay and feel better than people alike, out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from graph.analytics.past import Moments, Numbers, Past, past
from graph.model import DAY_US, FactKind
from graph.projection import Projection
from graph.projection.vocabulary import NOBODY, Codes
from graph.questions.answer import Evidence, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.effects import HIDDEN, Comparison, Effect, Moved, Pairs, effect_of, pairs_of
from graph.questions.evidence import evidence_of
from graph.questions.feelings import PRIOR_MESSAGES
from graph.questions.firm import firm_switches
from graph.questions.lives import Lives, customers, lives_of
from graph.questions.outcomes import NONE
from graph.questions.persuasion import named_advice
from graph.questions.view import View
from graph.questions.windows import known_by, missing
from nlp.analysis import SwitchStatus

WEEK_US = 7 * DAY_US

WEEKS = 12
"""How long after it we look: a quarter."""

LOOK_US = 4 * WEEK_US
"""Somebody is still there who writes within a month of that moment."""

PATIENCE_US = 7 * DAY_US
"""A question or complaint without an answer for a week was ignored: on open channels hardly any answer comes later."""


class CohortKind(StrEnum):
    """What happened to people."""

    HELPED = "helped"  # asked or complained, and got an answer
    IGNORED = "ignored"  # asked or complained, and got none within PATIENCE_US
    ADVISED = "advised"  # were recommended the brand by name


class Measured(StrEnum):
    """What is looked at afterwards."""

    STAYED = "stayed"  # wrote anything in the LOOK_US after so many weeks
    STANCE = "stance"  # change of the stance toward the brand, -2..2
    LEFT = "left"  # said within so many weeks that they had left the brand


@dataclass(frozen=True, slots=True)
class CohortOutcome:
    """One measure, for those people and for people alike."""

    measured: Measured
    meaning: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class Cohort:
    """People to whom one thing happened."""

    kind: CohortKind
    people: int
    moments: int
    outcomes: tuple[CohortOutcome, ...]
    evidence: Evidence
    """Their messages: what was asked, or the advice."""


@dataclass(frozen=True, slots=True)
class Cohorts:
    """All of them."""

    brand: BrandRef
    window: Window
    weeks: int
    cohorts: tuple[Cohort, ...]
    caution: str = HIDDEN
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class _Happened:
    """Moments of one kind, with the messages that show them."""

    moments: Moved
    source: Codes


async def cohorts(view: View, brand: str, window: Window, weeks: int = WEEKS) -> Cohorts:
    """How it went on with people who were helped, ignored or advised in the window, against people alike."""
    ref = view.catalogue.brand(brand)
    key = ("cohorts", ref.id, window, weeks)
    found = await asyncio.to_thread(view.projection.kept, key, lambda: _cohorts(view, ref, window, weeks))
    nobody = not any(one.people for one in found)
    return Cohorts(
        brand=ref,
        window=window,
        weeks=weeks,
        cohorts=found,
        missing=missing(view, window, f"asks about {ref.name} or recommends it to anybody")
        if nobody
        else None,
    )


def _cohorts(view: View, ref: BrandRef, window: Window, weeks: int) -> tuple[Cohort, ...]:
    projection, end = view.projection, known_by(window)
    lives = lives_of(projection, ref.id, tuple(rival.id for rival in view.catalogue.rivals(ref)), end)
    happened = _happened(projection, ref.id, lives, window)
    left = _left(projection, ref.id, window)
    return tuple(_cohort(projection, lives, left, one, happened[one], window, weeks) for one in CohortKind)


def _happened(
    projection: Projection, brand: str, lives: Lives, window: Window
) -> dict[CohortKind, _Happened]:
    """Everything ever known of; the window chooses among it later."""
    source = _wanting(projection, brand, window)
    answered = _answered(projection, source, window)
    at, person = projection.message_at[source], projection.author_person_of(source)
    helped = answered >= 0
    ignored = (~helped | (answered > at + PATIENCE_US)) & (at + PATIENCE_US < lives.until)
    advice = named_advice(projection, FactKind.RECOMMENDS, brand, known_by(window))
    return {
        CohortKind.HELPED: _Happened(Moved(person[helped], answered[helped]), source[helped]),
        CohortKind.IGNORED: _Happened(Moved(person[ignored], at[ignored] + PATIENCE_US), source[ignored]),
        CohortKind.ADVISED: _Happened(Moved(advice.receiver, advice.at), advice.source),
    }


def _wanting(projection: Projection, brand: str, window: Window) -> Codes:
    """Messages of known customers that ask about the brand or complain of it."""
    code = projection.names.brands.code(brand)
    mentions = projection.rows(FactKind.MENTIONS)
    named = np.zeros(projection.message_count, np.bool_)
    named[mentions.source[mentions.object == code]] = True
    parts = []
    for kind in (FactKind.ASKS, FactKind.COMPLAINS):
        rows = customers(projection, kind, known_by(window))
        parts.append(rows.source[(rows.object == code) | ((rows.object == NOBODY) & named[rows.source])])
    return np.unique(np.concatenate(parts))


def _answered(projection: Projection, source: Codes, window: Window) -> Moments:
    """When somebody else first answered each; NONE where nobody did."""
    place = np.full(projection.message_count, NONE, np.intp)
    place[source] = np.arange(len(source))
    replies = projection.rows(FactKind.REPLIES_TO).between(None, known_by(window))
    replies = replies.pick(place[replies.object] >= 0)
    others = projection.person_of(replies.actor) != projection.author_person_of(replies.object)
    first = np.full(len(source), np.iinfo(np.int64).max)
    np.minimum.at(first, place[replies.object[others]], replies.at[others])
    return np.where(first == np.iinfo(np.int64).max, NONE, first)


def _left(projection: Projection, brand: str, window: Window) -> Past:
    done = projection.names.statuses.code(SwitchStatus.DONE.value)
    rows = customers(projection, FactKind.SWITCHES, known_by(window))
    rows = rows.pick((rows.rival == projection.names.brands.code(brand)) & (rows.status == done))
    rows = firm_switches(projection, rows)
    return past(projection.person_of(rows.actor), rows.at)


def _cohort(
    projection: Projection,
    lives: Lives,
    left: Past,
    kind: CohortKind,
    happened: _Happened,
    window: Window,
    weeks: int,
) -> Cohort:
    exposures = past(happened.moments.person, happened.moments.at)
    at = happened.moments.at
    inside = (at >= (window.since or np.iinfo(np.int64).min)) & (at < (window.end or np.iinfo(np.int64).max))
    moments = happened.moments.pick(inside)
    pairs = pairs_of(projection, lives, moments, exposures)
    after = _Later(lives, left, weeks * WEEK_US)
    return Cohort(
        kind=kind,
        people=len(np.unique(moments.person)),
        moments=len(moments),
        outcomes=tuple(
            CohortOutcome(measured, meaning.format(weeks=weeks), effect_of(_compared(after, pairs, value)))
            for measured, (meaning, value) in MEASURES.items()
        ),
        evidence=evidence_of(projection, happened.source[inside]),
    )


@dataclass(frozen=True, slots=True)
class _Later:
    """What is looked at after a moment."""

    lives: Lives
    left: Past
    span: int

    def stayed(self, person: Codes, at: Moments) -> Numbers:
        """1 where they wrote in the month after the span."""
        later = at + self.span
        return (self.lives.posted.count(person, later + LOOK_US, later) > 0).astype(np.float64)

    def stance(self, person: Codes, at: Moments) -> Numbers:
        """The stance in the span less that before it."""
        said, until = self.lives.feeling, at + self.span
        now = said.total(person, until, at + 1) / (said.count(person, until, at + 1) + PRIOR_MESSAGES)
        return np.asarray(now - said.total(person, at) / (said.count(person, at) + PRIOR_MESSAGES))

    def gone(self, person: Codes, at: Moments) -> Numbers:
        """1 where they left the brand in the span."""
        return (self.left.count(person, at + self.span, at + 1) > 0).astype(np.float64)


MEASURES: dict[Measured, tuple[str, Callable[[_Later, Codes, Moments], Numbers]]] = {
    Measured.STAYED: ("wrote anything in the four weeks after {weeks} weeks had gone", _Later.stayed),
    Measured.STANCE: (
        "stance toward the brand in the {weeks} weeks after, less that before (-2 to 2)",
        _Later.stance,
    ),
    Measured.LEFT: ("said within {weeks} weeks that they had left the brand", _Later.gone),
}


def _compared(after: _Later, pairs: Pairs, value: Callable[[_Later, Codes, Moments], Numbers]) -> Comparison:
    """Both sides of each pair, where enough time has gone by for both."""
    last = after.lives.until - after.span - LOOK_US
    known = (pairs.at <= last) & (pairs.control_at <= last)
    return Comparison(
        pairs, value(after, pairs.person, pairs.at), value(after, pairs.control, pairs.control_at), known
    )
