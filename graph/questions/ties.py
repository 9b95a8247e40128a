"""One person's contacts in; their ties with parts, and whom they listen to, out.

A tie's strength follows what predicts closeness best: how often, how mutual and how lately two people turn
to each other (Granovetter 1973, American Journal of Sociology 78; Gilbert and Karahalios, CHI 2009).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from graph.model import Micros
from graph.projection import Projection
from graph.questions.answer import Part, Score
from graph.questions.contacts import KINDS, Contacts
from graph.questions.evidence import evidence_of

DAY_US = 86_400_000_000

HALF_LIFE_DAYS = 90.0
"""A contact counts half after a quarter: relationships on open channels fade over months, not weeks."""

USUAL_CONTACTS = 5.0
"""Decayed contacts at which frequency is one half: about two a month, kept up."""

THIN_CONTACTS = 3
"""Fewer contacts can be chance."""


@dataclass(frozen=True, slots=True)
class TieCount:
    """The two directions of one tie. A message that replies and addresses counts by its weightier kind."""

    given: float
    got: float
    """Decayed weights."""
    age_days: float
    """Since the last contact."""
    contacts: int

    @property
    def frequency(self) -> float:
        """0..1: decayed contacts against USUAL_CONTACTS."""
        total = self.given + self.got
        return total / (total + USUAL_CONTACTS)

    @property
    def reciprocity(self) -> float:
        """0..1: the lesser direction over the greater."""
        greater = max(self.given, self.got)
        return min(self.given, self.got) / greater if greater else 0.0

    @property
    def recency(self) -> float:
        """0..1: halves with every half-life since the last contact."""
        return decay(self.age_days)


@dataclass(frozen=True, slots=True)
class TiePart:
    """One thing that strength is made of."""

    name: str
    weight: float
    meaning: str
    value: Callable[[TieCount], float]


PARTS = (
    TiePart("frequency", 0.5, "of 0.5 for how often they turn to each other", lambda tie: tie.frequency),
    TiePart("reciprocity", 0.3, "of 0.3 for how mutual that is", lambda tie: tie.reciprocity),
    TiePart("recency", 0.2, "of 0.2 for how lately they did", lambda tie: tie.recency),
)
"""Weights add up to 1."""


def decay(age_days: float) -> float:
    """What is left of a contact's weight."""
    return math.pow(2.0, -max(age_days, 0.0) / HALF_LIFE_DAYS)


def tie_count(contacts: Contacts, person: int, now: Micros) -> TieCount:
    """Both directions of a tie, from contacts between this person and one other."""
    best: dict[tuple[bool, int], tuple[float, Micros]] = {}
    for giver, source, kind, at in zip(
        contacts.giver.tolist(),
        contacts.source.tolist(),
        contacts.kind.tolist(),
        contacts.at.tolist(),
        strict=True,
    ):
        act = (giver == person, source)
        best[act] = max(best.get(act, (0.0, at)), (KINDS[kind].weight, at))
    given, got = (
        math.fsum(
            weight * decay((now - at) / DAY_US) for (out, _), (weight, at) in best.items() if out is side
        )
        for side in (True, False)
    )
    return TieCount(given, got, (now - int(contacts.at.max())) / DAY_US, len(best))


def strength(projection: Projection, contacts: Contacts, person: int, now: Micros) -> Score:
    """0..1, of frequency, reciprocity and recency."""
    tie = tie_count(contacts, person, now)
    parts = tuple(Part(part.name, part.weight * part.value(tie), part.meaning) for part in PARTS)
    return Score(
        value=math.fsum(part.value for part in parts),
        parts=parts,
        evidence=evidence_of(projection, contacts.message),
        thin=tie.contacts < THIN_CONTACTS,
    )


def attention(projection: Projection, contacts: Contacts, now: Micros) -> Score:
    """Sum over replies, shares, reactions and follows of weight x decay, all of one direction."""
    parts, total = [], []
    for number, kind in enumerate(KINDS):
        moments = np.sort(contacts.at[contacts.kind == number]).tolist()
        if kind.listens and moments:
            value = kind.weight * math.fsum(decay((now - at) / DAY_US) for at in moments)
            total.append(value)
            parts.append(
                Part(
                    kind.name,
                    value,
                    f"{len(moments)} {kind.name}, {kind.weight:g} each, halved every {HALF_LIFE_DAYS:g} days",
                )
            )
    return Score(
        value=math.fsum(total),
        parts=tuple(parts),
        evidence=evidence_of(projection, contacts.message),
        thin=len(contacts) < THIN_CONTACTS,
    )
