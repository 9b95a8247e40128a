"""One person's contacts in; their ties with parts, and whom they listen to, out.

A tie's strength follows what predicts closeness best: how often, how mutual and how lately two people turn
to each other (Granovetter 1973, American Journal of Sociology 78; Gilbert and Karahalios, CHI 2009).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import Micros
from graph.projection import Projection
from graph.projection.contacts import KINDS, LISTENS, WEIGHTS, Contacts
from graph.projection.vocabulary import Codes
from graph.questions.answer import Part, Score
from graph.questions.evidence import evidence_of, top_people

Numbers = npt.NDArray[np.float64]

DAY_US = 86_400_000_000

HALF_LIFE_DAYS = 90.0
"""A contact counts half after a quarter: relationships on open channels fade over months, not weeks."""

USUAL_CONTACTS = 5.0
"""Decayed contacts at which frequency is one half: about two a month, kept up."""

THIN_CONTACTS = 3
"""Fewer contacts can be chance."""


@dataclass(frozen=True, slots=True)
class Ties:
    """One row for each person that the person has had contact with."""

    people: Codes
    given: Numbers
    got: Numbers
    """Decayed weights. A message that both replies and addresses counts once, by its weightier kind."""
    age_days: Numbers
    """Since the last contact."""
    contacts: npt.NDArray[np.int64]
    """Messages and interactions, either way."""

    @property
    def frequency(self) -> Numbers:
        """0..1: decayed contacts against USUAL_CONTACTS."""
        total = self.given + self.got
        return total / (total + USUAL_CONTACTS)

    @property
    def reciprocity(self) -> Numbers:
        """0..1: the lesser direction over the greater."""
        return np.minimum(self.given, self.got) / np.maximum(np.maximum(self.given, self.got), TINY)

    @property
    def recency(self) -> Numbers:
        """0..1: halves with every half-life since the last contact."""
        return decay(self.age_days)

    @property
    def strength(self) -> Numbers:
        """0..1: the weighted sum of PARTS."""
        total = np.zeros(len(self.people))
        for part in PARTS:
            total += part.weight * part.value(self)
        return total


@dataclass(frozen=True, slots=True)
class TiePart:
    """One thing that strength is made of."""

    name: str
    weight: float
    meaning: str
    value: Callable[[Ties], Numbers]


PARTS = (
    TiePart("frequency", 0.5, "of 0.5 for how often they turn to each other", lambda ties: ties.frequency),
    TiePart("reciprocity", 0.3, "of 0.3 for how mutual that is", lambda ties: ties.reciprocity),
    TiePart("recency", 0.2, "of 0.2 for how lately they did", lambda ties: ties.recency),
)
"""How often says most; weights add up to 1."""

TINY = 1e-300
"""Keeps 0 / 0 out: a contact so old that nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Another person with a score."""

    person: int
    score: Score


def decay(age_days: Numbers) -> Numbers:
    """What is left of the weight of contacts of these ages."""
    return np.exp2(-np.maximum(age_days, 0.0) / HALF_LIFE_DAYS)


def ties_of(contacts: Contacts, person: int, now: Micros) -> Ties:
    """All ties of a person, from the contacts that they are one side of."""
    out = contacts.giver == person
    other = np.where(out, contacts.getter, contacts.giver)
    weight = WEIGHTS[contacts.kind]
    order = np.lexsort((-weight, contacts.source, out, other))
    acts = order[_firsts(other[order], out[order], contacts.source[order])]
    value = weight[acts] * decay((now - contacts.at[acts]) / DAY_US)
    people, place = np.unique(other[acts], return_inverse=True)
    last = np.zeros(len(people), np.int64)
    np.maximum.at(last, place, contacts.at[acts])
    return Ties(
        people=people,
        given=sums(place[out[acts]], value[out[acts]], len(people)),
        got=sums(place[~out[acts]], value[~out[acts]], len(people)),
        age_days=(now - last) / DAY_US,
        contacts=np.bincount(place, minlength=len(people)),
    )


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
    ties = ties_of(contacts, person, now)
    values = [part.weight * part.value(ties) for part in PARTS]
    strength = ties.strength
    return [
        Scored(
            person=int(ties.people[place]),
            score=Score(
                value=float(strength[place]),
                parts=tuple(
                    Part(part.name, float(value[place]), part.meaning)
                    for part, value in zip(PARTS, values, strict=True)
                ),
                evidence=evidence_of(projection, with_person(contacts, int(ties.people[place])).message),
                thin=bool(ties.contacts[place] < THIN_CONTACTS),
            ),
        )
        for place in top_people(projection, ties.people, strength, first)
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
