"""A brand and a window in; for each wish (or complaint) who backs it, who is against it, and whom to invite to work on it, out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import FactKind
from graph.projection.columns import Columns
from graph.questions.answer import Evidence, Part, Score, Window
from graph.questions.attention import attention
from graph.questions.backing import Signs, signs
from graph.questions.catalogue_index import BrandRef
from graph.questions.evidence import evidence_of, top_people
from graph.questions.feelings import feelings, signals, spoken
from graph.questions.peeves import Grievances, acts_on, ideas, peeves
from graph.questions.people import PersonRef, people_of
from graph.questions.stances import split
from graph.questions.view import View
from graph.questions.windows import rows_in

USUAL_MESSAGES = 3.0
"""Messages on a subject at which expertise, or backing, is one half: a few, not one."""

THIN_MESSAGES = 2

NOBODY_AT_ALL = np.empty(0, np.int32)

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Backer:
    """Someone on one side of it."""

    person: PersonRef
    signs: int
    """Messages, replies, reactions and shares that say so, less those that say the contrary."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Invitee:
    """A supporter whom to ask in."""

    person: PersonRef
    score: Score
    """0..1; its parts are the reasons."""


@dataclass(frozen=True, slots=True)
class Backing:
    """Who stands where on one wish or complaint."""

    topic: str | None
    """Id; None: what fits no topic."""
    supporters: int
    opponents: int
    undecided: int
    """People who did as much for it as against it."""
    for_it: tuple[Backer, ...]
    against_it: tuple[Backer, ...]
    """Most signs first."""
    invite: tuple[Invitee, ...]
    """Best first."""


@dataclass(frozen=True, slots=True)
class CoCreation:
    """Backing by topic, in the order of the groups of graph.questions.peeves."""

    brand: BrandRef
    window: Window
    groups: tuple[Backing, ...]
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that makes somebody worth asking."""

    name: str
    weight: float
    meaning: str
    value: Callable[[_Known], Numbers]
    """0..1 for every person."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Arrays by person code, for one group."""

    signs: Numbers
    """Net, for it."""
    messages: Numbers
    """On the subject."""
    answers: Numbers
    """Replies to others' questions about the brand."""
    heard: Numbers
    """Share of customers who get less attention, 0..1."""
    feeling: Numbers
    """Toward the brand, -1..1."""


REASONS = (
    Reason("backing", 0.3, "of 0.3 for how often they spoke up for it", lambda one: _half(one.signs)),
    Reason(
        "expertise",
        0.3,
        "of 0.3 for messages on the subject and answers to others' questions about the brand",
        lambda one: _half(one.messages + one.answers),
    ),
    Reason(
        "influence", 0.2, "of 0.2 for the share of customers who are listened to less", lambda one: one.heard
    ),
    Reason("liking", 0.2, "of 0.2 for liking the brand", lambda one: np.maximum(one.feeling, 0.0)),
)
"""Lead users have the need themselves and know the field (von Hippel 1986, Management Science 32): both weigh most.
Who is heard carries the result on, and who likes the brand will work with it."""


async def idea_backing(view: View, brand: str, window: Window, first: int = 5) -> CoCreation:
    """Who backs and opposes each wish, and whom to invite to build it."""
    return await _cocreation(view, FactKind.SUGGESTS, await ideas(view, brand, window), first)


async def peeve_backing(view: View, brand: str, window: Window, first: int = 5) -> CoCreation:
    """Who shares and who contradicts each complaint, and whom to invite to mend it."""
    return await _cocreation(view, FactKind.COMPLAINS, await peeves(view, brand, window), first)


async def _cocreation(view: View, kind: FactKind, found: Grievances, first: int) -> CoCreation:
    brand, window, codes = found.brand, found.window, view.projection.names.topics
    acts, messages = acts_on(view, kind, brand.id, window)
    all_signs = await signs(view, kind, acts, brand.id, window)
    base = await asyncio.to_thread(_base, view, brand.id, window)
    drafts = []
    for one in found.groups:
        topic = None if one.topic is None else codes.code(one.topic.id)
        drafts.append(_draft(view, base, topic, all_signs.on(messages[topic]), first))
    named = await people_of(view, {person for draft in drafts for person in draft.people})
    return CoCreation(brand, window, tuple(draft.named(named) for draft in drafts), found.missing)


@dataclass(frozen=True, slots=True)
class _Base:
    """What is the same for all groups of a brand, by person code."""

    answers: Numbers
    heard: Numbers
    feeling: Numbers
    about: Columns
    """Topical messages of customers."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A backing whose people have no names yet."""

    topic: str | None
    counts: tuple[int, int, int]
    for_it: tuple[tuple[int, int, Evidence], ...]
    against_it: tuple[tuple[int, int, Evidence], ...]
    invite: tuple[tuple[int, Score], ...]

    @property
    def people(self) -> set[int]:
        """Codes of all."""
        return {one[0] for some in (self.for_it, self.against_it, self.invite) for one in some}

    def named(self, people: Mapping[int, PersonRef]) -> Backing:
        """With names."""
        return Backing(
            self.topic,
            *self.counts,
            tuple(Backer(people[code], count, evidence) for code, count, evidence in self.for_it),
            tuple(Backer(people[code], count, evidence) for code, count, evidence in self.against_it),
            tuple(Invitee(people[code], score) for code, score in self.invite),
        )


def _base(view: View, brand: str, window: Window) -> _Base:
    projection = view.projection
    heard = attention(projection, window)
    customers = np.flatnonzero(heard > 0)
    share = np.zeros(projection.person_count)
    share[customers] = np.searchsorted(np.sort(heard[customers]), heard[customers]) / max(len(customers), 1)
    people, value, _ = feelings(projection, signals(projection, spoken(projection, window), brand))
    felt = np.zeros(projection.person_count)
    felt[people] = value
    about = split(projection, rows_in(projection, FactKind.ABOUT, window))[0]
    return _Base(_answers(view, brand, window), share, felt, about)


def _answers(view: View, brand: str, window: Window) -> Numbers:
    """(people) Direct replies to others' questions about the brand."""
    projection = view.projection
    asks = rows_in(projection, FactKind.ASKS, window)
    asked = np.zeros(projection.message_count, np.bool_)
    asked[asks.source[asks.object == projection.names.brands.code(brand)]] = True
    replies = split(projection, rows_in(projection, FactKind.REPLIES_TO, window))[0]
    replies = replies.pick(asked[replies.object])
    person = projection.person_of(replies.actor)
    others = (person >= 0) & (person != projection.author_person_of(replies.object))
    return np.bincount(person[others], minlength=projection.person_count).astype(np.float64)


def _draft(view: View, base: _Base, topic: int | None, found: Signs, first: int) -> _Draft:
    projection = view.projection
    sides = found.sides(projection.person_count)
    took_part = np.zeros(projection.person_count, np.bool_)
    took_part[found.person] = True
    return _Draft(
        topic=None if topic is None else projection.names.topics.name(topic),
        counts=(int((sides > 0).sum()), int((sides < 0).sum()), int((took_part & (sides == 0)).sum())),
        for_it=_backers(view, found, sides, 1, first),
        against_it=_backers(view, found, -sides, -1, first),
        invite=_invite(view, base, topic, found, first),
    )


def _backers(
    view: View, found: Signs, net: npt.NDArray[np.int64], value: int, first: int
) -> tuple[tuple[int, int, Evidence], ...]:
    people = np.flatnonzero(net > 0).astype(np.int32)
    chosen = people[top_people(view.projection, people, net[people].astype(np.float64), first)].tolist()
    return tuple((one, int(net[one]), _messages(view, found, one, value)) for one in chosen)


def _messages(view: View, found: Signs, person: int, value: int) -> Evidence:
    return evidence_of(view.projection, found.source[(found.person == person) & (found.value == value)])


def _invite(
    view: View, base: _Base, topic: int | None, found: Signs, first: int
) -> tuple[tuple[int, Score], ...]:
    projection = view.projection
    sides = found.sides(projection.person_count)
    known = _Known(
        signs=np.maximum(sides, 0).astype(np.float64),
        messages=_on_subject(view, base, topic),
        answers=base.answers,
        heard=base.heard,
        feeling=base.feeling,
    )
    points = {reason.name: reason.weight * reason.value(known) for reason in REASONS}
    whole = sum(points.values(), np.zeros(projection.person_count))
    people = np.flatnonzero(sides > 0).astype(np.int32)
    chosen = people[top_people(projection, people, whole[people], first)].tolist()
    return tuple((one, _score(view, found, points, one)) for one in chosen)


def _on_subject(view: View, base: _Base, topic: int | None) -> Numbers:
    """(people) Messages on the topic; of what fits no topic nothing is known."""
    projection = view.projection
    people = (
        projection.person_of(base.about.actor[base.about.object == topic])
        if topic is not None
        else NOBODY_AT_ALL
    )
    return np.bincount(people[people >= 0], minlength=projection.person_count).astype(np.float64)


def _score(view: View, found: Signs, points: Mapping[str, Numbers], person: int) -> Score:
    parts = tuple(Part(one.name, float(points[one.name][person]), one.meaning) for one in REASONS)
    evidence = _messages(view, found, person, 1)
    return Score(sum(part.value for part in parts), parts, evidence, thin=evidence.total < THIN_MESSAGES)


def _half(count: Numbers) -> Numbers:
    return count / (count + USUAL_MESSAGES)
