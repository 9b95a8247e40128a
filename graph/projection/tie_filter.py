"""What a question is about in; the contacts that belong to it, and the graph of ties that they make, out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.model import DAY_US, FactKind, Micros
from graph.projection.active import active_people
from graph.projection.contacts import GIVEN, KINDS, LISTENS, Contacts
from graph.projection.reading import BRAND_OBJECTS
from graph.projection.tie_graph import TieGraph, Vertices, tie_graph
from graph.projection.vocabulary import Codes

if TYPE_CHECKING:
    from graph.projection.projection import Projection

Mask = npt.NDArray[np.bool_]


class Orientation(StrEnum):
    """Which way a tie points. Bare edges (Projection.from_edges) point as they were given, or both ways."""

    CONTACT = "contact"  # from who turned to the other
    ATTENTION = "attention"  # from who hears to who is heard: a replier, sharer or follower hears; the one addressed hears
    FLOW = "flow"  # from who is heard to who hears: the way that word travels
    MUTUAL = "mutual"  # both ways


@dataclass(frozen=True, slots=True)
class TieFilter:
    """Which contacts make a tie graph, and how they weigh. Everything that is set must hold."""

    orientation: Orientation = Orientation.MUTUAL
    since: Micros | None = None
    end: Micros | None = None
    """Exclusive."""
    now: Micros | None = None
    """With `half_life_days`: the moment at which a contact counts in full."""
    half_life_days: float | None = None
    """A contact of this age counts half. None: age does not matter."""
    kinds: frozenset[str] | None = None
    """Names out of contacts.KINDS."""
    brand: str | None = None
    """Contacts by messages that mention the brand, or in which an act is about it."""
    topic: str | None = None
    sentiment: int | None = None
    """-1, 0 or 1: what the message feels toward the brand, else toward all brands that it names."""
    channel: str | None = None
    customers: bool = False
    """Leave out staff and bots, and whoever is only written to (`active_people`)."""


ATTENTION = TieFilter(Orientation.ATTENTION)
"""All ties, as analysts' tools are given them where no filter is: rank along them flows to whom people listen to."""


def chosen(projection: Projection, asked: TieFilter) -> Contacts:
    """The contacts that belong, oldest first."""
    contacts = projection.contacts.between(asked.since, asked.end)
    keep = np.ones(len(contacts), np.bool_)
    if asked.kinds is not None:
        keep &= np.array([*(kind.name in asked.kinds for kind in KINDS), True])[contacts.kind]
    if asked.customers:
        counted = active_people(projection) & ~projection.company_people
        keep &= counted[contacts.giver] & counted[contacts.getter]
    if asked.channel is not None:
        code = projection.names.channels.code(asked.channel)
        keep &= projection.channel_of_message[contacts.source] == code
    for messages in _messages(projection, asked):
        keep &= messages[contacts.message] & (contacts.message >= 0)
    return contacts if keep.all() else contacts.pick(keep)


def ties(projection: Projection, asked: TieFilter) -> TieGraph:
    """The tie graph of a filter; people without a tie in it are not among its vertices."""
    contacts = chosen(projection, asked)
    weights = weights_of(contacts, asked)
    if (keep := weights > 0).all():
        giver, getter, kind = contacts.giver, contacts.getter, contacts.kind
    else:
        giver, getter, kind = contacts.giver[keep], contacts.getter[keep], contacts.kind[keep]
        weights = weights[keep]
    vertices = _Vertices(projection, giver, getter)
    sources, targets = pointed(vertices.of(giver), vertices.of(getter), kind, asked.orientation)
    directed = asked.orientation is not Orientation.MUTUAL and projection.edges_directed
    return tie_graph(sources, targets, weights, vertices.people, directed=directed)


class _Vertices:
    """People who occur, in the order of their ids."""

    def __init__(self, projection: Projection, giver: Codes, getter: Codes) -> None:
        if projection.edges_given:  # every vertex counts, and is known by its place
            self.people = np.arange(projection.person_count, dtype=np.int32)
            self._vertex: Vertices | None = None
            return
        occurs = np.zeros(projection.person_count, np.bool_)
        occurs[giver] = occurs[getter] = True
        self.people = projection.people_in_order[occurs[projection.people_in_order]]
        self._vertex = np.zeros(projection.person_count, np.uint32)
        self._vertex[self.people] = np.arange(len(self.people), dtype=np.uint32)

    def of(self, people: Codes) -> Vertices:
        """Their vertices."""
        return people.view(np.uint32) if self._vertex is None else self._vertex[people]


def pointed(
    giver: Vertices, getter: Vertices, kind: npt.NDArray[np.int8], orientation: Orientation
) -> tuple[Vertices, Vertices]:
    """(from, to) of each contact."""
    if orientation in {Orientation.CONTACT, Orientation.MUTUAL} or (len(kind) and kind[0] == GIVEN):
        return giver, getter
    heard_by_giver = LISTENS[kind]
    hears, heard = np.where(heard_by_giver, giver, getter), np.where(heard_by_giver, getter, giver)
    return (hears, heard) if orientation is Orientation.ATTENTION else (heard, hears)


def weights_of(contacts: Contacts, asked: TieFilter) -> npt.NDArray[np.float32]:
    """What each contact adds to its tie: a message that both replies and addresses counts by its weightier kind."""
    bare = len(contacts) == 0 or contacts.kind[0] == GIVEN
    if bare and asked.half_life_days is None:
        return contacts.weight
    weights = contacts.weight.copy()
    if not bare:
        _count_once(contacts.source, contacts.getter, weights)
    if asked.half_life_days is not None and asked.now is not None:
        age_days = np.maximum(asked.now - contacts.at, 0) / DAY_US
        weights *= np.exp2(-age_days / asked.half_life_days).astype(np.float32)
    return weights


@compiled
def _count_once(source: Codes, getter: Codes, weights: npt.NDArray[np.float32]) -> None:
    """Set all but the greatest weight of one message's contacts with one person to 0."""
    best = 0
    for row in range(1, len(source)):
        if source[row] != source[best] or getter[row] != getter[best]:
            best = row
        elif weights[row] > weights[best]:
            weights[best] = 0.0
            best = row
        else:
            weights[row] = 0.0


def _messages(projection: Projection, asked: TieFilter) -> list[Mask]:
    """By message code: which messages are about what is asked."""
    found = []
    if asked.brand is not None:
        found.append(_on_brand(projection, asked.brand))
    if asked.topic is not None:
        about = projection.rows(FactKind.ABOUT)
        found.append(
            _marked(projection, about.source[about.object == projection.names.topics.code(asked.topic)])
        )
    if asked.sentiment is not None:
        found.append(_feeling(projection, asked.brand, asked.sentiment))
    return found


def _on_brand(projection: Projection, brand: str) -> Mask:
    code = projection.names.brands.code(brand)
    marks = np.zeros(projection.message_count, np.bool_)
    for kind in BRAND_OBJECTS:
        rows = projection.rows(kind)
        marks[rows.source[(rows.object == code) | (rows.rival == code)]] = True
    return marks


def _feeling(projection: Projection, brand: str | None, sentiment: int) -> Mask:
    mentions = projection.rows(FactKind.MENTIONS)
    if brand is not None:
        mentions = mentions.pick(mentions.object == projection.names.brands.code(brand))
    sums = np.bincount(mentions.source, mentions.sentiment, minlength=projection.message_count)
    felt: Mask = np.sign(sums) == sentiment
    return felt & _marked(projection, mentions.source)


def _marked(projection: Projection, messages: Codes) -> Mask:
    marks = np.zeros(projection.message_count, np.bool_)
    marks[messages] = True
    return marks
