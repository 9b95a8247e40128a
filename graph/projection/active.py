"""A projection in; who in it has ever said or done anything, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.model import FactKind

if TYPE_CHECKING:
    from graph.projection.projection import Projection


def active_people(projection: Projection) -> npt.NDArray[np.bool_]:
    """(people) Authors of messages, and who followed, shared or reacted. Kept.

    The others are only written to: mailing lists, help desks' addresses, handles in passing. One that hundreds write to
    would join them all.
    """
    return projection.kept("active people", lambda: _active(projection))


def _active(projection: Projection) -> npt.NDArray[np.bool_]:
    active = np.zeros(projection.person_count, np.bool_)
    authors = projection.person_of(projection.rows(FactKind.POSTED).actor)
    active[authors[authors >= 0]] = True
    contacts = projection.contacts
    active[contacts.giver] = True
    if projection.edges_given:
        active[contacts.getter] = True
    return active
