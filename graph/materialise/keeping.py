"""A projection and a store that keeps ties in; the ties there as the projection derives them, and what changed, out.

A person's ties go into one transaction with their digest. What is right already is left alone, so a replay writes
nothing, and a run that is killed at any point is finished by the next one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.materialise.table import TieTable, digests, id_hashes
from graph.materialise.tables import tables_of
from graph.progress import telling
from graph.projection import Projection
from graph.ties import PersonTies, TieBatch, TieKeeper, TieKind, TieRow

BATCH_TIES = 5_000
"""Ties in one transaction; one person's stay together, however many they are."""

BATCH_PEOPLE = 1_000
"""People in one transaction, also where they have hardly a tie each."""

Stopping = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Materialised:
    """What it came to."""

    ties: int
    """That there are now."""
    people: int
    """Whose ties were written, because they had changed."""
    gone: int
    """People who have none any more."""
    version: int
    finished: bool = True
    """False where it was stopped on the way."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """All ties that there should be."""

    tables: Sequence[TieTable]
    people: Sequence[str]
    """Ids by code."""
    brands: Sequence[str]
    digest_of: Mapping[str, tuple[int, int]]
    """By person id: code and digest."""
    company: npt.NDArray[np.bool_]
    places: Sequence[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]
    """Of each table: its rows in the order of their source, and where each source's begin (by code)."""


async def materialise(
    projection: Projection, store: TieKeeper, stopping: Stopping = lambda: False, *, again: bool = False
) -> Materialised:
    """Bring the ties up to this snapshot; one look-up where the store's ties are of its version.

    The cost grows with the facts (to derive ties), the people (to compare digests) and what changed (to write it).
    """
    if not again and await store.ties_version() == projection.version:
        return Materialised(0, 0, 0, projection.version)
    wanted = await asyncio.to_thread(_wanted, projection)
    changed, gone = await _compared(wanted, store)
    written = 0
    for batch in _batches(wanted, changed, gone):
        if stopping():
            return Materialised(_count(wanted), written, 0, projection.version, finished=False)
        await store.put_ties(batch)
        written += len(batch.people)
        telling("Writing ties of people", written, len(changed) + len(gone))
    await store.settle_ties(projection.version)
    return Materialised(_count(wanted), len(changed), len(gone), projection.version)


async def remove(store: TieKeeper) -> int:
    """Take all derived ties out; how many there were."""
    return await store.remove_ties()


def _wanted(projection: Projection) -> _Wanted:
    tables = tables_of(projection)
    people = projection.names.people.names(range(projection.person_count))
    brands = projection.names.brands.names(range(len(projection.names.brands)))
    hashes = {kind: id_hashes(brands) for kind in TieKind} | {TieKind.INTERACTS: id_hashes(people)}
    codes, found = digests([(table, hashes[table.kind]) for table in tables], projection.company_people)
    digest_of = {
        people[code]: (code, digest) for code, digest in zip(codes.tolist(), found.tolist(), strict=True)
    }
    places = [_placed(table, projection.person_count) for table in tables]
    return _Wanted(tables, people, brands, digest_of, projection.company_people, places)


def _placed(table: TieTable, count: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    order = np.argsort(table.sources, kind="stable")
    return order, np.searchsorted(table.sources[order], np.arange(count + 1))


def _count(wanted: _Wanted) -> int:
    return sum(len(table) for table in wanted.tables)


async def _compared(wanted: _Wanted, store: TieKeeper) -> tuple[list[str], list[str]]:
    """People whose ties are others than the store has, and people there who should have none."""
    right: set[str] = set()
    gone: list[str] = []
    seen = 0
    async for piece in store.tie_digests():
        seen += len(piece)
        telling("Comparing people", seen, len(wanted.digest_of))
        for person, digest in piece:
            found = wanted.digest_of.get(person)
            if found is None:
                gone.append(person)
            elif found[1] == digest:
                right.add(person)
    return sorted(wanted.digest_of.keys() - right), gone


def _batches(wanted: _Wanted, changed: Sequence[str], gone: Sequence[str]) -> Iterator[TieBatch]:
    """What has to be written, a transaction at a time."""
    for start in range(0, len(gone), BATCH_PEOPLE):
        yield TieBatch([PersonTies(person, None) for person in gone[start : start + BATCH_PEOPLE]])
    some: list[str] = []
    ties = 0
    for person in changed:
        count = sum(len(_rows_of(wanted, table, person)) for table in range(len(wanted.tables)))
        if some and (ties + count > BATCH_TIES or len(some) >= BATCH_PEOPLE):
            yield _batch(wanted, some)
            some, ties = [], 0
        some.append(person)
        ties += count
    if some:
        yield _batch(wanted, some)


def _rows_of(wanted: _Wanted, table: int, person: str) -> npt.NDArray[np.intp]:
    order, starts = wanted.places[table]
    code = wanted.digest_of[person][0]
    return order[starts[code] : starts[code + 1]]


def _batch(wanted: _Wanted, some: Sequence[str]) -> TieBatch:
    people = []
    for person in some:
        code, digest = wanted.digest_of[person]
        people.append(PersonTies(person, digest, bool(wanted.company[code])))
    return TieBatch(
        people, {table.kind: _rows(wanted, number, some) for number, table in enumerate(wanted.tables)}
    )


def _rows(wanted: _Wanted, number: int, some: Sequence[str]) -> list[TieRow]:
    table = wanted.tables[number]
    places = np.concatenate([_rows_of(wanted, number, person) for person in some])
    targets = wanted.people if table.kind is TieKind.INTERACTS else wanted.brands
    return list(table.rows(places.tolist(), wanted.people, targets))
