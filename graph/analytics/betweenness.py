"""A graph of ties in; how often each vertex stands between two others, with its standard error, out.

Brandes, A Faster Algorithm for Betweenness Centrality (2001), from sampled sources ("pivots"): Brandes and Pich,
Centrality Estimation in Large Networks (2007); Bader, Kintali, Madduri and Mihail, Approximating Betweenness
Centrality (2007). Every pivot gives each vertex its dependency; their mean over pivots, drawn without replacement,
estimates the mean over all vertices, and their variance says how well (with the finite population correction: no
error is left once every vertex is a pivot).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.betweenness_kernels import hop_dependencies, length_dependencies
from graph.analytics.distances import check_vertex
from graph.errors import QuestionError
from graph.projection.tie_graph import TieGraph, Weights

Floats = npt.NDArray[np.float64]
Pivots = npt.NDArray[np.int64]

PIVOTS = 1_000
"""More than 90 of the true first 100 are found with these on each graph of bench/centrality.py."""


@dataclass(frozen=True, slots=True)
class Betweenness:
    """By vertex (n): the share of the shortest paths between two others that lead through it, 0 to 1."""

    values: Floats
    standard_errors: Floats
    """About two thirds of the true values lie within one, 95 % within two; unknown (infinite) from one pivot."""
    pivots: int


def betweenness(
    graph: TieGraph, *, lengths: Weights | None = None, pivots: int = PIVOTS, seed: int = 0
) -> Betweenness:
    """Estimate betweenness from so many pivots; exact where there are no fewer pivots than vertices.

    `lengths` (m, above 0): of the ties, e.g. 1 / weights; left out, every tie is as long as any. The cost grows with
    pivots * (ties + vertices), times the logarithm of the ties with lengths.
    """
    count = graph.vertex_count
    drawn = np.sort(np.random.default_rng(seed).permutation(count)[:pivots])
    sums, squares = dependencies(graph, drawn, lengths)
    pairs = max((count - 1) * (count - 2), 1)
    return Betweenness(
        _mean(sums, len(drawn)) * count / pairs,
        _standard_error(sums, squares, len(drawn), count) * count / pairs,
        len(drawn),
    )


def dependencies(
    graph: TieGraph, pivots: Pivots, lengths: Weights | None = None, *, endpoints: bool = False
) -> tuple[Floats, Floats]:
    """(n), (n) Dependencies of the pivots on every vertex, and their squares, summed in the pivots' order.

    With `endpoints` a vertex depends on itself and on its target too.
    """
    for pivot in pivots:
        check_vertex(graph, int(pivot))
    if lengths is None:
        return hop_dependencies(graph.offsets, graph.targets, pivots, endpoints)
    if not (lengths > 0).all():
        raise QuestionError("A length is not above 0.", "Betweenness needs lengths above 0.")
    return length_dependencies(graph.offsets, graph.targets, lengths, pivots, endpoints)


def _mean(sums: Floats, drawn: int) -> Floats:
    return sums / max(drawn, 1)


def _standard_error(sums: Floats, squares: Floats, drawn: int, count: int) -> Floats:
    if drawn >= count:
        return np.zeros(count)
    if drawn < 2:  # noqa: PLR2004 - one value has no variance
        return np.full(count, np.inf)
    variance = np.maximum(squares - sums * sums / drawn, 0.0) / (drawn - 1)
    return np.asarray(np.sqrt(variance / drawn * (1 - drawn / count)))
