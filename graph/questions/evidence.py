"""Message codes in; the Evidence that an answer shows out, the same for any order of arrival."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.projection import Projection
from graph.projection.vocabulary import Codes
from graph.questions.answer import EVIDENCE_SHOWN, Evidence

FEW = 64
"""Below one row in so many messages, sorting the rows is quicker than marking all messages."""


def distinct(codes: Codes, size: int) -> Codes:
    """Each code once, ascending, without NOBODY; `size` is above the greatest."""
    if len(codes) * FEW < size:
        found = np.unique(codes)
        return found[found >= 0]
    marks = np.zeros(size + 1, np.bool_)
    marks[codes] = True  # NOBODY marks the last place, which is cut off
    return np.flatnonzero(marks[:-1]).astype(np.int32)


def evidence_of(projection: Projection, messages: Codes) -> Evidence:
    """These messages, each once: how many, and the newest."""
    found = distinct(messages, projection.message_count)
    return Evidence(len(found), tuple(newest(projection, found, EVIDENCE_SHOWN)))


def newest(projection: Projection, messages: Codes, first: int) -> list[str]:
    """Uids of the newest of distinct messages, newest first, ties by uid."""
    moments = projection.message_at[messages]
    chosen = largest(moments, first)
    named = zip(
        moments[chosen].tolist(), projection.names.messages.names(messages[chosen].tolist()), strict=True
    )
    return [uid for _, uid in sorted(named, key=lambda one: (-one[0], one[1]))[:first]]


def largest(values: npt.NDArray[np.int64] | npt.NDArray[np.float64], first: int) -> npt.NDArray[np.intp]:
    """Places of the `first` largest values and of all that equal the smallest of them."""
    if first <= 0:
        return np.empty(0, np.intp)
    if len(values) <= first:
        return np.arange(len(values))
    return np.flatnonzero(values >= np.partition(values, -first)[-first])


def top_people(
    projection: Projection, people: Codes, scores: npt.NDArray[np.float64], first: int
) -> list[int]:
    """Places (in `people`) of the greatest scores, greatest first, ties by the person's id."""
    chosen = largest(scores, first)
    ids = projection.names.people.names(people[chosen].tolist())
    ranked = sorted(zip((-scores[chosen]).tolist(), ids, chosen.tolist(), strict=True))
    return [place for _, _, place in ranked[:first]]
