"""What networkx's centralities are called with in; their answers, from graph.analytics, out."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import replace
from random import Random
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt

from graph.analytics.betweenness import dependencies
from graph.analytics.kcore import core_numbers
from graph.analytics.pagerank import Teleport, Walk
from graph.analytics.pagerank import pagerank as ranked
from graph.errors import QuestionError
from graph.networkx_backend.people_graph import PeopleGraph, graph_of

Floats = npt.NDArray[np.float64]
Vector = Mapping[Hashable, float]
Scores = dict[Hashable, Any]

SMALLEST = 2
"""Nodes between which there can be a path."""


def pagerank(
    G: object,  # noqa: N803 - as networkx names it
    alpha: float = 0.85,
    personalization: Vector | None = None,
    max_iter: int = 100,
    tol: float = 1.0e-6,
    nstart: Vector | None = None,
    weight: str | None = "weight",
    dangling: Vector | None = None,
) -> Scores:
    """As networkx, step by step: stops when one changes the ranks by less than nodes * tol (L1)."""
    graph = graph_of(G)
    if not len(graph):
        return {}
    weights = graph.weights(weight)
    if weights is not None and not (weights >= 0).all():
        raise NotImplementedError("A weight is below 0 or not a number.")
    ties = graph.ties if weights is None else replace(graph.ties, weights=weights)
    walk = Walk(alpha, weights is not None, len(graph) * tol, max_iter, at_once=True)
    start = np.full(len(graph), 1 / len(graph)) if nstart is None else _vector(graph, nstart)
    teleport = Teleport(_vector(graph, personalization), _vector(graph, dangling), start)
    found = ranked(ties, walk, teleport)
    if found.steps == max_iter and not found.change < walk.tolerance:
        raise nx.PowerIterationFailedConvergence(max_iter)
    return graph.by_node(found.values)


def betweenness_centrality(
    G: object,  # noqa: N803
    k: int | None = None,
    normalized: bool = True,
    weight: str | None = None,
    endpoints: bool = False,
    seed: Random | None = None,
) -> Scores:
    """As networkx, the same k nodes drawn by the same seed."""
    graph = graph_of(G)
    if k is None:
        drawn = list(range(len(graph)))
    else:
        if not k:
            raise ZeroDivisionError("Betweenness cannot be estimated from k=0 nodes.")
        drawn = (seed or Random()).sample(range(len(graph)), k)  # noqa: S311 - a sample, no secret
    try:
        sums = dependencies(graph.ties, np.array(drawn, np.int64), graph.weights(weight), endpoints=endpoints)
    except QuestionError as error:
        raise NotImplementedError(str(error)) from error
    scales = _scales(graph, None if k is None else drawn, normalized=normalized, endpoints=endpoints)
    return graph.by_node(sums * scales)


def core_number(G: object) -> Scores:  # noqa: N803
    """As networkx."""
    graph = graph_of(G)
    if graph.loops.any():
        raise nx.NetworkXNotImplemented("Input graph has self loops which is not permitted.")
    return graph.by_node(core_numbers(graph.ties))


def degree_centrality(G: object) -> Scores:  # noqa: N803
    """As networkx: a loop counts twice."""
    graph = graph_of(G)
    ends = graph.ties.degrees
    if graph.ties.directed:
        ends = ends + _arriving(graph)
    else:
        ends = ends + np.bincount(graph.ties.targets[graph.loops], minlength=len(graph))
    return _of_others(graph, ends)


def in_degree_centrality(G: object) -> Scores:  # noqa: N803
    """As networkx."""
    graph = graph_of(G)
    return _of_others(graph, _arriving(graph))


def out_degree_centrality(G: object) -> Scores:  # noqa: N803
    """As networkx."""
    graph = graph_of(G)
    return _of_others(graph, graph.ties.degrees)


def _arriving(graph: PeopleGraph) -> npt.NDArray[np.int64]:
    return np.bincount(graph.ties.targets, minlength=len(graph))


def _of_others(graph: PeopleGraph, ends: npt.NDArray[np.int64]) -> Scores:
    if len(graph) < SMALLEST:
        return dict.fromkeys(graph.ids, 1)
    return graph.by_node(ends * (1.0 / (len(graph) - 1)))


def _vector(graph: PeopleGraph, given: Vector | None) -> Floats | None:
    """A vector by vertex; nodes that it does not name have 0."""
    if given is None:
        return None
    found = np.array([given.get(node, 0) for node in graph.ids], np.float64)
    if found.sum() == 0:
        raise ZeroDivisionError("The values of the graph's nodes sum to 0.")
    return found


def _scales(graph: PeopleGraph, drawn: list[int] | None, *, normalized: bool, endpoints: bool) -> Floats:
    """(n) What sums of dependencies are multiplied by.

    From k nodes, a node that was drawn had k - 1 chances to be between two others, any other node k (as networkx 3.6
    counts); with endpoints all had k.
    """
    ends = len(graph) if endpoints else len(graph) - 1
    if ends < SMALLEST:
        return np.ones(len(graph))
    chances = np.full(len(graph), float(ends if drawn is None else len(drawn)))
    if drawn is not None and not endpoints:
        chances[drawn] -= 1
    full = 1 / (ends - 1) if normalized else ends / (1 if graph.ties.directed else 2)
    return np.asarray(np.divide(full, chances, out=np.full(len(graph), math.nan), where=chances > 0))
