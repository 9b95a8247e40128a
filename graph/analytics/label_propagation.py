"""A graph of ties in; the label that most of each vertex's neighbours carry after so many rounds, out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, TieGraph, Vertices

Labels = npt.NDArray[np.int64]


def propagated_labels(graph: TieGraph, rounds: int) -> Labels:
    """(n) Labels after synchronous rounds, each a vertex; all start with their own. The cost grows with rounds * (ties + vertices).

    A vertex takes the most frequent label of its neighbours, of several the least; where a tie goes both ways the
    neighbour counts twice; without neighbours it keeps its own. LDBC Graphalytics specification (arXiv:2011.15028),
    CDLP, after Raghavan, Albert and Kumara 2007.
    """
    labels = np.arange(graph.vertex_count)
    back = graph.transposed
    for _ in range(rounds):
        following = _round(graph.offsets, graph.targets, back.offsets, back.targets, labels, graph.directed)
        if np.array_equal(following, labels):
            return labels
        labels = following
    return labels


@compiled
def _round(
    offsets: Offsets,
    targets: Vertices,
    back_offsets: Offsets,
    back_targets: Vertices,
    labels: Labels,
    directed: bool,
) -> Labels:
    following = labels.copy()
    counts = np.zeros(len(labels), np.int64)
    for vertex in range(len(labels)):
        best, most = labels[vertex], 0
        for side in range(2 if directed else 1):
            rows, others = (offsets, targets) if side == 0 else (back_offsets, back_targets)
            for other in others[rows[vertex] : rows[vertex + 1]]:
                label = labels[other]
                counts[label] += 1
                if counts[label] > most or (counts[label] == most and label < best):
                    best, most = label, counts[label]
        following[vertex] = best
        for side in range(2 if directed else 1):
            rows, others = (offsets, targets) if side == 0 else (back_offsets, back_targets)
            for other in others[rows[vertex] : rows[vertex + 1]]:
                counts[labels[other]] = 0
    return following
