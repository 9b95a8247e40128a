"""Two sets of labels in; counts of right, spurious and missed by class, and the averages over them, out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nlp.evaluation.measures import Average, Label, Labels

Numbers: TypeAlias = NDArray[np.float64]

RIGHT, SPURIOUS, MISSED = range(3)

NONE = "(none)"
"""Stands in a confusion table where the other side has no label."""


def tally(gold: Labels, found: Labels, classes: Sequence[str]) -> Numbers:
    """Counts of one record: a row for each class with its right, spurious and missed labels."""
    counts = np.zeros((len(classes), 3))
    for column, labels in ((RIGHT, gold & found), (SPURIOUS, found - gold), (MISSED, gold - found)):
        for label in labels:
            counts[classes.index(str(label[0])), column] += 1
    return counts


def averaged(average: Average, counts: Numbers) -> Numbers:
    """One number from the last two axes of counts (classes, counts); not a number where nothing was to be found.

    A class that neither gold nor prediction has takes no part in a mean over classes.
    """
    if average is Average.MICRO_F1:
        return f1(counts.sum(axis=-2))
    if average is Average.ACCURACY:
        return recall(counts.sum(axis=-2))
    return _mean(f1(counts) if average is Average.MACRO_F1 else recall(counts))


def f1(counts: Numbers) -> Numbers:
    """Harmonic mean of precision and recall."""
    right = counts[..., RIGHT]
    return _ratio(2 * right, 2 * right + counts[..., SPURIOUS] + counts[..., MISSED])


def precision(counts: Numbers) -> Numbers:
    """Share of what was found that is right."""
    return _ratio(counts[..., RIGHT], counts[..., RIGHT] + counts[..., SPURIOUS])


def recall(counts: Numbers) -> Numbers:
    """Share of what was to be found that was."""
    return _ratio(counts[..., RIGHT], counts[..., RIGHT] + counts[..., MISSED])


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    ratio: Numbers = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=whole > 0)
    return ratio


def _mean(values: Numbers) -> Numbers:
    """Over the last axis, of what is a number."""
    known = ~np.isnan(values)
    return _ratio(np.where(known, values, 0.0).sum(axis=-1), known.sum(axis=-1).astype(float))


def confusion(pairs: Iterable[tuple[Labels, Labels]], classes: Sequence[str]) -> NDArray[np.int64]:
    """What was found (columns) in place of what was to be found (rows); the last row and column are NONE."""
    table = np.zeros((len(classes) + 1, len(classes) + 1), dtype=np.int64)
    order = {name: place for place, name in enumerate([*classes, NONE])}
    for gold, found in pairs:
        for (wanted, given), count in _exchanges(gold, found).items():
            table[order[wanted], order[given]] += count
    return table


def _exchanges(gold: Labels, found: Labels) -> Counter[tuple[str, str]]:
    """Wrong labels of the same span, or of the same message where the labels have none, stand for each other."""
    counts = Counter((str(label[0]), str(label[0])) for label in gold & found)
    missed, spurious = _by_place(gold - found), _by_place(found - gold)
    for place in missed.keys() | spurious.keys():
        for wanted in missed.get(place, [NONE]):
            for given in spurious.get(place, [NONE]):
                counts[wanted, given] += 1
    return counts


def _by_place(labels: Labels) -> dict[Label, list[str]]:
    places: dict[Label, list[str]] = defaultdict(list)
    for label in labels:
        places[label[1:]].append(str(label[0]))
    return places
