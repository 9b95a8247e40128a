"""A brand and a window in; the communities that talk about the market and hardly of us, and who could introduce us, out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.questions.answer import Part, Score, Window
from graph.questions.awareness import Awareness, awareness
from graph.questions.catalogue_index import BrandRef, TopicRef
from graph.questions.evidence import evidence_of, top_people
from graph.questions.intervals import Interval, difference, wilson
from graph.questions.introducers import IntroducerDraft, introducers
from graph.questions.partition import Partition, partition
from graph.questions.people import PersonRef, people_of
from graph.questions.stances import THIN_PEOPLE
from graph.questions.view import View
from graph.questions.windows import missing

LEAST_TALKERS = 5
"""Of fewer people who talk about the market, nothing significant can be said."""

PEOPLE_SHOWN = 3
"""Of those in the middle of a community: what to know it by."""


@dataclass(frozen=True, slots=True)
class RivalTalk:
    """A brand that its members do talk about."""

    brand: BrandRef
    people: int


@dataclass(frozen=True, slots=True)
class Introducer:
    """Someone who likes us and has ties into the community."""

    person: PersonRef
    member: bool
    """Of the community itself."""
    score: Score
    """0..1: liking times how many members they know; evidence: their contacts with members."""


@dataclass(frozen=True, slots=True)
class WhiteSpace:
    """A community that talks about the market and significantly less of us than the others do."""

    id: str
    """As `communities` has it, for the same window."""
    size: int
    talkers: int
    """Members who talk about any brand of the market."""
    aware: int
    """Of these, members who mention us."""
    gap: Score
    """How far their share lies below that of everybody else who talks about the market, 0..1; evidence: what they say
    of the market."""
    interval: Interval
    """95 %, of the gap; it lies above 0."""
    rivals: tuple[RivalTalk, ...]
    """Most people first."""
    topics: tuple[TopicRef, ...]
    """What most members talk about."""
    central: tuple[PersonRef, ...]
    introducers: tuple[Introducer, ...]
    """Best first; empty: nobody who likes us has contact with a member."""


@dataclass(frozen=True, slots=True)
class WhiteSpaces:
    """Communities by the number of people who could come to know us, most first."""

    brand: BrandRef
    window: Window
    checked: int
    """Communities of which enough people talk about the market."""
    total: int
    spaces: tuple[WhiteSpace, ...]
    missing: str | None = None


async def white_space(view: View, brand: str, window: Window, first: int = 20) -> WhiteSpaces:
    """Which communities of the market hardly know us, and who could introduce us."""
    ref = view.catalogue.brand(brand)
    found = await partition(view, window)
    drafts, checked, total = await asyncio.to_thread(_drafts, view, ref, window, found, first)
    named = await people_of(view, {person for draft in drafts for person in draft.people})
    return WhiteSpaces(
        brand=ref,
        window=window,
        checked=checked,
        total=total,
        spaces=tuple(draft.named(named) for draft in drafts),
        missing=None if found.graph.vertex_count else missing(view, window, "is between two customers"),
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    """A white space whose people have no names yet."""

    space: WhiteSpace
    central: tuple[int, ...]
    introducers: tuple[IntroducerDraft, ...]

    @property
    def people(self) -> set[int]:
        """Codes of all."""
        return {*self.central, *(one.person for one in self.introducers)}

    def named(self, people: Mapping[int, PersonRef]) -> WhiteSpace:
        """With names."""
        plain = self.space
        return WhiteSpace(
            plain.id,
            plain.size,
            plain.talkers,
            plain.aware,
            plain.gap,
            plain.interval,
            plain.rivals,
            plain.topics,
            tuple(people[one] for one in self.central),
            tuple(Introducer(people[one.person], one.member, one.score) for one in self.introducers),
        )


def _drafts(
    view: View, ref: BrandRef, window: Window, found: Partition, first: int
) -> tuple[list[_Draft], int, int]:
    said = awareness(view, ref, window, found)
    gaps = {
        number: gap
        for number in np.flatnonzero(said.talkers >= LEAST_TALKERS).tolist()
        if (gap := _gap(said, number)) is not None
    }
    white = [number for number, (_, interval) in gaps.items() if interval.low > 0]
    white.sort(key=lambda number: (-int(said.talkers[number] - said.aware[number]), number))
    names = found.names(view.projection)
    friends = introducers(view, ref.id, window, found, white[:first])
    return (
        [
            _Draft(
                _space(view, said, number, gaps[number], names[number]),
                _central(view, found, number),
                friends[number],
            )
            for number in white[:first]
        ],
        len(gaps),
        len(white),
    )


def _gap(said: Awareness, number: int) -> tuple[float, Interval] | None:
    """Everybody else's share less the community's, and its interval (Newcombe); None where there is nobody else."""
    talkers, aware = int(said.talkers[number]), int(said.aware[number])
    others, others_aware = said.everyone - talkers, said.everyone_aware - aware
    if not others:
        return None
    share, rest = aware / talkers, others_aware / others
    return rest - share, difference(rest, wilson(rest, others), share, wilson(share, talkers))


def _space(view: View, said: Awareness, number: int, gap: tuple[float, Interval], name: str) -> WhiteSpace:
    talkers, aware = int(said.talkers[number]), int(said.aware[number])
    others, others_aware = said.everyone - talkers, said.everyone_aware - aware
    parts = (
        Part(
            "members", aware / talkers, "share of members who talk about the market that mentions the brand"
        ),
        Part("others", others_aware / others, "share of everybody else who talks about the market that does"),
        Part("talkers", float(talkers), "members who talk about the market"),
    )
    return WhiteSpace(
        id=name,
        size=int(said.sizes[number]),
        talkers=talkers,
        aware=aware,
        gap=Score(
            gap[0], parts, evidence_of(view.projection, said.messages(number)), thin=talkers < THIN_PEOPLE
        ),
        interval=gap[1],
        rivals=tuple(RivalTalk(brand, people) for brand, people in said.rivals(number)),
        topics=said.topics(view, number),
        central=(),
        introducers=(),
    )


def _central(view: View, found: Partition, number: int) -> tuple[int, ...]:
    members: npt.NDArray[np.intp] = np.flatnonzero(found.communities.labels == number)
    people = found.graph.people[members]
    places = top_people(view.projection, people, found.brokers.inside[members], PEOPLE_SHOWN)
    return tuple(people[places].tolist())
