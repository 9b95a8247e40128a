"""A brand and a window in; the people who speak for it or against it, ranked, with their reasons, out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.model import FactKind
from graph.questions.answer import Part, Score, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.conversion import Conversion, Conversions, conversion_of, conversions
from graph.questions.effects import HIDDEN, Effect
from graph.questions.evidence import evidence_of, top_people
from graph.questions.outcomes import Outcome
from graph.questions.people import PersonRef, people_of
from graph.questions.view import View
from graph.questions.voices import MEASURES, Following, Numbers, Tally, tally
from graph.questions.windows import missing

THIN_VOICE = 3
"""Someone whom fewer people were advised by or replied to is heard by hardly anyone that we see."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A person who acted after this voice's advice."""

    receiver: PersonRef
    advice: str
    """Uid of the message with the advice."""
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Voice:
    """One advocate or detractor."""

    person: PersonRef
    score: Score
    advised: int
    """Distinct people advised by name (recommended to; of a detractor: warned)."""
    public: int
    """Messages of advice to the public at large."""
    mentions: int
    """Messages that speak well of the brand (of a detractor: ill)."""
    reach: int
    """Distinct people who replied to any message of theirs in the window."""
    followed: tuple[Followed, ...]
    """Each receiver once, newest outcome first."""
    conversion: Conversion | None
    """How many of those advised acted, against how many would have anyway; None: they advised nobody by name."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Advocates or detractors: those whose word moved somebody by their pull, then the others by their score."""

    brand: BrandRef
    window: Window
    total: int
    """People with a score above 0."""
    voices: tuple[Voice, ...]
    effect: Effect
    """Of all advice to named people in the window, against people alike who got none."""
    caution: str = HIDDEN
    missing: str | None = None


async def advocates(view: View, brand: str, window: Window, first: int = 20) -> Voices:
    """Whose word speaks for the brand, and who acted on it."""
    return await _voices(view, brand, window, first, FactKind.RECOMMENDS)


async def detractors(view: View, brand: str, window: Window, first: int = 20) -> Voices:
    """Whose word speaks against the brand, and who acted on it."""
    return await _voices(view, brand, window, first, FactKind.WARNS)


async def _voices(view: View, brand: str, window: Window, first: int, kind: FactKind) -> Voices:
    ref = view.catalogue.brand(brand)
    counted, moved = await asyncio.to_thread(_counted, view, ref, window, kind)
    scores = counted.scores()
    speakers = np.flatnonzero((scores > 0) | (moved.acted > 0)).astype(np.int32)
    places = top_people(view.projection, speakers, _rank(moved, scores)[speakers], first)
    people = speakers[places].tolist()
    followings = {person: counted.followings(person) for person in people}
    named = await people_of(view, _everyone(followings))
    verb = "speaks for" if kind is FactKind.RECOMMENDS else "speaks against"
    return Voices(
        brand=ref,
        window=window,
        total=len(speakers),
        voices=tuple(
            _voice(counted, moved, one, float(scores[one]), followings[one], named) for one in people
        ),
        effect=moved.effect,
        missing=None if len(speakers) else missing(view, window, f"{verb} {ref.name}"),
    )


def _counted(view: View, ref: BrandRef, window: Window, kind: FactKind) -> tuple[Tally, Conversions]:
    rivals = tuple(rival.id for rival in view.catalogue.rivals(ref))
    counted = tally(view.projection, ref.id, window, kind)
    return counted, conversions(view.projection, kind, ref.id, rivals, window)


def _rank(moved: Conversions, scores: Numbers) -> Numbers:
    """Greatest first: by their pull where it moved anybody, everybody else below them by their score."""
    return np.where(moved.moved > 0, 1.0 + moved.pull, scores / (1.0 + np.abs(scores)))


def _everyone(followings: Mapping[int, Sequence[Following]]) -> set[int]:
    receivers = {one.receiver for some in followings.values() for one in some}
    return receivers | followings.keys()


def _voice(
    counted: Tally,
    moved: Conversions,
    person: int,
    score: float,
    followings: Sequence[Following],
    named: Mapping[int, PersonRef],
) -> Voice:
    parts = tuple(Part(*measure.explained(counted, person)) for measure in MEASURES)
    advised, reach = int(counted.advised[person]), int(counted.reach[person])
    return Voice(
        person=named[person],
        score=Score(
            value=score,
            parts=parts,
            evidence=evidence_of(counted.projection, counted.messages(person)),
            thin=advised + reach < THIN_VOICE,
        ),
        advised=advised,
        public=int(counted.public[person]),
        mentions=int(counted.mentions[person]),
        reach=reach,
        followed=tuple(Followed(named[one.receiver], one.advice, one.outcome) for one in followings),
        conversion=conversion_of(moved, person),
    )
