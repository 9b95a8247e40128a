"""A window in; who moves from which brand to which, as flows of people and as single switches, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import Fact, FactKind, Micros
from graph.projection.columns import Columns
from graph.projection.vocabulary import NOBODY, Codes
from graph.questions.advice import people_codes
from graph.questions.answer import Evidence, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.evidence import evidence_of
from graph.questions.firm import firm_switches
from graph.questions.paging import FactPosition, newest_facts
from graph.questions.people import PersonRef, people_of
from graph.questions.stances import split
from graph.questions.view import View
from graph.questions.windows import missing, rows_in
from nlp.analysis import SwitchStatus

RETOLD_US = 30 * 86_400_000_000
"""Nobody moves from one brand to the same other one twice in a month."""


@dataclass(frozen=True, slots=True)
class Flow:
    """People moving from one brand to another. None: a side that nobody named."""

    left: BrandRef | None
    moved_to: BrandRef | None
    done: int
    """Distinct people who say that they have moved."""
    intended: int
    """Distinct people who have decided to, and do not say in this window that they have moved."""
    moves: int
    """Moves done: who went back and moved again counts twice, who tells of it again within RETOLD_US once."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Switch:
    """One person's switch, as one message tells it."""

    person: PersonRef | None
    left: BrandRef | None
    moved_to: BrandRef | None
    status: str | None
    """done or intended."""
    message: str
    """Uid."""
    at: Micros
    confidence: float
    fact: Fact

    @property
    def position(self) -> FactPosition:
        """Where the next page begins after this one."""
        return FactPosition(self.at, self.message, self.fact.slot)


@dataclass(frozen=True, slots=True)
class Switches:
    """Flows, most people first, and the switches themselves, newest first. Customers only."""

    brand: BrandRef | None
    window: Window
    flows: tuple[Flow, ...]
    total: int
    """Switches in the window."""
    switches: tuple[Switch, ...]
    more: bool
    missing: str | None = None


async def switches(
    view: View, window: Window, brand: str | None = None, first: int = 20, after: FactPosition | None = None
) -> Switches:
    """Who moves from whom to whom. With a brand: only switches to it or away from it."""
    ref = view.catalogue.optional_brand(brand)
    rows = _rows(view, window, brand)

    def wanted(fact: Fact) -> bool:
        return fact.kind is FactKind.SWITCHES and (brand is None or brand in {fact.object, fact.rival})

    page = await newest_facts(view, rows, wanted, first, after)
    what = "tells of a switch" if ref is None else f"tells of a switch to or from {ref.name}"
    return Switches(
        brand=ref,
        window=window,
        flows=_flows(view, rows),
        total=len(rows),
        switches=await _told(view, page.facts),
        more=page.more,
        missing=None if len(rows) else missing(view, window, what),
    )


def _rows(view: View, window: Window, brand: str | None) -> Columns:
    rows = rows_in(view.projection, FactKind.SWITCHES, window)
    if brand is not None:
        code = view.projection.names.brands.code(brand)
        rows = rows.pick((rows.object == code) | (rows.rival == code))
    return firm_switches(view.projection, split(view.projection, rows)[0])


def _flows(view: View, rows: Columns) -> tuple[Flow, ...]:
    """One flow for each pair of brands that occurs."""
    sides = np.unique(np.stack([rows.rival, rows.object]), axis=1).T.tolist()
    flows = [
        _flow(view, rows.pick((rows.rival == left) & (rows.object == moved_to)), left, moved_to)
        for left, moved_to in sides
    ]
    return tuple(sorted(flows, key=_order))


def _order(flow: Flow) -> tuple[int, int, str, str]:
    left, moved_to = (side.id if side else "" for side in (flow.left, flow.moved_to))
    return -(flow.done + flow.intended), -flow.done, left, moved_to


def _flow(view: View, rows: Columns, left: int, moved_to: int) -> Flow:
    people = view.projection.person_of(rows.actor)
    done = rows.status == view.projection.names.statuses.code(SwitchStatus.DONE.value)
    moved = np.unique(people[done & (people >= 0)])
    deciding = np.setdiff1d(people[~done & (people >= 0)], moved)
    return Flow(
        left=_brand(view, left),
        moved_to=_brand(view, moved_to),
        done=len(moved),
        intended=len(deciding),
        moves=_moves(people[done], rows.at[done]),
        evidence=evidence_of(view.projection, rows.source),
    )


def _moves(people: Codes, at: npt.NDArray[np.int64]) -> int:
    order = np.lexsort((at, people))
    people, at = people[order], at[order]
    retold = (people[1:] == people[:-1]) & (at[1:] - at[:-1] <= RETOLD_US)
    return int(np.count_nonzero(people >= 0)) - int(np.count_nonzero(retold & (people[1:] >= 0)))


def _brand(view: View, code: int) -> BrandRef | None:
    return None if code == NOBODY else view.catalogue.shown_brand(view.projection.names.brands.name(code))


async def _told(view: View, facts: tuple[Fact, ...]) -> tuple[Switch, ...]:
    people = people_codes(view, [fact.actor for fact in facts]).tolist()
    named = await people_of(view, people)
    return tuple(
        Switch(
            person=named.get(person),
            left=view.catalogue.shown_brand(fact.rival),
            moved_to=view.catalogue.shown_brand(fact.object),
            status=fact.status,
            message=fact.source,
            at=fact.at,
            confidence=fact.confidence,
            fact=fact,
        )
        for fact, person in zip(facts, people, strict=True)
    )
