"""Log chunks and identifications in; an immutable snapshot of the graph in arrays out.

Memory: 42 bytes a fact (see columns), 29 a contact (see contacts), 17 for each message's author, time and
channel (see messages), and about 60 bytes for each distinct message, account and person (see strings).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from graph.model import Account, FactKind, Identification, Micros
from graph.progress import telling
from graph.projection.appending import contacts_after
from graph.projection.columns import Columns, empty
from graph.projection.contacts import Contacts, contacts_of
from graph.projection.edges import Edges, edges
from graph.projection.growing import Growing
from graph.projection.kept import Kept
from graph.projection.messages import MessageIndex, no_messages
from graph.projection.order import ordered
from graph.projection.people import PeopleIndex, accounts_by_key, nobody
from graph.projection.reading import Change, LogReading, Names
from graph.projection.tie_filter import TieFilter, ties
from graph.projection.tie_graph import TieGraph
from graph.projection.vocabulary import NOBODY, Codes
from graph.store import Store

if TYPE_CHECKING:
    from networkx import Graph

    from graph.exports.frame import Frame
    from graph.networkx_backend.people_graph import PeopleGraph

NO_ROWS = empty()
NO_CODES = np.empty(0, np.int32)

MOST_GRAPHS = 8
"""Tie graphs kept: those of one page's questions. One of 1e7 ties takes 80 to 160 MB."""

MOST_RESULTS = 128
"""Other derived results kept: an array of a number a person, 8 MB at 1e6 people, is the usual one, and an answer of a
few kB; a page of flows keeps one for each."""

Result = TypeVar("Result")


class Rooms:
    """Room behind the newest snapshot's tables; shared by all that come of one another."""

    def __init__(
        self, tables: Mapping[FactKind, Growing] | None = None, contacts: Growing | None = None
    ) -> None:
        self.contacts = contacts or Growing()
        self._tables = {kind: Growing() for kind in FactKind} | dict(tables or {})

    def of(self, kind: FactKind) -> Growing:
        """Behind the rows of a kind."""
        return self._tables[kind]


class Projection:
    """One version of the graph as arrays: a table a fact kind, people as the vertices.

    Nothing in it changes once it is made. `refresh` makes the next one, which shares the tables that
    stayed the same and the vocabularies, which only grow; readers keep the snapshot that they have.
    """

    def __init__(
        self,
        version: int,
        names: Names,
        tables: Mapping[FactKind, Columns],
        people: PeopleIndex,
        messages: MessageIndex | None = None,
        given: Edges | None = None,
        rooms: Rooms | None = None,
        *,
        forgot_at: int = 0,
    ) -> None:
        self.version = version
        """Of the store."""
        self.names = names
        self.people = people
        self.messages = no_messages() if messages is None else messages
        self.message_count = len(self.messages)
        self.person_count = len(people.company_person)
        self.forgot_at = forgot_at
        """The last version that lacks a message or interaction of before, which the vocabularies, as they only
        grow, still name; 0 where none does."""
        self._tables = tables
        self._rooms = rooms or Rooms()
        self._given = given
        self._graphs = Kept(MOST_GRAPHS)
        self._results = Kept(MOST_RESULTS)

    @classmethod
    async def load(cls, store: Store) -> Projection:
        """Read the whole log."""
        return await _after(cls(0, Names(), {}, nobody()), store, whole=True)

    @classmethod
    def from_edges(
        cls,
        sources: npt.ArrayLike,
        targets: npt.ArrayLike,
        *,
        times: npt.ArrayLike | Sequence[datetime] | None = None,
        weights: npt.ArrayLike | None = None,
        directed: bool = True,
        vertices: int | None = None,
    ) -> Projection:
        """A projection of bare edges, for notebooks and outside evaluators: no store, no messages, no brands.

        `sources` and `targets` are integers or strings, one an edge; `vertex_ids` says in which order their
        vertices stand. `times` are microseconds (UTC) or datetimes, `weights` are above 0. `vertices` says that
        ids are 0 to vertices - 1, so that those without an edge count too. Edges that are not `directed` go both
        ways. Arrays of the right type are taken without a copy. Raises QuestionError where they do not fit.
        """
        found = edges(sources, targets, times, weights, vertices)
        people = PeopleIndex(NO_CODES, np.empty(0, np.bool_), np.zeros(found.count, np.bool_))
        return cls(0, Names(), {}, people, given=found if directed else found.undirected())

    async def refresh(self, store: Store) -> Projection:
        """The snapshot of the store's present version; self where nothing has changed."""
        state = await store.state()
        return self if state.version == self.version else await _after(self, store, whole=False)

    def joined(
        self, version: int, reading: LogReading, decided: Sequence[Identification], states: Sequence[Account]
    ) -> Projection:
        """The next snapshot: this one with what was read since."""
        change = reading.change(self.messages.stored)
        people = self.people.grown(self.names, decided, states)
        messages = self.messages.grown(self.names, change)
        forgot_at = self.forgot_at if messages.stored[change.gone].all() else version
        tables = {
            kind: change.onto(kind, self.rows(kind), self._rooms.of(kind), self.message_count)
            for kind in FactKind
            if kind in self._tables or kind in change.added
        }
        after = Projection(
            version, self.names, tables, people, messages, rooms=self._rooms, forgot_at=forgot_at
        )
        after._continue(self, change)
        return after

    def _continue(self, before: Projection, change: Change) -> None:
        """Take over what was derived of the snapshot before, so that the next question need not derive it anew."""
        derived = vars(before)
        if "people_in_order" in derived:
            self.people_in_order = ordered(self.names.people, self.person_count, before.people_in_order)
        if "contacts" in derived:
            contacts = contacts_after(before, self, change, self._rooms.contacts)
            if contacts is not None:
                self.contacts = contacts

    def rows(self, kind: FactKind) -> Columns:
        """All facts of a kind, oldest first."""
        return self._tables.get(kind, NO_ROWS)

    def __len__(self) -> int:
        """How many facts."""
        return sum(len(rows) for rows in self._tables.values())

    @property
    def nbytes(self) -> int:
        """Memory of the tables."""
        return sum(rows.nbytes for rows in self._tables.values())

    @property
    def tables(self) -> Mapping[FactKind, Columns]:
        """The rows of each kind that occurs."""
        return self._tables

    @cached_property
    def span(self) -> tuple[Micros, Micros] | None:
        """When the oldest and the newest fact happened."""
        tables = [rows for rows in self._tables.values() if len(rows)]
        if not tables:
            return None
        return min(int(rows.at[0]) for rows in tables), max(int(rows.at[-1]) for rows in tables)

    @property
    def author_of_message(self) -> Codes:
        """Account code of each message's author, NOBODY where it is unknown or the message not ingested."""
        return self.messages.author

    @property
    def channel_of_message(self) -> Codes:
        """Code in `names.channels`, by message."""
        return self.messages.channel

    @property
    def message_at(self) -> npt.NDArray[np.int64]:
        """When each message or interaction was made; 0 where it is only pointed at."""
        return self.messages.at

    @property
    def edges_given(self) -> bool:
        """Whether it was made by `from_edges`."""
        return self._given is not None

    @property
    def edges_directed(self) -> bool:
        """Whether a tie can point one way only: always, but for undirected edges given to `from_edges`."""
        return self._given is None or self._given.directed

    @cached_property
    def vertex_ids(self) -> npt.NDArray[Any]:
        """The id of every person, by code: as given to `from_edges`, else the people's own."""
        if self._given is None:
            return np.array(self.names.people.names(range(self.person_count)), np.object_)
        return np.arange(self._given.count) if self._given.ids is None else self._given.ids

    @cached_property
    def contacts(self) -> Contacts:
        """Every contact between two people, oldest first."""
        if self._given is not None:
            return self._given.contacts
        found = contacts_of(self)
        return Contacts(*self._rooms.contacts.appended(found.pick(slice(0, 0)).arrays, found.arrays))

    @cached_property
    def people_in_order(self) -> Codes:
        """All person codes, by the people's ids: an order that does not depend on that of arrival."""
        return ordered(self.names.people, self.person_count, NO_CODES)

    def ties(self, asked: TieFilter | None = None) -> TieGraph:
        """The graph of ties that a filter chooses (default: all, mutual, without decay), kept for the next asker."""
        chosen = asked or TieFilter()

        def made() -> TieGraph:
            telling("Gathering ties")
            return ties(self, chosen)

        return self._graphs.of(chosen, made)

    __networkx_backend__ = "rapport"
    """networkx hands its functions on to graph.networkx_backend: ``nx.pagerank(projection)``."""

    def is_directed(self) -> bool:
        """As networkx asks."""
        return self.edges_directed

    def is_multigraph(self) -> bool:
        """As networkx asks: parallel contacts are one tie."""
        return False

    def graph(self, asked: TieFilter | None = None) -> PeopleGraph:
        """The ties that a filter chooses, for networkx's functions (default: who hears points to who is heard)."""
        from graph.networkx_backend.people_graph import people_graph  # noqa: PLC0415 - networkx loads when asked for

        return people_graph(self, asked)

    def to_networkx(self, asked: TieFilter | None = None) -> Graph[Any]:
        """A plain graph of networkx, with weight, length, contacts, first and last of each tie. About 1 kB a tie."""
        from graph.exports.networkx_graph import to_networkx  # noqa: PLC0415 - networkx loads when asked for

        return to_networkx(self, asked)

    def to_pandas(self, asked: TieFilter | None = None) -> Frame:
        """A table of the ties: source, target, weight, contacts, first, last. QuestionError where pandas is not installed."""
        from graph.exports.frame import to_pandas  # noqa: PLC0415 - pandas is an extra

        return to_pandas(self, asked)

    def kept(self, key: Hashable, make: Callable[[], Result]) -> Result:
        """What `make` derives from this snapshot, made once and kept for the next asker.

        The key names what is derived and all that it depends on: ``("pagerank", filter, damping)``. Who asks for
        it meanwhile waits, in a thread. Do not keep the projection itself in a result. The key's first word tells
        progress (graph/progress.py).
        """

        def told() -> Result:
            telling(f"Working out {key[0] if isinstance(key, tuple) else key}")
            return make()

        return self._results.of(key, told)

    def person_of(self, accounts: Codes) -> Codes:
        """Person codes of account codes, NOBODY for NOBODY."""
        return _gathered(self.people.person_of_account, accounts)

    def author_person_of(self, messages: Codes) -> Codes:
        """Person codes of the authors of messages, NOBODY where there is none."""
        return self.person_of(_gathered(self.author_of_message, messages))

    def is_company(self, rows: Columns) -> npt.NDArray[np.bool_]:
        """Which rows are the doing of staff or bots: said so by the message, or by a role of the person."""
        return rows.by_company | _marked(self.people.company_person, self.person_of(rows.actor))

    def of_company(self, people: Codes) -> npt.NDArray[np.bool_]:
        """Which people are staff or bots, as `company_people` has it (NOBODY is not)."""
        return _marked(self.company_people, people)

    @cached_property
    def company_people(self) -> npt.NDArray[np.bool_]:
        """By person code: staff or a bot by role, or the author of a message that is the company's own."""
        posted = self.rows(FactKind.POSTED)
        authors = self.person_of(posted.actor[posted.by_company])
        people = self.people.company_person.copy()
        people[authors[authors >= 0]] = True
        return people


def _marked(marks: npt.NDArray[np.bool_], people: Codes) -> npt.NDArray[np.bool_]:
    """marks[people], False where a code is NOBODY."""
    if not len(marks):
        return np.zeros(len(people), np.bool_)
    return marks[people] & (people >= 0)


def _gathered(values: Codes, codes: Codes) -> Codes:
    """values[codes], NOBODY where a code is NOBODY."""
    if not len(values):
        return np.full(len(codes), NOBODY, np.int32)
    return np.where(codes >= 0, values[codes], np.int32(NOBODY))


async def _after(base: Projection, store: Store, *, whole: bool) -> Projection:
    """Read what came after this version. What is written meanwhile may be read again by the next."""
    version = (await store.state()).version
    reading = LogReading(base.names)
    read = 0
    async for chunk in store.log(base.version):
        read += len(chunk.replaced)
        telling("Reading the log: messages", read)
        await asyncio.to_thread(reading.take, chunk)
    decided = [one async for some in store.identification_log(base.version) for one in some]
    if whole:
        states = [account async for some in store.stream_accounts() for account in some]
    else:  # a role that changes apart from any message or decision waits for one
        actors = base.names.accounts.names(reading.actors().tolist())
        states = await accounts_by_key(store, sorted({*actors, *(one.account for one in decided)}))
    return await asyncio.to_thread(base.joined, version, reading, decided, states)
