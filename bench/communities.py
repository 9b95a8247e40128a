"""Made-up graphs in; what finding communities costs, and how good these are beside igraph's, out.

`python -m bench.communities` prints these figures alone; `--small` leaves out those of 1e7 edges. igraph is under the
GPL and therefore no part of Rapport: RAPPORT_IGRAPH names a Python interpreter that has it (and numpy), which runs as
a process of its own. Without it the figures that need it are left out, and say so.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.centrality import skewed_edges
from bench.measure import Figure, on_cpu
from graph.analytics.communities import Communities, Labels, disconnected, leiden, modularity
from graph.projection import Projection
from graph.projection.tie_graph import TieGraph

SEED = 1
EDGES_A_VERTEX = 10
BOUNDS_S = {10**6: 4.0, 10**7: 70.0}
MODULARITY_BOUND = 0.002
INSIDE = 0.7
"""So many edges stay in their community."""
SMALLEST, LARGEST_SHARE, TAIL = 30, 0.02, 1.5
"""Sizes of communities: their least, their greatest (of all vertices), and the exponent of the power law between."""
ROUNDS = {10**6: 3, 10**7: 1}

IGRAPH = "RAPPORT_IGRAPH"
ORACLE = """
import random, sys, time
import igraph, numpy
random.seed(1)
graph = numpy.load(sys.argv[1])
made = igraph.Graph(n=int(graph["count"]), edges=graph["edges"])
start = time.process_time()
found = made.community_leiden("modularity", weights=graph["weights"], n_iterations=int(sys.argv[3]))
print(time.process_time() - start)
numpy.save(sys.argv[2], numpy.array(found.membership, numpy.int32))
"""

Codes = npt.NDArray[np.int64]


def community_figures(*, small: bool = False) -> list[Figure]:
    """All of them."""
    leiden(Projection.from_edges([0, 1], [1, 2]).ties())  # compiled
    sizes = [size for size in BOUNDS_S if not small or size <= 10**6]
    return [figure for edges in sizes for figure in _figures(edges)]


def _figures(edges: int) -> Iterator[Figure]:
    vertices = edges // EDGES_A_VERTEX
    for name, made in KINDS.items():
        graph = Projection.from_edges(*made(edges), vertices=vertices).ties()
        yield from _found(graph, f"{edges:.0e} edges, {name}".replace("+0", ""), edges)


def planted_edges(count: int) -> tuple[Codes, Codes]:
    """Communities of every size, in which some are turned to more than others; the rest of the edges go anywhere."""
    chance = np.random.default_rng(SEED)
    vertices = count // EDGES_A_VERTEX
    sizes = (SMALLEST * (1 + chance.pareto(TAIL, vertices // SMALLEST))).astype(np.int64)
    ends = np.cumsum(np.minimum(sizes, int(LARGEST_SHARE * vertices)))
    ends = np.append(ends[ends < vertices], vertices)
    starts = np.append(0, ends[:-1])
    sources = chance.integers(0, vertices, count)
    home = np.searchsorted(ends, sources, side="right")
    near = starts[home] + ((ends - starts)[home] * chance.random(count) ** 1.5).astype(np.int64)
    far = (vertices * chance.random(count) ** 2).astype(np.int64)
    targets = np.where(chance.random(count) < INSIDE, near, far)
    apart, order = sources != targets, chance.permutation(vertices)
    return order[sources[apart]], order[targets[apart]]


KINDS: dict[str, Callable[[int], tuple[npt.NDArray[Any], npt.NDArray[Any]]]] = {
    "planted": planted_edges,
    "without any": skewed_edges,
}
"""Graphs by their communities. Where there are none a partition takes longest and matters least."""


def _found(graph: TieGraph, size: str, edges: int) -> Iterator[Figure]:
    seconds, found = np.inf, None
    for _ in range(ROUNDS[edges]):
        took, found = on_cpu(lambda: leiden(graph))
        seconds = min(seconds, took)
    assert found is not None
    apart, bound = disconnected(graph, found.labels), BOUNDS_S[edges]
    yield Figure(
        f"Leiden, {size}",
        seconds,
        "CPU s",
        bound=f"<= {bound:g} s",
        holds=seconds <= bound,
        note=f"{found.count:,} communities of {graph.vertex_count:,} vertices",
    )
    yield Figure(f"  disconnected communities, {size}", apart, "", bound="0", holds=apart == 0)
    yield _beside_igraph(graph, found, size)


def _beside_igraph(graph: TieGraph, found: Communities, size: str) -> Figure:
    name, ours = f"  modularity, {size}", found.modularity
    interpreter = os.environ.get(IGRAPH)
    if not interpreter:
        return Figure(name, ours, "", note=f"not compared: {IGRAPH} names no interpreter with igraph")
    labels, seconds = _igraph(graph, interpreter)
    theirs = modularity(graph, labels)
    least = theirs - MODULARITY_BOUND
    note = f"control: two rounds of igraph's Leiden, {seconds:.1f} CPU s"
    return Figure(name, ours, "", theirs, ours / theirs, f">= {least:.4f}", ours >= least, note)


def _igraph(graph: TieGraph, interpreter: str, rounds: int = 2) -> tuple[Labels, float]:
    rows = np.repeat(np.arange(graph.vertex_count, dtype=np.int32), graph.degrees)
    once = rows < graph.targets
    with tempfile.TemporaryDirectory() as folder:
        edges, labels = Path(folder) / "graph.npz", Path(folder) / "labels.npy"
        pairs = np.stack([rows[once], graph.targets[once].astype(np.int32)], axis=1)
        np.savez(edges, edges=pairs, weights=graph.weights[once], count=graph.vertex_count)
        command = [interpreter, "-c", ORACLE, str(edges), str(labels), str(rounds)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return np.load(labels), float(said)


def _main() -> None:
    from bench.report import publish  # noqa: PLC0415 - as the others

    parser = argparse.ArgumentParser(prog="python -m bench.communities", description=__doc__)
    parser.add_argument("--small", action="store_true")
    publish(community_figures(small=parser.parse_args().small))


if __name__ == "__main__":
    _main()
