"""A window, perhaps a brand or a topic, in; people by influence, several measures side by side, each with how sure it is, out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.analytics.flows import hearing
from graph.errors import NotFoundError
from graph.projection import Projection
from graph.projection.contacts import Contacts
from graph.projection.tie_filter import chosen
from graph.projection.vocabulary import Codes
from graph.questions.answer import Evidence, Window
from graph.questions.catalogue_index import BrandRef, TopicRef
from graph.questions.evidence import distinct, evidence_of, top_people
from graph.questions.influence_measures import (
    MEANINGS,
    Measure,
    Measured,
    Scope,
    measured,
    measures,
    scope_filter,
)
from graph.questions.intervals import Interval
from graph.questions.lookup import resolve
from graph.questions.partition import partition
from graph.questions.people import PersonRef, people_of
from graph.questions.view import View
from graph.questions.windows import missing

THIN_LISTENERS = 3
"""Whom fewer people listen to is influential by chance."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands by one measure."""

    measure: Measure
    meaning: str
    value: float
    interval: Interval
    """95 %: of attention by leaving out a tenth of the listeners in turn, of the others by their own error."""
    rank: int
    """1 for the greatest; equals share a place."""
    best_rank: int
    worst_rank: int
    """The places that the intervals of all allow."""
    of: int
    """People ranked."""


@dataclass(frozen=True, slots=True)
class Influencer:
    """A person whom others listen to."""

    person: PersonRef
    measures: tuple[Standing, ...]
    """In a fixed order; those that are not known of the person left out."""
    listeners: int
    """Distinct customers who heard them in the scope."""
    thin: bool
    evidence: Evidence
    """The messages by which others heard them."""


@dataclass(frozen=True, slots=True)
class Among:
    """One community of the window."""

    community: str
    """Its id."""
    resolution: float = 1.0


@dataclass(frozen=True, slots=True)
class Influence:
    """People by one of the measures, greatest first."""

    window: Window
    brand: BrandRef | None
    topic: TopicRef | None
    by: Measure
    total: int
    """Customers with contacts in the scope."""
    people: tuple[Influencer, ...]
    missing: str | None = None


async def influence(
    view: View,
    window: Window,
    brand: str | None = None,
    topic: str | None = None,
    by: Measure = Measure.ATTENTION,
    first: int = 20,
    among: Among | None = None,
) -> Influence:
    """Who moves others: overall, or in messages about a brand, a topic or both. `by` orders, all measures are shown.

    `among` lists the members of one community only; values and ranks stay those among everybody. Seconds at 1e6
    contacts the first time; what was worked out is kept for the snapshot.
    """
    ref = view.catalogue.optional_brand(brand)
    about = None if topic is None else view.catalogue.topic(topic)
    scope = Scope(window, brand, topic)
    members = None if among is None else await _members(view, window, among)
    found = await asyncio.to_thread(_ranked, view.projection, scope, by, first, members)
    named = await people_of(view, (one.person for one in found.drafts))
    return Influence(
        window=window,
        brand=ref,
        topic=about,
        by=by,
        total=found.total,
        people=tuple(_named(one, named) for one in found.drafts),
        missing=None if found.drafts else missing(view, window, _what(ref, about)),
    )


async def person_influence(
    view: View, who: str, window: Window, brand: str | None = None, topic: str | None = None
) -> Influencer:
    """Where one person stands."""
    view.catalogue.optional_brand(brand)
    code = await resolve(view, who)
    scope = Scope(window, brand, topic)
    (draft,) = await asyncio.to_thread(_drafts, view.projection, scope, [code])
    return _named(draft, await people_of(view, [code]))


def _what(brand: BrandRef | None, topic: TopicRef | None) -> str:
    about = [one.name for one in (brand, topic) if one is not None]
    return "is between two customers" + (f" and about {' and '.join(about)}" if about else "")


@dataclass(frozen=True, slots=True)
class _Draft:
    """An influencer by code."""

    person: int
    measures: tuple[Standing, ...]
    listeners: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Ranked:
    """The first of a ranking."""

    total: int
    drafts: tuple[_Draft, ...]


async def _members(view: View, window: Window, among: Among) -> Codes:
    found = await partition(view, window, among.resolution)
    names = found.names(view.projection)
    if among.community not in names:
        raise NotFoundError(
            f"No community of this window has the id {among.community!r}.",
            "Ask `communities` with the same window and resolution.",
        )
    return found.people(names.index(among.community))


def _ranked(projection: Projection, scope: Scope, by: Measure, first: int, members: Codes | None) -> _Ranked:
    def work() -> _Ranked:
        order = measured(projection, scope, _known(by, scope))
        people = order.people if members is None else np.intersect1d(order.people, members)
        places = top_people(projection, people, order.values[people].astype(np.float64), first)
        return _Ranked(len(people), _drafts(projection, scope, people[places].tolist()))

    return work() if members is not None else projection.kept(("influencers", scope, by, first), work)


def _known(by: Measure, scope: Scope) -> Measure:
    """Without a subject there is no crowd that talks about it: attention says the same."""
    return Measure.ATTENTION if by is Measure.CROWD and not (scope.brand or scope.topic) else by


def _drafts(projection: Projection, scope: Scope, people: Sequence[int]) -> tuple[_Draft, ...]:
    side_by_side = measures(projection, scope)
    wanted = np.zeros(projection.person_count, np.bool_)
    wanted[list(people)] = True
    contacts = chosen(projection, scope_filter(projection, scope)).of(wanted)
    heard, hears = hearing(contacts)
    return tuple(
        _draft(projection, person, side_by_side, contacts, heard == person, hears) for person in people
    )


def _draft(
    projection: Projection,
    person: int,
    side_by_side: Sequence[Measured],
    contacts: Contacts,
    theirs: np.ndarray[tuple[int], np.dtype[np.bool_]],
    hears: Codes,
) -> _Draft:
    messages = contacts.message[theirs]
    return _Draft(
        person,
        tuple(_standing(one, person) for one in side_by_side if not np.isnan(one.values[person])),
        len(distinct(hears[theirs], projection.person_count)),
        evidence_of(projection, messages[messages >= 0]),
    )


def _standing(found: Measured, person: int) -> Standing:
    value, low, high = (one[person : person + 1] for one in (found.values, found.lows, found.highs))
    return Standing(
        measure=found.measure,
        meaning=MEANINGS[found.measure],
        value=float(value[0]),
        interval=Interval(float(low[0]), float(high[0])),
        rank=int(found.ranking.places(value)[0]),
        best_rank=int(found.ranking.best(high)[0]),
        worst_rank=int(found.ranking.worst(low)[0]),
        of=len(found.ranking.values),
    )


def _named(draft: _Draft, named: Mapping[int, PersonRef]) -> Influencer:
    return Influencer(
        person=named[draft.person],
        measures=draft.measures,
        listeners=draft.listeners,
        thin=draft.listeners < THIN_LISTENERS,
        evidence=draft.evidence,
    )
