"""A brand, a window and a partition in; how many members of each community talk about the market, and about us, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import FactKind
from graph.projection.vocabulary import Codes
from graph.questions.answer import Window
from graph.questions.catalogue_index import BrandRef, TopicRef
from graph.questions.partition import Partition
from graph.questions.perception import talk_about
from graph.questions.recurring import recurring
from graph.questions.stances import Stances, split
from graph.questions.view import View
from graph.questions.windows import rows_in

TOPICS_SHOWN = 3

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Awareness:
    """Counts by community."""

    sizes: Counts
    talkers: Counts
    """Members who mention a brand of the market."""
    aware: Counts
    """Of these, members who mention the brand asked about."""
    everyone: int
    everyone_aware: int
    """The same of all customers with ties."""
    brand: BrandRef
    said: dict[BrandRef, tuple[Codes, Codes, npt.NDArray[np.int32]]]
    """(message, person, community) of every mention of each brand of the market."""
    about: tuple[Codes, Codes, npt.NDArray[np.int32]]
    """(topic, person, community) of every topical message."""

    def messages(self, community: int) -> Codes:
        """What members say of the market."""
        return np.concatenate([source[label == community] for source, _, label in self.said.values()])

    def rivals(self, community: int) -> list[tuple[BrandRef, int]]:
        """The other brands that members mention, with how many do; most first."""
        found = [
            (brand, len(np.unique(person[label == community])))
            for brand, (_, person, label) in self.said.items()
            if brand != self.brand
        ]
        return sorted((one for one in found if one[1]), key=lambda one: (-one[1], one[0].id))

    def topics(self, view: View, community: int) -> tuple[TopicRef, ...]:
        """What most members talk about."""
        topic, person, label = self.about
        here = label == community
        pairs = np.unique(np.stack([topic[here], person[here]]), axis=1)
        codes, people = np.unique(pairs[0], return_counts=True)
        names = view.projection.names.topics.names(codes.tolist())
        ranked = sorted(zip((-people).tolist(), names, strict=True))[:TOPICS_SHOWN]
        return tuple(view.catalogue.shown_topic(name) for _, name in ranked)


def awareness(view: View, brand: BrandRef, window: Window, found: Partition) -> Awareness:
    """Look at the window once. Cost grows with its mentions and topical messages."""
    talk = talk_about(view, view.catalogue.market(brand), window)
    said = {view.catalogue.brands[one]: _placed(found, stances.customers) for one, stances in talk.items()}
    speaking = np.zeros(view.projection.person_count, np.bool_)
    knowing = np.zeros(view.projection.person_count, np.bool_)
    for one, (_, person, _) in said.items():
        speaking[person] = True
        if one == brand:
            knowing[person] = True
    sizes = found.communities.sizes()
    talkers = np.bincount(found.of_person[speaking], minlength=len(sizes))
    aware = np.bincount(found.of_person[knowing], minlength=len(sizes))
    return Awareness(
        sizes, talkers, aware, int(talkers.sum()), int(aware.sum()), brand, said, _about(view, window, found)
    )


def _placed(found: Partition, stances: Stances) -> tuple[Codes, Codes, npt.NDArray[np.int32]]:
    """Mentions by members of a community."""
    label = np.where(stances.person >= 0, found.of_person[stances.person], np.int32(-1))
    known = label >= 0
    return stances.source[known], stances.person[known], label[known]


def _about(view: View, window: Window, found: Partition) -> tuple[Codes, Codes, npt.NDArray[np.int32]]:
    rows = recurring(view, split(view.projection, rows_in(view.projection, FactKind.ABOUT, window))[0])
    person = view.projection.person_of(rows.actor)
    label = np.where(person >= 0, found.of_person[person], np.int32(-1))
    known = label >= 0
    return rows.object[known], person[known], label[known]
