"""A snapshot, the next one and what changed in between in; the contacts of the next one, without deriving all, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph.model import FactKind
from graph.projection.columns import Columns, empty
from graph.projection.contacts import Contacts, contacts_in, in_order
from graph.projection.growing import Growing
from graph.projection.reading import MESSAGE_OBJECTS, Change
from graph.projection.vocabulary import NOBODY, Codes

if TYPE_CHECKING:
    from graph.projection.projection import Projection


def contacts_after(old: Projection, new: Projection, change: Change, room: Growing) -> Contacts | None:
    """The contacts of the next snapshot: the old ones and those that the new rows make.

    None where old ones may have changed too: rows went, or an old account is another person's now.
    """
    if len(change.gone) or _regrouped(old, new):
        return None
    late = _arrived_late(old, change)

    def rows(fact: FactKind) -> list[Columns]:
        found = [change.added.get(fact, NO_ROWS)]
        if len(late) and fact in MESSAGE_OBJECTS:
            found.append(_pointing_at(old, fact, late))
        return found

    return _merged(old.contacts, in_order(contacts_in(new, rows)), room)


NO_ROWS = empty()


def _regrouped(old: Projection, new: Projection) -> bool:
    before = old.people.person_of_account
    return not np.array_equal(new.people.person_of_account[: len(before)], before)


def _arrived_late(old: Projection, change: Change) -> Codes:
    """Messages whose author is known only now, though something pointed at them before."""
    posted = change.added.get(FactKind.POSTED, NO_ROWS)
    before = posted.object[posted.object < old.message_count]
    late: Codes = before[old.author_of_message[before] == NOBODY]
    return late


def _pointing_at(old: Projection, fact: FactKind, messages: Codes) -> Columns:
    rows = old.rows(fact)
    asked = np.zeros(old.message_count, np.bool_)
    asked[messages] = True
    return rows.pick(asked[rows.object] & (rows.object >= 0))


def _merged(old: Contacts, added: Contacts, room: Growing) -> Contacts:
    if not len(added):
        return old
    if not len(old) or old.at[-1] < added.at[0]:
        return Contacts(*room.appended(old.arrays, added.arrays))
    stay = int(np.searchsorted(old.at, added.at[0]))
    later = in_order([old.pick(slice(stay, None)), added])
    return Contacts(*room.appended(old.pick(slice(0, stay)).arrays, later.arrays))
