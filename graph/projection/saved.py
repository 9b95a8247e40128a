"""A projection in, named arrays out; such arrays, mapped from a file, in and the projection out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

import numpy.typing as npt

from graph.model import FactKind
from graph.projection import columns, contacts
from graph.projection.columns import Columns
from graph.projection.contacts import Contacts
from graph.projection.file import DamagedFileError, Held
from graph.projection.growing import Growing
from graph.projection.messages import MessageIndex
from graph.projection.people import PeopleIndex
from graph.projection.projection import Projection, Rooms
from graph.projection.reading import Names
from graph.projection.strings import Strings
from graph.projection.vocabulary import Vocabulary

FORMAT = 1
"""Of the arrays, their names and what their numbers mean. Raise it whenever one of these changes."""

Array = npt.NDArray[Any]

VOCABULARIES = tuple(field.name for field in fields(Names))
MESSAGES = tuple(field.name for field in fields(MessageIndex))
PEOPLE = tuple(field.name for field in fields(PeopleIndex))


def arrays_of(projection: Projection) -> dict[str, Array]:
    """All arrays of a snapshot, what it derives for every question among them."""
    return dict(_arrays(projection))


def _arrays(projection: Projection) -> Iterator[tuple[str, Array]]:
    for name in VOCABULARIES:
        strings: Strings = getattr(projection.names, name).frozen()
        yield f"{name}.data", strings.data[: strings.length]
        yield f"{name}.offsets", strings.offsets[: strings.count + 1]
        yield f"{name}.slots", strings.slots
    for kind, rows in projection.tables.items():
        yield from _named(f"facts.{kind.value}", columns.NAMES, rows)
    yield from _named("contacts", contacts.NAMES, projection.contacts)
    yield from _named("messages", MESSAGES, projection.messages)
    yield from _named("people", PEOPLE, projection.people)
    yield "people_in_order", projection.people_in_order


def _named(prefix: str, names: tuple[str, ...], whole: object) -> Iterator[tuple[str, Array]]:
    for name in names:
        yield f"{prefix}.{name}", getattr(whole, name)


def projection_of(version: int, held: Mapping[str, Held]) -> Projection:
    """The snapshot of such arrays; later ones are appended to them in place. Raises DamagedFileError."""
    try:
        return _projection(version, held)
    except KeyError as error:
        raise DamagedFileError(f"{error} is missing.") from error


def _projection(version: int, held: Mapping[str, Held]) -> Projection:
    names = Names(**{name: Vocabulary(_strings(name, held)) for name in VOCABULARIES})
    kinds = [kind for kind in FactKind if f"facts.{kind.value}.at" in held]
    tables, rooms = {}, {}
    for kind in kinds:
        tables[kind] = Columns(*_rows(f"facts.{kind.value}", columns.NAMES, held))
        rooms[kind] = _room(f"facts.{kind.value}", columns.NAMES, held)
    projection = Projection(
        version,
        names,
        tables,
        PeopleIndex(*_rows("people", PEOPLE, held)),
        MessageIndex(*_rows("messages", MESSAGES, held)),
        rooms=Rooms(rooms, _room("contacts", contacts.NAMES, held)),
    )
    projection.contacts = Contacts(*_rows("contacts", contacts.NAMES, held))
    projection.people_in_order = held["people_in_order"].rows
    return projection


def _strings(name: str, held: Mapping[str, Held]) -> Strings:
    offsets = held[f"{name}.offsets"]
    return Strings(offsets.used - 1, held[f"{name}.data"].array, offsets.array, held[f"{name}.slots"].rows)


def _rows(prefix: str, names: tuple[str, ...], held: Mapping[str, Held]) -> list[Array]:
    return [held[f"{prefix}.{name}"].rows for name in names]


def _room(prefix: str, names: tuple[str, ...], held: Mapping[str, Held]) -> Growing:
    arrays = [held[f"{prefix}.{name}"] for name in names]
    return Growing([one.array for one in arrays], arrays[0].used)
