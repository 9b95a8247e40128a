"""A brand and a window in; who answers customers' questions about it, how fast, whether it helped and what it saves, out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.past import NONE, Moments, Numbers, Past, past
from graph.analytics.resampling import interval, ratio
from graph.model import DAY_US, FactKind, Micros
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.vocabulary import NOBODY, Codes
from graph.questions.answer import Part, Score, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.evidence import distinct, evidence_of, top_people
from graph.questions.intervals import Interval, wilson
from graph.questions.lives import customers
from graph.questions.people import PersonRef, people_of
from graph.questions.stances import split, stances_of
from graph.questions.view import View
from graph.questions.windows import known_by, missing, rows_in

SETTLED_US = 14 * DAY_US
"""Who is not helped comes back within two weeks, and later words have other causes."""

MINUTES = 6.0
RATE = 30.0
"""What an answer takes us, and an hour of it costs, where the asker says nothing else: placeholders to be replaced."""

THIN_ANSWERS = 5
Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Cost:
    """What an answer would cost us."""

    minutes: float = MINUTES
    hourly: float = RATE

    @property
    def each(self) -> float:
        """One answer."""
        return self.minutes / 60.0 * self.hourly


@dataclass(frozen=True, slots=True)
class Helper:
    """A customer who answers others."""

    person: PersonRef
    answered: int
    """Questions."""
    people: int
    """Distinct people who asked them."""
    median_wait: Micros
    solved: Score
    """Share of those questions that were settled."""
    interval: Interval
    saved: float
    """What their answers to settled questions would have cost us."""


@dataclass(frozen=True, slots=True)
class PeerHelp:
    """How customers help one another; helpers by settled questions, most first."""

    brand: BrandRef
    window: Window
    asked: int
    by_peers: int
    """Questions that another customer answered."""
    by_staff: int
    """Questions that our people answered."""
    by_nobody: int
    median_wait: Micros | None
    slow_wait: Micros | None
    """Nine in ten first answers by peers were quicker."""
    staff_median_wait: Micros | None
    solved: Score
    """Share of the questions answered by peers only that were settled."""
    solved_by_staff: Score
    interval: Interval | None
    """Of the difference, peers less staff, by resampling people."""
    cost: Cost
    saved: float
    """What the settled ones would have cost us."""
    total: int
    helpers: tuple[Helper, ...]
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """One row a question; by arrays."""

    source: Codes
    person: Codes
    at: Moments
    first_peer: Moments
    """-1: none."""
    first_staff: Moments
    settled: Marks


@dataclass(frozen=True, slots=True)
class _Answers:
    """One row a (question, peer): the peer's first answer."""

    question: npt.NDArray[np.intp]
    helper: Codes
    at: Moments
    source: Codes


async def peer_help(
    view: View, brand: str, window: Window, first: int = 20, cost: Cost | None = None
) -> PeerHelp:
    """Who answers whose questions about the brand, how fast, and whether it settled them.

    Settled: within SETTLED_US of the first answer the asker thanked by a good word, a reaction to an answer or a good
    stance, and neither asked about the brand again nor complained of it nor spoke ill of it; or, where they said
    nothing good, wrote again (so that we would know) with neither.
    """
    ref = view.catalogue.brand(brand)
    asked, answers = await asyncio.to_thread(_read, view.projection, ref.id, window)
    price = cost or Cost()
    settled = np.bincount(answers.helper, asked.settled[answers.question], minlength=1)
    helpers = np.unique(answers.helper)
    places = top_people(view.projection, helpers, settled[helpers].astype(np.float64), first)
    chosen = helpers[places].tolist()
    named = await people_of(view, chosen)
    peers, staff = asked.first_peer >= 0, asked.first_staff >= 0
    alone = peers & ~staff
    waits = (asked.first_peer - asked.at)[peers]
    return PeerHelp(
        brand=ref,
        window=window,
        asked=len(asked.source),
        by_peers=int(np.count_nonzero(peers)),
        by_staff=int(np.count_nonzero(staff)),
        by_nobody=int(np.count_nonzero(~peers & ~staff)),
        median_wait=_quantile(waits, 0.5),
        slow_wait=_quantile(waits, 0.9),
        staff_median_wait=_quantile((asked.first_staff - asked.at)[staff], 0.5),
        solved=_solved(view.projection, asked, alone),
        solved_by_staff=_solved(view.projection, asked, staff),
        interval=_difference(asked, alone, staff),
        cost=price,
        saved=float(np.count_nonzero(asked.settled & alone)) * price.each,
        total=len(helpers),
        helpers=tuple(_helper(view.projection, asked, answers, one, named[one], price) for one in chosen),
        missing=None if len(asked.source) else missing(view, window, f"asks about {ref.name}"),
    )


def _quantile(waits: Moments, share: float) -> Micros | None:
    return int(np.quantile(waits, share)) if len(waits) else None


def _read(projection: Projection, brand: str, window: Window) -> tuple[_Asked, _Answers]:
    end = known_by(window)
    source = _questions(projection, brand, window)
    place = np.full(projection.message_count, NONE, np.intp)
    place[source] = np.arange(len(source))
    replies = projection.rows(FactKind.REPLIES_TO).between(None, end)
    replies = replies.pick(place[replies.object] >= 0)
    person, replier = projection.author_person_of(source), projection.person_of(replies.actor)
    question = place[replies.object]
    others = (replier >= 0) & (replier != person[question])
    company = projection.is_company(replies)
    first_peer = _first(len(source), question[others & ~company], replies.at[others & ~company])
    first_staff = _first(len(source), question[others & company], replies.at[others & company])
    peers = others & ~company
    answers = _first_answers(question[peers], replier[peers], replies.at[peers], replies.source[peers])
    at = projection.message_at[source]
    answered = np.where(first_peer >= 0, first_peer, first_staff)
    answered = np.where((first_staff >= 0) & (first_staff < answered), first_staff, answered)
    settled = _settled(projection, brand, person, answered, end)
    return _Asked(source, person, at, first_peer, first_staff, settled), answers


def _questions(projection: Projection, brand: str, window: Window) -> Codes:
    """Messages of known customers that ask about the brand, oldest first (by moment and uid)."""
    rows = split(projection, rows_in(projection, FactKind.ASKS, window))[0]
    code = projection.names.brands.code(brand)
    mentions = rows_in(projection, FactKind.MENTIONS, window)
    named = np.zeros(projection.message_count, np.bool_)
    named[mentions.source[mentions.object == code]] = True
    meant = (rows.object == code) | ((rows.object == NOBODY) & named[rows.source])
    found = distinct(rows.source[meant & (rows.actor >= 0)], projection.message_count)
    return found[np.argsort(projection.message_at[found], kind="stable")]


def _first(size: int, question: npt.NDArray[np.intp], at: Moments) -> Moments:
    """The first moment of each question; -1 where there is none."""
    first = np.full(size, np.iinfo(np.int64).max)
    np.minimum.at(first, question, at)
    return np.where(first == np.iinfo(np.int64).max, NONE, first)


def _first_answers(question: npt.NDArray[np.intp], helper: Codes, at: Moments, source: Codes) -> _Answers:
    order = np.lexsort((source, at))
    question, helper, at, source = question[order], helper[order], at[order], source[order]
    _, first = np.unique((question.astype(np.int64) << 32) | helper, return_index=True)
    return _Answers(question[first], helper[first], at[first], source[first])


def _settled(
    projection: Projection, brand: str, person: Codes, answered: Moments, end: Micros | None
) -> Marks:
    """Which questions were answered and then settled."""
    code = projection.names.brands.code(brand)

    def acts(kind: FactKind) -> Past:
        rows = customers(projection, kind, end)
        rows = rows.pick(rows.object == code)
        return past(projection.person_of(rows.actor), rows.at)

    stances = stances_of(projection, customers(projection, FactKind.MENTIONS, end))
    own = stances_of(projection, _of_brand(projection, code, end))
    glad = past(stances.person[stances.value > 0], stances.at[stances.value > 0])
    cross = past(own.person[own.value < 0], own.at[own.value < 0])
    reacted = customers(projection, FactKind.REACTED, end)
    thanks = past(projection.person_of(reacted.actor), reacted.at)
    posted = customers(projection, FactKind.POSTED, end)
    wrote = past(projection.person_of(posted.actor), posted.at)
    after, until = answered + 1, answered + SETTLED_US
    trouble = sum(
        one.count(person, until, after) for one in (acts(FactKind.ASKS), acts(FactKind.COMPLAINS), cross)
    )
    good = glad.count(person, until, after) + thanks.count(person, until, after)
    heard = good + wrote.count(person, until, after)
    return np.asarray((answered >= 0) & (trouble == 0) & (heard > 0))


def _of_brand(projection: Projection, code: int, end: Micros | None) -> Columns:
    rows = customers(projection, FactKind.MENTIONS, end)
    return rows.pick(rows.object == code)


def _solved(projection: Projection, asked: _Asked, some: Marks) -> Score:
    count, settled = int(np.count_nonzero(some)), int(np.count_nonzero(asked.settled & some))
    parts = (
        Part(
            "settled",
            float(settled),
            "questions after whose answer the asker came back content, or at least quiet",
        ),
        Part("answered", float(count), "questions answered"),
    )
    people = len(np.unique(asked.person[some]))
    evidence = evidence_of(projection, asked.source[some])
    return Score(settled / count if count else None, parts, evidence, thin=people < THIN_ANSWERS)


def _difference(asked: _Asked, alone: Marks, staff: Marks) -> Interval | None:
    everyone, place = np.unique(asked.person, return_inverse=True)

    def sums(marks: Marks) -> Numbers:
        return np.bincount(place, marks.astype(np.float64), minlength=len(everyone)).astype(np.float64)

    if not alone.any() or not staff.any():
        return None
    columns = np.column_stack(
        [sums(asked.settled & alone), sums(alone), sums(asked.settled & staff), sums(staff)]
    )
    found = interval(columns, lambda s: ratio(s[..., 0], s[..., 1]) - ratio(s[..., 2], s[..., 3]))
    return None if found is None else Interval(*found)


def _helper(
    projection: Projection, asked: _Asked, answers: _Answers, person: int, named: PersonRef, cost: Cost
) -> Helper:
    mine = np.flatnonzero(answers.helper == person)
    question = answers.question[mine]
    settled = int(np.count_nonzero(asked.settled[question]))
    share = settled / len(mine)
    people = len(np.unique(asked.person[question]))
    parts = (
        Part("settled", float(settled), "questions they answered that were settled"),
        Part("answered", float(len(mine)), "questions they answered"),
    )
    evidence = evidence_of(projection, answers.source[mine])
    return Helper(
        person=named,
        answered=len(mine),
        people=people,
        median_wait=int(np.median(answers.at[mine] - asked.at[question])),
        solved=Score(share, parts, evidence, thin=people < THIN_ANSWERS),
        interval=wilson(share, people),
        saved=settled * cost.each,
    )
