"""A partition in; the central people and the bridges of its communities, with their reasons, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from graph.analytics.communities import NO_LABEL
from graph.analytics.person_contacts import person_contacts
from graph.projection import Projection
from graph.projection.contacts import Contacts
from graph.projection.vocabulary import Codes
from graph.questions.answer import Part, Score, Window
from graph.questions.evidence import evidence_of, top_people
from graph.questions.partition import Partition
from graph.questions.ties import THIN_CONTACTS

Numbers = npt.NDArray[np.float64]

Met: TypeAlias = tuple[Contacts, Codes]
"""Somebody's contacts with other customers, and with whom each was."""

PEOPLE_SHOWN = 5
"""Central people, and bridges, of a community: names to remember, not a list."""


@dataclass(frozen=True, slots=True)
class Standout:
    """A person by code, with a score."""

    person: int
    score: Score


@dataclass(frozen=True, slots=True)
class Standouts:
    """Of one community."""

    central: tuple[Standout, ...]
    bridges: tuple[Standout, ...]


def standouts(
    projection: Projection, found: Partition, communities: list[int], window: Window
) -> dict[int, Standouts]:
    """Whom members turn to, and who connects them with others. Cost grows with members and those people's contacts."""
    return {number: _standouts(projection, found, number, window) for number in communities}


def _standouts(projection: Projection, found: Partition, community: int, window: Window) -> Standouts:
    central, bridges = _picked(projection, found, community)
    own = {vertex: _own(projection, found, vertex, window) for vertex in {*central, *bridges}}
    return Standouts(
        tuple(_central(projection, found, own[vertex], vertex) for vertex in central),
        tuple(_bridge(projection, found, own[vertex], vertex) for vertex in bridges),
    )


def _picked(projection: Projection, found: Partition, community: int) -> tuple[list[int], list[int]]:
    """Vertices: the central people, and the bridges."""
    members = np.flatnonzero(found.communities.labels == community)
    people = found.graph.people[members]
    return (
        _top(projection, members, people, found.brokers.inside[members]),
        _top(projection, members, people, found.brokers.bridging[members]),
    )


def _top(projection: Projection, members: npt.NDArray[np.intp], people: Codes, values: Numbers) -> list[int]:
    chosen = top_people(projection, people, values, PEOPLE_SHOWN)
    return [int(members[place]) for place in chosen if values[place] > 0]


def _central(projection: Projection, found: Partition, met: Met, vertex: int) -> Standout:
    own, other = met
    label = found.communities.labels[vertex]
    inside = found.of_person[other] == label
    weight = float(found.brokers.inside[vertex])
    whole = float(found.inside[label])
    parts = (
        Part("contact", weight, "weight of their contacts with other members"),
        Part("members", float(len(np.unique(other[inside]))), "members whom they have contact with"),
        Part("of", whole, "weight of all contacts inside the community"),
    )
    own = own.pick(inside)
    return Standout(
        int(found.graph.people[vertex]),
        Score(weight / whole if whole else None, parts, evidence_of(projection, own.message), _thin(own)),
    )


def _bridge(projection: Projection, found: Partition, met: Met, vertex: int) -> Standout:
    own, other = met
    own = own.pick(found.of_person[other] != found.communities.labels[vertex])
    brokers = found.brokers
    parts = (
        Part("outside", float(brokers.outside[vertex]), "weight of their contacts with other communities"),
        Part(
            "spread",
            float(brokers.participation[vertex]),
            "0 to 1: how evenly their contacts lie over communities (participation coefficient)",
        ),
        Part("communities", float(brokers.touched[vertex]), "other communities that they have contact with"),
    )
    return Standout(
        int(found.graph.people[vertex]),
        Score(float(brokers.bridging[vertex]), parts, evidence_of(projection, own.message), _thin(own)),
    )


def _own(projection: Projection, found: Partition, vertex: int, window: Window) -> Met:
    person = int(found.graph.people[vertex])
    own = person_contacts(projection).of(person, window.since, window.end)
    other = np.where(own.giver == person, own.getter, own.giver)
    customers = found.of_person[other] != NO_LABEL
    return own.pick(customers), other[customers]


def _thin(contacts: Contacts) -> bool:
    return len(contacts) < THIN_CONTACTS
