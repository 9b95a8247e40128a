"""A tie graph and a partition of it in; how each vertex's ties lie inside its community and across, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.communities import Labels
from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, TieGraph, Vertices, Weights

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Brokerage:
    """Arrays by vertex."""

    inside: Numbers
    """Weight of the ties with the vertex's own community."""
    outside: Numbers
    participation: Numbers
    """0: all ties are with one community; towards 1: spread evenly over many. Guimera and Amaral 2005
    (Nature 433, participation coefficient), weighted."""
    touched: npt.NDArray[np.int32]
    """Communities other than its own that it has ties with."""

    @property
    def bridging(self) -> Numbers:
        """What a vertex carries between communities: the weight of its outer ties by how widely its ties spread."""
        return self.outside * self.participation


def brokerage(graph: TieGraph, labels: Labels, count: int) -> Brokerage:
    """Directions are left out. Cost grows with ties: one pass."""
    both = graph.undirected
    return Brokerage(*_brokerage(both.offsets, both.targets, both.weights, labels, count))


@compiled
def _brokerage(
    offsets: Offsets, targets: Vertices, weights: Weights, labels: Labels, count: int
) -> tuple[Numbers, Numbers, Numbers, npt.NDArray[np.int32]]:
    size = len(offsets) - 1
    inside, outside, participation = np.zeros(size), np.zeros(size), np.zeros(size)
    touched = np.zeros(size, np.int32)
    by_community = np.zeros(count)
    met = np.empty(count, np.int64)
    for vertex in range(size):
        number = 0
        for tie in range(offsets[vertex], offsets[vertex + 1]):
            label = labels[targets[tie]]
            if by_community[label] == 0.0:
                met[number] = label
                number += 1
            by_community[label] += weights[tie]
        total = 0.0
        for place in range(number):
            total += by_community[met[place]]
        spread = 1.0
        for place in range(number):
            label = met[place]
            spread -= (by_community[label] / total) ** 2
            if label == labels[vertex]:
                inside[vertex] = by_community[label]
            else:
                outside[vertex] += by_community[label]
                touched[vertex] += 1
            by_community[label] = 0.0
        if number:
            participation[vertex] = spread if number > 1 else 0.0
    return inside, outside, participation, touched
