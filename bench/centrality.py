"""Made-up graphs in; what centralities and the benchmark's algorithms cost, and how exact they are, out.

`python -m bench.centrality` prints these figures alone. CPU seconds of one thread, compiled code warm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt

from bench.measure import Figure, on_cpu
from graph.analytics.betweenness import betweenness
from graph.analytics.components import strong_components, weak_components
from graph.analytics.distances import hops, lengths
from graph.analytics.kcore import core_numbers
from graph.analytics.label_propagation import propagated_labels
from graph.analytics.pagerank import Walk, pagerank, personalised
from graph.analytics.triangles import local_clustering
from graph.projection import Projection
from graph.projection.tie_filter import Orientation, TieFilter
from graph.projection.tie_graph import TieGraph

SEED = 1
EDGES_A_VERTEX = 10
DIRECTED = TieFilter(Orientation.CONTACT)

PAGERANK_BOUNDS_S = {10**6: 0.15, 10**7: 2.5}
PERSONALISED_BOUNDS_S = {10**6: 2.5, 10**7: 40.0}
SETS, TOP = 50, 100
REFERENCES = 8
"""Seed sets whose exact ranks are worked out to compare with."""

EXACT = 1e-14
L1_BOUND = 1e-7
PEER_EDGES = 10**6
FASTER_BOUND = 50

CENTRAL_VERTICES = 10_000
FOUND_BOUND = 90

Codes = npt.NDArray[np.int32]


def centrality_figures() -> list[Figure]:
    """All of them."""
    figures: list[Figure] = []
    for count in PAGERANK_BOUNDS_S:
        graph = _graph(*skewed_edges(count), count // EDGES_A_VERTEX)
        figures += [*_pagerank(graph, count), *_personalised(graph, count), *_others(graph, count)]
    return [*figures, *_betweenness()]


def skewed_edges(count: int) -> tuple[Codes, Codes]:
    """Some are heard much more than others, and some speak more."""
    chance = np.random.default_rng(SEED)
    vertices = count // EDGES_A_VERTEX
    order = chance.permutation(vertices)
    sources = order[(vertices * chance.random(count) ** 2).astype(np.int64)]
    targets = order[(vertices * chance.random(count) ** 3).astype(np.int64)]
    return sources.astype(np.int32), targets.astype(np.int32)


def _graph(sources: Codes, targets: Codes, vertices: int, *, directed: bool = True) -> TieGraph:
    chance = np.random.default_rng(SEED)
    weights = chance.random(len(sources)).astype(np.float32) + np.float32(0.1)
    made = Projection.from_edges(sources, targets, weights=weights, vertices=vertices, directed=directed)
    return made.ties(DIRECTED)


def _pagerank(graph: TieGraph, count: int) -> Iterator[Figure]:
    pagerank(graph, Walk(most_steps=1))  # compiles, and turns the ties round once
    seconds, found = on_cpu(lambda: pagerank(graph))
    exact = pagerank(graph, Walk(tolerance=EXACT))
    error = float(abs(found.values - exact.values).sum())
    peer = _networkx_pagerank(graph) if count == PEER_EDGES else None
    bound = PAGERANK_BOUNDS_S[count]
    yield Figure(
        f"PageRank, {count:.0e} edges",
        seconds,
        "CPU s",
        bound=f"<= {bound} s",
        holds=seconds <= bound,
        note=f"{found.steps} steps",
    )
    yield Figure(
        f"  its L1 error, {count:.0e} edges",
        error,
        "",
        bound=f"<= {L1_BOUND}",
        holds=error <= L1_BOUND,
        note=f"promised: {found.error_bound:.1e}",
    )
    if peer is not None:
        ratio = peer / seconds
        yield Figure(
            "  against nx.pagerank",
            seconds,
            "CPU s",
            peer,
            ratio,
            f">= {FASTER_BOUND}x",
            ratio >= FASTER_BOUND,
            "the same tolerance; networkx with scipy, its graph made beforehand",
        )


def _networkx_pagerank(graph: TieGraph) -> float:
    sources = np.repeat(np.arange(graph.vertex_count), graph.degrees).tolist()
    peer: nx.DiGraph[int] = nx.DiGraph()
    peer.add_nodes_from(range(graph.vertex_count))
    peer.add_weighted_edges_from(zip(sources, graph.targets.tolist(), graph.weights.tolist(), strict=True))
    seconds, _ = on_cpu(lambda: nx.pagerank(peer, tol=1e-8 / graph.vertex_count, backend="networkx"))
    return seconds


def _personalised(graph: TieGraph, count: int) -> Iterator[Figure]:
    chance = np.random.default_rng(SEED)
    seeds = [
        chance.integers(0, graph.vertex_count, size).astype(np.uint32)
        for size in chance.integers(1, 50, SETS)
    ]
    personalised(graph, seeds[:1], Walk(most_steps=1))
    seconds, found = on_cpu(lambda: personalised(graph, seeds))
    exact = personalised(graph, seeds[:REFERENCES], Walk(tolerance=1e-12))
    shared = [
        len(_top(ours) & _top(theirs)) for ours, theirs in zip(found.values, exact.values, strict=False)
    ]
    bound = PERSONALISED_BOUNDS_S[count]
    yield Figure(
        f"{SETS} personalised PageRanks, {count:.0e} edges",
        seconds,
        "CPU s",
        bound=f"<= {bound} s",
        holds=seconds <= bound,
        note=f"{found.steps} steps; L1 error at most {found.error_bound:.1e}",
    )
    yield Figure(
        "  the least precision at 100",
        min(shared),
        "%",
        bound=">= 99 %",
        holds=min(shared) >= 99,
        note=f"of {REFERENCES} sets, against a tolerance of 1e-12",
    )


def _top(ranks: npt.NDArray[Any]) -> set[int]:
    return set(np.argsort(-ranks, kind="stable")[:TOP].tolist())


def _others(graph: TieGraph, count: int) -> Iterator[Figure]:
    works: dict[str, Callable[[], object]] = {
        "weak components": lambda: weak_components(graph),
        "strong components": lambda: strong_components(graph),
        "core numbers": lambda: core_numbers(graph.undirected),
        "breadth first": lambda: hops(graph, 0),
        "shortest lengths": lambda: lengths(graph, 0),
        "10 rounds of labels": lambda: propagated_labels(graph, 10),
        "clustering": lambda: local_clustering(graph),
    }
    for name, work in works.items():
        work()
        yield Figure(f"{name}, {count:.0e} edges", on_cpu(work)[0], "CPU s")


def _betweenness() -> Iterator[Figure]:
    hubs = np.array(nx.barabasi_albert_graph(CENTRAL_VERTICES, 8, seed=SEED).edges, np.int32).T
    shapes = {
        "preferential attachment": _graph(hubs[0], hubs[1], CENTRAL_VERTICES, directed=False),
        "skewed, directed": _graph(*skewed_edges(10 * CENTRAL_VERTICES), CENTRAL_VERTICES),
    }
    for name, graph in shapes.items():
        exact = betweenness(graph, pivots=CENTRAL_VERTICES).values
        seconds, found = on_cpu(lambda graph=graph: betweenness(graph))  # type: ignore[misc]
        best = np.argsort(-exact)[:TOP]
        shared = len(_top(exact) & _top(found.values))
        within = abs(found.values - exact)[best] <= 2 * found.standard_errors[best]
        yield Figure(
            f"betweenness: of the first {TOP}, found ({name})",
            shared,
            "",
            bound=f">= {FOUND_BOUND}",
            holds=shared >= FOUND_BOUND,
            note=f"{found.pivots} pivots of {CENTRAL_VERTICES:,}, {seconds:.1f} CPU s; "
            f"{within.mean():.0%} of them within two standard errors",
        )


if __name__ == "__main__":
    from bench.report import publish

    publish(centrality_figures())
