"""A brand and some communities in; people who like the brand and have contact with their members out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.projection.contacts import Contacts
from graph.projection.vocabulary import Codes
from graph.questions.answer import Part, Score, Window
from graph.questions.at_risk import FRIENDLY
from graph.questions.evidence import evidence_of, top_people
from graph.questions.feelings import feelings, signals, spoken
from graph.questions.partition import Partition
from graph.questions.ties import THIN_CONTACTS
from graph.questions.view import View

SHOWN = 5
"""Whom to ask is a short list."""

USUAL_MEMBERS = 3.0
"""Members known at which an introduction counts half of what it can."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class IntroducerDraft:
    """Someone who could introduce the brand, by code."""

    person: int
    member: bool
    score: Score


def introducers(
    view: View, brand: str, window: Window, found: Partition, communities: list[int]
) -> dict[int, tuple[IntroducerDraft, ...]]:
    """Those who like the brand and had contact with a member in the window; by liking times members known.

    They have a feeling of FRIENDLY or more, by all that they said up to the window's end. One look at the contacts
    for all communities.
    """
    projection = view.projection
    everything = Window(None, window.until, window.as_of)
    people, value, _ = feelings(projection, signals(projection, spoken(projection, everything), brand))
    felt = np.zeros(projection.person_count)
    felt[people] = value
    contacts = found.contacts(projection).of(felt >= FRIENDLY)
    return {number: _of(view, found, contacts, felt, number) for number in communities}


def _of(
    view: View, found: Partition, contacts: Contacts, felt: Numbers, community: int
) -> tuple[IntroducerDraft, ...]:
    friend, member, message = _meetings(found, contacts, felt, community)
    pairs = np.unique((friend.astype(np.int64) << 32) | member)
    people, known = np.unique(pairs >> 32, return_counts=True)
    scores = felt[people] * known / (known + USUAL_MEMBERS)
    places = top_people(view.projection, people.astype(np.int32), scores, SHOWN)
    return tuple(
        IntroducerDraft(
            int(people[place]),
            bool(found.of_person[people[place]] == community),
            _score(view, felt, (int(people[place]), int(known[place])), message[friend == people[place]]),
        )
        for place in places
    )


def _meetings(
    found: Partition, contacts: Contacts, felt: Numbers, community: int
) -> tuple[Codes, Codes, Codes]:
    """(friend, member, message) of each contact; one between two friendly members counts for either."""
    parts = []
    for one, other in ((contacts.giver, contacts.getter), (contacts.getter, contacts.giver)):
        here = (felt[one] >= FRIENDLY) & (found.of_person[other] == community)
        parts.append((one[here], other[here], contacts.message[here]))
    friend, member, message = (np.concatenate(column) for column in zip(*parts, strict=True))
    return friend, member, message


def _score(view: View, felt: Numbers, known: tuple[int, int], messages: Codes) -> Score:
    person, members = known
    share = members / (members + USUAL_MEMBERS)
    parts = (
        Part("liking", float(felt[person]), "feeling toward the brand, up to 1"),
        Part("members", share, f"{members} members known, against {USUAL_MEMBERS:g} at which it is one half"),
    )
    evidence = evidence_of(view.projection, messages[messages >= 0])
    return Score(float(felt[person]) * share, parts, evidence, thin=len(messages) < THIN_CONTACTS)
