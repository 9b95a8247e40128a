"""Ties in; a plain graph of networkx out."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import networkx as nx
import numpy as np

from graph.exports.tie_table import tie_rows
from graph.projection import Projection
from graph.projection.tie_filter import ATTENTION, TieFilter
from graph.projection.tie_graph import TieGraph


def to_networkx(projection: Projection, asked: TieFilter | None = None) -> nx.Graph[Any]:
    """Nodes are the people's ids; moments are datetime64 in UTC."""
    ties, rows = tie_rows(projection, asked or ATTENTION)
    ids = projection.vertex_ids[ties.people].tolist()
    graph = nx.DiGraph() if ties.directed else nx.Graph()
    graph.add_nodes_from(ids)
    for part in rows.pieces():
        weights = part.weights.astype(np.float64)
        columns = (
            part.sources.tolist(),
            part.targets.tolist(),
            weights.tolist(),
            (1 / weights).tolist(),
            part.contacts.tolist(),
            part.first.view("M8[us]"),
            part.last.view("M8[us]"),
        )
        for source, target, weight, length, contacts, first, last in zip(*columns, strict=True):
            graph.add_edge(
                ids[source],
                ids[target],
                weight=weight,
                length=length,
                contacts=contacts,
                first=first,
                last=last,
            )
    return graph


def plain_graph(ties: TieGraph, ids: Sequence[Hashable]) -> nx.Graph[Any]:
    """A graph of ties with their weights alone."""
    graph = nx.DiGraph() if ties.directed else nx.Graph()
    graph.add_nodes_from(ids)
    sources = np.repeat(np.arange(ties.vertex_count), ties.degrees).tolist()
    for source, target, weight in zip(sources, ties.targets.tolist(), ties.weights.tolist(), strict=True):
        graph.add_edge(ids[source], ids[target], weight=weight)
    return graph
