"""One person's contacts in; their ties with parts, and whom they listen to, out. The formula is tie_strength's."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.tie_strength import (
    HALF_LIFE_DAYS,
    PARTS,
    Numbers,
    TieMeasures,
    Tones,
    contact_tones,
    decay,
    message_tones,
)
from graph.model import DAY_US, Micros
from graph.projection import Projection
from graph.projection.contacts import KINDS, LISTENS, WEIGHTS, Contacts
from graph.projection.vocabulary import Codes
from graph.questions.answer import Part, Score
from graph.questions.evidence import evidence_of, top_people

THIN_CONTACTS = 3
"""Fewer contacts can be chance."""


@dataclass(frozen=True, slots=True)
class Ties:
    """One row for each person that the person has had contact with."""

    people: Codes
    measures: TieMeasures
    contacts: npt.NDArray[np.int64]
    """Messages and interactions, either way."""

    def score(self, place: int, projection: Projection, between: Contacts) -> Score:
        """The strength of one of them, opening to the contacts between the two."""
        values = [part.weight * float(part.value(self.measures)[place]) for part in PARTS]
        return Score(
            value=float(self.measures.strength[place]),
            parts=tuple(
                Part(part.name, value, part.meaning) for part, value in zip(PARTS, values, strict=True)
            ),
            evidence=evidence_of(projection, between.message),
            thin=bool(self.contacts[place] < THIN_CONTACTS),
        )


@dataclass(frozen=True, slots=True)
class Scored:
    """Another person with a score."""

    person: int
    score: Score


def ties_of(contacts: Contacts, person: int, now: Micros, tones: Tones) -> Ties:
    """All ties of a person, from the contacts that they are one side of; `tones` by message code."""
    out = contacts.giver == person
    other = np.where(out, contacts.getter, contacts.giver)
    weight = contacts.weight.astype(np.float64)
    order = np.lexsort((-weight, contacts.source, out, other))
    acts = order[_firsts(other[order], out[order], contacts.source[order])]
    value = weight[acts] * decay((now - contacts.at[acts]) / DAY_US)
    people, place = np.unique(other[acts], return_inverse=True)
    last = np.zeros(len(people), np.int64)
    np.maximum.at(last, place, contacts.at[acts])
    tone = contact_tones(contacts, tones)[acts].astype(np.float64)
    measures = TieMeasures(
        given=sums(place[out[acts]], value[out[acts]], len(people)),
        got=sums(place[~out[acts]], value[~out[acts]], len(people)),
        age_days=(now - last) / DAY_US,
        tone=np.bincount(place, tone, minlength=len(people)).astype(np.float64),
        toned=np.bincount(place, np.abs(tone), minlength=len(people)).astype(np.float64),
    )
    return Ties(people, measures, np.bincount(place, minlength=len(people)))


def _firsts(*columns: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Rows that differ from the one before."""
    new = np.zeros(len(columns[0]), np.bool_)
    new[:1] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return new


def sums(group: npt.NDArray[np.intp], values: Numbers, size: int) -> Numbers:
    """Sums by group, each added up from the least value, so that the order of arrival cannot show."""
    order = np.argsort(values, kind="stable")
    return np.bincount(group[order], values[order], minlength=size).astype(np.float64)


def strongest(
    projection: Projection, contacts: Contacts, person: int, now: Micros, first: int
) -> list[Scored]:
    """The person's strongest ties."""
    ties = ties_of(contacts, person, now, message_tones(projection))
    return [
        Scored(
            person=int(ties.people[place]),
            score=ties.score(place, projection, with_person(contacts, int(ties.people[place]))),
        )
        for place in top_people(projection, ties.people, ties.measures.strength, first)
    ]


def with_person(contacts: Contacts, other: int) -> Contacts:
    """The contacts that one person is a side of."""
    return contacts.pick((contacts.giver == other) | (contacts.getter == other))


def most_heard(
    projection: Projection, contacts: Contacts, other: Codes, now: Micros, first: int
) -> list[Scored]:
    """The others with the most attention, given or got: `contacts` are of one direction, `other` its far side."""
    listens = LISTENS[contacts.kind]
    contacts, other = contacts.pick(listens), other[listens]
    people, place = np.unique(other, return_inverse=True)
    value = WEIGHTS[contacts.kind] * decay((now - contacts.at) / DAY_US)
    total = sums(place, value, len(people))
    return [
        Scored(
            int(people[one]),
            _attention(projection, contacts.pick(other == people[one]), float(total[one]), now),
        )
        for one in top_people(projection, people, total, first)
    ]


def _attention(projection: Projection, contacts: Contacts, total: float, now: Micros) -> Score:
    """The parts of one person's attention, by kind."""
    parts = []
    for number, kind in enumerate(KINDS):
        ages = np.sort(now - contacts.at[contacts.kind == number]) / DAY_US
        if len(ages):
            meaning = f"{len(ages)} {kind.name}, {kind.weight:g} each, halved every {HALF_LIFE_DAYS:g} days"
            parts.append(Part(kind.name, kind.weight * math.fsum(decay(ages).tolist()), meaning))
    evidence = evidence_of(projection, contacts.message)
    return Score(total, tuple(parts), evidence, thin=len(contacts) < THIN_CONTACTS)
