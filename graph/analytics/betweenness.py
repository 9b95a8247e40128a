"""A graph of ties in; how often each vertex stands between two others, with its standard error, out.

Brandes, A Faster Algorithm for Betweenness Centrality (2001), from sampled sources ("pivots"): Brandes and Pich,
Centrality Estimation in Large Networks (2007); Bader, Kintali, Madduri and Mihail, Approximating Betweenness
Centrality (2007). A vertex beside a pivot would look more central than it is, so a path counts by how far along it
the vertex stands, and paths to a pivot count beside those from it, which makes up the rest: the linear scaling of
Geisberger, Sanders and Schultes, Better Approximation of Betweenness Centrality (2008), section 3.

The mean over pivots, drawn without replacement, estimates the mean over all vertices, and their variance says how
well (with the finite population correction: no error is left once every vertex is a pivot).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from graph.analytics.betweenness_kernels import hop_dependencies, length_dependencies
from graph.analytics.distances import check_vertex
from graph.errors import QuestionError
from graph.projection.tie_graph import TieGraph, Weights

Floats = npt.NDArray[np.float64]
Pivots = npt.NDArray[np.int64]

PIVOTS = 1_000
"""More than 90 of the true first 100 are found with these on each graph of bench/centrality.py. Where people differ
little, as in a random graph without hubs, there is no first 100 to find: the standard errors say so."""


@dataclass(frozen=True, slots=True)
class Betweenness:
    """By vertex (n): the share of the shortest paths between two others that lead through it, 0 to 1."""

    values: Floats
    standard_errors: Floats
    """Dependencies are skewed, so that fewer than 95 % of the true values lie within two: of the most central some 90 %,
of all people, most of whom stand between few, some 80 % (bench/centrality.py). Infinite from one pivot."""
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
    check_lengths(lengths)
    sums, errors = _estimate(graph, drawn, lengths)
    if graph.directed:
        back_lengths = None if lengths is None else _turned(graph, lengths)
        back_sums, back_errors = _estimate(graph.transposed, drawn, back_lengths)
    else:
        back_sums, back_errors = sums, errors
    scale = count / max((count - 1) * (count - 2), 1)
    return Betweenness((sums + back_sums) * scale, (errors + back_errors) * scale, len(drawn))


def dependencies(
    graph: TieGraph, pivots: Pivots, lengths: Weights | None = None, *, endpoints: bool = False
) -> Floats:
    """(n) Dependencies of the pivots on every vertex (Brandes 2001, section 3), summed in the pivots' order.

    With `endpoints` a vertex depends on itself and on its target too.
    """
    for pivot in pivots:
        check_vertex(graph, int(pivot))
    check_lengths(lengths)
    if lengths is None:
        return hop_dependencies(graph.offsets, graph.targets, pivots, False, endpoints)[0]
    return length_dependencies(graph.offsets, graph.targets, lengths, pivots, False, endpoints)[0]


def check_lengths(lengths: Weights | None) -> None:
    """Raise QuestionError where a length is not above 0: paths could go round for nothing."""
    if lengths is not None and not (lengths > 0).all():
        raise QuestionError("A length is not above 0.", "Betweenness needs lengths above 0.")


def _estimate(graph: TieGraph, pivots: Pivots, lengths: Weights | None) -> tuple[Floats, Floats]:
    """(n), (n) Mean over the pivots and its standard error, of paths in one direction."""
    if lengths is None:
        sums, squares = hop_dependencies(graph.offsets, graph.targets, pivots, True, False)
    else:
        sums, squares = length_dependencies(graph.offsets, graph.targets, lengths, pivots, True, False)
    drawn = len(pivots)
    return sums / max(drawn, 1), _standard_error(sums, squares, drawn, graph.vertex_count)


def _turned(graph: TieGraph, lengths: Weights) -> Weights:
    """The lengths in the order of the transposed graph's ties."""
    return replace(graph, weights=lengths).transposed.weights


def _standard_error(sums: Floats, squares: Floats, drawn: int, count: int) -> Floats:
    if drawn >= count:
        return np.zeros(count)
    if drawn < 2:  # noqa: PLR2004 - one value has no variance
        return np.full(count, np.inf)
    variance = np.maximum(squares - sums * sums / drawn, 0.0) / (drawn - 1)
    return np.asarray(np.sqrt(variance / drawn * (1 - drawn / count)))
