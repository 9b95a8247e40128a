"""Edges with weights in double precision in, as files and other libraries have them; a graph of ties out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.projection.tie_graph import TieGraph, Vertices
from graph.projection.vocabulary import Codes


def double_tie_graph(
    sources: Vertices,
    targets: Vertices,
    weights: npt.NDArray[np.float64],
    people: Codes,
    *,
    directed: bool,
) -> TieGraph:
    """Like tie_graph, but weights stay float64 and may be anything. The cost grows with edges * log(edges).

    Parallel edges are summed in the order given.
    """
    if not directed:
        apart = sources != targets
        sources, targets = (
            np.concatenate([sources, targets[apart]]),
            np.concatenate([targets, sources[apart]]),
        )
        weights = np.concatenate([weights, weights[apart]])
    order = np.argsort((sources.astype(np.uint64) << np.uint64(32)) | targets, kind="stable")
    sources, targets, weights = sources[order], targets[order], weights[order]
    first = np.ones(len(sources), np.bool_)
    first[1:] = (sources[1:] != sources[:-1]) | (targets[1:] != targets[:-1])
    places = np.flatnonzero(first)
    sums = np.add.reduceat(weights, places) if len(places) else weights
    counts = np.bincount(sources[places], minlength=len(people))
    offsets = np.concatenate([[0], np.cumsum(counts)])
    return TieGraph(offsets, targets[places], sums, directed, people)
