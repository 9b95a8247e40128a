"""A brand and a window in; what annoys people about it and what they wish for, by topic, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.model import FactKind, Micros
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.answer import Evidence, Window
from graph.questions.catalogue_index import BrandRef, TopicRef
from graph.questions.evidence import distinct, evidence_of
from graph.questions.recurring import recurring, without
from graph.questions.stances import count_people, split
from graph.questions.view import View
from graph.questions.windows import missing, rows_in
from nlp.catalogue import TopicKind


@dataclass(frozen=True, slots=True)
class Grievance:
    """Complaints (or suggestions) about one thing. A message about two topics counts under both."""

    topic: TopicRef | None
    """None: messages that fit no topic, or only an open one that too few share."""
    messages: int
    people: int
    """Distinct customers."""
    first_at: Micros
    last_at: Micros
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Grievances:
    """What people complain of or wish for; most people first, untopical last."""

    kind: FactKind
    """COMPLAINS or SUGGESTS."""
    brand: BrandRef
    window: Window
    messages: int
    people: int
    """Each message and each person once, however many topics."""
    groups: tuple[Grievance, ...]
    missing: str | None = None


OTHER_KIND = {FactKind.COMPLAINS: TopicKind.IDEA, FactKind.SUGGESTS: TopicKind.PEEVE}
"""What a complaint, or a suggestion, is not about, though its message may be."""


async def peeves(view: View, brand: str, window: Window) -> Grievances:
    """What annoys customers of this brand again and again."""
    return _grievances(view, FactKind.COMPLAINS, brand, window)


async def ideas(view: View, brand: str, window: Window) -> Grievances:
    """What customers wish from this brand."""
    return _grievances(view, FactKind.SUGGESTS, brand, window)


def _grievances(view: View, kind: FactKind, brand: str, window: Window) -> Grievances:
    ref = view.catalogue.brand(brand)
    projection = view.projection
    acts, by_topic = acts_on(view, kind, ref.id, window)
    messages = distinct(acts.source, projection.message_count)
    untopical = by_topic.pop(None, None)
    groups = [_group(view, acts, code, some) for code, some in by_topic.items()]
    groups.sort(key=lambda one: (-one.people, -one.messages, one.topic.id if one.topic else ""))
    if untopical is not None:
        groups.append(_group(view, acts, None, untopical))
    verb = "complains of" if kind is FactKind.COMPLAINS else "suggests anything to"
    return Grievances(
        kind=kind,
        brand=ref,
        window=window,
        messages=len(messages),
        people=count_people(projection, projection.person_of(acts.actor)),
        groups=tuple(groups),
        missing=None if len(messages) else missing(view, window, f"{verb} {ref.name}"),
    )


def acts_on(
    view: View, kind: FactKind, brand: str, window: Window
) -> tuple[Columns, dict[int | None, Codes]]:
    """Customers' complaints (or suggestions) about a brand, and the messages by topic code; None: of no topic."""
    projection = view.projection
    rows = rows_in(projection, kind, window)
    acts = split(projection, rows.pick(rows.object == projection.names.brands.code(brand)))[0]
    messages = distinct(acts.source, projection.message_count)
    topics = recurring(view, without(view, topics_of(view, messages, window), OTHER_KIND[kind]))
    found: dict[int | None, Codes] = {
        code: topics.source[topics.object == code] for code in np.unique(topics.object).tolist()
    }
    untopical = np.setdiff1d(messages, topics.source)
    return acts, found | ({None: untopical} if len(untopical) else {})


def topics_of(view: View, messages: Codes, window: Window) -> Columns:
    """What these messages are about."""
    about = rows_in(view.projection, FactKind.ABOUT, window)
    wanted = np.zeros(view.projection.message_count, np.bool_)
    wanted[messages] = True
    return about.pick(wanted[about.source])


def _group(view: View, acts: Columns, topic: int | None, messages: Codes) -> Grievance:
    rows = acts.pick(np.isin(acts.source, messages))
    names = view.projection.names.topics
    return Grievance(
        topic=None if topic is None else view.catalogue.shown_topic(names.name(topic)),
        messages=len(distinct(messages, view.projection.message_count)),
        people=count_people(view.projection, view.projection.person_of(rows.actor)),
        first_at=int(rows.at[0]),
        last_at=int(rows.at[-1]),
        evidence=evidence_of(view.projection, messages),
    )
