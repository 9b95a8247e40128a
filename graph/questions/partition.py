"""A window in; the graph of customers' ties in it and the communities that they form, kept for the next asker, out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.brokerage import Brokerage, Numbers, brokerage
from graph.analytics.communities import NO_LABEL, Communities, Labels, leiden
from graph.errors import QuestionError
from graph.model import Micros
from graph.progress import telling
from graph.projection import Projection
from graph.projection.contacts import Contacts
from graph.projection.tie_filter import Orientation, TieFilter, chosen
from graph.projection.tie_graph import TieGraph
from graph.projection.vocabulary import Codes
from graph.questions.answer import Window
from graph.questions.view import View

SEED = 20_190_326
"""Any will do; the day on which the Leiden algorithm was published."""

LEAST_RESOLUTION, MOST_RESOLUTION = 0.01, 100.0
"""Beyond these everybody is in one community, or alone."""


@dataclass(frozen=True, slots=True)
class Partition:
    """Who belongs together."""

    asked: TieFilter
    graph: TieGraph
    communities: Communities
    brokers: Brokerage
    inside: Numbers
    """(communities) Weight of the contacts between members."""
    of_person: Labels
    """(people) The community of every person code; NO_LABEL without a tie."""

    def people(self, community: int) -> Codes:
        """Its members' codes, by their ids."""
        members: Codes = self.graph.people[self.communities.labels == community]
        return members

    def contacts(self, projection: Projection) -> Contacts:
        """The contacts that the ties are made of."""
        return chosen(projection, self.asked)

    def names(self, projection: Projection) -> list[str]:
        """The id of every community: made of its most connected member's (each is of one community only). Kept."""
        key = ("ids of communities", self.asked, self.communities.resolution)
        return projection.kept(key, lambda: self._names(projection))

    def _names(self, projection: Projection) -> list[str]:
        strengths = self.brokers.inside
        order = np.lexsort((-strengths, self.communities.labels))
        first = np.searchsorted(self.communities.labels[order], np.arange(self.communities.count))
        people = self.graph.people[order[first]] if len(order) else self.graph.people
        return [f"community:{name}" for name in projection.names.people.names(people.tolist())]


async def partition(view: View, window: Window, resolution: float = 1.0) -> Partition:
    """Communities of customers by all their contacts in the window. Some seconds at 1e6 ties, at once the next time.

    Raises QuestionError for a resolution that makes no groups.
    """
    if not LEAST_RESOLUTION <= resolution <= MOST_RESOLUTION:
        raise QuestionError(
            f"`resolution` is {resolution:g}.", f"Ask for {LEAST_RESOLUTION:g} to {MOST_RESOLUTION:g}."
        )
    return await asyncio.to_thread(parted, view.projection, window, resolution)


def parted(projection: Projection, window: Window, resolution: float = 1.0) -> Partition:
    """The same, in this thread."""
    key = ("partition", window.since, window.end, resolution)
    return projection.kept(key, lambda: _parted(projection, window.since, window.end, resolution))


def _parted(projection: Projection, since: Micros | None, end: Micros | None, resolution: float) -> Partition:
    """Staff and bots are left out: whoever answers everybody would make one community of all."""
    asked = TieFilter(Orientation.MUTUAL, since=since, end=end, customers=True)
    graph = projection.ties(asked)
    telling(f"Finding communities among {graph.vertex_count:,} people")
    found = leiden(graph, resolution=resolution, seed=SEED)
    telling("Looking for bridges between communities")
    of_person: npt.NDArray[np.int32] = np.full(projection.person_count, NO_LABEL, np.int32)
    of_person[graph.people] = found.labels
    brokers = brokerage(graph, found.labels, found.count)
    inside = np.bincount(found.labels, brokers.inside, minlength=found.count) / 2
    return Partition(asked, graph, found, brokers, inside, of_person)
