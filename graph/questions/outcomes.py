"""Advice in; what the people advised did afterwards out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from graph.model import FactKind, Micros
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.firm import firm, firm_switches
from graph.questions.stances import split, stances_of
from nlp.analysis import SwitchStatus

HORIZON_US = 180 * 86_400_000_000
"""Half a year: long enough for a machine or a contract to be replaced, and later acts have other causes."""

NONE = -1
"""No such event."""


class OutcomeKind(StrEnum):
    """What a person did after advice, weightiest first; of several the weightiest counts, then the first."""

    SWITCHED = "switched"  # to the brand recommended, or away from the brand warned of
    INTENDS = "intends"  # to buy or try it; after a warning: to leave it
    AGREED = "agreed"  # spoke well of it; after a warning: spoke ill of it or complained
    ASKED = "asked"  # asked about it


KINDS = tuple(OutcomeKind)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the person advised did afterwards. It came after the advice; that it came of it is not proven."""

    kind: OutcomeKind
    message: str
    """Uid."""
    at: Micros
    delay: Micros


@dataclass(frozen=True, slots=True)
class Events:
    """Who did one thing when, sorted by person and moment."""

    key: npt.NDArray[np.int64]
    """The person's code, then the moment's place among `moments`."""
    at: npt.NDArray[np.int64]
    source: Codes
    moments: npt.NDArray[np.int64]

    def first_after(self, person: Codes, at: npt.NDArray[np.int64]) -> npt.NDArray[np.intp]:
        """Place of each person's first event after a moment and within the horizon; NONE where there is none."""
        if not len(self.key):
            return np.full(len(person), NONE)
        key = _keys(person, np.searchsorted(self.moments, at, "right"))
        place = np.searchsorted(self.key, key)
        inside = np.minimum(place, len(self.key) - 1)
        found = (person >= 0) & (self.key[inside] >= key)
        found &= (self.key[inside] >> 32 == person) & (self.at[inside] - at <= HORIZON_US)
        return np.where(found, inside, NONE)

    def message(self, projection: Projection, place: int) -> str:
        """Uid of an event's message: the smallest where the person did it in several at that moment."""
        last = int(np.searchsorted(self.key, self.key[place], "right"))
        return min(projection.names.messages.names(self.source[place:last].tolist()))


def _keys(person: Codes, moment: npt.NDArray[np.intp]) -> npt.NDArray[np.int64]:
    return (person.astype(np.int64) << 32) | moment


def _events(parts: list[tuple[Codes, Codes, npt.NDArray[np.int64]]]) -> Events:
    """Events of (source, person, at) parts."""
    source = np.concatenate([part[0] for part in parts])
    person = np.concatenate([part[1] for part in parts])
    at = np.concatenate([part[2] for part in parts])
    moments = np.unique(at)
    key = _keys(person, np.searchsorted(moments, at))
    order = np.argsort(key, kind="stable")
    return Events(key[order], at[order], source[order], moments)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What customers did about one brand, for advice of one kind."""

    projection: Projection
    events: tuple[Events, ...]
    """One for each of KINDS."""

    def after(self, person: Codes, at: npt.NDArray[np.int64]) -> Followings:
        """The weightiest outcome for each person advised at a moment."""
        rank = np.full(len(person), NONE)
        place = np.full(len(person), NONE)
        for number, events in enumerate(self.events):
            open_ = np.flatnonzero(rank == NONE)
            found = events.first_after(person[open_], at[open_])
            rank[open_[found != NONE]] = number
            place[open_] = found
        return Followings(self, rank, place, at)


@dataclass(frozen=True, slots=True)
class Followings:
    """What followed on each of some advice."""

    outcomes: Outcomes
    rank: npt.NDArray[np.intp]
    """Place in KINDS, NONE where nothing followed."""
    place: npt.NDArray[np.intp]
    at: npt.NDArray[np.int64]
    """Of the advice."""

    def one(self, number: int) -> Outcome | None:
        """What followed on one of them."""
        rank = int(self.rank[number])
        if rank == NONE:
            return None
        events, place = self.outcomes.events[rank], int(self.place[number])
        at = int(events.at[place])
        uid = events.message(self.outcomes.projection, place)
        return Outcome(KINDS[rank], uid, at, at - int(self.at[number]))


def outcomes_of(projection: Projection, kind: FactKind, brand: str, end: Micros | None) -> Outcomes:
    """Everything that customers did before `end` that can count as acting on advice about the brand."""
    code = projection.names.brands.code(brand)
    done = projection.names.statuses.code(SwitchStatus.DONE.value)
    for_it = kind is FactKind.RECOMMENDS

    def acts(act: FactKind) -> Columns:
        rows = projection.rows(act).between(None, end)
        return split(projection, rows.pick(rows.object == code))[0]

    switches = projection.rows(FactKind.SWITCHES).between(None, end)
    side = switches.object if for_it else switches.rival
    switches = firm_switches(projection, split(projection, switches.pick(side == code))[0])
    echoes = (FactKind.RECOMMENDS,) if for_it else (FactKind.WARNS, FactKind.COMPLAINS)
    moved = switches.pick(switches.status == done)
    plans = [
        switches.pick(switches.status != done),
        *([firm(projection, acts(FactKind.INTENDS))] if for_it else []),
    ]
    groups = ([moved], plans, [acts(act) for act in echoes], [acts(FactKind.ASKS)])
    events = [[_part(projection, rows) for rows in group] for group in groups]
    events[KINDS.index(OutcomeKind.AGREED)].append(
        _stance_part(projection, acts(FactKind.MENTIONS), 1 if for_it else -1)
    )
    return Outcomes(projection, tuple(_events(parts) for parts in events))


def _part(projection: Projection, rows: Columns) -> tuple[Codes, Codes, npt.NDArray[np.int64]]:
    return rows.source, projection.person_of(rows.actor), rows.at


def _stance_part(
    projection: Projection, mentions: Columns, stance: int
) -> tuple[Codes, Codes, npt.NDArray[np.int64]]:
    said = stances_of(projection, mentions)
    said = said.pick(said.value == stance)
    return said.source, said.person, said.at
