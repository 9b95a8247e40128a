"""A person in; how many people could hear of it from them, in how many hops, by which messages, out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph.analytics.flows import Flows, flows_of
from graph.analytics.reach import HOP_SHARE, Reached, Span, reach
from graph.analytics.reach_sketch import STANDARD_ERROR, reach_of_all
from graph.errors import QuestionError
from graph.model import Micros
from graph.projection import Projection
from graph.projection.contacts import KINDS
from graph.projection.tie_graph import Vertices
from graph.projection.vocabulary import Codes
from graph.questions.answer import Evidence, Part, Score, Window
from graph.questions.evidence import evidence_of
from graph.questions.lookup import resolve
from graph.questions.people import PersonRef, people_of
from graph.questions.view import View
from graph.questions.windows import missing, now_of

MOST_HOPS = 6
"""Beyond it nearly everybody with contacts is reached by anybody (Milgram 1967)."""

THIN_PEOPLE = 3
"""Fewer people heard at first hand can be chance."""


NOBODY_REACHED = 0.5
"""An estimate below it is of 0: of one person it errs by hundredths."""


@dataclass(frozen=True, slots=True)
class Step:
    """One hearing on the way that word took."""

    heard: PersonRef
    hears: PersonRef
    kind: str
    """Name out of contacts.KINDS: how the hearing shows."""
    at: Micros
    message: str | None
    """Uid; None for a follow."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody whom word could have reached."""

    person: PersonRef
    hops: int
    at: Micros
    """When word first reached them in so many hops."""
    path: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class HopCount:
    """People first reached at one hop, and the messages by which."""

    hop: int
    people: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom word from a person could have reached."""

    person: PersonRef
    window: Window
    score: Score
    """Different people, without staff and bots; a part for each hop."""
    expected: float
    """The same, each further hop counting HOP_SHARE of the one before; with a half-life older word counts less."""
    hops: tuple[HopCount, ...]
    listeners: tuple[Listener, ...]
    """Nearest first, then earliest."""
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Widest:
    """A person among those with the widest reach."""

    person: PersonRef
    people: int
    """Counted exactly."""
    estimate: float
    """By which they were picked."""


@dataclass(frozen=True, slots=True)
class WidestReach:
    """Those whose word could have reached most people."""

    window: Window
    people: tuple[Widest, ...]
    standard_error: float
    """Relative, of an estimate: with 95 % probability it lies within twice that of the truth."""
    missing: str | None = None


async def person_reach(
    view: View, who: str, window: Window, hops: int = 3, first: int = 20, half_life_days: float | None = None
) -> Reach:
    """Who could have heard of something from this person: people on time-respecting paths in the window.

    Exact. One lookup of names.
    """
    _check(hops)
    if half_life_days is not None and not half_life_days > 0:
        raise QuestionError(f"The half-life is {half_life_days:g} days.", "Give more than 0.")
    code = await resolve(view, who)
    found = await asyncio.to_thread(_reached, view.projection, code, hops, window)
    chosen = _nearest(found, first)
    ways = [found.way(vertex) for vertex in chosen.tolist()]
    on_the_way = {place for way in ways for place in way}
    steps = _Steps(view.projection, found.flows, np.array(sorted(on_the_way), np.int64))
    named = await people_of(view, {code, *steps.people()})
    counts = _hops(view.projection, found)
    return Reach(
        person=named[code],
        window=window,
        score=_score(view.projection, found, counts),
        expected=found.expected(now_of(view.projection, window), half_life_days),
        hops=counts,
        listeners=tuple(_listener(steps, named, way) for way in ways),
        missing=None if ways else missing(view, window, f"could carry word from {named[code].name}"),
    )


async def widest_reach(view: View, window: Window, hops: int = 3, first: int = 20) -> WidestReach:
    """Whose word could have reached most people: estimated for all, then counted for the first."""
    _check(hops)
    projection = view.projection
    key = ("reach of all", hops, window.since, window.end)
    flows = await asyncio.to_thread(flows_of, projection)
    estimates = await asyncio.to_thread(
        projection.kept, key, lambda: reach_of_all(flows, hops, _span(window)).people[-1]
    )
    customers = ~projection.of_company(flows.people)
    ranked = np.lexsort((np.arange(len(estimates)), -estimates))
    chosen = [int(one) for one in ranked[customers[ranked]][:first] if estimates[one] > NOBODY_REACHED]
    exact = [sum(reach(flows, vertex, hops, _span(window)).counts()) for vertex in chosen]
    named = await people_of(view, flows.people[chosen].tolist())
    people = [
        Widest(named[int(flows.people[vertex])], count, float(estimates[vertex]))
        for vertex, count in zip(chosen, exact, strict=True)
    ]
    return WidestReach(
        window=window,
        people=tuple(sorted(people, key=lambda one: (-one.people, one.person.id))),
        standard_error=STANDARD_ERROR,
        missing=None if people else missing(view, window, "could carry word to anybody"),
    )


def _check(hops: int) -> None:
    if not 1 <= hops <= MOST_HOPS:
        raise QuestionError(f"`hops` is {hops}.", f"Ask for 1 to {MOST_HOPS}.")


def _span(window: Window) -> Span:
    return Span(window.since, window.end)


def _reached(projection: Projection, person: int, hops: int, window: Window) -> Reached:
    flows = flows_of(projection)
    return reach(flows, int(flows.vertex[person]), hops, _span(window))


def _nearest(found: Reached, first: int) -> Vertices:
    """Fewest hops first, then whom word reached first, then by people's ids."""
    people = found.vertices
    at = found.flows.by_heard.at[found.hearings(people)]
    order = np.lexsort((people, at, found.hop[people]))
    return people[order[:first]]


def _hops(projection: Projection, found: Reached) -> tuple[HopCount, ...]:
    counted = []
    for number, count in enumerate(found.counts(), start=1):
        places = found.hearings(np.flatnonzero(found.hop == number).astype(np.uint32))
        messages = _messages(projection, found.flows, places)
        counted.append(HopCount(number, count, evidence_of(projection, messages)))
    return tuple(counted)


def _score(projection: Projection, found: Reached, counts: tuple[HopCount, ...]) -> Score:
    parts = [Part(f"hop {one.hop}", float(one.people), _meaning(one.hop)) for one in counts]
    messages = _messages(projection, found.flows, found.hearings(found.vertices))
    return Score(
        value=float(sum(one.people for one in counts)),
        parts=tuple(parts),
        evidence=evidence_of(projection, messages),
        thin=counts[0].people < THIN_PEOPLE,
    )


def _meaning(hop: int) -> str:
    if hop == 1:
        return "people who heard them at first hand"
    weight = HOP_SHARE ** (hop - 1)
    return f"more people who could have it from those; in the expected reach each counts {weight:g}"


def _messages(projection: Projection, flows: Flows, places: np.ndarray) -> Codes:
    messages: Codes = projection.contacts.message[flows.contact[flows.by_heard.row[places]]]
    return messages


class _Steps:
    """The hearings (places in `by_heard`) that an answer shows."""

    def __init__(self, projection: Projection, flows: Flows, places: np.ndarray) -> None:
        rows = flows.by_heard.row[places]
        contacts = projection.contacts.pick(flows.contact[rows])
        names = projection.names.messages
        self._steps = {
            place: (heard, hears, KINDS[kind].name, at, names.name(message) if message >= 0 else None)
            for place, heard, hears, kind, at, message in zip(
                places.tolist(),
                flows.people[flows.heard[rows]].tolist(),
                flows.people[flows.hears[rows]].tolist(),
                contacts.kind.tolist(),
                contacts.at.tolist(),
                contacts.message.tolist(),
                strict=True,
            )
        }

    def people(self) -> set[int]:
        """Codes of all who occur."""
        return {person for step in self._steps.values() for person in step[:2]}

    def named(self, named: Mapping[int, PersonRef], place: int) -> Step:
        """One of them to show."""
        heard, hears, kind, at, message = self._steps[place]
        return Step(named[heard], named[hears], kind, at, message)


def _listener(steps: _Steps, named: Mapping[int, PersonRef], way: list[int]) -> Listener:
    path = tuple(steps.named(named, place) for place in way)
    return Listener(path[-1].hears, len(path), path[-1].at, path)
