"""Who did something when in; for any person and moment, what they had done before it and did next, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.projection.vocabulary import Codes

Moments = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

NONE = -1
"""No such event."""


@dataclass(frozen=True, slots=True)
class Past:
    """Events sorted by person and moment; each lookup costs a binary search, so k of them k log(events)."""

    key: Moments
    """(events) The person's code, then the moment's place among `moments`."""
    at: Moments
    """(events)"""
    row: Places
    """(events) Where each event stood in the arrays that were given."""
    sums: Numbers
    """(events + 1) Of the values before each place."""
    moments: Moments

    def __len__(self) -> int:
        """How many events."""
        return len(self.key)

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
        if not len(self.key):
            return np.full(len(person), NONE)
        place = np.searchsorted(self.key, _keys(person, np.searchsorted(self.moments, after, "right")))
        inside = np.minimum(place, len(self.key) - 1)
        found = (person >= 0) & (place < len(self.key)) & (self.key[inside] >> 32 == person)
        return np.where(found, place, NONE)

    def next_at(self, person: Codes, after: Moments, never: int) -> Moments:
        """Moment of that event; `never` where there is none."""
        place = self.following(person, after)
        return np.where(place == NONE, never, self.at[place] if len(self.at) else never)

    def _place(self, person: Codes, moment: Moments) -> Places:
        return np.searchsorted(self.key, _keys(person, np.searchsorted(self.moments, moment)))

    def _first(self, person: Codes, since: Moments | None) -> Places:
        if since is not None:
            return self._place(person, since)
        return np.searchsorted(self.key, person.astype(np.int64) << 32)


def past(person: Codes, at: Moments, values: npt.NDArray[np.generic] | None = None) -> Past:
    """Events by these people at these moments, in any order. Costs a sort. Events of nobody are left out."""
    known = np.flatnonzero(person >= 0)
    moments = np.unique(at[known])
    key = _keys(person[known], np.searchsorted(moments, at[known]))
    order = np.argsort(key, kind="stable")
    row = known[order]
    worth = np.ones(len(row)) if values is None else values[row].astype(np.float64)
    return Past(key[order], at[row], row, np.concatenate([[0.0], np.cumsum(worth)]), moments)


def _keys(person: Codes, moment: Places) -> Moments:
    return (person.astype(np.int64) << 32) | moment
