"""A brand and a window in; the subjects on which rivals' customers are unhappy and ours are happy, with who says so, out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.projection.vocabulary import Codes
from graph.questions.answer import Evidence, Part, Score, Window
from graph.questions.attention import attention
from graph.questions.catalogue_index import BrandRef, TopicRef
from graph.questions.evidence import evidence_of, top_people
from graph.questions.intervals import Interval, difference
from graph.questions.people import PersonRef, people_of
from graph.questions.stances import THIN_PEOPLE
from graph.questions.subject_feelings import Felt, by_subject
from graph.questions.view import View
from graph.questions.windows import missing

PEOPLE_SHOWN = 5
"""Whom to write to is a short list."""


@dataclass(frozen=True, slots=True)
class Side:
    """How one brand's customers feel about it in messages about the subject."""

    people: int
    happy: int
    unhappy: int
    """People whose messages are for it, or against it, on the whole."""
    net: float
    """Mean over people of the stance of their messages: -1..1."""
    interval: Interval
    """95 %."""
    evidence: Evidence
    """Of the rival: the unhappy messages; of us: the happy ones."""


@dataclass(frozen=True, slots=True)
class WeakSpot:
    """A subject on which a rival's customers are unhappy and ours are happy."""

    rival: BrandRef
    topic: TopicRef
    advantage: Score
    """Our net feeling less theirs, above 0 and at most 2; evidence: the rival's unhappy messages."""
    interval: Interval
    """95 %, of the advantage."""
    sure: bool
    """The interval of their net feeling lies below 0, and that of ours above it."""
    theirs: Side
    ours: Side
    unhappy: tuple[PersonRef, ...]
    """The rival's unhappy customers, most heard first."""


@dataclass(frozen=True, slots=True)
class WeakSpots:
    """The sure ones first, then by the lower end of the advantage."""

    brand: BrandRef
    window: Window
    total: int
    spots: tuple[WeakSpot, ...]
    untested: int
    """Subjects on which a rival's customers are unhappy and nobody says how we are."""
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class _Pair:
    """A rival and us on one subject."""

    rival: BrandRef
    topic: TopicRef
    theirs: Felt
    ours: Felt

    @property
    def interval(self) -> Interval:
        """Newcombe's, of our net less theirs."""
        return difference(self.ours.net, self.ours.interval, self.theirs.net, self.theirs.interval)

    @property
    def sure(self) -> bool:
        """Whether neither side may be the other way round by chance."""
        return self.theirs.interval.high < 0 < self.ours.interval.low


async def weak_spots(view: View, brand: str, window: Window, first: int = 20) -> WeakSpots:
    """Where are rivals' customers unhappy with what we do well? A spot has their net below 0 and ours above it."""
    ref = view.catalogue.brand(brand)
    rivals = view.catalogue.rivals(ref)
    felt = await asyncio.to_thread(by_subject, view, [ref.id, *(rival.id for rival in rivals)], window)
    pairs = _pairs(view, felt, ref, rivals)
    unhappy = {topic for (one, topic), some in felt.items() if one != ref.id and some.net < 0}
    shown = [(pair, await _loudest(view, pair.theirs.unhappy, window)) for pair in pairs[:first]]
    named = await people_of(view, {code for _, codes in shown for code in codes})
    return WeakSpots(
        brand=ref,
        window=window,
        total=len(pairs),
        spots=tuple(_spot(view, pair, [named[code] for code in codes]) for pair, codes in shown),
        untested=sum((ref.id, topic) not in felt for topic in unhappy),
        missing=None if felt else missing(view, window, "feels anything about a brand on a subject"),
    )


def _pairs(
    view: View, felt: Mapping[tuple[str, int], Felt], ref: BrandRef, rivals: Sequence[BrandRef]
) -> list[_Pair]:
    names = view.projection.names.topics
    found = []
    for rival in rivals:
        for (brand, topic), theirs in felt.items():
            ours = felt.get((ref.id, topic))
            if brand == rival.id and ours is not None and theirs.net < 0 < ours.net:
                found.append(_Pair(rival, view.catalogue.shown_topic(names.name(topic)), theirs, ours))
    return sorted(found, key=lambda one: (not one.sure, -one.interval.low, one.rival.id, one.topic.id))


async def _loudest(view: View, people: Codes, window: Window) -> list[int]:
    """Codes of those whom most attention goes to."""
    heard = await asyncio.to_thread(attention, view.projection, window)
    return [int(people[place]) for place in top_people(view.projection, people, heard[people], PEOPLE_SHOWN)]


def _spot(view: View, pair: _Pair, unhappy: Sequence[PersonRef]) -> WeakSpot:
    theirs, ours = _side(view, pair.theirs, -1), _side(view, pair.ours, 1)
    return WeakSpot(
        rival=pair.rival,
        topic=pair.topic,
        advantage=Score(
            value=ours.net - theirs.net,
            parts=(
                Part("ours", ours.net, "net feeling toward us on the subject, a mean over people: -1 to 1"),
                Part("theirs", theirs.net, "net feeling toward the rival on the subject: -1 to 1"),
                Part("our people", float(ours.people), "people who say something of us on the subject"),
                Part("their people", float(theirs.people), "people who say something of the rival on it"),
            ),
            evidence=theirs.evidence,
            thin=min(ours.people, theirs.people) < THIN_PEOPLE,
        ),
        interval=pair.interval,
        sure=pair.sure,
        theirs=theirs,
        ours=ours,
        unhappy=tuple(unhappy),
    )


def _side(view: View, felt: Felt, stance: int) -> Side:
    return Side(
        people=len(felt.means.people),
        happy=len(felt.happy),
        unhappy=len(felt.unhappy),
        net=felt.net,
        interval=felt.interval,
        evidence=evidence_of(view.projection, felt.messages(stance)),
    )
