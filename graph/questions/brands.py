"""A window in; every brand of the catalogue with what is said about it out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.model import FactKind
from graph.projection.vocabulary import Codes
from graph.questions.answer import Score, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.evidence import distinct
from graph.questions.mood import mood_of
from graph.questions.perception import talk_about
from graph.questions.stances import split
from graph.questions.view import View
from graph.questions.windows import missing, rows_in
from nlp.catalogue import BrandRole

ROLE_ORDER = tuple(BrandRole)
"""Own first, then competitors, partners, others: as the enumeration is written."""

COUNTED_ACTS = (FactKind.RECOMMENDS, FactKind.WARNS, FactKind.COMPLAINS)


@dataclass(frozen=True, slots=True)
class Headline:
    """What the list of brands shows of one. All of it by customers."""

    brand: BrandRef
    messages: int
    people: int
    net_sentiment: Score
    recommendations: int
    """Messages; so for the next two."""
    warnings: int
    complaints: int


@dataclass(frozen=True, slots=True)
class Brands:
    """Every brand of the catalogue."""

    window: Window
    brands: tuple[Headline, ...]
    """Own first, then competitors, partners, others; most messages first."""
    missing: str | None = None


async def brands(view: View, window: Window) -> Brands:
    """Which brands are watched, and how much is said about each."""
    if not view.catalogue.brands:
        return Brands(window, (), "The catalogue names no brands yet: load one with `rapport catalogue`.")
    talk = talk_about(view, view.catalogue.brands.values(), window)
    acts = {kind: _by_customers(view, kind, window) for kind in COUNTED_ACTS}
    found = []
    for brand in view.catalogue.brands.values():
        mood = mood_of(view.projection, talk[brand.id].customers)
        recommended, warned, complained = (_messages(view, acts[kind], brand) for kind in COUNTED_ACTS)
        found.append(
            Headline(brand, mood.messages, mood.people, mood.net_sentiment, recommended, warned, complained)
        )
    found.sort(key=lambda one: (ROLE_ORDER.index(one.brand.role), -one.messages, one.brand.id))
    silent = not any(one.messages for one in found)
    return Brands(window, tuple(found), missing(view, window, "mentions a brand") if silent else None)


def _by_customers(view: View, kind: FactKind, window: Window) -> tuple[Codes, Codes]:
    """(brand, message) of the acts of a kind."""
    rows, _ = split(view.projection, rows_in(view.projection, kind, window))
    return rows.object, rows.source


def _messages(view: View, acts: tuple[Codes, Codes], brand: BrandRef) -> int:
    objects, sources = acts
    about = np.flatnonzero(objects == view.projection.names.brands.code(brand.id))
    return len(distinct(sources[about], view.projection.message_count))
