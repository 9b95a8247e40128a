"""What passed between two people in; how strong their tie is, 0..1, with its parts, for one pair or a whole graph, out.

Strength follows what predicts closeness best: how often, how mutual, how lately and in which tone two people turn
to each other (Granovetter 1973, American Journal of Sociology 78; Gilbert and Karahalios, CHI 2009).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.analytics.flows import by_vertex, flows_of
from graph.compiled import compiled
from graph.model import DAY_US, FactKind, Micros
from graph.projection import Projection
from graph.projection.contacts import KINDS, Contacts
from graph.projection.tie_graph import TieGraph, Vertices, tie_graph
from graph.projection.vocabulary import Codes

Numbers = npt.NDArray[np.float64]
Tones = npt.NDArray[np.int8]

HALF_LIFE_DAYS = 90.0
"""A contact counts half after a quarter: relationships on open channels fade over months, not weeks."""

USUAL_CONTACTS = 5.0
"""Decayed contacts at which frequency is one half: about two a month, kept up."""

PRIOR_TONES = 2.0
"""Messages without a tone that every tie is credited with: one cross word is no enmity."""

TINY = 1e-300
"""Keeps 0 / 0 out: a contact so old that nothing of it is left."""

WRITTEN = np.array([kind.name not in {"reactions", "follows"} for kind in KINDS] + [False])
"""Kinds whose message is the giver's own words, by kind."""


@dataclass(frozen=True, slots=True)
class TieMeasures:
    """One row a tie: what passed between its two people."""

    given: Numbers
    got: Numbers
    """Decayed weights, one way and the other. A message that both replies and addresses counts once."""
    age_days: Numbers
    """Since the last contact."""
    tone: Numbers
    """Messages to each other that speak well of what they name, less those that speak ill."""
    toned: Numbers
    """How many of either."""

    @property
    def frequency(self) -> Numbers:
        """0..1: decayed contacts against USUAL_CONTACTS."""
        total = self.given + self.got
        return total / (total + USUAL_CONTACTS)

    @property
    def reciprocity(self) -> Numbers:
        """0..1: the lesser direction over the greater."""
        return np.minimum(self.given, self.got) / np.maximum(np.maximum(self.given, self.got), TINY)

    @property
    def recency(self) -> Numbers:
        """0..1: halves with every half-life since the last contact."""
        return decay(self.age_days)

    @property
    def sentiment(self) -> Numbers:
        """0..1: a half where nothing or as much good as ill was said, drawn toward it by PRIOR_TONES."""
        return (1.0 + self.tone / (self.toned + PRIOR_TONES)) / 2.0

    @property
    def strength(self) -> Numbers:
        """0..1: the weighted sum of PARTS."""
        total = np.zeros(len(self.given))
        for part in PARTS:
            total += part.weight * part.value(self)
        return total


@dataclass(frozen=True, slots=True)
class TiePart:
    """One thing that strength is made of."""

    name: str
    weight: float
    meaning: str
    value: Callable[[TieMeasures], Numbers]


PARTS = (
    TiePart("frequency", 0.45, "of 0.45 for how often they turn to each other", lambda ties: ties.frequency),
    TiePart("reciprocity", 0.25, "of 0.25 for how mutual that is", lambda ties: ties.reciprocity),
    TiePart("recency", 0.2, "of 0.2 for how lately they did", lambda ties: ties.recency),
    TiePart(
        "sentiment",
        0.1,
        "of 0.1 for the tone of their messages to each other (0.05: neither good nor ill)",
        lambda ties: ties.sentiment,
    ),
)
"""How often says most; weights add up to 1. Tone says least: it is what they feel toward the brands that they
speak of, not toward each other."""


def decay(age_days: Numbers) -> Numbers:
    """What is left of the weight of contacts of these ages."""
    return np.exp2(-np.maximum(age_days, 0.0) / HALF_LIFE_DAYS)


def message_tones(projection: Projection) -> Tones:
    """-1, 0 or 1 by message code: the sign of the feelings toward all brands that it mentions; kept."""
    return projection.kept("message tones", lambda: _message_tones(projection))


def _message_tones(projection: Projection) -> Tones:
    mentions = projection.rows(FactKind.MENTIONS)
    sums = np.bincount(mentions.source, mentions.sentiment, minlength=projection.message_count)
    return np.sign(sums).astype(np.int8)


def contact_tones(contacts: Contacts, tones: Tones) -> Tones:
    """The tone of each contact: of the giver's words, 0 for reactions, follows and bare edges."""
    if not len(tones):
        return np.zeros(len(contacts), np.int8)
    return np.where(WRITTEN[contacts.kind], tones[contacts.message], np.int8(0))


class Between(NamedTuple):
    """The contacts that make ties, in the order of time."""

    low: Vertices
    """The end of the tie with the lower vertex."""
    high: Vertices
    upward: npt.NDArray[np.bool_]
    """Whether low turned to high."""
    at: npt.NDArray[np.int64]
    source: Codes
    weight: npt.NDArray[np.float32]
    tone: Tones


def tie_strengths(projection: Projection, contacts: Contacts, now: Micros) -> TieGraph:
    """A graph of all ties that these contacts make, weighing 0..1 by strength; vertices are all people by id.

    Cost grows with contacts + people: two counting sorts, one pass.
    """
    flows = flows_of(projection)
    between = _between(projection, contacts, flows.vertex)
    order = by_vertex(between.high, flows.vertex_count)[1]
    order = order[by_vertex(between.low[order], flows.vertex_count)[1]]
    found = _pairs(_picked(between, order), float(now))
    low, high, given, got, age_days, tone, toned = found
    if not projection.edges_directed:
        given = got = given + got
    measures = TieMeasures(given, got, age_days, tone, toned)
    weights = measures.strength.astype(np.float32)
    return tie_graph(low, high, weights, flows.people, directed=False)


def _between(projection: Projection, contacts: Contacts, vertex: Vertices) -> Between:
    giver, getter = vertex[contacts.giver], vertex[contacts.getter]
    tones = contact_tones(contacts, message_tones(projection))
    upward = giver < getter
    columns = (np.minimum(giver, getter), np.maximum(giver, getter), upward)
    found = Between(*columns, contacts.at, contacts.source, contacts.weight, tones)
    loops = giver == getter
    return _picked(found, ~loops) if loops.any() else found


def _picked(rows: Between, chosen: npt.NDArray[Any]) -> Between:
    columns: tuple[Any, ...] = tuple(column[chosen] for column in rows)
    return Between(*columns)


@compiled
def _pairs(
    rows: Between, now: float
) -> tuple[Vertices, Vertices, Numbers, Numbers, Numbers, Numbers, Numbers]:
    """One row a pair, of contacts sorted by pair, then time: (low, high, given, got, age in days, tone, toned).

    Of one message's contacts, which stand together, the weightiest counts. Sums go from the least value up, so
    that no order of arrival shows.
    """
    size = len(rows.low)
    low, high = np.empty(size, np.uint32), np.empty(size, np.uint32)
    sums = np.zeros((5, size))
    values = np.empty((2, size))
    pair, start = -1, 0
    counts = np.zeros(2, np.int64)
    for row in range(size + 1):
        new = row in (0, size) or rows.low[row] != low[pair] or rows.high[row] != high[pair]
        if new and row > 0:
            for side in range(2):
                if counts[side] == 1:
                    sums[side, pair] = values[side, start]
                elif counts[side] > 1:
                    for value in np.sort(values[side, start : start + counts[side]]):
                        sums[side, pair] += value
        if row == size:
            break
        if new:
            pair, start = pair + 1, row
            counts[:] = 0
            low[pair], high[pair] = rows.low[row], rows.high[row]
        side = 0 if rows.upward[row] else 1
        age = max((now - rows.at[row]) / DAY_US, 0.0)
        value = rows.weight[row] * 2.0 ** (-age / HALF_LIFE_DAYS)
        again = not new and rows.source[row] >= 0 and rows.source[row] == rows.source[row - 1]
        if again:
            last = start + counts[side] - 1
            values[side, last] = max(values[side, last], value)
        else:
            values[side, start + counts[side]] = value
            counts[side] += 1
            sums[3, pair] += rows.tone[row]
            sums[4, pair] += abs(rows.tone[row])
        sums[2, pair] = age
    pair += 1
    return (
        low[:pair],
        high[:pair],
        sums[0, :pair],
        sums[1, :pair],
        sums[2, :pair],
        sums[3, :pair],
        sums[4, :pair],
    )
