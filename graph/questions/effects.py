"""People to whom something was done at a moment in; how it went with them, against people alike to whom it was not, out.

Dynamic matched sampling: Aral, Muchnik and Sundararajan, Distinguishing influence-based contagion from
homophily-driven diffusion in dynamic networks (PNAS 2009, 106:51).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.analytics.matching import Matched, match
from graph.analytics.past import Moments, Numbers, Past
from graph.analytics.resampling import interval, ratio
from graph.model import DAY_US
from graph.projection import Projection
from graph.projection.vocabulary import Codes
from graph.questions.intervals import Interval
from graph.questions.lives import FEATURES, Lives

PERIOD_US = 91 * DAY_US
"""People are compared within the same quarter: seasons, prices and scandals are then alike. Within months there
would be too few to choose from."""

FOLLOW_UP_US = 60 * DAY_US
"""How long after it people are watched. Most who act on advice do so within weeks, and the longer one watches, the
more other causes come in."""

THIN_TREATED = 10
"""With fewer matched people the difference is uncertain by half of its scale."""

HIDDEN = (
    "People were compared with others who were alike in what we can see. What drew them to each other and to the "
    "brand beyond that - homophily - can still make up part of the difference (Shalizi and Thomas 2011)."
)
"""What such a number cannot tell."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Moments at which something was done to people."""

    person: Codes
    at: Moments

    def __len__(self) -> int:
        """How many."""
        return len(self.person)

    def pick(self, rows: npt.NDArray[Any]) -> Moved:
        """These rows."""
        return Moved(self.person[rows], self.at[rows])


@dataclass(frozen=True, slots=True)
class Balance:
    """How alike those compared were in one feature, in standard deviations apart."""

    name: str
    meaning: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Effect:
    """How it went with them, against people alike."""

    people: int
    """Distinct, with somebody alike to compare with."""
    compared: int
    """Distinct people they were compared with."""
    unmatched: int
    """Moments without anybody alike: not in the numbers."""
    rate: float | None
    """Of the people treated: share who acted (or mean of what is measured); None: nobody matched."""
    baseline: float | None
    """The same of people alike, each pair watched equally long: what would have happened anyway."""
    difference: float | None
    interval: Interval | None
    """Of the difference, by resampling people."""
    balance: tuple[Balance, ...]
    thin: bool

    @property
    def anyway(self) -> float | None:
        """Of those who acted, the share who would have done so anyway, 0..1."""
        if not self.rate or self.baseline is None:
            return None
        return min(self.baseline / self.rate, 1.0)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Moments at which something was done to people, each beside moments of people alike to whom it was not."""

    row: npt.NDArray[np.intp]
    """(pairs) Row of `moments`."""
    person: Codes
    at: Moments
    control: Codes
    control_at: Moments
    weight: Numbers
    """(pairs) Those of a moment add up to 1."""
    moments: Moved
    """Ordered by moment and then person."""
    order: npt.NDArray[np.intp]
    """(moments) Where each stood in what was given."""
    matched: Matched


@dataclass(frozen=True, slots=True)
class Comparison:
    """Pairs, and how it went with each side: 1 or 0 where it is a deed, else any number."""

    pairs: Pairs
    value: Numbers
    control_value: Numbers
    known: npt.NDArray[np.bool_]
    """(pairs) Whether both sides can be told."""

    @property
    def weight(self) -> Numbers:
        """(pairs) Those of a moment that can be told add up to 1."""
        kept = np.where(self.known, self.pairs.weight, 0.0)
        whole = np.bincount(self.pairs.row, kept, minlength=len(self.pairs.moments))[self.pairs.row]
        return np.divide(kept, whole, out=np.zeros_like(kept), where=whole > 0)

    def baselines(self) -> Numbers:
        """(moments) Mean of those alike; NaN where there was nobody alike."""
        size, weight = len(self.pairs.moments), self.weight
        total = np.bincount(self.pairs.row, weight * self.control_value, minlength=size)
        whole = np.bincount(self.pairs.row, weight, minlength=size)
        return ratio(total.astype(np.float64), whole.astype(np.float64))


def pairs_of(projection: Projection, lives: Lives, treated: Moved, exposures: Past) -> Pairs:
    """Match each moment with moments at which others, alike until then, wrote and were not exposed.

    `exposures` are all such moments ever: nobody exposed in the FOLLOW_UP_US before is compared with. Cost: sorts of
    messages and of moments; see analytics.matching.
    """
    order = _order(projection, treated)
    treated = treated.pick(order)
    others = _unexposed(projection, lives, exposures, treated)
    person = np.concatenate([treated.person, others.person])
    at = np.concatenate([treated.at, others.at])
    mark = np.arange(len(person)) < len(treated)
    strata = (at // PERIOD_US) * 3 + lives.holding(person, at) + 1
    matched = match(lives.features(person, at), mark, strata, _ranks(projection)[person])
    one, other = matched.treated, matched.control
    return Pairs(one, person[one], at[one], person[other], at[other], matched.weight, treated, order, matched)


def acted_upon(lives: Lives, pairs: Pairs, exposures: Past, deeds: Past) -> Comparison:
    """Who of each pair did a deed, both watched equally long: until either's next exposure, FOLLOW_UP_US at most."""
    watched = np.minimum(
        _watched(lives, exposures, pairs.person, pairs.at),
        _watched(lives, exposures, pairs.control, pairs.control_at),
    )
    return Comparison(
        pairs,
        _acts(deeds, pairs.person, pairs.at, watched),
        _acts(deeds, pairs.control, pairs.control_at, watched),
        np.ones(len(watched), np.bool_),
    )


def _order(projection: Projection, moved: Moved) -> npt.NDArray[np.intp]:
    """An order that does not depend on that of arrival."""
    return np.lexsort((_ranks(projection)[moved.person], moved.at))


def _ranks(projection: Projection) -> npt.NDArray[np.int64]:
    """By person code: the place of their id among all ids."""
    ranks = np.empty(projection.person_count, np.int64)
    ranks[projection.people_in_order] = np.arange(projection.person_count)
    return ranks


def _unexposed(projection: Projection, lives: Lives, exposures: Past, treated: Moved) -> Moved:
    """Moments at which customers had lately written, and nobody had exposed them in the follow-up time before.

    A few of each customer's a period: after the first message, the last, and the first and last question, since it is
    questions that draw advice; as long after it as those treated had waited since their last message.
    """
    parts = []
    for rows in (lives.messages, lives.questions):
        person, at = projection.person_of(rows.actor), rows.at
        ends = _ends((person.astype(np.int64) << 32) | (at // PERIOD_US))
        parts.append(Moved(person[ends], at[ends]))
    wrote = _once(parts)
    wrote = wrote.pick(_order(projection, wrote))
    person, at = wrote.person, wrote.at + _waits(lives, treated, len(wrote))
    fresh = (exposures.count(person, at, at - FOLLOW_UP_US) == 0) & (at < lives.until)
    return Moved(person[fresh], at[fresh])


def _ends(keys: Moments) -> npt.NDArray[np.intp]:
    """Where each key comes first, and where it comes last."""
    order = np.argsort(keys, kind="stable")
    turns = np.flatnonzero(np.diff(keys[order]))
    return np.concatenate([order[:1], order[turns + 1], order[turns], order[-1:]])


def _once(parts: list[Moved]) -> Moved:
    """All of them, none twice."""
    person, at = (np.concatenate([getattr(one, name) for one in parts]) for name in ("person", "at"))
    order = np.lexsort((at, person))
    person, at = person[order], at[order]
    new = np.append(True, (np.diff(person) != 0) | (np.diff(at) != 0))[: len(at)]
    return Moved(person[new], at[new])


def _waits(lives: Lives, treated: Moved, count: int) -> Moments:
    """So many waiting times, distributed as those of people treated are."""
    last = lives.posted.last(treated.person, treated.at)
    known = np.sort((treated.at - last)[last >= 0])
    if not len(known):
        return np.ones(count, np.int64)
    return np.asarray(np.maximum(np.random.default_rng(0).choice(known, count), 1))


def _watched(lives: Lives, exposures: Past, person: Codes, at: Moments) -> Moments:
    """How long from a moment until the next exposure, the end of what is known, or the follow-up time."""
    until = np.minimum(exposures.next_at(person, at, lives.until), lives.until)
    return np.clip(until - at, 0, FOLLOW_UP_US)


def _acts(deeds: Past, person: Codes, at: Moments, watched: Moments) -> Numbers:
    return (deeds.next_at(person, at, np.iinfo(np.int64).max) - at <= watched).astype(np.float64)


def effect_of(found: Comparison, seed: int = 0) -> Effect:
    """The average over the people treated, and its interval."""
    matched, weight = found.pairs.matched, found.weight
    people = found.pairs.person[found.known]
    count = len(np.unique(people))
    between = interval(_per_person(found), _difference, seed) if count else None
    value = _mean(found.value, weight) if count else None
    baseline = _mean(found.control_value, weight) if count else None
    return Effect(
        people=count,
        compared=len(np.unique(found.pairs.control[found.known])),
        unmatched=matched.unmatched,
        rate=value,
        baseline=baseline,
        difference=None if value is None or baseline is None else value - baseline,
        interval=None if between is None else Interval(*between),
        balance=tuple(
            Balance(one.name, one.meaning, float(before), float(after))
            for one, before, after in zip(FEATURES, matched.imbalance_before, matched.imbalance, strict=True)
        ),
        thin=count < THIN_TREATED,
    )


def _mean(value: Numbers, weight: Numbers) -> float:
    return float((value * weight).sum() / weight.sum())


def _per_person(found: Comparison) -> Numbers:
    """(p, 4) What each person adds: as one treated value and count, as one compared with value and count.

    Drawing people anew keeps pairs as they are: to match anew in each draw would be wrong (Abadie and Imbens 2008,
    Econometrica 76; Austin and Small 2014 resample matched sets).
    """
    pairs, weight = found.pairs, found.weight
    everyone, place = np.unique(np.concatenate([pairs.person, pairs.control]), return_inverse=True)
    treated, control = place[: len(weight)], place[len(weight) :]
    size = len(everyone)
    return np.column_stack(
        [
            np.bincount(treated, weight * found.value, minlength=size),
            np.bincount(treated, weight, minlength=size),
            np.bincount(control, weight * found.control_value, minlength=size),
            np.bincount(control, weight, minlength=size),
        ]
    ).astype(np.float64)


def _difference(sums: Numbers) -> Numbers:
    return ratio(sums[..., 0], sums[..., 1]) - ratio(sums[..., 2], sums[..., 3])
