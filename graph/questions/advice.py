"""A brand and a window in; who recommended it to whom or warned whom of it, and what came of it, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.model import Fact, FactKind, Micros
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.answer import Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.outcomes import Outcome, OutcomeKind, outcomes_of
from graph.questions.paging import FactPosition, about, newest_facts
from graph.questions.people import PersonRef, people_of
from graph.questions.stances import count_people, split
from graph.questions.view import View
from graph.questions.windows import known_by, missing, rows_in

__all__ = ["Advice", "AdvicePage", "FactPosition", "Outcome", "OutcomeKind", "recommendations", "warnings"]


@dataclass(frozen=True, slots=True)
class Advice:
    """One person's advice about a brand."""

    giver: PersonRef | None
    """None where the channel no longer knows the author."""
    receiver: PersonRef | None
    """None: the public at large."""
    brand: BrandRef | None
    """None where the advice names none."""
    message: str
    """Uid."""
    at: Micros
    confidence: float
    fact: Fact
    """The fact itself: the product named, the words it rests on."""
    outcome: Outcome | None

    @property
    def position(self) -> FactPosition:
        """Where the next page begins after this one."""
        return FactPosition(self.at, self.message, self.fact.slot)


@dataclass(frozen=True, slots=True)
class AdvicePage:
    """Advice by customers, newest first."""

    kind: FactKind
    brand: BrandRef | None
    window: Window
    total: int
    """In the whole window."""
    people: int
    """Distinct givers."""
    advice: tuple[Advice, ...]
    more: bool
    missing: str | None = None


async def recommendations(
    view: View, brand: str | None, window: Window, first: int = 20, after: FactPosition | None = None
) -> AdvicePage:
    """Who recommended the brand (None: any) to whom, in which message, and what they did then."""
    return await _page(view, FactKind.RECOMMENDS, brand, window, first, after)


async def warnings(
    view: View, brand: str | None, window: Window, first: int = 20, after: FactPosition | None = None
) -> AdvicePage:
    """Who warned whom of the brand (None: any), in which message, and what they did then."""
    return await _page(view, FactKind.WARNS, brand, window, first, after)


async def _page(
    view: View,
    kind: FactKind,
    brand: str | None,
    window: Window,
    first: int,
    after: FactPosition | None,
) -> AdvicePage:
    ref = view.catalogue.optional_brand(brand)
    rows = advice_rows(view, kind, brand, window)
    page = await newest_facts(view, rows, about(kind, brand), first, after)
    verb = "recommends" if kind is FactKind.RECOMMENDS else "warns of"
    what = f"{verb} {'any brand' if ref is None else ref.name}"
    return AdvicePage(
        kind=kind,
        brand=ref,
        window=window,
        total=len(rows),
        people=count_people(view.projection, view.projection.person_of(rows.actor)),
        advice=await _told(view, kind, page.facts, window),
        more=page.more,
        missing=None if len(rows) else missing(view, window, what),
    )


def advice_rows(view: View, kind: FactKind, brand: str | None, window: Window) -> Columns:
    """Advice of a kind by customers in the window."""
    rows = rows_in(view.projection, kind, window)
    if brand is not None:
        rows = rows.pick(rows.object == view.projection.names.brands.code(brand))
    return split(view.projection, rows)[0]


async def _told(view: View, kind: FactKind, facts: Sequence[Fact], window: Window) -> tuple[Advice, ...]:
    """Facts with their people and outcomes: one lookup of all people."""
    givers = people_codes(view, [fact.actor for fact in facts])
    receivers = people_codes(view, [fact.to for fact in facts])
    found = await people_of(view, (*givers.tolist(), *receivers.tolist()))
    outcomes = _outcomes(view, kind, facts, receivers, window)
    return tuple(
        Advice(
            giver=found.get(giver),
            receiver=found.get(receiver),
            brand=view.catalogue.shown_brand(fact.object),
            message=fact.source,
            at=fact.at,
            confidence=fact.confidence,
            fact=fact,
            outcome=outcome,
        )
        for fact, giver, receiver, outcome in zip(
            facts, givers.tolist(), receivers.tolist(), outcomes, strict=True
        )
    )


def people_codes(view: View, accounts: Sequence[str | None]) -> Codes:
    """Person codes of account keys, below 0 where there is none."""
    codes = np.array([view.projection.names.accounts.code(account) for account in accounts], np.int32)
    return view.projection.person_of(codes)


def _outcomes(
    view: View, kind: FactKind, facts: Sequence[Fact], receivers: Codes, window: Window
) -> list[Outcome | None]:
    """What followed on each, brand by brand."""
    found: list[Outcome | None] = [None] * len(facts)
    for brand in sorted({fact.object for fact in facts if fact.object is not None}):
        numbers = [number for number, fact in enumerate(facts) if fact.object == brand]
        moments = np.array([facts[number].at for number in numbers], np.int64)
        outcomes = outcomes_of(view.projection, kind, brand, known_by(window))
        followed = outcomes.after(receivers[numbers], moments)
        for place, number in enumerate(numbers):
            found[number] = followed.one(place)
    return found
