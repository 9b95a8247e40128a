"""What networkx's community functions are called with in; their answers out."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from random import Random

import numpy as np

from graph.analytics.communities import leiden
from graph.networkx_backend.people_graph import graph_of


def leiden_communities(
    G: object,  # noqa: N803 - as networkx names it
    weight: str | None = "weight",
    resolution: float = 1,
    max_level: int | None = None,
    seed: Random | None = None,
) -> list[set[Hashable]]:
    """As networkx declares it, which has none of its own: the largest community first, each connected."""
    if max_level is not None:
        raise NotImplementedError("Levels are not supported; leave max_level out.")
    graph = graph_of(G)
    weights = graph.weights(weight)
    ties = replace(graph.ties, weights=np.ones(graph.ties.tie_count) if weights is None else weights)
    found = leiden(ties, resolution=resolution, seed=(seed or Random()).getrandbits(32))  # noqa: S311 - no secret
    members: list[set[Hashable]] = [set() for _ in range(found.count)]
    for node, label in zip(graph.ids, found.labels.tolist(), strict=True):
        members[label].add(node)
    return members
