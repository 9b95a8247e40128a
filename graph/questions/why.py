"""A brand and a window in; what drives how people feel about it - peeves, praise, events - and among whom it changed, out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from graph.analytics.communities import NO_LABEL
from graph.analytics.past import Numbers
from graph.model import DAY_US, FactKind, Micros
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.answer import Evidence, Window
from graph.questions.catalogue_index import BrandRef, TopicRef
from graph.questions.changes import NO_SHIFT, Shift, columns_of, net_shift, share_shift
from graph.questions.evidence import distinct, evidence_of, top_people
from graph.questions.partition import parted
from graph.questions.peeves import topics_of
from graph.questions.people import PersonRef, people_of
from graph.questions.recurring import recurring, without
from graph.questions.stances import PersonMeans, Stances, customer_stances, person_means, split
from graph.questions.view import View
from graph.questions.windows import missing, rows_in, window_before
from nlp.catalogue import TopicKind

SPEAKERS_SHOWN = 3
SEGMENTS_SHOWN = 8

SPIKE = 4.0
"""Standard deviations above the usual day: some three in a hundred thousand quiet days."""

LEAST_PEOPLE = 5
"""Of a day that is an event."""


class ReasonKind(StrEnum):
    """What moves people."""

    PEEVE = "peeve"  # complaints about one thing
    PRAISE = "praise"  # good words about one thing
    EVENT = "event"  # days on which many more people spoke than usual


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that drives how people feel."""

    kind: ReasonKind
    topic: TopicRef | None
    """None for an event."""
    at: Micros | None
    """First day of an event."""
    people: int
    """Distinct customers."""
    shift: Shift
    """Of the share of people who speak of the brand; of an event: net sentiment, against the rest of the window."""
    said_by: tuple[PersonRef, ...]
    """Who said most of it."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Segment:
    """How net sentiment moved on one channel or in one community."""

    channel: str | None
    community: str | None
    people: int
    shift: Shift


@dataclass(frozen=True, slots=True)
class Why:
    """Reasons, those that changed significantly first, then most people first."""

    brand: BrandRef
    window: Window
    before: Window | None
    reasons: tuple[Reason, ...]
    segments: tuple[Segment, ...]
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A reason by codes."""

    kind: ReasonKind
    topic: int | None
    at: Micros | None
    messages: Codes
    people: int
    shift: Shift

    def order(self, view: View) -> tuple[bool, int, str, int, str]:
        """Significant changes first, then by people; then by what the order of arrival does not touch."""
        name = "" if self.topic is None else view.projection.names.topics.name(self.topic)
        return (not self.shift.significant, -self.people, self.kind.value, self.at or 0, name)


async def why(view: View, brand: str, window: Window, first: int = 5) -> Why:
    """What annoys, what pleases and what happened, each with what changed since the window before and who said it."""
    ref = view.catalogue.brand(brand)
    found, segments = await asyncio.to_thread(
        view.projection.kept, ("reasons", ref.id, window), lambda: _found(view, ref.id, window)
    )
    shown = [one for kind in ReasonKind for one in [each for each in found if each.kind is kind][:first]]
    speakers = {id(one): _speakers(view, one.messages) for one in shown}
    named = await people_of(view, {person for some in speakers.values() for person in some})
    return Why(
        brand=ref,
        window=window,
        before=window_before(view.projection, window),
        reasons=tuple(_reason(view, one, speakers[id(one)], named) for one in shown),
        segments=segments,
        missing=None if found or segments else missing(view, window, f"mentions {ref.name}"),
    )


def _reason(view: View, found: _Found, speakers: Iterable[int], named: Mapping[int, PersonRef]) -> Reason:
    names = view.projection.names.topics
    return Reason(
        kind=found.kind,
        topic=None if found.topic is None else view.catalogue.shown_topic(names.name(found.topic)),
        at=found.at,
        people=found.people,
        shift=found.shift,
        said_by=tuple(named[person] for person in speakers),
        evidence=evidence_of(view.projection, found.messages),
    )


def _found(view: View, brand: str, window: Window) -> tuple[list[_Found], tuple[Segment, ...]]:
    before = window_before(view.projection, window)
    now = customer_stances(view.projection, brand, window)
    earlier = None if before is None else customer_stances(view.projection, brand, before)
    found = _events(view, now, window)
    for kind in (ReasonKind.PEEVE, ReasonKind.PRAISE):
        said = _topical(view, brand, window, kind, now)
        said_before = (
            None if before is None or earlier is None else _topical(view, brand, before, kind, earlier)
        )
        found += [
            _of_topic(view, kind, topic, said, now, said_before, earlier) for topic in np.unique(said.object)
        ]
    return sorted(found, key=lambda one: one.order(view)), _segments(view, now, earlier, window)


def _topical(view: View, brand: str, window: Window, kind: ReasonKind, said: Stances) -> Columns:
    """What complaints about the brand, or its praise, are about."""
    projection = view.projection
    if kind is ReasonKind.PRAISE:
        about = topics_of(view, said.source[said.value > 0], window)
        return recurring(view, without(view, without(view, about, TopicKind.PEEVE), TopicKind.IDEA))
    rows = rows_in(projection, FactKind.COMPLAINS, window)
    rows = split(projection, rows.pick(rows.object == projection.names.brands.code(brand)))[0]
    return recurring(view, without(view, topics_of(view, rows.source, window), TopicKind.IDEA))


def _of_topic(
    view: View,
    kind: ReasonKind,
    topic: int,
    said: Columns,
    now: Stances,
    said_before: Columns | None,
    earlier: Stances | None,
) -> _Found:
    messages = said.source[said.object == topic]
    people = _people(view, messages)
    shift = NO_SHIFT
    if said_before is not None and earlier is not None:
        people_before = _people(view, said_before.source[said_before.object == topic])
        shift = share_shift(columns_of(_marked(view, now, people), _marked(view, earlier, people_before)))
    return _Found(kind, int(topic), None, messages, len(people), shift)


def _people(view: View, messages: Codes) -> Codes:
    return distinct(view.projection.author_person_of(messages), view.projection.person_count)


def _marked(view: View, said: Stances, people: Codes) -> tuple[Codes, Numbers]:
    """Everybody who speaks of the brand, 1 where they are among these people."""
    speakers = distinct(np.concatenate([said.person, people]), view.projection.person_count)
    return speakers, np.isin(speakers, people).astype(np.float64)


def _events(view: View, said: Stances, window: Window) -> list[_Found]:
    """Days on which far more people spoke of the brand than usually; days in a row are one event."""
    known = said.person >= 0
    if not known.any():
        return []
    day = said.at // DAY_US
    pairs = np.unique(np.stack([day[known], said.person[known]]), axis=1)
    last = (window.end - 1) // DAY_US if window.end is not None else int(day.max())
    start = window.since // DAY_US if window.since is not None else int(day.min())
    counts = np.bincount(pairs[0] - start, minlength=max(last - start + 1, 1))
    usual = float(np.median(counts))
    spread = max(1.4826 * float(np.median(np.abs(counts - usual))), float(np.sqrt(usual + 1.0)))
    high = np.flatnonzero((counts > usual + SPIKE * spread) & (counts >= LEAST_PEOPLE))
    runs = np.split(high, np.flatnonzero(np.diff(high) > 1) + 1) if len(high) else []
    return [_event(view, said, start + int(run[0]), start + int(run[-1])) for run in runs]


def _event(view: View, said: Stances, first: int, last: int) -> _Found:
    inside = (said.at // DAY_US >= first) & (said.at // DAY_US <= last)
    those = said.pick(inside & (said.person >= 0))
    rest = said.pick(~inside & (said.person >= 0))
    shift = net_shift(_means(view, those), _means(view, rest))
    return _Found(ReasonKind.EVENT, None, first * DAY_US, those.source, len(np.unique(those.person)), shift)


def _means(view: View, said: Stances) -> PersonMeans:
    return person_means(view.projection, said.person, said.value)


def _segments(view: View, now: Stances, earlier: Stances | None, window: Window) -> tuple[Segment, ...]:
    """Net sentiment by channel, and by the communities of the window's people."""
    projection = view.projection
    if earlier is None:
        return ()
    parts: list[Segment] = []
    channels = projection.channel_of_message[now.source], projection.channel_of_message[earlier.source]
    for code in np.unique(channels[0]).tolist():
        name = projection.names.channels.name(code)
        parts.append(
            _segment(view, (name, None), now.pick(channels[0] == code), earlier.pick(channels[1] == code))
        )
    found = parted(projection, Window(None, window.end))
    names = found.names(projection)
    labels = [found.of_person[one.person] for one in (now, earlier)]
    for code in range(min(found.communities.count, SEGMENTS_SHOWN)):
        some = [
            one.pick(_inside(one, label, code)) for one, label in zip((now, earlier), labels, strict=True)
        ]
        if len(some[0]) and code != NO_LABEL:
            parts.append(_segment(view, (None, names[code]), *some))
    return tuple(
        sorted(parts, key=lambda one: (one.channel is None, -one.people, one.channel or one.community or ""))
    )


def _inside(said: Stances, label: npt.NDArray[np.int32], code: int) -> npt.NDArray[np.bool_]:
    return np.asarray((label == code) & (said.person >= 0))


def _segment(view: View, where: tuple[str | None, str | None], now: Stances, earlier: Stances) -> Segment:
    means = _means(view, now)
    return Segment(*where, len(means.people), net_shift(means, _means(view, earlier)))


def _speakers(view: View, messages: Codes) -> list[int]:
    """Who wrote most of these messages."""
    authors = view.projection.author_person_of(messages)
    people, counts = np.unique(authors[authors >= 0], return_counts=True)
    places = top_people(view.projection, people.astype(np.int32), counts.astype(np.float64), SPEAKERS_SHOWN)
    chosen: list[int] = people[places].tolist()
    return chosen


__all__ = ["Reason", "ReasonKind", "Segment", "Why", "why"]
