"""A tie graph and a partition of it in; how strongly its communities are tied to one another out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analytics.communities import Communities
from graph.projection.tie_graph import TieGraph


@dataclass(frozen=True, slots=True)
class Between:
    """Two communities with a tie between their members, by number, the larger one first."""

    one: int
    other: int
    weight: float
    """Of all ties between their members, summed."""


def ties_between(graph: TieGraph, found: Communities) -> list[Between]:
    """The quotient graph (Newman 2010, Networks, 7.9), heaviest first. One pass over ties, one sort of their pairs."""
    both = graph.undirected
    near = np.repeat(found.labels, np.diff(both.offsets)).astype(np.int64)
    far = found.labels[both.targets].astype(np.int64)
    across = near < far  # each tie stands in both rows: once is enough
    pairs, place = np.unique(near[across] * found.count + far[across], return_inverse=True)
    weights = np.bincount(place, both.weights[across].astype(np.float64), minlength=len(pairs))
    ties = [
        Between(pair // found.count, pair % found.count, weight)
        for pair, weight in zip(pairs.tolist(), weights.tolist(), strict=True)
    ]
    return sorted(ties, key=lambda tie: (-tie.weight, tie.one, tie.other))
