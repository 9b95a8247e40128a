"""A .v and an .e file in; the graph with its vertices' ids, in ascending order and in the file's, out.

LDBC Graphalytics specification (arXiv:2011.15028), section on the data format: a vertex id (an integer) a line, and
`source target [weight]` a line; edges are unique and join two different vertices; an undirected edge stands once.
Empty lines and lines that begin with # are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph.graphalytics.errors import GraphalyticsError
from graph.graphalytics.table import Column, Table, read_table
from graph.projection.double_ties import double_tie_graph
from graph.projection.tie_graph import TieGraph, Vertices

Ids = npt.NDArray[np.int64]

VERTEX = (Column("vertex", np.int64),)
EDGE = (Column("source", np.int64), Column("target", np.int64))
WEIGHT = Column("weight", np.float64)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A graph as read; vertices are numbered by ascending id, so that the least label is that of the least id."""

    graph: TieGraph
    """Weights are the file's as float64, 1 where it has none."""
    ids: Ids
    """(n) Ascending."""
    listed: Ids
    """(n) Vertices in the order of the .v file."""

    def vertex_of(self, vertex_id: int) -> int:
        """Where an id stands; raises GraphalyticsError if nowhere."""
        place = int(np.searchsorted(self.ids, vertex_id))
        if place == len(self.ids) or self.ids[place] != vertex_id:
            raise GraphalyticsError(f"There is no vertex {vertex_id}.", "Name an id of the .v file.")
        return place


def read_benchmark(vertex_file: Path, edge_file: Path, *, directed: bool, weighted: bool) -> Benchmark:
    """Read both files. Weights are needed where `weighted`, and passed over otherwise."""
    listed = read_table(vertex_file, VERTEX)
    ids, first = np.unique(listed.values[0], return_index=True)
    _unique_vertices(listed, first)
    edges = read_table(edge_file, (*EDGE, WEIGHT) if weighted else EDGE)
    source, target = (_numbered(edges, column, ids) for column in (0, 1))
    _no_loops(edges, source, target)
    weights = edges.values[2] if weighted else np.ones(len(source))
    _no_negatives(edges, weights)
    people = np.arange(len(ids), dtype=np.int32)
    graph = double_tie_graph(source, target, weights, people, directed=directed)
    if graph.tie_count != len(source) * (1 if directed else 2):
        _no_repeats(edges, source, target, directed=directed)
    return Benchmark(graph, ids, np.searchsorted(ids, listed.values[0]))


def _unique_vertices(listed: Table, first: Ids) -> None:
    if len(first) < len(listed):
        again = np.ones(len(listed), np.bool_)
        again[first] = False
        row = int(np.flatnonzero(again)[0])
        raise listed.wrong(row, f"vertex {listed.values[0][row]} is listed a second time")


def _numbered(edges: Table, column: int, ids: Ids) -> Vertices:
    """The vertices of a column of ids."""
    asked = edges.values[column]
    places: Vertices = np.minimum(np.searchsorted(ids, asked), max(len(ids) - 1, 0)).astype(np.uint32)
    known = ids[places] == asked if len(ids) else np.zeros(len(asked), np.bool_)
    if not known.all():
        row = int(np.flatnonzero(~known)[0])
        raise edges.wrong(row, f"{EDGE[column].name} {asked[row]} is not in the .v file")
    return places


def _no_loops(edges: Table, source: Vertices, target: Vertices) -> None:
    if (loops := source == target).any():
        row = int(np.flatnonzero(loops)[0])
        raise edges.wrong(row, f"vertex {edges.values[0][row]} has an edge to itself")


def _no_negatives(edges: Table, weights: npt.NDArray[np.float64]) -> None:
    if not (fine := (weights >= 0) & np.isfinite(weights)).all():
        row = int(np.flatnonzero(~fine)[0])
        raise edges.wrong(row, f"weight {weights[row]} is below 0 or not a number")


def _no_repeats(edges: Table, source: Vertices, target: Vertices, *, directed: bool) -> None:
    ends = np.stack(
        [source, target] if directed else [np.minimum(source, target), np.maximum(source, target)]
    )
    order = np.lexsort((np.arange(len(source)), ends[1], ends[0]))
    same = (ends[:, order[1:]] == ends[:, order[:-1]]).all(axis=0)
    row = int(order[1:][same].min())
    raise edges.wrong(row, f"edge {edges.values[0][row]} {edges.values[1][row]} is listed a second time")
