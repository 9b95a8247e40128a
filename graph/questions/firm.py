"""Acts in; those whose own message bears them out, out: what only the message before it names is often misread."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.model import FactKind
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.vocabulary import NOBODY, Codes

LEANING_CONFIDENCE = 0.9
"""From which on an act counts though its message is a reply that names the brand nowhere ('same here, ditched
mine'). Of our labelled replies half lean on what they answer, and nine in ten of their acts above .8 are right; in a
simulated world, where replies change the subject, none of 258 switches is, but only three of them are above .9."""

Marks = npt.NDArray[np.bool_]


def firm(projection: Projection, rows: Columns) -> Columns:
    """Acts about a brand (and of switches, of a rival) that are named by their own message, or are sure all the same.

    What is no reply has nothing to lean on. Cost: a binary search in the mentions an act.
    """
    if not len(rows):
        return rows
    named = _named(projection, rows.source, rows.object) & _named(projection, rows.source, rows.rival)
    kept = named | ~_is_reply(projection, rows.source) | (rows.confidence >= LEANING_CONFIDENCE)
    return rows if kept.all() else rows.pick(kept)


def firm_switches(projection: Projection, rows: Columns) -> Columns:
    """The same of switches.

    Of two that one message reads both ways, from one to the other and back, the surer one is kept.
    """
    rows = firm(projection, rows)
    doubted = _doubted(rows)
    return rows.pick(~doubted) if doubted.any() else rows


def _doubted(rows: Columns) -> Marks:
    """Which switches a surer one of the same message contradicts."""
    sides = list(zip(rows.source.tolist(), rows.rival.tolist(), rows.object.tolist(), strict=True))
    sure = dict(zip(sides, rows.confidence.tolist(), strict=True))
    back = ((source, to, left) for source, left, to in sides)
    return np.array(
        [sure.get(turned, 0.0) > sure[side] for turned, side in zip(back, sides, strict=True)], np.bool_
    )


def _named(projection: Projection, source: Codes, brand: Codes) -> Marks:
    """Whether each message mentions the brand; a side that is not told needs no naming."""
    known = projection.kept(("mentioned",), lambda: _mentioned(projection))
    asked = (source.astype(np.int64) << 32) | brand.astype(np.int64) & 0xFFFFFFFF
    if not len(known):
        return np.asarray(brand == NOBODY)
    place = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    return np.asarray((known[place] == asked) | (brand == NOBODY))


def _mentioned(projection: Projection) -> npt.NDArray[np.int64]:
    rows = projection.rows(FactKind.MENTIONS)
    return np.unique((rows.source.astype(np.int64) << 32) | rows.object)


def _is_reply(projection: Projection, source: Codes) -> Marks:
    replies = projection.kept(("replies",), lambda: _replies(projection))
    return np.asarray(replies[source])


def _replies(projection: Projection) -> Marks:
    marks = np.zeros(projection.message_count, np.bool_)
    marks[projection.rows(FactKind.REPLIES_TO).source] = True
    return marks
