"""Who moved whom when in; the forest of chains that these links make, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.projection.vocabulary import Codes

Moments = npt.NDArray[np.int64]
Places = npt.NDArray[np.int64]

ROOT = -1
"""No link came before."""


@dataclass(frozen=True, slots=True)
class Forest:
    """One row a link: which link it goes on from, how deep it stands, which chain it belongs to."""

    parent: Places
    """(links) The link by which the giver had been moved; ROOT where nobody is known to have moved them."""
    depth: Places
    """(links) 1 for a first link."""
    root: Codes
    """(links) The person who began the chain."""


def forest(giver: Codes, receiver: Codes, given: Moments, acted: Moments) -> Forest:
    """Links, each by advice `given` at a moment upon which its receiver `acted`, as a forest.

    A link goes on from the last one by which its giver had acted before giving this advice: one parent at most, and
    always an earlier one, so no cycle. (Word-of-mouth chains: Brown and Reingen 1987; cascades as forests by the
    latest exposure: Leskovec, Adamic and Huberman 2007, The Dynamics of Viral Marketing.) Cost: a sort of the links.
    """
    links = len(giver)
    order = np.lexsort((np.arange(links), acted, receiver))
    parent = np.full(links, ROOT, np.int64)
    if links:
        moments = np.unique(np.concatenate([acted, given]))
        key = (receiver[order].astype(np.int64) << 32) | np.searchsorted(moments, acted[order])
        asked = (giver.astype(np.int64) << 32) | np.searchsorted(moments, given)
        place = np.searchsorted(key, asked) - 1
        found = (place >= 0) & (receiver[order][np.maximum(place, 0)] == giver)
        parent[found] = order[place[found]]
    depth, root = _climbed(parent, giver, np.argsort(given, kind="stable"))
    return Forest(parent, depth, root)


@compiled
def _climbed(parent: Places, giver: Codes, order: Places) -> tuple[Places, Codes]:
    """Depth and beginner of each link: parents were given earlier, so they are ready."""
    depth = np.ones(len(parent), np.int64)
    root = giver.copy()
    for link in order:
        if parent[link] >= 0:
            depth[link] = depth[parent[link]] + 1
            root[link] = root[parent[link]]
    return depth, root
