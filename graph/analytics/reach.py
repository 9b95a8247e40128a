"""Flows and one person in; everybody whom word from them could have reached, by which way, out: exactly.

Word travels along time-respecting paths: hearings one after another in time, in which nobody passes on what
they have not yet heard (Kempe, Kleinberg and Kumar, Connectivity and Inference Problems for Temporal Networks,
2002, section 1; Holme and Saramäki, Temporal Networks, 2012, section 4.1). Times may be equal: a message that
answers one person and addresses another carries word from the first to the second. Edges without times are
all of one moment, and reach is then that of the static graph.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.flows import Flows, Moments
from graph.compiled import compiled
from graph.model import DAY_US, Micros
from graph.projection.tie_graph import Offsets, Vertices

HOP_SHARE = 0.5
"""With decay, word at each further hop counts half of the hop before: how much is lost a hop is not measured,
and a half is the usual middle course of path-discounted measures (Katz 1953, Psychometrika 18)."""

ALWAYS, NEVER = np.iinfo(np.int64).min + 1, np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Span:
    """The hearings that count: from `since` on and before `end`; None is open."""

    since: Micros | None = None
    end: Micros | None = None

    @property
    def bounds(self) -> tuple[int, int]:
        """As numbers."""
        return (
            ALWAYS if self.since is None else self.since,
            NEVER if self.end is None else self.end,
        )


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom word from one vertex could have reached."""

    flows: Flows
    start: int
    hop: npt.NDArray[np.int8]
    """(n) Fewest hops: 0 for the start itself, -1 for who is not reached."""
    via: npt.NDArray[np.int32]
    """(hops, n) The hearing (place in `flows.by_heard`) by which word came earliest with exactly so many hops,
    where that was earlier than with fewer; -1 elsewhere."""

    @property
    def vertices(self) -> Vertices:
        """Everybody reached, without the start, ascending."""
        return np.flatnonzero(self.hop > 0).astype(np.uint32)

    def counts(self) -> list[int]:
        """How many people are first reached at each hop."""
        found = np.bincount(self.hop[self.hop > 0], minlength=len(self.via) + 1)
        return [int(count) for count in found[1:]]

    def hearings(self, vertices: Vertices) -> npt.NDArray[np.int32]:
        """The last hearing on the shortest way to each of these vertices (place in `flows.by_heard`)."""
        return self.via[self.hop[vertices] - 1, vertices]

    def way(self, vertex: int) -> list[int]:
        """The hearings on the shortest way to a vertex, first to last: the earliest of that length."""
        places: list[int] = []
        level = int(self.hop[vertex])
        heard_of = self.flows.heard
        while vertex != self.start:
            level -= 1
            while self.via[level, vertex] < 0:
                level -= 1
            places.append(int(self.via[level, vertex]))
            vertex = int(heard_of[self.flows.by_heard.row[places[-1]]])
        return places[::-1]

    def expected(self, now: Micros | None = None, half_life_days: float | None = None) -> float:
        """People reached, each counting HOP_SHARE for every hop after the first, halved by age.

        With a half-life word counts half for each since it came. Summed in a fixed order. Cost grows with n.
        """
        people = self.vertices
        weight = HOP_SHARE ** (self.hop[people].astype(np.float64) - 1)
        if half_life_days is not None and now is not None:
            age_days = np.maximum(now - self.flows.by_heard.at[self.hearings(people)], 0) / DAY_US
            weight *= np.exp2(-age_days / half_life_days)
        return float(np.sort(weight).sum())


def reach(flows: Flows, start: int, hops: int, span: Span) -> Reached:
    """Everybody whom word from one vertex could reach in so many hops.

    Exact. Each hearing is looked at once at most: cost grows with the hearings of those reached, and with
    hops x n for the arrays.
    """
    index = flows.by_heard
    since, end = span.bounds
    hop, via = _spread(index.offsets, index.hears, index.at, start, hops, since, end)
    return Reached(flows, start, hop, via)


@compiled
def _spread(  # noqa: C901, PLR0912 - one pass over shared arrays
    offsets: Offsets, hears: Vertices, at: Moments, start: int, hops: int, since: int, end: int
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.int32]]:
    """Hop by hop: the later hearings, not yet looked at, of whoever was reached (or reached earlier) the hop before.

    Vertices go in order, so that of equals the first in order of people's ids is kept.
    """
    count = len(offsets) - 1
    arrival = np.full(count, NEVER, np.int64)
    looked = np.full(count, end, np.int64)
    hop = np.full(count, -1, np.int8)
    via = np.full((hops, count), -1, np.int32)
    arrival[start] = since
    hop[start] = 0
    for level in range(hops):
        for heard in range(count):
            if level == 0:
                if heard != start:
                    continue
                moment = since
            elif via[level - 1, heard] >= 0:
                moment = at[via[level - 1, heard]]
            else:
                continue
            low, high = offsets[heard], offsets[heard + 1]
            while low < high:  # the first hearing at that moment or after it
                middle = (low + high) // 2
                if at[middle] < moment:
                    low = middle + 1
                else:
                    high = middle
            for place in range(low, offsets[heard + 1]):
                if at[place] >= looked[heard]:
                    break
                other = hears[place]
                if at[place] < arrival[other]:
                    arrival[other] = at[place]
                    via[level, other] = place
                    if hop[other] < 0:
                        hop[other] = level + 1
            looked[heard] = moment
    return hop, via
