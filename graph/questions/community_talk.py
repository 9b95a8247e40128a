"""A partition in; what its communities talk about more than others do, and how they feel about brands, out."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.communities import NO_LABEL
from graph.model import FactKind
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.answer import Part, Score, Window
from graph.questions.community import CommunityMood, CommunityTopic
from graph.questions.community_rows import CommunityRows, community_rows
from graph.questions.evidence import evidence_of
from graph.questions.intervals import difference, wilson
from graph.questions.mood import mood_of
from graph.questions.partition import Partition
from graph.questions.perception import talk_about
from graph.questions.recurring import recurring
from graph.questions.stances import Stances, split
from graph.questions.view import View
from graph.questions.windows import rows_in

Counts = npt.NDArray[np.int64]

TOPICS_SHOWN = 5

TOPIC_PEOPLE = 2
"""One member's subject is not the community's."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said in a window, by community."""

    found: Partition
    about: Columns
    """Topical messages of customers."""
    community: npt.NDArray[np.int32]
    """Of each of those rows."""
    talkers: tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]
    """(community, topic) of each person with ties who talks of a topic, once a topic."""
    everyone: Counts
    """(topics) How many of them."""
    stances: dict[str, tuple[Stances, CommunityRows]]
    """What customers' messages say of each brand of the market."""

    def people(self, community: int) -> Counts:
        """(topics) Members of a community who talk of each topic."""
        where, topic = self.talkers
        return np.bincount(topic[where == community], minlength=len(self.everyone))


def talk(view: View, found: Partition, window: Window) -> Talk:
    """Read the window once, for all communities. Cost grows with its topical messages and mentions."""
    about = recurring(view, split(view.projection, rows_in(view.projection, FactKind.ABOUT, window))[0])
    person = view.projection.person_of(about.actor)
    community = np.where(person >= 0, found.of_person[person], np.int32(-1))
    about, person, community = _known(about, person, community)
    said = {
        brand: (one.customers, _rows(found, one.customers))
        for brand, one in talk_about(view, view.catalogue.market(), window).items()
    }
    talkers = _talkers(view, found, about, person)
    everyone = np.bincount(talkers[1], minlength=len(view.projection.names.topics))
    return Talk(found, about, community, talkers, everyone, said)


def topics(view: View, said: Talk, community: int, size: int) -> tuple[CommunityTopic, ...]:
    """Topics that a larger share of members than of everybody else talks of, significantly; most of all first.

    Newcombe's interval of the difference of the two shares must lie above 0.
    """
    members, everyone = said.people(community), said.everyone
    others = len(said.found.graph.people) - size
    found = []
    for topic in np.flatnonzero(members >= TOPIC_PEOPLE).tolist():
        inside, outside = int(members[topic]), int(everyone[topic] - members[topic])
        if not _more(inside, size, outside, others):
            continue
        found.append(
            _topic(view, said, (community, topic, inside), (inside / size, outside / max(others, 1)))
        )
    found.sort(key=lambda one: (-(one.score.value or math.inf), -one.people, one.topic.id))
    return tuple(found[:TOPICS_SHOWN])


def moods(view: View, said: Talk, community: int, size: int) -> tuple[CommunityMood, ...]:
    """How members feel about each brand that they mention."""
    found = []
    for brand, (stances, rows) in said.stances.items():
        own = stances.pick(rows.of(community))
        if len(own):
            mood = mood_of(view.projection, own)
            found.append(CommunityMood(view.catalogue.brands[brand], mood, mood.people / size))
    return tuple(sorted(found, key=lambda one: (-one.mood.people, -one.mood.messages, one.brand.id)))


def _rows(found: Partition, said: Stances) -> CommunityRows:
    where = np.where(said.person >= 0, found.of_person[said.person], np.int32(NO_LABEL))
    return community_rows(where, found.communities.count)


def _known(
    about: Columns, person: Codes, community: npt.NDArray[np.int32]
) -> tuple[Columns, Codes, npt.NDArray[np.int32]]:
    known = community >= 0
    return about.pick(known), person[known], community[known]


def _talkers(
    view: View, found: Partition, about: Columns, person: Codes
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    size = max(len(view.projection.names.topics), 1)
    people, topic = np.divmod(np.unique(person.astype(np.int64) * size + about.object), size)
    return found.of_person[people], topic


def _more(inside: int, size: int, outside: int, others: int) -> bool:
    if not others:
        return True
    share, rest = inside / size, outside / others
    return difference(share, wilson(share, size), rest, wilson(rest, others)).low > 0


def _topic(view: View, said: Talk, one: tuple[int, int, int], shares: tuple[float, float]) -> CommunityTopic:
    """One topic (community, topic, its people), and the shares of members and of others who talk of it."""
    (community, topic, people), (share, elsewhere) = one, shares
    rows = (said.community == community) & (said.about.object == topic)
    parts = (
        Part("members", share, "share of members who talk of it"),
        Part("others", elsewhere, "share of everybody else with ties who does"),
    )
    evidence = evidence_of(view.projection, said.about.source[rows])
    name = view.projection.names.topics.name(topic)
    return CommunityTopic(
        view.catalogue.shown_topic(name),
        people,
        Score(share / elsewhere if elsewhere else None, parts, evidence),
    )
