"""Contacts in; those of each person, whichever side they are on, out: found without a look at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.flows import by_vertex
from graph.model import Micros
from graph.projection import Projection
from graph.projection.contacts import Contacts
from graph.projection.tie_graph import Offsets


@dataclass(frozen=True, slots=True)
class PersonContacts:
    """Contacts by person code, oldest first. 8 bytes a contact, 8 a person."""

    contacts: Contacts
    offsets: Offsets
    rows: npt.NDArray[np.uint32]

    def of(self, person: int, since: Micros | None, end: Micros | None) -> Contacts:
        """A person's in a window. Cost grows with theirs."""
        rows = self.rows[self.offsets[person] : self.offsets[person + 1]]
        at = self.contacts.at[rows]
        low = 0 if since is None else int(np.searchsorted(at, since))
        high = len(at) if end is None else int(np.searchsorted(at, end))
        return self.contacts.pick(rows[low : max(low, high)])

    def between(self, one: int, other: int, since: Micros | None, end: Micros | None) -> Contacts:
        """Those of two people with each other. Cost grows with those of the less busy."""
        sizes = np.diff(self.offsets)
        if sizes[one] > sizes[other]:
            one, other = other, one
        found = self.of(one, since, end)
        return found.pick((found.giver == other) | (found.getter == other))


def person_contacts(projection: Projection) -> PersonContacts:
    """The index of a snapshot, made once. One counting sort: cost grows with contacts + people."""
    return projection.kept("person contacts", lambda: _index(projection))


def _index(projection: Projection) -> PersonContacts:
    contacts = projection.contacts
    sides = np.stack([contacts.giver, contacts.getter], 1).ravel().view(np.uint32)
    offsets, order = by_vertex(sides, projection.person_count)
    return PersonContacts(contacts, offsets, order // np.uint32(2))
