"""The people of a graph in; what an export says of each (name, channels, company, community, when seen) out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.exports.moments import NEVER
from graph.exports.tie_table import ROWS_A_PIECE, TieRows
from graph.model import Account, Micros
from graph.projection import Projection
from graph.projection.tie_graph import TieGraph
from graph.questions.people import person_ref
from graph.store import Store

NO_COMMUNITY = -1

Moments = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PeopleRows:
    """People as parallel columns, in the order of the graph's vertices."""

    ids: list[str]
    names: list[str]
    channels: list[str]
    """Their channels, sorted, with a space between."""
    company: npt.NDArray[np.bool_]
    community: npt.NDArray[np.int32]
    """NO_COMMUNITY for someone in none."""
    first: Moments
    """Microseconds (UTC), NEVER where nothing of theirs is in the window."""
    last: Moments

    def __len__(self) -> int:
        """How many."""
        return len(self.ids)

    def pieces(self) -> Iterator[PeopleRows]:
        """A part of the rows at a time."""
        for begin in range(0, len(self), ROWS_A_PIECE):
            part = slice(begin, begin + ROWS_A_PIECE)
            yield PeopleRows(
                self.ids[part],
                self.names[part],
                self.channels[part],
                self.company[part],
                self.community[part],
                self.first[part],
                self.last[part],
            )


@dataclass(frozen=True, slots=True)
class Span:
    """From when, and before when."""

    since: Micros | None = None
    end: Micros | None = None


async def people_rows(
    store: Store,
    projection: Projection,
    graph: tuple[TieGraph, TieRows],
    span: Span,
    communities: npt.NDArray[np.int32] | None = None,
) -> PeopleRows:
    """Describe the vertices; `communities` is by person code. One pass over the store's accounts."""
    ties, rows = graph
    people = ties.people
    named = await _named(store, projection, people)
    first, last = _seen(projection, ties, rows, span)
    return PeopleRows(
        projection.names.people.names(people.tolist()),
        [name for name, _ in named],
        [channels for _, channels in named],
        projection.company_people[people],
        np.full(len(people), NO_COMMUNITY, np.int32) if communities is None else communities[people],
        first,
        last,
    )


async def _named(
    store: Store, projection: Projection, people: npt.NDArray[np.int32]
) -> list[tuple[str, str]]:
    """Name and channels of each."""
    accounts: dict[int, list[Account]] = defaultdict(list)
    person_of = projection.people.person_of_account
    async for some in store.stream_accounts():
        for account in some:
            code = projection.names.accounts.code(account.key)
            if 0 <= code < len(person_of):
                accounts[int(person_of[code])].append(account)
    found = []
    for code, name in zip(people.tolist(), projection.names.people.names(people.tolist()), strict=True):
        one = person_ref(name, accounts.get(code, ()), company=False)
        found.append((one.name, " ".join(one.channels)))
    return found


def _seen(projection: Projection, ties: TieGraph, rows: TieRows, span: Span) -> tuple[Moments, Moments]:
    """When each vertex first and last did anything, or somebody turned to them."""
    first = np.full(projection.person_count, np.iinfo(np.int64).max)
    last = np.full(projection.person_count, NEVER)
    for table in projection.tables.values():
        within = table.between(span.since, span.end)
        person = projection.person_of(within.actor)
        known = person >= 0
        np.minimum.at(first, person[known], within.at[known])
        np.maximum.at(last, person[known], within.at[known])
    for ends in (rows.sources, rows.targets):
        np.minimum.at(first, ties.people[ends], rows.first)
        np.maximum.at(last, ties.people[ends], rows.last)
    return np.where(last == NEVER, NEVER, first)[ties.people], last[ties.people]
