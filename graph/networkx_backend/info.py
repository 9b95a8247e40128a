"""Nothing in; what networkx shows about this backend out. Read at each import of networkx, so it imports nothing."""

from __future__ import annotations

from typing import Any

FUNCTIONS = {
    "betweenness_centrality": "Shortest paths are counted without lists of predecessors; k and seed as in networkx.",
    "clustering": "Without weights.",
    "connected_components": "",
    "core_number": "",
    "degree_centrality": "",
    "has_path": "",
    "in_degree_centrality": "",
    "is_connected": "",
    "is_strongly_connected": "",
    "is_weakly_connected": "",
    "leiden_communities": "Every community is checked to be connected. Without max_level.",
    "number_connected_components": "",
    "number_strongly_connected_components": "",
    "number_weakly_connected_components": "",
    "out_degree_centrality": "",
    "pagerank": "",
    "shortest_path": "Between two nodes, or from or to one; of several as short, another may come than networkx's.",
    "shortest_path_length": "Between two nodes, or from or to one.",
    "single_source_dijkstra_path_length": "",
    "single_source_shortest_path_length": "",
    "strongly_connected_components": "In another order than networkx's.",
    "triangles": "",
    "weakly_connected_components": "",
}
"""Name, and what differs."""


def get_info() -> dict[str, Any]:
    """As networkx asks for it."""
    return {
        "backend_name": "rapport",
        "project": "rapport",
        "package": "rapport",
        "short_summary": "Compiled algorithms on the arrays of a Rapport projection.",
        "functions": {name: {"additional_docs": note} if note else {} for name, note in FUNCTIONS.items()},
    }
