"""A benchmark's graph and parameters in; the value of every vertex, to the letter of the specification, out.

LDBC Graphalytics specification (arXiv:2011.15028), section on the algorithms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.analytics.components import weak_components
from graph.analytics.distances import UNREACHED, hops, lengths
from graph.analytics.label_propagation import propagated_labels
from graph.analytics.pagerank import DAMPING, Walk, pagerank
from graph.analytics.triangles import local_clustering
from graph.graphalytics.algorithm import ITERATIONS, Algorithm
from graph.graphalytics.errors import GraphalyticsError
from graph.graphalytics.reading import Benchmark

INFINITY = np.iinfo(np.int64).max
"""BFS of a vertex that no path leads to: 9223372036854775807."""

Values = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Parameters:
    """What an algorithm may need beside the graph."""

    source: int | None = None
    """Id of a vertex: for BFS and SSSP."""
    damping: float = DAMPING
    iterations: int = ITERATIONS


def values(benchmark: Benchmark, algorithm: Algorithm, asked: Parameters) -> Values:
    """(n) By vertex, in ascending order of ids."""
    graph = benchmark.graph
    match algorithm:
        case Algorithm.BFS:
            found = hops(graph, _source(benchmark, asked))
            return np.where(found == UNREACHED, INFINITY, found)
        case Algorithm.SSSP:
            return lengths(graph, _source(benchmark, asked))
        case Algorithm.WCC:
            return benchmark.ids[weak_components(graph)]
        case Algorithm.CDLP:
            return benchmark.ids[propagated_labels(graph, asked.iterations)]
        case Algorithm.LCC:
            return local_clustering(graph)
        case Algorithm.PR:
            return pagerank(graph, _fixed(asked)).values


def needs_weights(algorithm: Algorithm) -> bool:
    """Whether the edges' weights are read."""
    return algorithm is Algorithm.SSSP


def needs_source(algorithm: Algorithm) -> bool:
    """Whether it starts somewhere."""
    return algorithm in {Algorithm.BFS, Algorithm.SSSP}


def _fixed(asked: Parameters) -> Walk:
    """So many steps from the uniform vector, whatever the change."""
    return Walk(asked.damping, weighted=False, tolerance=-1.0, most_steps=asked.iterations, at_once=True)


def _source(benchmark: Benchmark, asked: Parameters) -> int:
    if asked.source is None:
        raise GraphalyticsError("BFS and SSSP start at a vertex.", "Name its id: --source V.")
    return benchmark.vertex_of(asked.source)
