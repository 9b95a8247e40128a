"""A projection in; who turns to whom, who feels what about which brand, and who advocates which, as tables of ties out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from graph.materialise.table import KINDS_COLUMN, Column, TieTable
from graph.model import FactKind
from graph.progress import telling
from graph.projection import Projection
from graph.projection.contacts import Contacts
from graph.projection.tie_filter import Orientation, TieFilter
from graph.projection.vocabulary import Codes
from graph.questions.answer import Window
from graph.questions.feelings import feelings, signals, spoken
from graph.questions.voices import tally
from graph.ties import TieKind

Times = npt.NDArray[np.int64]
OfBrand: TypeAlias = Callable[[str], tuple[Codes, dict[str, Column]]]

ALL = Window()


def interacts(projection: Projection) -> TieTable:
    """Each pair of which one turned to the other: CONTACT ties of all time, without decay. One sort of the contacts."""
    telling("Gathering who turns to whom")
    graph, contacts = projection.ties(TieFilter(Orientation.CONTACT)), projection.contacts
    order, starts = _by_pair(contacts, graph.people, projection.person_count)
    sources = np.repeat(graph.people, graph.degrees)
    counted = _first_of_message(contacts)[order]
    columns: dict[str, Column] = {"weight": graph.weights, "sentiment": graph.weights}
    if len(starts):
        at = contacts.at[order]
        columns = {
            "weight": graph.weights,
            "contacts": np.add.reduceat(counted.astype(np.int64), starts),
            "first_at": at[starts],
            "last_at": at[np.append(starts[1:], len(at)) - 1],
            KINDS_COLUMN: np.bitwise_or.reduceat(
                np.left_shift(1, contacts.kind[order].astype(np.int64)), starts
            ),
            "sentiment": _sentiment(projection, contacts.message[order], counted, starts),
        }
    return TieTable(TieKind.INTERACTS, sources, graph.people[graph.targets], columns)


def _by_pair(
    contacts: Contacts, people: Codes, count: int
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Contacts in the order of the graph's ties and then of time, and where each tie's begin."""
    vertex = np.zeros(count, np.int64)
    vertex[people] = np.arange(len(people))
    pairs = vertex[contacts.giver] << 32 | vertex[contacts.getter]
    order = np.argsort(pairs, kind="stable")
    ordered = pairs[order]
    return order, np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])


def _first_of_message(contacts: Contacts) -> npt.NDArray[np.bool_]:
    """One row a message and getter: a message that both replies and addresses is one contact."""
    same = (contacts.source[1:] == contacts.source[:-1]) & (contacts.getter[1:] == contacts.getter[:-1])
    return np.append(True, ~same)[: len(contacts)]


def _sentiment(
    projection: Projection, message: Codes, counted: npt.NDArray[np.bool_], starts: npt.NDArray[np.intp]
) -> npt.NDArray[np.float64]:
    """-1..1: what the messages of each pair feel toward the brands that they name, on the mean; NaN where none does."""
    mentions = projection.rows(FactKind.MENTIONS)
    size = projection.message_count
    feeling = np.sign(np.bincount(mentions.source, mentions.sentiment, minlength=size))
    names = np.zeros(size, np.bool_)
    names[mentions.source] = True
    speaks = counted & (message >= 0) & names[message]
    told = np.add.reduceat(speaks.astype(np.int64), starts)
    felt = np.add.reduceat(np.where(speaks, feeling[message], 0.0), starts)
    return np.asarray(np.divide(felt, told, out=np.full(len(told), np.nan), where=told > 0))


def feels(projection: Projection) -> TieTable:
    """Each customer and brand that they speak of: the feeling as questions give it. The cost grows with brands * mentions."""
    said = spoken(projection, ALL)

    def of_brand(brand: str) -> tuple[Codes, dict[str, Column]]:
        about = signals(projection, said, brand)
        about = about.pick(about.person >= 0)
        people, feeling, messages = feelings(projection, about)
        positive, negative = (_counts(about.person[about.value == sign], people) for sign in (1, -1))
        columns = {"weight": feeling, "messages": messages, "positive": positive, "negative": negative}
        return people, columns | _span(about.person, about.at, people)

    return _by_brand(projection, TieKind.FEELS, of_brand)


def advocates(projection: Projection) -> TieTable:
    """Each person and brand that they speak for: the score of `advocates`, with what it is made of."""

    def of_brand(brand: str) -> tuple[Codes, dict[str, Column]]:
        counted = tally(projection, brand, ALL, FactKind.RECOMMENDS)
        scores = counted.scores()
        people = np.flatnonzero(scores > 0).astype(np.int32)
        names = ("advised", "public", "mentions", "reach", "followed")
        columns = {"weight": scores[people]} | {name: getattr(counted, name)[people] for name in names}
        persons = np.concatenate([projection.person_of(counted.advice.actor), counted.stances.person])
        at = np.concatenate([counted.advice.at, counted.stances.at])
        return people, columns | _span(persons, at, people)

    return _by_brand(projection, TieKind.ADVOCATES, of_brand)


def _by_brand(projection: Projection, kind: TieKind, of_brand: OfBrand) -> TieTable:
    """The ties to each brand, one brand after another."""
    brands = projection.names.brands.names(range(len(projection.names.brands)))
    people: list[Codes] = [np.empty(0, np.int32)]
    targets: list[Codes] = [np.empty(0, np.int32)]
    parts: list[dict[str, Column]] = []
    for code, brand in enumerate(brands):
        telling(f"Gathering who {kind.lower()} brands", code, len(brands))
        found, columns = of_brand(brand)
        people.append(found)
        targets.append(np.full(len(found), code, np.int32))
        parts.append(columns)
    columns = {name: np.concatenate([part[name] for part in parts]) for name in (parts[0] if parts else ())}
    return TieTable(kind, np.concatenate(people), np.concatenate(targets), columns)


def _counts(persons: Codes, people: Codes) -> npt.NDArray[np.int64]:
    return np.bincount(np.searchsorted(people, persons), minlength=len(people))


def _span(persons: Codes, at: Times, people: Codes) -> dict[str, Column]:
    """When each of these people (ascending) first and last said something; others are left out."""
    last = np.zeros(len(people), np.int64)
    first = np.full(len(people), np.iinfo(np.int64).max)
    if len(people):
        place = np.minimum(np.searchsorted(people, persons), len(people) - 1)
        here = people[place] == persons
        np.minimum.at(first, place[here], at[here])
        np.maximum.at(last, place[here], at[here])
    return {"first_at": first, "last_at": last}


def tables_of(projection: Projection) -> Sequence[TieTable]:
    """All ties that are shown."""
    return interacts(projection), feels(projection), advocates(projection)
