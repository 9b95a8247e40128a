"""Who did something when in; for any person and moment, what they had done before it and did next, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.projection.vocabulary import Codes

Moments = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

NONE = -1
"""No such event."""


@dataclass(frozen=True, slots=True)
class Past:
    """Events by person, oldest first. A lookup is a binary search among that person's events only."""

    offsets: Places
    """(greatest person code + 2) Where each person's events begin."""
    at: Moments
    """(events)"""
    row: Places
    """(events) Where each event stood in the arrays that were given."""
    sums: Numbers
    """(events + 1) Of the values before each place."""

    def __len__(self) -> int:
        """How many events."""
        return len(self.at)

    def count(self, person: Codes, until: Moments, since: Moments | None = None) -> Moments:
        """How many events each person had before `until` (from `since` on)."""
        return self._place(person, until) - self._first(person, since)

    def total(self, person: Codes, until: Moments, since: Moments | None = None) -> Numbers:
        """The values of those events, summed."""
        return self.sums[self._place(person, until)] - self.sums[self._first(person, since)]

    def last(self, person: Codes, until: Moments) -> Moments:
        """Moment of each person's last event before `until`; -1 where there is none."""
        place = self.latest(person, until)
        return np.where(place == NONE, NONE, self.at[place] if len(self.at) else NONE)

    def latest(self, person: Codes, until: Moments) -> Places:
        """Place of each person's last event before `until`; NONE where there is none."""
        place = self._place(person, until)
        return np.where(place > self._first(person, None), place - 1, NONE)

    def following(self, person: Codes, after: Moments) -> Places:
        """Place of each person's first event later than a moment; NONE where there is none."""
        place = self._place(person, after + 1)
        return np.where(place < self._end(person), place, NONE)

    def next_at(self, person: Codes, after: Moments, never: int) -> Moments:
        """Moment of that event; `never` where there is none."""
        place = self.following(person, after)
        return np.where(place == NONE, never, self.at[place] if len(self.at) else never)

    def _place(self, person: Codes, moment: Moments) -> Places:
        person, moment = person.astype(np.int32, copy=False), moment.astype(np.int64, copy=False)
        return _places(self.offsets, self.at, person, moment)

    def _first(self, person: Codes, since: Moments | None) -> Places:
        return self.offsets[self._known(person)] if since is None else self._place(person, since)

    def _end(self, person: Codes) -> Places:
        return self.offsets[np.minimum(self._known(person) + 1, len(self.offsets) - 1)]

    def _known(self, person: Codes) -> Codes:
        """The codes; those without events stand behind all others."""
        last = np.int32(len(self.offsets) - 1)
        return np.where((person >= 0) & (person < last), person, last)


@compiled
def _places(offsets: Places, at: Moments, person: Codes, moment: Moments) -> Places:
    """(n) Place of each person's first event at a moment or later, else where their events end."""
    found, last = np.empty(len(person), np.int64), len(offsets) - 1
    for number in range(len(person)):
        low = high = offsets[last]
        if 0 <= person[number] < last:
            low, high = offsets[person[number]], offsets[person[number] + 1]
        while low < high:
            middle = (low + high) // 2
            if at[middle] < moment[number]:
                low = middle + 1
            else:
                high = middle
        found[number] = low
    return found


def past(person: Codes, at: Moments, values: npt.NDArray[np.generic] | None = None) -> Past:
    """Events by these people at these moments, in any order. Costs a sort. Events of nobody are left out."""
    known = np.flatnonzero(person >= 0)
    row = known[np.lexsort((at[known], person[known]))]
    offsets = np.concatenate([[0], np.cumsum(np.bincount(person[row]))]).astype(np.int64)
    worth = np.ones(len(row)) if values is None else values[row].astype(np.float64)
    return Past(offsets, at[row], row, np.concatenate([[0.0], np.cumsum(worth)]))
