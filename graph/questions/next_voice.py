"""A customer and a subject in; which of the people they know is the most credible voice on it, and why, out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.person_contacts import person_contacts
from graph.analytics.tie_strength import message_tones
from graph.errors import QuestionError
from graph.model import FactKind
from graph.projection import Projection
from graph.projection.contacts import LISTENS, Contacts
from graph.projection.vocabulary import Codes
from graph.questions.advice import advice_rows
from graph.questions.answer import Part, Score, Window
from graph.questions.catalogue_index import BrandRef, TopicRef
from graph.questions.evidence import evidence_of, top_people
from graph.questions.feelings import signals, spoken
from graph.questions.lookup import resolve
from graph.questions.outcomes import outcomes_of
from graph.questions.people import PersonRef, people_of
from graph.questions.stances import Stances, split, stances_of
from graph.questions.ties import Ties, ties_of, with_person
from graph.questions.view import View
from graph.questions.windows import known_by, missing, now_of, rows_in

Numbers = npt.NDArray[np.float64]

USUAL_MESSAGES = 3.0
"""Messages on the subject at which experience is one half."""

PRIOR_MESSAGES = 2.0
"""Neutral messages that every peer's liking is drawn toward, as in feelings."""

THIN_MESSAGES = 3
"""On the subject; fewer are no experience yet."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A peer who could speak to the customer."""

    person: PersonRef
    score: Score
    """0..1, of closeness, experience, liking, having been followed before and being reachable; opens to their
    messages on the subject and those between the two."""
    channels: tuple[str, ...]
    """That both are on."""
    feeling: float
    """-1..1, toward the subject."""


@dataclass(frozen=True, slots=True)
class NextVoice:
    """Who could speak to a customer about a subject, most credible first."""

    person: PersonRef
    brand: BrandRef | None
    topic: TopicRef | None
    window: Window
    voices: tuple[Voice, ...]
    critical: int
    """Peers left out because they speak ill of it."""
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class _Peers:
    """One row a peer who has spoken of the subject."""

    people: Codes
    ties: Ties
    place: npt.NDArray[np.intp]
    """In the ties."""
    messages: Numbers
    """Of theirs on the subject."""
    feeling: Numbers
    listened: Numbers
    """How often the customer answered, shared, reacted to or followed them."""
    acted: Numbers
    """How often the customer acted on their advice."""
    reachable: Numbers
    """1 where they share a channel."""


@dataclass(frozen=True, slots=True)
class VoicePart:
    """One thing that credibility is made of."""

    name: str
    weight: float
    meaning: str
    value: Callable[[_Peers], Numbers]


PARTS = (
    VoicePart(
        "closeness",
        0.35,
        "of 0.35 for the strength of their tie",
        lambda one: one.ties.measures.strength[one.place],
    ),
    VoicePart(
        "experience",
        0.25,
        "of 0.25 for speaking of it",
        lambda one: one.messages / (one.messages + USUAL_MESSAGES),
    ),
    VoicePart(
        "liking",
        0.2,
        "of 0.2 for speaking well of it (0.1: neither well nor ill)",
        lambda one: (1 + one.feeling) / 2,
    ),
    VoicePart(
        "followed",
        0.15,
        "of 0.15 for having been listened to, advice acted on counting three times",
        lambda one: (one.listened + 3 * one.acted) / (one.listened + 3 * one.acted + USUAL_MESSAGES),
    ),
    VoicePart("reachable", 0.05, "of 0.05 for a channel that both are on", lambda one: one.reachable),
)
"""Similar and close others persuade most, then those who know (Katz and Lazarsfeld, Personal Influence, 1955);
weights add up to 1."""


async def next_best_voice(
    view: View, who: str, window: Window, brand: str | None = None, topic: str | None = None, first: int = 5
) -> NextVoice:
    """Whom this customer would believe most about a brand or a topic.

    Of the people whom they have had contact with: customers who have spoken of it and do not speak ill of it.
    """
    if (brand is None) == (topic is None):
        raise QuestionError("A voice is asked for on one subject.", "Give a brand or a topic.")
    code = await resolve(view, who)
    projection = view.projection
    ref = view.catalogue.optional_brand(brand)
    about = None if topic is None else view.catalogue.topic(topic)
    key = ("said", window.since, window.end, brand, topic)
    said = await asyncio.to_thread(projection.kept, key, lambda: _said(projection, window, brand, topic))
    contacts = person_contacts(projection).of(code, window.since, window.end)
    ties = ties_of(contacts, code, now_of(projection, window) or 0, message_tones(projection))
    named = await people_of(view, [code, *ties.people.tolist()])
    peers = await asyncio.to_thread(_peers, view, window, code, (contacts, ties, said), named)
    kind = np.flatnonzero(peers.feeling >= 0)
    credible = sum((part.weight * part.value(peers) for part in PARTS), np.zeros(len(peers.people)))
    best = kind[top_people(projection, peers.people[kind], credible[kind], first)]
    voices = _voices(projection, (contacts, said), peers, best, named, named[code])
    subject = ref.name if ref is not None else about.name if about is not None else ""
    return NextVoice(
        person=named[code],
        brand=ref,
        topic=about,
        window=window,
        voices=voices,
        critical=len(peers.people) - len(kind),
        missing=None if voices else missing(view, window, f"on {subject} is by a peer of {named[code].name}"),
    )


def _said(projection: Projection, window: Window, brand: str | None, topic: str | None) -> Stances:
    """One row a customer's message on the subject, with what it feels."""
    if brand is not None:
        return signals(projection, spoken(projection, window), brand)
    about = split(projection, rows_in(projection, FactKind.ABOUT, window))[0]
    about = about.pick(about.object == projection.names.topics.code(topic))
    tones = message_tones(projection)
    stances = stances_of(projection, about)
    return Stances(stances.source, stances.at, stances.person, tones[stances.source])


def _peers(
    view: View,
    window: Window,
    customer: int,
    known: tuple[Contacts, Ties, Stances],
    named: Mapping[int, PersonRef],
) -> _Peers:
    contacts, ties, said = known
    size = view.projection.person_count
    spoke = said.person >= 0
    messages = np.bincount(said.person[spoke], minlength=size)[ties.people]
    sums = np.bincount(said.person[spoke], said.value[spoke], minlength=size)[ties.people]
    company = view.projection.of_company(ties.people)
    place = np.flatnonzero((messages > 0) & ~company)
    people = ties.people[place]
    heard = contacts.pick((contacts.giver == customer) & LISTENS[contacts.kind])
    listened = np.bincount(heard.getter, minlength=size)[people]
    own = set(named[customer].channels)
    return _Peers(
        people=people,
        ties=ties,
        place=place,
        messages=messages[place].astype(np.float64),
        feeling=sums[place] / (messages[place] + PRIOR_MESSAGES),
        listened=listened.astype(np.float64),
        acted=_acted(view, window, customer)[people],
        reachable=np.array([float(bool(own & set(named[one].channels))) for one in people.tolist()]),
    )


def _acted(view: View, window: Window, customer: int) -> Numbers:
    """By person: how many pieces of their advice the customer acted on."""
    projection = view.projection
    found = np.zeros(projection.person_count)
    for kind in (FactKind.RECOMMENDS, FactKind.WARNS):
        rows = advice_rows(view, kind, None, window)
        rows = rows.pick(projection.person_of(rows.to) == customer)
        for code in np.unique(rows.object[rows.object >= 0]).tolist():
            some = rows.pick(rows.object == code)
            outcomes = outcomes_of(projection, kind, projection.names.brands.name(code), known_by(window))
            followed = outcomes.after(np.full(len(some), customer, np.int32), some.at).rank >= 0
            givers = projection.person_of(some.actor[followed])
            np.add.at(found, givers[givers >= 0], 1.0)
    return found


def _voices(
    projection: Projection,
    told: tuple[Contacts, Stances],
    peers: _Peers,
    places: npt.NDArray[np.intp],
    named: Mapping[int, PersonRef],
    customer: PersonRef,
) -> tuple[Voice, ...]:
    contacts, said = told
    values = [part.weight * part.value(peers) for part in PARTS]
    voices = []
    for place in places.tolist():
        peer = int(peers.people[place])
        messages = np.concatenate([said.source[said.person == peer], with_person(contacts, peer).message])
        parts = tuple(
            Part(part.name, float(value[place]), part.meaning)
            for part, value in zip(PARTS, values, strict=True)
        )
        score = Score(
            value=sum(part.value for part in parts),
            parts=parts,
            evidence=evidence_of(projection, messages),
            thin=bool(peers.messages[place] < THIN_MESSAGES),
        )
        channels = tuple(sorted(set(customer.channels) & set(named[peer].channels)))
        voices.append(Voice(named[peer], score, channels, float(peers.feeling[place])))
    return tuple(voices)
