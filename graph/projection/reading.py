"""A store's log in; the rows of each fact kind, with those that the log replaces gone, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.model import ACT_KINDS, FactKind
from graph.projection.columns import Columns, by_time, empty, joined, merged
from graph.projection.growing import Growing
from graph.projection.vocabulary import Codes, Vocabulary
from graph.store import LogChunk
from nlp.analysis import Sentiment

MESSAGE_OBJECTS = frozenset(
    {FactKind.POSTED, FactKind.REPLIES_TO, FactKind.QUOTES, FactKind.SHARES, FactKind.REACTED}
)
ACCOUNT_OBJECTS = frozenset({FactKind.ADDRESSES, FactKind.FOLLOWS})
BRAND_OBJECTS = ACT_KINDS | {FactKind.MENTIONS}

SENTIMENT_CODES = {Sentiment.NEGATIVE.value: -1, Sentiment.NEUTRAL.value: 0, Sentiment.POSITIVE.value: 1}

Number = TypeVar("Number", np.int64, np.float32, np.bool_)


@dataclass(frozen=True, slots=True)
class Names:
    """The vocabularies of a projection."""

    messages: Vocabulary = field(default_factory=Vocabulary)
    """Messages and interactions, written or only pointed at."""
    accounts: Vocabulary = field(default_factory=Vocabulary)
    people: Vocabulary = field(default_factory=Vocabulary)
    brands: Vocabulary = field(default_factory=Vocabulary)
    topics: Vocabulary = field(default_factory=Vocabulary)
    candidates: Vocabulary = field(default_factory=Vocabulary)
    statuses: Vocabulary = field(default_factory=Vocabulary)
    channels: Vocabulary = field(default_factory=Vocabulary)

    def objects(self, kind: FactKind) -> Vocabulary:
        """What the objects of a kind are."""
        if kind in MESSAGE_OBJECTS:
            return self.messages
        if kind in ACCOUNT_OBJECTS:
            return self.accounts
        if kind is FactKind.NAMES:
            return self.candidates
        return self.brands if kind in BRAND_OBJECTS else self.topics


@dataclass(slots=True)
class LogReading:
    """Takes chunks one by one; `change` then says what they make together, once."""

    names: Names
    _parts: dict[FactKind, list[tuple[int, Columns]]] = field(default_factory=lambda: defaultdict(list))
    _replaced: list[npt.NDArray[np.int32]] = field(default_factory=list)

    def take(self, chunk: LogChunk) -> None:
        """Encode one chunk."""
        turn = len(self._replaced)
        self._replaced.append(self.names.messages.add(chunk.replaced))
        for kind, rows in _by_kind(chunk.rows):
            self._parts[kind].append((turn, _encoded(rows, kind, self.names)))

    def actors(self) -> npt.NDArray[np.int32]:
        """Accounts that did anything in the chunks taken."""
        actors = [rows.actor for parts in self._parts.values() for _, rows in parts]
        found = np.unique(np.concatenate(actors)) if actors else np.empty(0, np.int32)
        return found[found >= 0]

    def change(self, stored: npt.NDArray[np.bool_]) -> Change:
        """What was read, all chunks together. `stored`: by message code, which had rows before."""
        replaced_in = np.full(len(self.names.messages), -1, np.int32)
        for turn, codes in enumerate(self._replaced):
            replaced_in[codes] = turn
        had = np.flatnonzero(stored)
        gone = had[replaced_in[: len(stored)][had] >= 0]
        return Change(
            {kind: self._added(kind, replaced_in) for kind in FactKind if kind in self._parts}, gone
        )

    def _added(self, kind: FactKind, replaced_in: Codes) -> Columns:
        """The rows of a kind that no later chunk replaces, by time. They are let go of here: there can be many."""
        parts = self._parts.pop(kind)
        last = len(self._replaced) - 1
        return by_time(
            joined(
                [
                    rows if turn == last else _without(rows, replaced_in[rows.source] > turn)
                    for turn, rows in parts
                ]
            )
        )


@dataclass(frozen=True, slots=True)
class Change:
    """What a log says since a version."""

    added: Mapping[FactKind, Columns]
    """By time. Of each message and interaction, all rows."""
    gone: npt.NDArray[np.int64]
    """Messages and interactions whose rows of before are no longer so."""

    def onto(self, kind: FactKind, old: Columns, room: Growing, messages: int) -> Columns:
        """The rows of a kind after the change; the same object where it touches none."""
        if len(self.gone):
            marks = np.zeros(messages, np.bool_)
            marks[self.gone] = True
            old = _without(old, marks[old.source])
        return merged(old, self.added.get(kind, NO_ROWS), room)


NO_ROWS = empty()


def _without(rows: Columns, gone: npt.NDArray[np.bool_]) -> Columns:
    return rows.pick(~gone) if gone.any() else rows


def _by_kind(rows: pa.RecordBatch) -> list[tuple[FactKind, pa.RecordBatch]]:
    """The rows of each kind that occurs."""
    encoded = rows.column("kind").dictionary_encode()
    places = encoded.indices.to_numpy(zero_copy_only=False)
    return [
        (FactKind(kind), rows.filter(pa.array(places == place)))
        for place, kind in enumerate(encoded.dictionary.to_pylist())
    ]


def _encoded(rows: pa.RecordBatch, kind: FactKind, names: Names) -> Columns:
    def codes(column: str, vocabulary: Vocabulary) -> npt.NDArray[np.int32]:
        return vocabulary.encode(rows.column(column))

    return Columns(
        at=_numbers(rows, "at", 0, np.int64),
        source=codes("source", names.messages),
        actor=codes("actor", names.accounts),
        object=codes("object", names.objects(kind)),
        rival=codes("rival", names.brands),
        to=codes("to", names.accounts),
        status=codes("status", names.statuses),
        sentiment=_sentiments(rows.column("sentiment")),
        polarity=_numbers(rows, "polarity", 0.0, np.float32),
        confidence=_numbers(rows, "confidence", 1.0, np.float32),
        by_company=_numbers(rows, "by_company", False, np.bool_),
    )


def _sentiments(column: pa.Array) -> npt.NDArray[np.int8]:
    encoded = column.dictionary_encode()
    distinct = [SENTIMENT_CODES.get(name, 0) for name in encoded.dictionary.to_pylist()]
    places = encoded.indices.fill_null(len(distinct)).to_numpy(zero_copy_only=False)
    codes: npt.NDArray[np.int8] = np.array([*distinct, 0], np.int8)[places]
    return codes


def _numbers(rows: pa.RecordBatch, column: str, value: float, kind: type[Number]) -> npt.NDArray[Number]:
    """A column without nulls, owned by numpy."""
    filled = rows.column(column).fill_null(value).to_numpy(zero_copy_only=False)
    return np.array(filled, dtype=kind)
