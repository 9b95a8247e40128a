"""Rows that came and went in; who wrote each message, when and on which channel, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from graph.model import FactKind
from graph.projection.reading import Change, Names
from graph.projection.vocabulary import NOBODY, Codes


@dataclass(frozen=True, slots=True)
class MessageIndex:
    """Arrays by message code (messages and interactions, those only pointed at too). 17 bytes a message."""

    channel: Codes
    """Code in `names.channels`."""
    author: Codes
    """Account, NOBODY where it is unknown or the message not ingested."""
    at: npt.NDArray[np.int64]
    """When it was made; 0 where it is only pointed at."""
    stored: npt.NDArray[np.bool_]
    """Whether any fact rests on it."""

    def __len__(self) -> int:
        """How many messages have a code."""
        return len(self.channel)

    def grown(self, names: Names, change: Change) -> MessageIndex:
        """With later rows, for all messages that have a code by now."""
        known, count = len(self), len(names.messages)
        later = names.messages.column(count, known)
        channel = _extended(self.channel, count, NOBODY)
        channel[known:] = names.channels.encode_until(later, ":")
        author = _extended(self.author, count, NOBODY)
        at, stored = _extended(self.at, count, 0), _extended(self.stored, count, fill=False)
        author[change.gone], at[change.gone], stored[change.gone] = NOBODY, 0, False
        for kind, rows in change.added.items():
            at[rows.source], stored[rows.source] = rows.at, True
            if kind is FactKind.POSTED:
                author[rows.object] = rows.actor
        return MessageIndex(channel, author, at, stored)


def no_messages() -> MessageIndex:
    """None."""
    codes = np.empty(0, np.int32)
    return MessageIndex(codes, codes, np.empty(0, np.int64), np.empty(0, np.bool_))


Kind = TypeVar("Kind", np.int32, np.int64, np.bool_)


def _extended(array: npt.NDArray[Kind], length: int, fill: int) -> npt.NDArray[Kind]:
    """A copy of the array, grown to the length."""
    longer = np.empty(length, array.dtype)
    longer[: len(array)] = array
    longer[len(array) :] = fill
    return longer
