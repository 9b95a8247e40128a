"""The replies of a projection in; the thread of every message out."""

from __future__ import annotations

import numpy as np

from graph.model import FactKind
from graph.projection import Projection
from graph.projection.vocabulary import Codes

DEEPEST = 40
"""Each step doubles the replies looked through: 2**40 levels; only replies in a ring could need more."""


def threads(projection: Projection) -> Codes:
    """(messages) The first message of the reply chain that each message stands in; itself for one that answers none.

    Cost grows with messages times the logarithm of the longest chain; kept for the next asker.
    """
    return projection.kept("threads", lambda: _roots(projection))


def _roots(projection: Projection) -> Codes:
    replies = projection.rows(FactKind.REPLIES_TO)
    above = np.arange(projection.message_count, dtype=np.int32)
    above[replies.source] = replies.object
    for _ in range(DEEPEST):
        further = above[above]
        if (further == above).all():
            break
        above = further
    return above
