"""A window in; the people whose word moves others, whatever the brand, out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np

from graph.analytics.past import Numbers
from graph.model import FactKind
from graph.progress import telling
from graph.questions.answer import Part, Score, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.conversion import PRIOR_PEOPLE, THIN_ADVISED, Conversions, conversions
from graph.questions.effects import HIDDEN
from graph.questions.evidence import evidence_of, top_people
from graph.questions.intervals import Interval, wilson
from graph.questions.people import PersonRef, people_of
from graph.questions.view import View
from graph.questions.windows import missing


@dataclass(frozen=True, slots=True)
class Persuader:
    """Somebody whose word moves people."""

    person: PersonRef
    advised: int
    """People advised by name, counted once a brand."""
    acted: int
    """Of those, the ones whose deed is put down to this person."""
    credited: int
    """Of those, the ones who say so themselves."""
    pull: Score
    """Of those advised, who were moved: drawn toward everybody's share."""
    interval: Interval
    anyway: float
    """People of those advised who would have acted anyway."""
    brands: tuple[BrandRef, ...]
    """That people were moved to (or away from), most people first."""


@dataclass(frozen=True, slots=True)
class Persuaders:
    """By their pull, the share of people moved, greatest first."""

    window: Window
    total: int
    """People whose word moved anybody."""
    people: tuple[Persuader, ...]
    caution: str = HIDDEN
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class _Pooled:
    """Arrays by person code, all brands together."""

    brands: Sequence[tuple[BrandRef, Conversions]]
    advised: Numbers
    acted: Numbers
    credited: Numbers
    moved: Numbers
    anyway: Numbers

    @property
    def usual(self) -> float:
        """Summed exactly, so that the order of people does not show."""
        return fsum(self.moved[self.moved > 0].tolist()) / max(float(self.advised.sum()), 1.0)

    def pull(self) -> Numbers:
        """People moved of those advised, drawn toward everybody's share."""
        return np.asarray((self.moved + PRIOR_PEOPLE * self.usual) / (self.advised + PRIOR_PEOPLE))


async def persuaders(
    view: View, window: Window, first: int = 20, kind: FactKind = FactKind.RECOMMENDS
) -> Persuaders:
    """Whose recommendations (with WARNS: whose warnings) people act on, over all brands of the catalogue."""
    pooled = await asyncio.to_thread(_pooled, view, window, kind)
    movers = np.flatnonzero(pooled.moved > 0).astype(np.int32)
    pull = pooled.pull()
    places = top_people(view.projection, movers, pull[movers], first)
    people = movers[places].tolist()
    named = await people_of(view, people)
    return Persuaders(
        window=window,
        total=len(movers),
        people=tuple(_persuader(view, pooled, float(pull[one]), one, named[one]) for one in people),
        missing=None if len(movers) else missing(view, window, "was acted upon, as far as people say"),
    )


def _pooled(view: View, window: Window, kind: FactKind) -> _Pooled:
    found = []
    brands = list(view.catalogue.brands.values())
    for done, ref in enumerate(brands):
        telling(f"Weighing advice about {ref.name}", done, len(brands))  # a job that is cancelled ends here
        rivals = tuple(rival.id for rival in view.catalogue.rivals(ref))
        found.append((ref, conversions(view.projection, kind, ref.id, rivals, window)))
    nothing = np.zeros(view.projection.person_count)
    advised, acted, credited, moved, anyway = (
        sum((getattr(one, name) for _, one in found), nothing)
        for name in ("advised", "acted", "credited", "moved", "anyway")
    )
    return _Pooled(found, advised, acted, credited, moved, anyway)


def _persuader(view: View, pooled: _Pooled, pull: float, person: int, named: PersonRef) -> Persuader:
    advised, credited = int(pooled.advised[person]), int(pooled.credited[person])
    moved = [(ref, one.links.pick(one.links.giver == person)) for ref, one in pooled.brands]
    moved = sorted((pair for pair in moved if len(pair[1])), key=lambda pair: (-len(pair[1]), pair[0].id))
    messages = [
        part for _, links in moved for part in (links.advice.source[links.told], links.acts.source[links.act])
    ]
    parts = (
        Part(
            "moved", float(pooled.moved[person]), "people moved: who say so, and the silent whom advice moved"
        ),
        Part("advised", float(advised), "people advised by name, once a brand"),
        Part("usual", pooled.usual, f"share of all people advised, counted as {PRIOR_PEOPLE} people"),
    )
    evidence = evidence_of(view.projection, np.concatenate(messages))
    return Persuader(
        person=named,
        advised=advised,
        acted=int(pooled.acted[person]),
        credited=credited,
        pull=Score(pull, parts, evidence, advised < THIN_ADVISED),
        interval=wilson(pull, advised + PRIOR_PEOPLE),
        anyway=float(pooled.anyway[person]),
        brands=tuple(ref for ref, _ in moved),
    )
