"""A window in; which customers can be reached on which channels out.

A person can be reached where an account of theirs has written, reacted or followed by the window's end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import FactKind
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.answer import Window
from graph.questions.windows import rows_in

ACTIVE = (FactKind.POSTED, FactKind.REACTED, FactKind.FOLLOWS)
"""What shows that somebody is there."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Presence:
    """Customers who did anything in a window, and where they can be reached."""

    active: Mask
    """(people) Did anything in the window."""
    on: npt.NDArray[np.bool_]
    """(channels, people) Can be reached there; those who are not `active` included."""

    @property
    def channels(self) -> list[int]:
        """Codes of the channels with active people."""
        used = (self.on & self.active).any(axis=1)
        return [int(code) for code in np.flatnonzero(used)]

    def here(self, channel: int) -> Mask:
        """(people) Active, and reachable on the channel."""
        return np.asarray(self.on[channel] & self.active)

    def elsewhere(self, channel: int) -> Mask:
        """(people) Reachable on another channel."""
        others = np.delete(self.on, channel, axis=0)
        return np.asarray(others.any(axis=0))


def presence(projection: Projection, window: Window) -> Presence:
    """Where everybody can be reached. Cost grows with messages and interactions."""
    everything = Window(None, window.until, window.as_of)
    on = np.zeros((len(projection.names.channels), projection.person_count), np.bool_)
    active = np.zeros(projection.person_count, np.bool_)
    for kind in ACTIVE:
        rows = rows_in(projection, kind, everything)
        people = _customers(projection, rows)
        known = people >= 0
        on[projection.channel_of_message[rows.source[known]], people[known]] = True
        inside = known if window.since is None else known & (rows.at >= window.since)
        active[people[inside]] = True
    return Presence(active, on)


def _customers(projection: Projection, rows: Columns) -> Codes:
    people = projection.person_of(rows.actor)
    return np.where(projection.is_company(rows), np.int32(-1), people)
