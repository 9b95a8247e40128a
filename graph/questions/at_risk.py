"""A brand and a window in; who is drifting away from it, on what evidence, and who could talk to them, out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import Micros
from graph.projection import Projection
from graph.projection.contacts import Contacts
from graph.questions.answer import Evidence, Part, Score, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.drift import REASONS, Drift, drift, messages_of
from graph.questions.evidence import evidence_of, top_people
from graph.questions.people import PersonRef, people_of
from graph.questions.ties import with_person
from graph.questions.view import View
from graph.questions.windows import missing

FRIENDLY = 0.3
"""Feeling from which on someone likes a brand: one good message reaches a third, a bad one undoes it."""

FRIENDS_SHOWN = 5
"""Whom to ask is a short list."""

THIN_MESSAGES = 3
"""Fewer messages on the brand are a mood, not yet a drift."""


@dataclass(frozen=True, slots=True)
class Friend:
    """Someone whom the person at risk has talked with, and who likes the brand."""

    person: PersonRef
    feeling: float
    """Toward the brand, -1..1, by everything said up to the window's end."""
    contacts: int
    """Messages and interactions between the two."""
    evidence: Evidence
    """Their good words for the brand."""


@dataclass(frozen=True, slots=True)
class Drifter:
    """A person who may leave."""

    person: PersonRef
    score: Score
    """0..1; its parts are the reasons."""
    feeling: float | None
    """In the window."""
    feeling_before: float | None
    """Before it (None where nothing was said, or the window has no beginning)."""
    last_at: Micros
    friends: tuple[Friend, ...]
    """Who could talk them out of it; most contacts first."""


@dataclass(frozen=True, slots=True)
class AtRisk:
    """People drifting away, most at risk first."""

    brand: BrandRef
    window: Window
    total: int
    people: tuple[Drifter, ...]
    left: int
    """People who say in the window that they have left already: too late, so not in the list."""
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class _Tied:
    """A friend by code."""

    person: int
    contacts: int


async def at_risk(view: View, brand: str, window: Window, first: int = 20) -> AtRisk:
    """Who is drifting away from the brand, and whom they talk with that likes it."""
    ref = view.catalogue.brand(brand)
    rivals = [rival.id for rival in view.catalogue.rivals(ref)]
    found = drift(view.projection, ref.id, rivals, window)
    reasons = found.reasons()
    risk = sum(reasons.values(), np.zeros(view.projection.person_count))
    candidates = np.flatnonzero(risk > 0).astype(np.int32)
    places = top_people(view.projection, candidates, risk[candidates], first)
    people = candidates[places].tolist()
    friends = _friends(view.projection, found, people, window)
    named = await people_of(view, [*people, *(one.person for some in friends.values() for one in some)])
    return AtRisk(
        brand=ref,
        window=window,
        total=len(candidates),
        people=tuple(
            _drifter(view, found, person, _risk(reasons, person), friends[person], named) for person in people
        ),
        left=int(np.count_nonzero(found.left)),
        missing=None if len(found.said) else missing(view, window, f"shows a feeling toward {ref.name}"),
    )


def _risk(reasons: Mapping[str, npt.NDArray[np.float64]], person: int) -> tuple[Part, ...]:
    return tuple(Part(reason.name, float(reasons[reason.name][person]), reason.meaning) for reason in REASONS)


def _drifter(
    view: View,
    found: Drift,
    person: int,
    parts: tuple[Part, ...],
    friends: list[_Tied],
    named: Mapping[int, PersonRef],
) -> Drifter:
    messages = messages_of(view.projection, found, person)
    evidence = evidence_of(view.projection, messages)
    value = math.fsum(part.value for part in parts)
    return Drifter(
        person=named[person],
        score=Score(value, parts, evidence, thin=evidence.total < THIN_MESSAGES),
        feeling=_known(found.now[person]),
        feeling_before=_known(found.before[person]),
        last_at=int(view.projection.message_at[messages].max()),
        friends=tuple(
            Friend(
                named[one.person], float(found.ever[one.person]), one.contacts, _good_words(view, found, one)
            )
            for one in friends
        ),
    )


def _known(feeling: float) -> float | None:
    return None if math.isnan(feeling) else float(feeling)


def _good_words(view: View, found: Drift, friend: _Tied) -> Evidence:
    good = (found.said.person == friend.person) & (found.said.value > 0)
    return evidence_of(view.projection, found.said.source[good])


def _friends(
    projection: Projection, found: Drift, people: list[int], window: Window
) -> dict[int, list[_Tied]]:
    """For each of the drifting: with whom, that likes the brand and stays, they had contact by the window's end."""
    drifting = np.zeros(projection.person_count, np.bool_)
    drifting[people] = True
    likes = np.nan_to_num(found.ever) >= FRIENDLY
    likes &= ~found.leaving & ~found.left
    contacts = projection.contacts.between(None, window.end).of(drifting)
    return {person: _friends_of(projection, contacts, person, likes) for person in people}


def _friends_of(
    projection: Projection, contacts: Contacts, person: int, likes: npt.NDArray[np.bool_]
) -> list[_Tied]:
    own = with_person(contacts, person)
    other = np.where(own.giver == person, own.getter, own.giver)
    liking = likes[other]
    acts = np.unique(np.stack([other[liking], own.source[liking]]), axis=1)[0]
    people, counts = np.unique(acts, return_counts=True)
    places = top_people(projection, people.astype(np.int32), counts.astype(np.float64), FRIENDS_SHOWN)
    return [_Tied(int(people[place]), int(counts[place])) for place in places]
