"""Brands and a window in; how each brand's customers feel about it, subject by subject, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import FactKind
from graph.projection.vocabulary import Codes
from graph.questions.answer import Window
from graph.questions.feelings import signals, spoken
from graph.questions.intervals import Interval, net_interval
from graph.questions.recurring import recurring, without
from graph.questions.stances import PersonMeans, Stances, person_means, split
from graph.questions.view import View
from graph.questions.windows import rows_in
from nlp.catalogue import TopicKind


@dataclass(frozen=True, slots=True)
class Felt:
    """What customers' messages about one subject say of one brand."""

    said: Stances
    means: PersonMeans

    @property
    def net(self) -> float:
        """Mean over people, -1..1; 0 without people."""
        return self.means.net or 0.0

    @property
    def interval(self) -> Interval:
        """95 %, of `net`."""
        return net_interval(self.net, max(len(self.means.people), 1))

    @property
    def happy(self) -> Codes:
        """People whose messages are for the brand on the whole."""
        return self.means.people[self.means.mean > 0]

    @property
    def unhappy(self) -> Codes:
        """People whose messages are against the brand on the whole."""
        return self.means.people[self.means.mean < 0]

    def messages(self, value: int) -> Codes:
        """Those of this stance."""
        found: Codes = self.said.source[self.said.value == value]
        return found


def by_subject(view: View, brands: Sequence[str], window: Window) -> dict[tuple[str, int], Felt]:
    """Feelings by brand id and topic code, where anybody says anything of the brand in a message on the topic.

    A message counts by all that it says of the brand, acts included (graph.questions.feelings). Wishes are no
    subject to be good or bad at, so topics of that kind are left out, and open topics that too few share.
    Cost grows with the topical messages of the window, once a brand.
    """
    projection = view.projection
    about = split(projection, rows_in(projection, FactKind.ABOUT, window))[0]
    about = without(view, recurring(view, about), TopicKind.IDEA)
    words = spoken(projection, window)
    found: dict[tuple[str, int], Felt] = {}
    for brand in brands:
        said = signals(projection, words, brand)
        place = np.full(projection.message_count, -1, np.int64)
        place[said.source] = np.arange(len(said))
        rows = place[about.source]
        known = rows >= 0
        for topic, some in _split(about.object[known], rows[known]):
            of_people = said.pick(some[said.person[some] >= 0])
            if len(of_people):
                means = person_means(projection, of_people.person, of_people.value)
                found[brand, topic] = Felt(of_people, means)
    return found


def _split(topics: Codes, rows: npt.NDArray[np.int64]) -> Iterator[tuple[int, npt.NDArray[np.int64]]]:
    """Each topic with its rows: one sort."""
    order = np.argsort(topics, kind="stable")
    codes, first = np.unique(topics[order], return_index=True)
    yield from zip(codes.tolist(), np.split(rows[order], first[1:]), strict=True) if len(codes) else ()
