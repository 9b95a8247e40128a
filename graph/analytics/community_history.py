"""Communities of two windows in; which of the later go on from which of the earlier, and what happened to each, out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Members = npt.NDArray[np.int32]
"""(people) The community of every person, by a numbering that both windows share; -1 for none."""

ALIKE = 0.3
"""Jaccard similarity from which two communities are the same one in time: Greene, Doyle and Cunningham 2010 find
.1 to .5 to serve, and use .3 for their mobile data."""

STEADY = 0.1
"""A change in size up to this share is none."""


class Event(StrEnum):
    """What happened to a community between two windows (Greene, Doyle and Cunningham 2010, section III)."""

    BORN = "born"  # goes on from none
    GROWN = "grown"
    SHRUNK = "shrunk"
    STEADY = "steady"
    MERGED = "merged"  # goes on from several
    SPLIT = "split"  # what it goes on from goes on in others too
    DISSOLVED = "dissolved"  # an earlier one that goes on in none


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier and a later community that are one in time."""

    before: int
    after: int
    similarity: float
    """Jaccard: shared over all members."""


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to one community."""

    event: Event
    community: int
    """The later one; of a dissolved one the earlier."""
    before: tuple[int, ...]
    """What it goes on from, most similar first."""


def matches(before: Members, after: Members, alike: float = ALIKE) -> list[Match]:
    """Pairs of communities with a Jaccard similarity above `alike`, by earlier and later number.

    Tracking the Evolution of Communities in Dynamic Social Networks (Greene, Doyle and Cunningham, ASONAM 2010,
    section III). Cost grows with people: only pairs that share someone are looked at.
    """
    sizes_before, sizes_after = _sizes(before), _sizes(after)
    both = (before >= 0) & (after >= 0)
    keys = before[both].astype(np.int64) << 32 | after[both]
    pairs, shared = np.unique(keys, return_counts=True)
    left, right = pairs >> 32, pairs & 0xFFFFFFFF
    similarity = shared / (sizes_before[left] + sizes_after[right] - shared)
    return [
        Match(int(left[place]), int(right[place]), float(similarity[place]))
        for place in np.flatnonzero(similarity > alike)
    ]


def steps(before: Members, after: Members, alike: float = ALIKE) -> list[Step]:
    """What happened to every later community, in their order, and then which earlier ones dissolved."""
    found = matches(before, after, alike)
    sizes_before, sizes_after = _sizes(before), _sizes(after)
    sources: dict[int, list[Match]] = {}
    branches: dict[int, int] = {}
    for one in found:
        sources.setdefault(one.after, []).append(one)
        branches[one.before] = branches.get(one.before, 0) + 1
    later = [
        Step(
            _event(number, sources.get(number, []), branches, sizes_before, sizes_after),
            number,
            _most_alike(sources.get(number, [])),
        )
        for number in range(len(sizes_after))
        if sizes_after[number]
    ]
    gone = [
        Step(Event.DISSOLVED, number, (number,))
        for number in range(len(sizes_before))
        if sizes_before[number] and number not in branches
    ]
    return later + gone


def _event(
    number: int,
    sources: list[Match],
    branches: dict[int, int],
    sizes_before: npt.NDArray[np.intp],
    sizes_after: npt.NDArray[np.intp],
) -> Event:
    if not sources:
        return Event.BORN
    if len(sources) > 1:
        return Event.MERGED
    earlier = sources[0].before
    if branches[earlier] > 1:
        return Event.SPLIT
    growth = sizes_after[number] / sizes_before[earlier] - 1
    if abs(growth) <= STEADY:
        return Event.STEADY
    return Event.GROWN if growth > 0 else Event.SHRUNK


def _most_alike(sources: list[Match]) -> tuple[int, ...]:
    return tuple(one.before for one in sorted(sources, key=lambda one: (-one.similarity, one.before)))


def _sizes(members: Members) -> npt.NDArray[np.intp]:
    return np.bincount(members[members >= 0])
