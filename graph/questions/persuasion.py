"""Advice about a brand in; who moved whom by it, each deed with the advice that it came of, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.past import NONE, Moments, Past, past
from graph.model import FactKind, Micros
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.vocabulary import NOBODY, Codes
from graph.questions.effects import FOLLOW_UP_US
from graph.questions.lives import customers
from graph.questions.outcomes import HORIZON_US, KINDS, OutcomeKind, Outcomes, outcomes_of

DEEDS = (OutcomeKind.SWITCHED, OutcomeKind.INTENDS)
"""What counts as acting on advice: to have moved, or to have decided to."""

Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class NamedAdvice:
    """One row an advice to a named customer, oldest first."""

    giver: Codes
    receiver: Codes
    at: Moments
    source: Codes

    def __len__(self) -> int:
        """How many."""
        return len(self.giver)

    def pick(self, rows: npt.NDArray[np.bool_] | Places | slice) -> NamedAdvice:
        """These rows."""
        return NamedAdvice(self.giver[rows], self.receiver[rows], self.at[rows], self.source[rows])


@dataclass(frozen=True, slots=True)
class Acts:
    """One row a deed of a customer, oldest first."""

    person: Codes
    at: Moments
    source: Codes
    rank: Places
    """Place in KINDS."""


@dataclass(frozen=True, slots=True)
class Links:
    """Who moved whom: each deed with the advice that it is put down to; of a pair the first deed. Oldest deed first."""

    advice: NamedAdvice
    acts: Acts
    told: Places
    """(links) Row of `advice`."""
    act: Places
    """(links) Row of `acts`."""
    credited: npt.NDArray[np.bool_]
    """(links) The deed's message turns to the giver: it says so itself."""

    def __len__(self) -> int:
        """How many."""
        return len(self.told)

    def pick(self, rows: npt.NDArray[np.bool_] | Places) -> Links:
        """These links."""
        return Links(self.advice, self.acts, self.told[rows], self.act[rows], self.credited[rows])

    @property
    def giver(self) -> Codes:
        """Of every link."""
        return self.advice.giver[self.told]

    @property
    def receiver(self) -> Codes:
        """Of every link."""
        return self.advice.receiver[self.told]

    @property
    def given(self) -> Moments:
        """When the advice of every link was given."""
        return self.advice.at[self.told]

    @property
    def acted(self) -> Moments:
        """When it was acted upon."""
        return self.acts.at[self.act]


def named_advice(projection: Projection, kind: FactKind, brand: str, end: Micros | None) -> NamedAdvice:
    """Advice of customers about the brand to other customers by name, before `end`."""
    rows = customers(projection, kind, end)
    rows = rows.pick(rows.object == projection.names.brands.code(brand))
    giver, receiver = projection.person_of(rows.actor), receivers(projection, rows)
    named = np.flatnonzero(receiver >= 0)
    found = NamedAdvice(giver[named], receiver[named], rows.at[named], rows.source[named])
    return found.pick(_order(projection, found.at, found.source, found.receiver))


def _order(projection: Projection, at: Moments, source: Codes, person: Codes) -> Places:
    """By moment, then by what does not depend on the order of arrival: the message's uid, the person's id."""
    names = projection.names
    uids, ids = np.array(names.messages.names(source)), np.array(names.people.names(person))
    return np.lexsort((ids, uids, at))


def receivers(projection: Projection, advice: Columns) -> Codes:
    """The person advised; advice to oneself or to the company's own people goes to the public."""
    receiver = projection.person_of(advice.to)
    nobody = projection.of_company(receiver) | (receiver == projection.person_of(advice.actor))
    return np.where(nobody, np.int32(NOBODY), receiver)


def acts_of(projection: Projection, outcomes: Outcomes) -> Acts:
    """Deeds among what customers did about the brand."""
    ranks = [KINDS.index(kind) for kind in DEEDS]
    events = [outcomes.events[rank] for rank in ranks]
    person = np.concatenate([(one.key >> 32).astype(np.int32) for one in events])
    at = np.concatenate([one.at for one in events])
    source = np.concatenate([one.source for one in events])
    rank = np.repeat(ranks, [len(one.at) for one in events])
    known = person >= 0
    person, at, source, rank = person[known], at[known], source[known], rank[known]
    order = np.argsort(rank, kind="stable")
    order = order[_order(projection, at[order], source[order], person[order])]
    return Acts(person[order], at[order], source[order], rank[order])


def links_of(projection: Projection, kind: FactKind, brand: str, end: Micros | None) -> Links:
    """Who moved whom, by all that is known before `end`; kept for the next asker.

    A deed is put down to the advisers whom its own message turns to (by handle, name or reply) where they had given
    this person this advice in the HORIZON before; where it turns to none, to the last one who had within FOLLOW_UP:
    last touch, which who told us nothing leaves (Abhishek, Fader and Hosanagar 2012 on its bias).
    """
    return projection.kept(("links", kind, brand, end), lambda: _links(projection, kind, brand, end))


def _links(projection: Projection, kind: FactKind, brand: str, end: Micros | None) -> Links:
    advice = named_advice(projection, kind, brand, end)
    acts = acts_of(projection, outcomes_of(projection, kind, brand, end))
    act, told = _credited(projection, advice, acts)
    silent = np.setdiff1d(np.arange(len(acts.person)), act)
    last = _last_told(advice, acts, silent)
    heard = last != NONE
    whole = Links(
        advice,
        acts,
        np.concatenate([told, last[heard]]),
        np.concatenate([act, silent[heard]]),
        np.arange(len(act) + np.count_nonzero(heard)) < len(act),
    )
    return _first_of_each_pair(whole)


def _credited(projection: Projection, advice: NamedAdvice, acts: Acts) -> tuple[Places, Places]:
    """(act, advice) of every deed whose message turns to somebody who had advised it."""
    nothing = np.empty(0, np.intp)
    if not len(advice) or not len(acts.person):
        return nothing, nothing
    act, adviser = _turned_to(projection, acts)
    pairs, pair = np.unique(_pair(advice.giver, advice.receiver), return_inverse=True)
    asked = _pair(adviser, acts.person[act])
    place = np.minimum(np.searchsorted(pairs, asked), len(pairs) - 1)
    known = pairs[place] == asked
    act, place = act[known], place[known].astype(np.int32)
    told = _latest(past(pair.astype(np.int32), advice.at), place, acts.at[act], HORIZON_US)
    return act[told != NONE], told[told != NONE]


def _turned_to(projection: Projection, acts: Acts) -> tuple[Places, Codes]:
    """(act, person) Whom each deed's message addresses or answers."""
    contacts = projection.contacts
    wanted = np.zeros(projection.message_count, np.bool_)
    wanted[acts.source] = True
    rows = contacts.pick(wanted[contacts.source] & (contacts.message == contacts.source))
    order = np.argsort(rows.source, kind="stable")
    source = rows.source[order]
    first, last = np.searchsorted(source, acts.source), np.searchsorted(source, acts.source, "right")
    act = np.repeat(np.arange(len(acts.source)), last - first)
    within = np.arange(len(act)) - np.repeat(np.cumsum(last - first) - (last - first), last - first)
    return act, rows.getter[order][np.repeat(first, last - first) + within]


def _last_told(advice: NamedAdvice, acts: Acts, rows: Places) -> Places:
    return _latest(past(advice.receiver, advice.at), acts.person[rows], acts.at[rows], FOLLOW_UP_US)


def _latest(told: Past, who: Codes, at: Moments, within: int) -> Places:
    """Row of the last event before each moment and not longer ago than `within`; NONE where there is none."""
    place = told.latest(who, at)
    found = place != NONE
    if not found.any():
        return place
    found &= at - told.at[place] <= within
    return np.where(found, told.row[place], NONE)


def _first_of_each_pair(links: Links) -> Links:
    order = np.lexsort((links.told, links.act))
    links = links.pick(order)
    _, first = np.unique(_pair(links.giver, links.receiver), return_index=True)
    return links.pick(np.sort(first))


def _pair(one: Codes, other: Codes) -> Moments:
    return (one.astype(np.int64) << 32) | other


__all__ = ["DEEDS", "Acts", "Links", "NamedAdvice", "acts_of", "links_of", "named_advice", "receivers"]
