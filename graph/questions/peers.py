"""A person in; people like this one, by ties, subjects, views and words, with what they have in common, out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph.analytics.similarity import Profiles, likeness, shared
from graph.model import FactKind
from graph.projection import Projection
from graph.projection.tie_filter import TieFilter, chosen
from graph.projection.vocabulary import Codes
from graph.questions.answer import Part, Score, Window
from graph.questions.catalogue_index import BrandRef, TopicRef
from graph.questions.evidence import evidence_of, top_people
from graph.questions.lookup import resolve
from graph.questions.peer_aspects import LEANINGS, Aspect, aspects, in_name_order
from graph.questions.people import PersonRef, people_of
from graph.questions.stances import split
from graph.questions.view import View
from graph.questions.windows import missing, rows_in

REASONS_SHOWN = 5
"""Things in common named of each sort: what adds most comes first."""

THIN_SHARED = 3
"""Fewer things in common can be chance."""

FACTS = {"topics": FactKind.ABOUT, "brands": FactKind.MENTIONS, "names": FactKind.NAMES}
"""What the features of each aspect but ties are read from."""


@dataclass(frozen=True, slots=True)
class SharedBrand:
    """A brand that both feel alike about."""

    brand: BrandRef
    leaning: int
    """1 both for it, -1 both against it, 0 both undecided."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Someone like the person."""

    person: PersonRef
    score: Score
    """0..1, the weighted sum of its parts; evidence: the peer's messages about what they have in common."""
    acquaintances: tuple[PersonRef, ...]
    topics: tuple[TopicRef, ...]
    brands: tuple[SharedBrand, ...]
    names: tuple[str, ...]
    """What both have, by how much it adds; at most REASONS_SHOWN of each."""


@dataclass(frozen=True, slots=True)
class Peers:
    """People like one, most alike first."""

    person: PersonRef
    window: Window
    total: int
    """Customers with anything in common with the person."""
    peers: tuple[Peer, ...]
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A peer by code."""

    person: int
    score: Score
    acquaintances: tuple[int, ...]
    shared: Mapping[str, tuple[int, ...]]
    """Codes of what is shared, by aspect."""
    leanings: tuple[int, ...]
    """Beside the brands."""


async def peers(view: View, who: str, window: Window, first: int = 20) -> Peers:
    """Who is like this person (an id, an account key or a handle), and why."""
    code = await resolve(view, who)
    total, drafts = await asyncio.to_thread(_alike, view.projection, code, window, first)
    named = await people_of(
        view, {code, *(person for one in drafts for person in (one.person, *one.acquaintances))}
    )
    reason = f"is like what {named[code].name} says, or from anybody they know"
    return Peers(
        person=named[code],
        window=window,
        total=total,
        peers=tuple(_named(view, one, named) for one in drafts),
        missing=None if drafts else missing(view, window, reason),
    )


def _alike(projection: Projection, person: int, window: Window, first: int) -> tuple[int, list[_Draft]]:
    known = aspects(projection, window)
    values = {aspect.name: aspect.weight * likeness(found, person) for aspect, found in known}
    whole = np.zeros(projection.person_count)
    for value in values.values():
        whole += value
    whole[projection.of_company(np.arange(projection.person_count, dtype=np.int32))] = 0.0
    whole[person] = 0.0
    others = np.flatnonzero(whole > 0).astype(np.int32)
    chosen_people = others[top_people(projection, others, whole[others], first)]
    reading = _Reading(projection, window, chosen_people)
    drafts = [
        _draft(reading, known, {name: float(value[other]) for name, value in values.items()}, (person, other))
        for other in chosen_people.tolist()
    ]
    return len(others), drafts


class _Reading:
    """What the people shown wrote and whom they met, read once."""

    def __init__(self, projection: Projection, window: Window, people: Codes) -> None:
        self.projection = projection
        wanted = np.zeros(projection.person_count + 1, np.bool_)  # the last place stands for nobody
        wanted[people] = True
        self._said: dict[str, tuple[Codes, Codes, Codes]] = {}
        for name, kind in FACTS.items():
            rows = split(projection, rows_in(projection, kind, window))[0]
            person = projection.person_of(rows.actor)
            here = wanted[person]
            self._said[name] = person[here], rows.object[here], rows.source[here]
        asked = TieFilter(since=window.since, end=window.end, customers=True)
        self.graph = projection.ties(asked)
        self._contacts = chosen(projection, asked).of(wanted[:-1])

    def codes(self, aspect: str, features: Codes) -> Codes:
        """What features of any aspect but ties stand for."""
        places = features // LEANINGS if aspect == "brands" else features
        codes: Codes = in_name_order(self.projection, FACTS[aspect])[places]
        return codes

    def messages(self, person: int, aspect: str, features: Codes) -> Codes:
        """By which the person has these features."""
        if aspect != "ties":
            people, things, sources = self._said[aspect]
            said: Codes = sources[(people == person) & np.isin(things, self.codes(aspect, features))]
            return said
        contacts, others = self._contacts, self.graph.people[features]
        met = ((contacts.giver == person) & np.isin(contacts.getter, others)) | (
            (contacts.getter == person) & np.isin(contacts.giver, others)
        )
        found: Codes = contacts.message[met & (contacts.message >= 0)]
        return found


def _draft(
    reading: _Reading,
    known: list[tuple[Aspect, Profiles]],
    values: Mapping[str, float],
    pair: tuple[int, int],
) -> _Draft:
    person, other = pair
    both = {aspect.name: shared(found, person, other)[0] for aspect, found in known}
    messages = [reading.messages(other, name, features) for name, features in both.items() if len(features)]
    parts = tuple(
        Part(aspect.name, values[aspect.name], f"{aspect.meaning}: {len(both[aspect.name])} in common")
        for aspect, _ in known
    )
    count = sum(map(len, both.values()))
    evidence = evidence_of(reading.projection, np.concatenate(messages))
    return _Draft(
        other,
        Score(sum(values.values()), parts, evidence, thin=count < THIN_SHARED),
        tuple(reading.graph.people[both["ties"][:REASONS_SHOWN]].tolist()),
        {name: tuple(reading.codes(name, both[name][:REASONS_SHOWN]).tolist()) for name in FACTS},
        tuple(int(one) % LEANINGS - 1 for one in both["brands"][:REASONS_SHOWN]),
    )


def _named(view: View, draft: _Draft, named: Mapping[int, PersonRef]) -> Peer:
    names, index = view.projection.names, view.catalogue
    brands = [
        SharedBrand(brand, leaning)
        for code, leaning in zip(draft.shared["brands"], draft.leanings, strict=True)
        if (brand := index.shown_brand(names.brands.name(code))) is not None
    ]
    return Peer(
        person=named[draft.person],
        score=draft.score,
        acquaintances=tuple(named[person] for person in draft.acquaintances),
        topics=tuple(index.shown_topic(names.topics.name(one)) for one in draft.shared["topics"]),
        brands=tuple(brands),
        names=tuple(names.candidates.names(draft.shared["names"])),
    )
