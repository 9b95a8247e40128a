"""A brand and a window in; for every person how likely they are to leave, by weighted reasons, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import FactKind
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.answer import Window
from graph.questions.feelings import feelings, signals, spoken
from graph.questions.stances import Stances, split
from graph.questions.windows import rows_in
from nlp.analysis import SwitchStatus

LEAST_DECLINE = 0.2
"""A feeling over a handful of messages moves by so much with a single one."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drift:
    """Arrays by person code; NaN is a feeling that nothing is known of."""

    ever: Numbers
    """Feeling by all that was said up to the window's end."""
    now: Numbers
    before: Numbers
    complaints: Numbers
    """Messages in the window."""
    leaving: npt.NDArray[np.bool_]
    """Decided in the window to leave."""
    drawn: npt.NDArray[np.bool_]
    """Plans in the window to buy from a rival, and has spoken of the brand."""
    left: npt.NDArray[np.bool_]
    said: Stances
    """Every message up to the window's end that shows a feeling toward the brand."""
    plans: Columns
    """Intentions in the window to buy from a rival."""
    windowed: npt.NDArray[np.bool_]
    """Which of `said` lie in the window."""

    @property
    def decline(self) -> Numbers:
        """How far the feeling sank, 0 below LEAST_DECLINE or where either side is unknown."""
        sunk = np.nan_to_num(self.before - self.now)
        return np.where(sunk >= LEAST_DECLINE, sunk, 0.0)

    def reasons(self) -> dict[str, Numbers]:
        """What each of REASONS adds to everybody's risk; nothing to that of those who have left."""
        return {
            reason.name: np.where(self.left, 0.0, reason.weight * reason.value(self)) for reason in REASONS
        }


@dataclass(frozen=True, slots=True)
class Reason:
    """One sign that somebody may leave."""

    name: str
    weight: float
    meaning: str
    value: Callable[[Drift], Numbers]
    """0..1 for every person."""


REASONS = (
    Reason("leaving", 0.5, "of 0.5 for saying that they will leave", lambda one: one.leaving.astype(float)),
    Reason("decline", 0.25, "of 0.25 for a feeling that sank", lambda one: np.minimum(one.decline, 1.0)),
    Reason("complaints", 0.15, "of 0.15 for complaints", lambda one: one.complaints / (one.complaints + 1)),
    Reason("drawn", 0.1, "of 0.1 for planning to buy from a rival", lambda one: one.drawn.astype(float)),
)
"""A stated intention is the best predictor of a deed (Ajzen 1991, theory of planned behaviour), then a change
of attitude, then a complaint, which many loyal people make (Hirschman 1970, Exit, Voice and Loyalty)."""


def drift(projection: Projection, brand: str, rivals: list[str], window: Window) -> Drift:
    """Look at everybody who has ever spoken of the brand."""
    said = signals(projection, spoken(projection, Window(None, window.end)), brand)
    inside = np.ones(len(said), np.bool_) if window.since is None else said.at >= window.since
    ever = _felt(projection, said)
    code = projection.names.brands.code(brand)
    switches = _customers(projection, FactKind.SWITCHES, window)
    done = switches.status == projection.names.statuses.code(SwitchStatus.DONE.value)
    away, back = switches.rival == code, switches.object == code
    complaints = _customers(projection, FactKind.COMPLAINS, window)
    complaints = complaints.pick(complaints.object == code)
    plans = _customers(projection, FactKind.INTENDS, window)
    codes = [projection.names.brands.code(rival) for rival in rivals]
    plans = plans.pick(np.isin(plans.object, codes))
    return Drift(
        ever=ever,
        now=_felt(projection, said.pick(inside)),
        before=_felt(projection, said.pick(~inside)),
        complaints=_messages(projection, complaints),
        leaving=_people(projection, switches.pick(away & ~done)),
        drawn=_people(projection, plans) & ~np.isnan(ever),
        left=_last(projection, switches.pick(done & away)) > _last(projection, switches.pick(done & back)),
        said=said,
        plans=plans,
        windowed=inside,
    )


def _customers(projection: Projection, kind: FactKind, window: Window) -> Columns:
    rows = split(projection, rows_in(projection, kind, window))[0]
    return rows.pick(rows.actor >= 0)


def _felt(projection: Projection, said: Stances) -> Numbers:
    people, feeling, _ = feelings(projection, said)
    felt = np.full(projection.person_count, np.nan)
    felt[people] = feeling
    return felt


def _messages(projection: Projection, rows: Columns) -> Numbers:
    _, first = np.unique(rows.source, return_index=True)
    people = projection.person_of(rows.actor[first])
    return np.bincount(people, minlength=projection.person_count).astype(np.float64)


def _people(projection: Projection, rows: Columns) -> npt.NDArray[np.bool_]:
    marked = np.zeros(projection.person_count, np.bool_)
    marked[projection.person_of(rows.actor)] = True
    return marked


def _last(projection: Projection, rows: Columns) -> npt.NDArray[np.int64]:
    """When each person last did it."""
    last = np.full(projection.person_count, np.iinfo(np.int64).min)
    np.maximum.at(last, projection.person_of(rows.actor), rows.at)
    return last


def messages_of(projection: Projection, found: Drift, person: int) -> Codes:
    """What one person's risk rests on: their words about the brand, and their plans with rivals, in the window."""
    about = found.said.source[(found.said.person == person) & found.windowed]
    plans = found.plans.source[projection.person_of(found.plans.actor) == person]
    return np.concatenate([about, plans])
