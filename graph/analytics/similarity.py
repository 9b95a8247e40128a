"""Who has which features, how often, in; how alike one is to everybody else, and by which features, out.

Features may be acquaintances, topics or names: rows of a sparse matrix are weighted, scaled to length 1, and
compared by their cosine (Salton and McGill, Introduction to Modern Information Retrieval, 1983, section 4.1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.projection.tie_graph import Offsets

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Profiles:
    """Rows of length 1, and the same by feature. 24 bytes an entry."""

    offsets: Offsets
    """(rows + 1)"""
    features: Indices
    weights: Numbers
    """(entries) By row, then feature."""
    by_feature: Offsets
    """(features + 1)"""
    holders: Indices
    shares: Numbers
    """(entries) By feature, then row."""

    @property
    def row_count(self) -> int:
        """How many rows."""
        return len(self.offsets) - 1

    def of(self, row: int) -> tuple[Indices, Numbers]:
        """(features, weights) of a row."""
        part = slice(int(self.offsets[row]), int(self.offsets[row + 1]))
        return self.features[part], self.weights[part]


def adamic_adar(degrees: npt.NDArray[np.int64]) -> Numbers:
    """Weight of each acquaintance by how many people they know: the square root of 1 / log(degree).

    So a cosine sums 1 / log(degree) over shared acquaintances (Adamic and Adar, Friends and neighbors on the Web,
    Social Networks 25, 2003). Who knows one person only is shared by nobody.
    """
    return np.asarray(1.0 / np.sqrt(np.log(np.maximum(degrees, 2))))


def rarity(holders: npt.NDArray[np.int64], rows: int) -> Numbers:
    """Weight of each feature by how many rows have it: log((1 + rows) / (1 + holders)) + 1.

    Inverse document frequency (Spärck Jones 1972, Journal of Documentation 28), smoothed so that what all have still
    counts a little.
    """
    return np.asarray(np.log((1.0 + rows) / (1.0 + holders)) + 1.0)


def damped(counts: npt.NDArray[np.int64]) -> Numbers:
    """1 + log of a count: the tenth mention says less than the first (Salton and Buckley 1988)."""
    return np.asarray(1.0 + np.log(counts))


def profiles(rows: Indices, features: Indices, weights: Numbers, shape: tuple[int, int]) -> Profiles:
    """Entries (each pair of row and feature once, weights above 0) as profiles. Two sorts of the entries."""
    order = np.lexsort((features, rows))
    rows, features, weights = rows[order], features[order], weights[order]
    offsets = _offsets(rows, shape[0])
    weights = weights / np.sqrt(_row_sums(offsets, weights * weights))[rows]
    back = np.argsort(features, kind="stable")
    return Profiles(offsets, features, weights, _offsets(features, shape[1]), rows[back], weights[back])


def likeness(found: Profiles, row: int) -> Numbers:
    """(rows) Cosine of a row with every row, 0..1. Cost grows with the holders of its features, and with rows."""
    features, weights = found.of(row)
    return _likeness(features, weights, found.by_feature, found.holders, found.shares, found.row_count)


def shared(found: Profiles, row: int, other: int) -> tuple[Indices, Numbers]:
    """(features that both have, what each adds to the cosine), most first, then by number."""
    features, weights = found.of(row)
    others, theirs = found.of(other)
    both, mine, yours = np.intersect1d(features, others, assume_unique=True, return_indices=True)
    adds = weights[mine] * theirs[yours]
    order = np.lexsort((both, -adds))
    return both[order], adds[order]


def _offsets(keys: Indices, count: int) -> Offsets:
    return np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=count))])


@compiled
def _row_sums(offsets: Offsets, values: Numbers) -> Numbers:
    sums = np.zeros(len(offsets) - 1)
    for row in range(len(sums)):
        for entry in range(offsets[row], offsets[row + 1]):
            sums[row] += values[entry]
    return sums


@compiled
def _likeness(
    features: Indices, weights: Numbers, by_feature: Offsets, holders: Indices, shares: Numbers, rows: int
) -> Numbers:
    """Features go in their order, so that sums come out the same."""
    total = np.zeros(rows)
    for place in range(len(features)):
        feature = features[place]
        for entry in range(by_feature[feature], by_feature[feature + 1]):
            total[holders[entry]] += weights[place] * shares[entry]
    return total
