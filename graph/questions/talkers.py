"""A window in; the customers who wrote the most in it, each named, out."""

from __future__ import annotations

import numpy as np

from graph.model import FactKind
from graph.projection.people import accounts_by_key
from graph.questions.answer import Window
from graph.questions.evidence import top_people
from graph.questions.people import PersonRef, person_ref
from graph.questions.view import View
from graph.questions.windows import rows_in


async def talkers(view: View, window: Window, first: int = 20) -> tuple[PersonRef, ...]:
    """Whom there is most to know about: people by messages written, staff and bots left out."""
    projection = view.projection
    posted = rows_in(projection, FactKind.POSTED, window)
    authors = projection.person_of(posted.actor)[~projection.is_company(posted)]
    counts = np.bincount(authors[authors >= 0], minlength=1).astype(np.float64)
    people = np.flatnonzero(counts).astype(np.int32)
    chosen = people[top_people(projection, people, counts[people], first)]
    ids = projection.names.people.names(chosen.tolist())
    accounts = await view.store.accounts_of(ids)
    alone = {
        one.key: [one]
        for one in await accounts_by_key(view.store, [one for one in ids if one not in accounts])
    }
    return tuple(
        person_ref(person, accounts.get(person) or alone.get(person, []), company=False) for person in ids
    )
