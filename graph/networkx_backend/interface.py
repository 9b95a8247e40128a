"""Functions by networkx's names: what the entry point `networkx.backends` names, and networkx calls."""

from __future__ import annotations

from graph.networkx_backend.centrality import (
    betweenness_centrality,
    core_number,
    degree_centrality,
    in_degree_centrality,
    out_degree_centrality,
    pagerank,
)
from graph.networkx_backend.clustering import clustering, triangles
from graph.networkx_backend.communities import leiden_communities
from graph.networkx_backend.components import (
    connected_components,
    is_connected,
    is_strongly_connected,
    is_weakly_connected,
    number_connected_components,
    number_strongly_connected_components,
    number_weakly_connected_components,
    strongly_connected_components,
    weakly_connected_components,
)
from graph.networkx_backend.conversion import convert_from_nx, convert_to_nx
from graph.networkx_backend.paths import (
    has_path,
    shortest_path,
    shortest_path_length,
    single_source_dijkstra_path_length,
    single_source_shortest_path_length,
)

__all__ = [
    "betweenness_centrality",
    "clustering",
    "connected_components",
    "convert_from_nx",
    "convert_to_nx",
    "core_number",
    "degree_centrality",
    "has_path",
    "in_degree_centrality",
    "is_connected",
    "is_strongly_connected",
    "is_weakly_connected",
    "leiden_communities",
    "number_connected_components",
    "number_strongly_connected_components",
    "number_weakly_connected_components",
    "out_degree_centrality",
    "pagerank",
    "shortest_path",
    "shortest_path_length",
    "single_source_dijkstra_path_length",
    "single_source_shortest_path_length",
    "strongly_connected_components",
    "triangles",
    "weakly_connected_components",
]
