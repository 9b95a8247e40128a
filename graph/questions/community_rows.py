"""Rows with a community each in; the rows of any one community, found without a look at all, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.communities import Labels


@dataclass(frozen=True, slots=True)
class CommunityRows:
    """Places of rows, community after community; in each in the order that they had. 8 bytes a row."""

    order: npt.NDArray[np.intp]
    starts: npt.NDArray[np.intp]

    def of(self, community: int) -> npt.NDArray[np.intp]:
        """The places of one community's rows."""
        return self.order[self.starts[community] : self.starts[community + 1]]


def community_rows(community: Labels, count: int) -> CommunityRows:
    """Rows of these communities, 0 to count - 1; those of none (below 0) are left out. Costs a sort."""
    order = np.argsort(community, kind="stable")
    return CommunityRows(order, np.searchsorted(community[order], np.arange(count + 1)))
