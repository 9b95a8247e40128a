"""Contacts in; the way that word travelled (who is heard, who hears, when) out, by person and by time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.projection import Projection
from graph.projection.contacts import GIVEN, LISTENS, Contacts
from graph.projection.tie_graph import Offsets, Vertices
from graph.projection.vocabulary import Codes

Moments = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Flows:
    """One row a hearing, oldest first. 20 bytes a row, and 20 more once `by_heard` was asked for.

    A contact is a hearing at its own moment, which is the first at which we can know of it: who replies to,
    shares, reacts to or follows another has heard that person by then; who is addressed, recommended to or
    warned hears the one who speaks. A bare edge goes from source to target, an undirected one both ways.
    """

    heard: Vertices
    """(m)"""
    hears: Vertices
    """(m)"""
    at: Moments
    """(m) Ascending."""
    contact: npt.NDArray[np.uint32]
    """(m) Row among the projection's contacts."""
    people: Codes
    """(n) The person code of each vertex, in the order of people's ids."""
    vertex: Vertices
    """(people) The vertex of each person code; 0 for a code that nobody has any more."""

    def __len__(self) -> int:
        """How many hearings."""
        return len(self.at)

    @property
    def vertex_count(self) -> int:
        """How many people, with contacts or without."""
        return len(self.people)

    @cached_property
    def by_heard(self) -> HearingsOf:
        """The same rows, person by person. One counting sort: cost grows with m + n."""
        offsets, order = by_vertex(self.heard, self.vertex_count)
        return HearingsOf(offsets, self.hears[order], self.at[order], order)


@dataclass(frozen=True, slots=True)
class HearingsOf:
    """Those who hear vertex v are ``hears[offsets[v]:offsets[v + 1]]``, oldest first."""

    offsets: Offsets
    hears: Vertices
    at: Moments
    row: npt.NDArray[np.uint32]
    """Among the flows."""


def flows_of(projection: Projection) -> Flows:
    """All hearings by customers, kept for the next asker.

    Staff and bots are heard, but what they hear is no reach: they are not counted and pass nothing on.
    """
    return projection.kept("flows", lambda: _flows(projection))


def _flows(projection: Projection) -> Flows:
    contacts = projection.contacts
    heard, hears = hearing(contacts)
    rows = np.arange(len(contacts), dtype=np.uint32)
    at = contacts.at
    if not projection.edges_directed:
        heard, hears = np.stack([heard, hears], 1).ravel(), np.stack([hears, heard], 1).ravel()
        rows, at = rows.repeat(2), at.repeat(2)
    company = projection.of_company(hears)
    if company.any():
        heard, hears, rows, at = heard[~company], hears[~company], rows[~company], at[~company]
    people = _people(projection)
    vertex = np.zeros(projection.person_count, np.uint32)
    vertex[people] = np.arange(len(people), dtype=np.uint32)
    if projection.edges_given:  # vertices are codes
        return Flows(heard.view(np.uint32), hears.view(np.uint32), at, rows, people, vertex)
    return Flows(vertex[heard], vertex[hears], at, rows, people, vertex)


def _people(projection: Projection) -> Codes:
    """All who have an account.

    A code that was given out before an account was found to be another person's stands for nobody, and depends on
    the order of arrival.
    """
    if projection.edges_given:
        return np.arange(projection.person_count, dtype=np.int32)
    used = np.zeros(projection.person_count, np.bool_)
    used[projection.people.person_of_account] = True
    order = projection.people_in_order
    return order[used[order]]


def hearing(contacts: Contacts) -> tuple[Codes, Codes]:
    """(heard, hears) of each contact, as person codes."""
    if len(contacts) and contacts.kind[0] == GIVEN:
        return contacts.giver, contacts.getter
    listens = LISTENS[contacts.kind]
    return (
        np.where(listens, contacts.getter, contacts.giver),
        np.where(listens, contacts.giver, contacts.getter),
    )


@compiled
def by_vertex(keys: Vertices, count: int) -> tuple[Offsets, npt.NDArray[np.uint32]]:
    """A stable counting sort: (offsets, the rows in order)."""
    offsets = np.zeros(count + 1, np.int64)
    for key in keys:
        offsets[key + 1] += 1
    offsets = np.cumsum(offsets)
    places = offsets.copy()
    order = np.empty(len(keys), np.uint32)
    for row in range(len(keys)):
        key = keys[row]
        order[places[key]] = row
        places[key] += 1
    return offsets, order
