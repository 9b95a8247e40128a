"""Advice, stances and replies in; for every person how strongly they speak for (or against) a brand out.

The score is a weighted list of documented measures (MEASURES). Advice to a named person outweighs advice
to the public, as personal recommendations do in word-of-mouth research (Brown and Reingen 1987, Journal of
Consumer Research 14); what can be repeated without end counts by its logarithm, distinct people count in full.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import FactKind
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.vocabulary import NOBODY, Codes
from graph.questions.answer import Window
from graph.questions.outcomes import KINDS, Followings, Outcome, OutcomeKind, outcomes_of
from graph.questions.stances import Stances, customer_stances, split
from graph.questions.windows import known_by, rows_in

OUTCOME_TENTHS = {
    OutcomeKind.SWITCHED: 10,
    OutcomeKind.INTENDS: 6,
    OutcomeKind.AGREED: 4,
    OutcomeKind.ASKED: 2,
}
"""What an outcome counts, in tenths of a switch: the further from a deed, the less. Whole numbers, so
that sums do not depend on the order of rows."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Following:
    """A receiver's weightiest outcome after one person's advice."""

    receiver: int
    advice: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Pairs:
    """Advice to named people: one row an advice fact, and each (giver, receiver) once."""

    giver: Codes
    receiver: Codes
    source: Codes
    followings: Followings

    def tenths(self) -> npt.NDArray[np.int64]:
        """What followed on each advice."""
        weights = np.array([OUTCOME_TENTHS[kind] for kind in KINDS] + [0])
        return weights[self.followings.rank]  # NONE takes the last, 0


@dataclass(frozen=True, slots=True)
class Tally:
    """Arrays by person code."""

    projection: Projection
    pairs: Pairs
    advice: Columns
    counter: Columns
    stances: Stances
    advised: Numbers
    public: Numbers
    mentions: Numbers
    reach: Numbers
    followed: Numbers
    """Distinct receivers who acted, a switch counting 1."""
    against: Numbers
    """Messages of the contrary advice."""

    def scores(self) -> Numbers:
        """Sum of the measures, for those who spoke for the brand (or against it) at all; others 0."""
        total = np.zeros(self.projection.person_count)
        for measure in MEASURES:
            total += measure.points(self)
        spoke = (self.advised + self.public + self.mentions) > 0
        return np.where(spoke, total, 0.0)

    def messages(self, person: int) -> Codes:
        """What one person's score rests on."""
        person_of = self.projection.person_of
        said = (
            self.advice.source[person_of(self.advice.actor) == person],
            self.counter.source[person_of(self.counter.actor) == person],
            self.stances.source[self.stances.person == person],
        )
        return np.concatenate(said)

    def followings(self, person: int) -> list[Following]:
        """Who acted on one person's advice, each once with the weightiest outcome, newest first."""
        uids = self.projection.names.messages
        best: dict[int, tuple[tuple[int, int, int, str], Following]] = {}
        for row in np.flatnonzero(self.pairs.giver == person).tolist():
            outcome = self.pairs.followings.one(row)
            if outcome is None:
                continue
            receiver, advice = int(self.pairs.receiver[row]), uids.name(int(self.pairs.source[row]))
            order = (KINDS.index(outcome.kind), outcome.at, outcome.delay, advice)
            if receiver not in best or order < best[receiver][0]:
                best[receiver] = (order, Following(receiver, advice, outcome))
        people = self.projection.names.people
        found = [following for _, following in best.values()]
        return sorted(found, key=lambda one: (-one.outcome.at, people.name(one.receiver)))


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that a score is made of."""

    name: str
    weight: float
    meaning: str
    count: Callable[[Tally], Numbers]
    damped: bool = False
    """log2(1 + n): the first few say more than the hundredth."""

    def points(self, counted: Tally) -> Numbers:
        """What it adds to each person's score."""
        values = self.count(counted)
        return self.weight * (np.log2(1 + values) if self.damped else values)

    def explained(self, counted: Tally, person: int) -> tuple[str, float, str]:
        """(name, points, meaning) for one person."""
        value = float(self.count(counted)[person])
        points = self.weight * (float(np.log2(1 + value)) if self.damped else value)
        formula = f"{self.weight:g} x log2(1 + {value:g})" if self.damped else f"{self.weight:g} x {value:g}"
        return self.name, points, f"{formula} {self.meaning}"


MEASURES = (
    Measure("advised", 3.0, "people advised by name", lambda counted: counted.advised),
    Measure("public", 1.0, "messages of advice to the public", lambda counted: counted.public, damped=True),
    Measure("mentions", 1.0, "messages of the same opinion", lambda counted: counted.mentions, damped=True),
    Measure("reach", 0.5, "people who replied to them", lambda counted: counted.reach, damped=True),
    Measure(
        "followed",
        5.0,
        "people who acted after the advice (a switch counts 1)",
        lambda counted: counted.followed,
    ),
    Measure(
        "against", -3.0, "messages that advise the contrary", lambda counted: counted.against, damped=True
    ),
)
"""Acting on advice is what it is for, so it weighs most; one named person outweighs a public post."""


def tally(projection: Projection, brand: str, window: Window, kind: FactKind) -> Tally:
    """Count, for every person, what speaks for the brand (RECOMMENDS) or against it (WARNS)."""
    contrary = FactKind.WARNS if kind is FactKind.RECOMMENDS else FactKind.RECOMMENDS
    code, size = projection.names.brands.code(brand), projection.person_count

    def acts(act: FactKind) -> Columns:
        rows = rows_in(projection, act, window)
        rows = split(projection, rows.pick(rows.object == code))[0]
        return rows.pick(rows.actor >= 0)

    advice, counter = acts(kind), acts(contrary)
    receiver = _receivers(projection, advice)
    named = np.flatnonzero(receiver >= 0)
    giver = projection.person_of(advice.actor)
    outcomes = outcomes_of(projection, kind, brand, known_by(window))
    followings = outcomes.after(receiver[named], advice.at[named])
    pairs = Pairs(giver[named], receiver[named], advice.source[named], followings)
    stances = customer_stances(projection, brand, window)
    stances = stances.pick(
        (stances.value == (1 if kind is FactKind.RECOMMENDS else -1)) & (stances.person >= 0)
    )
    advised, followed = _per_giver(pairs, size)
    said = (advised > 0) | (np.bincount(giver, minlength=size) > 0)
    said |= np.bincount(stances.person, minlength=size) > 0
    return Tally(
        projection=projection,
        pairs=pairs,
        advice=advice,
        counter=counter,
        stances=stances,
        advised=advised,
        public=_messages(projection, advice.pick(receiver < 0)),
        mentions=np.bincount(stances.person, minlength=size).astype(np.float64),
        reach=_repliers(projection, window, said),
        followed=followed,
        against=_messages(projection, counter),
    )


def _receivers(projection: Projection, advice: Columns) -> Codes:
    """The person advised; advice to oneself or to the company's own people goes to the public."""
    receiver = projection.person_of(advice.to)
    nobody = projection.of_company(receiver) | (receiver == projection.person_of(advice.actor))
    return np.where(nobody, np.int32(NOBODY), receiver)


def _per_giver(pairs: Pairs, size: int) -> tuple[Numbers, Numbers]:
    """Distinct receivers of each giver, and how many of them acted (the weightiest outcome of each)."""
    keys = pairs.giver.astype(np.int64) << 32 | pairs.receiver
    distinct, place = np.unique(keys, return_inverse=True)
    tenths = np.zeros(len(distinct), np.int64)
    np.maximum.at(tenths, place, pairs.tenths())
    givers = distinct >> 32
    return np.bincount(givers, minlength=size).astype(np.float64), np.bincount(
        givers, tenths, minlength=size
    ) / 10


def _messages(projection: Projection, rows: Columns) -> Numbers:
    """Distinct messages of each person."""
    _, first = np.unique(rows.source, return_index=True)
    people = projection.person_of(rows.actor[first])
    return np.bincount(people, minlength=projection.person_count).astype(np.float64)


def _repliers(projection: Projection, window: Window, of: npt.NDArray[np.bool_]) -> Numbers:
    """Distinct other people who replied to each of these people in the window."""
    replies = rows_in(projection, FactKind.REPLIES_TO, window)
    to = projection.author_person_of(replies.object)
    here = np.flatnonzero((to >= 0) & of[to])
    person = projection.person_of(replies.actor[here])
    to = to[here]
    others = (person >= 0) & (person != to)
    pairs = np.unique(to[others].astype(np.int64) << 32 | person[others])
    return np.bincount(pairs >> 32, minlength=projection.person_count).astype(np.float64)
