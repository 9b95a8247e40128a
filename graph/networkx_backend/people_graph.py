"""A graph of ties and the ids of its vertices in; what networkx takes for a graph of this backend out."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt

from graph.projection import Projection
from graph.projection.tie_filter import ATTENTION, TieFilter
from graph.projection.tie_graph import TieGraph, Weights

WEIGHT = "weight"
"""The attribute that a projection's ties have: their strength."""

LENGTH = "length"
"""The other one, 1 / strength: strong ties are short."""


class PeopleGraph:
    """Ties that networkx's functions can be asked about: ``nx.pagerank(projection.graph(TieFilter(...)))``."""

    __networkx_backend__ = "rapport"

    def __init__(
        self, ties: TieGraph, ids: Sequence[Hashable], attributes: Mapping[str, Weights] | None = None
    ) -> None:
        """`attributes` (m each) are those of the ties; left out: WEIGHT and LENGTH."""
        self.ties = ties
        self.ids = ids
        self._attributes = attributes

    def is_directed(self) -> bool:
        """As networkx asks."""
        return self.ties.directed

    def is_multigraph(self) -> bool:
        """No: parallel contacts are one tie."""
        return False

    def __len__(self) -> int:
        """How many people."""
        return len(self.ids)

    def __bool__(self) -> bool:
        """A graph without people is one too."""
        return True

    def __iter__(self) -> Iterator[Hashable]:
        """The people's ids."""
        return iter(self.ids)

    def __contains__(self, node: object) -> bool:
        """Whether someone is in it."""
        try:
            return node in self._places
        except TypeError:  # what cannot be hashed is no node
            return False

    def number_of_nodes(self) -> int:
        """As networkx asks."""
        return len(self)

    def number_of_edges(self) -> int:
        """Ties; an undirected one once."""
        if self.ties.directed:
            return self.ties.tie_count
        return (self.ties.tie_count + int(self.loops.sum())) // 2

    @cached_property
    def loops(self) -> npt.NDArray[np.bool_]:
        """(m) Which ties lead to where they come from."""
        sources = np.repeat(np.arange(self.ties.vertex_count), self.ties.degrees)
        return np.asarray(sources == self.ties.targets)

    def weights(self, attribute: str | None) -> Weights | None:
        """(m) An attribute of the ties; None where all count alike. NotImplementedError for what is not here."""
        if attribute is None:
            return None
        if callable(attribute):
            raise NotImplementedError("Weights by a function are not supported; name an attribute.")
        if self._attributes is not None and attribute in self._attributes:
            return self._attributes[attribute]
        if self._attributes is None and attribute == WEIGHT:
            return self.ties.weights
        if self._attributes is None and attribute == LENGTH:
            return np.asarray(1.0 / self.ties.weights.astype(np.float64))
        raise NotImplementedError(
            f"Ties have no attribute {attribute!r}; they have {WEIGHT!r} and {LENGTH!r}."
        )

    def place(self, node: Hashable, role: str = "Node") -> int:
        """The vertex of a node."""
        try:
            return self._places[node]
        except (KeyError, TypeError) as error:
            raise nx.NodeNotFound(f"{role} {node} is not in G") from error

    def by_node(self, values: npt.NDArray[Any]) -> dict[Hashable, Any]:
        """An array (n) as networkx returns it."""
        return dict(zip(self.ids, values.tolist(), strict=True))

    @cached_property
    def _places(self) -> dict[Hashable, int]:
        return {node: place for place, node in enumerate(self.ids)}


def people_graph(projection: Projection, asked: TieFilter | None = None) -> PeopleGraph:
    """The ties that a filter chooses, as a graph of networkx's."""
    ties = projection.ties(asked or ATTENTION)
    return PeopleGraph(ties, projection.vertex_ids[ties.people].tolist())


def graph_of(given: object) -> PeopleGraph:
    """What a function of this backend was given, as its graph."""
    if isinstance(given, PeopleGraph):
        return given
    if isinstance(given, Projection):
        return given.kept(("networkx",), lambda: people_graph(given))
    raise NotImplementedError(f"{type(given).__name__} is no projection.")
