"""Somebody we want to know in; the strongest ways to them from people whom we know out, tie by tie."""

from __future__ import annotations

import asyncio
import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.analytics.flows import flows_of
from graph.analytics.paths import PER_TIE, Journey, Path, Roads, best_path, best_paths, roads
from graph.analytics.person_contacts import PersonContacts, person_contacts
from graph.analytics.tie_strength import message_tones, tie_strengths
from graph.model import Account, Micros
from graph.projection import Projection
from graph.projection.contacts import Contacts
from graph.questions.answer import Part, Score, Window
from graph.questions.evidence import evidence_of
from graph.questions.lookup import resolve
from graph.questions.people import PersonRef, accounts_of_people, people_of
from graph.questions.ties import ties_of
from graph.questions.view import View
from graph.questions.windows import missing, now_of
from ingest.item import Role

MOST_PATHS = 10
"""Further alternatives are variations of these."""


@dataclass(frozen=True, slots=True)
class Link:
    """One tie of a path."""

    one: PersonRef
    other: PersonRef
    strength: Score
    """0..1, of what makes a tie strong; opens to what the two said to each other."""
    last_at: Micros


@dataclass(frozen=True, slots=True)
class Way:
    """A path from somebody known to the person wanted."""

    people: tuple[PersonRef, ...]
    strength: Score
    """0..1: the product of its ties' strengths, which are its parts."""
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Introduction:
    """The ways to a person."""

    person: PersonRef
    known: int
    """People from whom a path may begin."""
    window: Window
    ways: tuple[Way, ...]
    """Strongest first."""
    shortest: Way | None
    """Fewest ties; of these the strongest."""
    missing: str | None = None


async def introduction(
    view: View, to: str, known: Sequence[str], window: Window, first: int = 3
) -> Introduction:
    """How to get to know `to` through people who know one another.

    Paths begin with any of `known` (ids, account keys or handles; empty: all of our staff), and have customers
    only in their middle. Ties are those of the window, weighed by strength.
    """
    goal = await resolve(view, to)
    starts = [await resolve(view, one) for one in dict.fromkeys(known)] or await _staff(view)
    found = await asyncio.to_thread(_found, view.projection, starts, goal, window, min(first, MOST_PATHS))
    ways = found[0] if found[1] is None else [*found[0], found[1]]
    named = await people_of(view, {goal, *(person for way in ways for person in way)})
    links = _Links(view.projection, window, named)
    return Introduction(
        person=named[goal],
        known=len(starts),
        window=window,
        ways=tuple(links.way(way) for way in found[0]),
        shortest=None if found[1] is None else links.way(found[1]),
        missing=_missing(view, window, starts, goal, named[goal], bool(ways)),
    )


def _missing(
    view: View, window: Window, starts: list[int], goal: int, wanted: PersonRef, reached: bool
) -> str | None:
    if not starts:
        return "Nobody here is known to be of our staff: say in `known` whom we know."
    if goal in starts:
        return f"{wanted.name} is one of those we know: no introduction is needed."
    if reached:
        return None
    if len(person_contacts(view.projection).of(goal, window.since, window.end)):
        return (
            f"There is no path: nobody with ties to {wanted.name} is tied to anybody we know in this window."
        )
    return missing(view, window, f"ties {wanted.name} to anybody")


async def _staff(view: View) -> list[int]:
    """People of the company who are no bots."""
    projection = view.projection
    company = np.flatnonzero(projection.people.company_person)
    ids = projection.names.people.names(company.tolist())
    accounts = await accounts_of_people(view, ids)
    return [
        code
        for code, one in zip(company.tolist(), ids, strict=True)
        if not any(_is_bot(account) for account in accounts.get(one, ()))
    ]


def _is_bot(account: Account) -> bool:
    return account.value("is_bot") is True or account.value("role") == Role.BOT.value


def strengths(projection: Projection, window: Window) -> Roads:
    """The ties of a window by strength, kept for the next asker. Vertices are all people, by id."""
    now = now_of(projection, window) or 0
    contacts = projection.contacts.between(window.since, window.end)
    key = ("tie strengths", window.since, window.end, now)
    return projection.kept(key, lambda: roads(tie_strengths(projection, contacts, now)))


def _found(
    projection: Projection, starts: list[int], goal: int, window: Window, count: int
) -> tuple[list[list[int]], list[int] | None]:
    """(person codes of the strongest paths, of the shortest)."""
    if not starts or goal in starts:
        return [], None
    flows = flows_of(projection)
    begins = np.sort(flows.vertex[starts])
    journey = Journey(begins, int(flows.vertex[goal]), projection.of_company(flows.people))
    short = Journey(journey.starts, journey.goal, journey.closed, PER_TIE)
    graph = strengths(projection, window)

    def codes(path: Path) -> list[int]:
        return [int(flows.people[vertex]) for vertex in path.vertices]

    fewest = best_path(graph, short)
    shortest = None if fewest is None else codes(fewest)
    return [codes(path) for path in best_paths(graph, journey, count)], shortest


class _Links:
    """The ties of the paths of one answer, each looked at once."""

    def __init__(self, projection: Projection, window: Window, named: Mapping[int, PersonRef]) -> None:
        self._projection = projection
        self._index: PersonContacts = person_contacts(projection)
        self._window = window
        self._named = named
        self._links: dict[tuple[int, int], Link] = {}

    def way(self, people: list[int]) -> Way:
        """A path to show."""
        links = tuple(self._link(one, other) for one, other in itertools.pairwise(people))
        parts = tuple(
            Part(
                f"{link.one.name} and {link.other.name}",
                link.strength.value or 0.0,
                "strength of this tie, 0 to 1",
            )
            for link in links
        )
        messages = np.concatenate([self._between(*pair).message for pair in itertools.pairwise(people)])
        strength = Score(
            value=math.prod(part.value for part in parts),
            parts=parts,
            evidence=evidence_of(self._projection, messages),
            thin=any(link.strength.thin for link in links),
        )
        return Way(tuple(self._named[person] for person in people), strength, links)

    def _link(self, one: int, other: int) -> Link:
        if (one, other) not in self._links:
            self._links[one, other] = self._measured(one, other)
        return self._links[one, other]

    def _measured(self, one: int, other: int) -> Link:
        contacts = self._between(one, other)
        now = now_of(self._projection, self._window) or 0
        ties = ties_of(contacts, one, now, message_tones(self._projection))
        strength = ties.score(0, self._projection, contacts)
        return Link(self._named[one], self._named[other], strength, int(contacts.at[-1]))

    def _between(self, one: int, other: int) -> Contacts:
        return self._index.between(one, other, self._window.since, self._window.end)
