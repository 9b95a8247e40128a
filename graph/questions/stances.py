"""Mentions of a brand in; one stance a message, and people's mean of them, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import FactKind
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.answer import Window
from graph.questions.evidence import distinct
from graph.questions.windows import rows_in

THIN_PEOPLE = 10
"""With fewer people a net sentiment is uncertain by half of its scale or more (95 % Wilson interval)."""


@dataclass(frozen=True, slots=True)
class Stances:
    """One row a message: what its author feels toward a thing, by the sum of its mentions' sentiments."""

    source: Codes
    at: npt.NDArray[np.int64]
    person: Codes
    value: npt.NDArray[np.int8]
    """-1, 0, 1; mixed without a winner is 0."""

    def __len__(self) -> int:
        """How many messages."""
        return len(self.source)

    def pick(self, rows: npt.NDArray[np.bool_] | npt.NDArray[np.int64] | slice) -> Stances:
        """These rows."""
        return Stances(self.source[rows], self.at[rows], self.person[rows], self.value[rows])

    def count(self, value: int) -> int:
        """Messages of this stance."""
        return int(np.count_nonzero(self.value == value))


def stances_of(projection: Projection, mentions: Columns) -> Stances:
    """The messages of these mentions, whose rows stand together by message."""
    if not len(mentions):
        nothing = np.empty(0, np.int32)
        return Stances(nothing, mentions.at, nothing, np.empty(0, np.int8))
    starts = np.flatnonzero(np.append(True, mentions.source[1:] != mentions.source[:-1]))
    sums = np.add.reduceat(mentions.sentiment.astype(np.int32), starts)
    return Stances(
        mentions.source[starts],
        mentions.at[starts],
        projection.person_of(mentions.actor[starts]),
        np.sign(sums).astype(np.int8),
    )


def split(projection: Projection, rows: Columns) -> tuple[Columns, Columns]:
    """Customers' rows, and those of staff and bots."""
    company = projection.is_company(rows)
    return (rows.pick(~company), rows.pick(company)) if company.any() else (rows, rows.pick(slice(0, 0)))


def customer_stances(projection: Projection, brand: str, window: Window) -> Stances:
    """What customers' messages in the window say of a brand."""
    mentions = rows_in(projection, FactKind.MENTIONS, window)
    about = mentions.pick(mentions.object == projection.names.brands.code(brand))
    return stances_of(projection, split(projection, about)[0])


@dataclass(frozen=True, slots=True)
class PersonMeans:
    """Each person once, with the mean of the stances of their messages."""

    people: Codes
    mean: npt.NDArray[np.float64]
    messages: npt.NDArray[np.int64]

    @property
    def net(self) -> float | None:
        """Mean over people, so that one loud person weighs no more than another.

        Net sentiment as in brand tracking (positive less negative, over all), on people: Liu, Sentiment
        Analysis (2015), section 1. Sorted before it is summed, so that the order of arrival cannot show.
        """
        return float(np.sort(self.mean).sum() / len(self.mean)) if len(self.mean) else None


def person_means(projection: Projection, person: Codes, value: npt.NDArray[np.int8]) -> PersonMeans:
    """Stances by person; those of nobody known are left out."""
    if (person < 0).any():
        known = person >= 0
        person, value = person[known], value[known]
    people, places, size = compact(person, projection.person_count)
    messages = np.bincount(places, minlength=size)
    sums = np.bincount(places, value, minlength=size)
    if people is None:
        people = np.flatnonzero(messages).astype(np.int32)
        messages, sums = messages[people], sums[people]
    return PersonMeans(people, sums / messages, messages)


def compact(codes: Codes, size: int) -> tuple[Codes | None, npt.NDArray[np.intp] | Codes, int]:
    """(codes that occur, each code's place among them, how many), or the codes as they are where most occur."""
    if len(codes) * 8 > size:
        return None, codes, size
    occurring, places = np.unique(codes, return_inverse=True)
    return occurring, places, len(occurring)


def count_people(projection: Projection, people: Codes) -> int:
    """How many different people, nobody left out."""
    return len(distinct(people, projection.person_count))
