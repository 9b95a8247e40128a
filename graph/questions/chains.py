"""A brand and a window in; who moved whom who moved others in turn, as chains of recommendations or warnings, out."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.analytics.chains import ROOT, Forest, forest
from graph.model import FactKind, Micros
from graph.projection.vocabulary import Codes
from graph.questions.answer import Part, Score, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.conversion import Conversions, conversions
from graph.questions.effects import HIDDEN
from graph.questions.evidence import evidence_of
from graph.questions.intervals import Interval, wilson
from graph.questions.outcomes import KINDS, Outcome
from graph.questions.people import PersonRef, people_of
from graph.questions.persuasion import Links
from graph.questions.view import View
from graph.questions.windows import missing

LINKS_SHOWN = 100
"""Of one chain; longer ones say how many there are."""

THIN_ADVISED = 10


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One person moved by another."""

    giver: PersonRef
    receiver: PersonRef
    advice: str
    """Uid of the message with the advice."""
    advised_at: Micros
    outcome: Outcome
    credited: bool
    """The receiver's message turns to the giver."""
    depth: int
    """1: the giver is not known to have been moved by anybody."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Everybody whom one person's word reached by way of others who acted on it."""

    beginner: PersonRef
    people: int
    """Distinct people moved."""
    depth: int
    """Of the longest way: 1 where nobody recommended it on."""
    links: tuple[ChainLink, ...]
    """Oldest deed first; at most LINKS_SHOWN."""


@dataclass(frozen=True, slots=True)
class Delays:
    """How long people took to act, in micros."""

    first_quarter: Micros
    median: Micros
    third_quarter: Micros
    nine_tenths: Micros


@dataclass(frozen=True, slots=True)
class Chains:
    """The chains of a brand, most people first."""

    kind: FactKind
    brand: BrandRef
    window: Window
    advised: int
    """(giver, receiver) pairs of advice in the window."""
    conversion: Score
    """Of these pairs, the share upon which the receiver acted."""
    interval: Interval | None
    """Wilson's, over distinct people advised."""
    links: int
    credited: int
    """Links whose receiver says so."""
    depths: tuple[int, ...]
    """How many links stand at depth 1, 2, …"""
    branching: float | None
    """People moved by each person who had been moved and advised others in turn; None: nobody did."""
    delays: Delays | None
    total: int
    chains: tuple[Chain, ...]
    caution: str = HIDDEN
    missing: str | None = None


async def chains(
    view: View, brand: str, window: Window, first: int = 20, kind: FactKind = FactKind.RECOMMENDS
) -> Chains:
    """Who recommended the brand (WARNS: warned of it) to whom, who acted on it and passed it on."""
    ref = view.catalogue.brand(brand)
    found, grown = await asyncio.to_thread(_grown, view, ref, window, kind)
    links = found.likely
    members = _by_root(view, links, grown)
    shown = members[:first]
    named = await people_of(view, {person for root, rows in shown for person in _people(links, root, rows)})
    verb = "recommends" if kind is FactKind.RECOMMENDS else "warns of"
    return Chains(
        kind=kind,
        brand=ref,
        window=window,
        advised=int(found.advised.sum()),
        conversion=_conversion(view, found, links),
        interval=_interval(found, links),
        links=len(links),
        credited=int(np.count_nonzero(links.credited)),
        depths=tuple(np.bincount(grown.depth)[1:].tolist()) if len(links) else (),
        branching=_branching(found, links, grown),
        delays=_delays(links),
        total=len(members),
        chains=tuple(_chain(view, links, grown, root, rows, named) for root, rows in shown),
        missing=None
        if len(links)
        else missing(view, window, f"{verb} {ref.name} to somebody who then acted"),
    )


def _grown(view: View, ref: BrandRef, window: Window, kind: FactKind) -> tuple[Conversions, Forest]:
    rivals = tuple(rival.id for rival in view.catalogue.rivals(ref))
    found = conversions(view.projection, kind, ref.id, rivals, window)
    links = found.likely
    return found, forest(links.giver, links.receiver, links.given, links.acted)


def _by_root(view: View, links: Links, grown: Forest) -> list[tuple[int, list[int]]]:
    """(beginner, links) of each chain: most people first, then deepest, then by the beginner's id."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row, root in enumerate(grown.root.tolist()):
        rows[root].append(row)
    names = view.projection.names.people
    receiver = links.receiver
    return sorted(
        rows.items(),
        key=lambda one: (
            -len(set(receiver[one[1]].tolist())),
            -int(grown.depth[one[1]].max()),
            names.name(one[0]),
        ),
    )


def _people(links: Links, root: int, rows: Sequence[int]) -> set[int]:
    some = list(rows)[:LINKS_SHOWN]
    return {root, *links.giver[some].tolist(), *links.receiver[some].tolist()}


def _chain(
    view: View, links: Links, grown: Forest, root: int, rows: list[int], named: Mapping[int, PersonRef]
) -> Chain:
    return Chain(
        beginner=named[root],
        people=len(set(links.receiver[rows].tolist())),
        depth=int(grown.depth[rows].max()),
        links=tuple(_link(view, links, grown, row, named) for row in rows[:LINKS_SHOWN]),
    )


def _link(view: View, links: Links, grown: Forest, row: int, named: Mapping[int, PersonRef]) -> ChainLink:
    told, act = int(links.told[row]), int(links.act[row])
    messages = view.projection.names.messages
    given, acted = int(links.advice.at[told]), int(links.acts.at[act])
    return ChainLink(
        giver=named[int(links.advice.giver[told])],
        receiver=named[int(links.advice.receiver[told])],
        advice=messages.name(int(links.advice.source[told])),
        advised_at=given,
        outcome=Outcome(
            KINDS[int(links.acts.rank[act])], messages.name(int(links.acts.source[act])), acted, acted - given
        ),
        credited=bool(links.credited[row]),
        depth=int(grown.depth[row]),
    )


def _conversion(view: View, found: Conversions, links: Links) -> Score:
    advised, acted = float(found.advised.sum()), len(links)
    parts = (
        Part("acted", float(acted), "pairs of an adviser and somebody advised who acted on it"),
        Part("advised", advised, "pairs of an adviser and somebody advised by name"),
        Part(
            "silent",
            found.silent,
            "share of the deeds that name no adviser which advice made, by people alike",
        ),
    )
    evidence = evidence_of(view.projection, _sources(links))
    return Score(acted / advised if advised else None, parts, evidence, thin=advised < THIN_ADVISED)


def _sources(links: Links) -> Codes:
    return np.concatenate([links.advice.source[links.told], links.acts.source[links.act]])


def _interval(found: Conversions, links: Links) -> Interval | None:
    """One person advised by several is no independent pair, so people are counted."""
    advised = float(found.advised.sum())
    people = len(np.unique(found.advice.receiver))
    return wilson(len(links) / advised, people) if people else None


def _branching(found: Conversions, links: Links, grown: Forest) -> float | None:
    """The mean offspring of those moved who advise in turn (Galton and Watson's; as in Goel et al. 2016, virality)."""
    moved = np.unique(links.receiver)
    advising = moved[found.advised[moved] > 0]
    passed_on = int(np.count_nonzero(grown.parent != ROOT))
    return passed_on / len(advising) if len(advising) else None


def _delays(links: Links) -> Delays | None:
    if not len(links):
        return None
    quarters = np.quantile(links.acted - links.given, [0.25, 0.5, 0.75, 0.9])
    return Delays(*(int(one) for one in quarters))
