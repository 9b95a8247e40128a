"""A brand and a window in; which emotions people show toward it and its rivals, and what changed, out.

What a message's emotions are, and toward which of its brands, is decided when it is read (nlp/emotions.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import EMOTIONS_APART, FactKind
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.answer import Part, Score, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.changes import NO_SHIFT, Shift, columns_of, share_shift
from graph.questions.drawn import of_ratio
from graph.questions.evidence import distinct, evidence_of
from graph.questions.intervals import Interval, wilson
from graph.questions.stances import THIN_PEOPLE, split
from graph.questions.view import View
from graph.questions.windows import missing, rows_in, window_before
from nlp.emotions import tone

SHOWN = 8
"""Of some twenty that occur: what fits beside the rivals on a page."""

UNREAD = (
    "No message here carries an emotion: an older Rapport ingested them, or the language layer without its model. "
    "`rapport ingest` with this version reads them again."
)


@dataclass(frozen=True, slots=True)
class Emotion:
    """One emotion toward one brand."""

    name: str
    tone: int
    """1 a good feeling, -1 an ill one, 0 either."""
    people: int
    """Distinct customers who show it."""
    share: Score
    """Of the customers who mention the brand: 0..1; its evidence are their messages that show it."""
    interval: Interval | None
    change: Shift
    """Of the share, since the window before."""


@dataclass(frozen=True, slots=True)
class BrandEmotions:
    """The emotions toward one brand."""

    brand: BrandRef
    people: int
    """Customers who mention it in the window."""
    emotions: tuple[Emotion, ...]


@dataclass(frozen=True, slots=True)
class Emotions:
    """The same emotions for the brand and each rival: those that most people show toward the brand, then toward any."""

    window: Window
    before: Window | None
    brands: tuple[BrandEmotions, ...]
    """The brand first, then its rivals, most people first."""
    missing: str | None = None


async def emotions(view: View, brand: str, window: Window, first: int = SHOWN) -> Emotions:
    """What people feel, in more words than well and ill; the first so many emotions, the same for all brands."""
    return await asyncio.to_thread(_emotions, view, view.catalogue.brand(brand), window, first)


def _emotions(view: View, ref: BrandRef, window: Window, first: int) -> Emotions:
    compared, before = (ref, *view.catalogue.rivals(ref)), window_before(view.projection, window)
    now = _felt(view, compared, window)
    earlier = None if before is None else _felt(view, compared, before)
    shown = _commonest(now, ref, first)
    found = [
        _of_brand(view, one, shown, now[one], None if earlier is None else earlier[one]) for one in compared
    ]
    rivals = sorted(found[1:], key=lambda one: (-one.people, one.brand.id))
    why = None
    if not shown:
        read = bool((view.projection.rows(FactKind.MENTIONS).status >= 0).any())
        why = missing(view, window, f"shows an emotion toward {ref.name} or a rival") if read else UNREAD
    return Emotions(window, before, (found[0], *rivals), why)


@dataclass(frozen=True, slots=True)
class _Felt:
    """What customers' mentions of one brand show."""

    people: Codes
    """Everybody who mentions it."""
    showing: Mapping[str, Codes]
    """By emotion, those who show it; so for messages."""
    messages: Mapping[str, Codes]


def _felt(view: View, brands: Sequence[BrandRef], window: Window) -> dict[BrandRef, _Felt]:
    projection = view.projection
    mentions = split(projection, rows_in(projection, FactKind.MENTIONS, window))[0]
    codes = projection.names.brands.code
    return {one: _shown(projection, mentions.pick(mentions.object == codes(one.id))) for one in brands}


def _shown(projection: Projection, mentions: Columns) -> _Felt:
    """Cost grows with the mentions, and with emotions x mentions that show any."""
    person = projection.person_of(mentions.actor)
    everyone = distinct(person, projection.person_count)
    told = np.flatnonzero((mentions.status >= 0) & (person >= 0))
    status, person, source = mentions.status[told], person[told], mentions.source[told]
    people, messages = {}, {}
    for name, those in _by_name(projection, status).items():
        people[name] = distinct(person[those], projection.person_count)
        messages[name] = source[those]
    return _Felt(everyone, people, messages)


def _by_name(projection: Projection, status: Codes) -> dict[str, npt.NDArray[np.bool_]]:
    """Which rows show each emotion that occurs."""
    codes, place = np.unique(status, return_inverse=True)
    texts = [set(text.split(EMOTIONS_APART)) for text in projection.names.statuses.names(codes.tolist())]
    names = sorted(set().union(*texts))
    return {name: np.array([name in some for some in texts])[place] for name in names}


def _commonest(felt: Mapping[BrandRef, _Felt], brand: BrandRef, first: int) -> list[str]:
    """By the people who show them toward the brand, then toward any brand."""
    names = {name for one in felt.values() for name in one.showing}

    def people(name: str) -> tuple[int, int, str]:
        counts = [len(one.showing.get(name, ())) for one in felt.values()]
        return -len(felt[brand].showing.get(name, ())), -sum(counts), name

    return sorted(names, key=people)[:first]


def _of_brand(
    view: View, brand: BrandRef, names: Sequence[str], now: _Felt, before: _Felt | None
) -> BrandEmotions:
    shown = tuple(_emotion(view.projection, name, now, before) for name in names)
    return BrandEmotions(brand, len(now.people), shown)


def _emotion(projection: Projection, name: str, now: _Felt, before: _Felt | None) -> Emotion:
    showing, everyone = now.showing.get(name, NOBODY), len(now.people)
    share = len(showing) / everyone if everyone else None
    parts = (
        Part("people", float(len(showing)), "people who show it toward the brand"),
        Part("speakers", float(everyone), "people who mention the brand"),
    )
    evidence = evidence_of(projection, now.messages.get(name, NOBODY))
    marked = _marked(now, name)
    return Emotion(
        name=name,
        tone=tone(name),
        people=len(showing),
        share=Score(share, parts, evidence, thin=everyone < THIN_PEOPLE),
        interval=None if share is None else of_ratio(_columns(marked), share, wilson),
        change=NO_SHIFT if before is None else share_shift(columns_of(marked, _marked(before, name))),
    )


NOBODY: Codes = np.empty(0, np.int32)

Marked = tuple[Codes, npt.NDArray[np.float64]]


def _marked(felt: _Felt, name: str) -> Marked:
    """Everybody who mentions the brand, 1 where they show the emotion."""
    return felt.people, np.isin(felt.people, felt.showing.get(name, NOBODY)).astype(np.float64)


def _columns(marked: Marked) -> npt.NDArray[np.float64]:
    return np.column_stack([marked[1], np.ones(len(marked[1]))])
