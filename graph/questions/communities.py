"""A window in; what groups of customers exist, what they care about, who holds them together and what changed, out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graph.analytics.community_history import Event, Step, steps
from graph.errors import NotFoundError
from graph.model import FactKind
from graph.projection.vocabulary import Codes
from graph.questions.answer import Part, Score, Window
from graph.questions.community import (
    Bridge,
    Central,
    Community,
    CommunityChange,
    CommunityTopic,
)
from graph.questions.community_people import Standouts, standouts
from graph.questions.community_rows import CommunityRows, community_rows
from graph.questions.community_talk import Talk, moods, talk, topics
from graph.questions.evidence import evidence_of
from graph.questions.partition import Partition, parted, partition
from graph.questions.people import PersonRef, people_of
from graph.questions.stances import THIN_PEOPLE
from graph.questions.view import View
from graph.questions.windows import missing, rows_in, window_before

LEAST_PEOPLE = 5
"""Smaller groups are circles of friends; they are counted, not listed."""

LABEL_TOPICS = 2


@dataclass(frozen=True, slots=True)
class Dissolved:
    """A community of the window before that goes on in none of this one."""

    id: str
    size: int


@dataclass(frozen=True, slots=True)
class CommunitiesAnswer:
    """Communities, largest first."""

    window: Window
    before: Window | None
    resolution: float
    modularity: float
    """How much more contact lies inside communities than chance would put there: above .3 they are real."""
    people: int
    """Customers with any contact in the window."""
    total: int
    """Communities of at least LEAST_PEOPLE."""
    small: int
    """Smaller ones."""
    communities: tuple[Community, ...]
    dissolved: tuple[Dissolved, ...]
    """Largest first; None of them where the window has no beginning."""
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class _Past:
    """The window before."""

    names: list[str]
    sizes: npt.NDArray[np.int64]
    """Members of each of its communities."""
    steps: Mapping[int, Step]
    """By later community."""
    dissolved: tuple[Dissolved, ...]


async def communities(
    view: View, window: Window, resolution: float = 1.0, first: int = 20
) -> CommunitiesAnswer:
    """What groups exist. `resolution` above 1 gives more and smaller ones."""
    found = await partition(view, window, resolution)
    sizes = found.communities.sizes()
    total = int(np.count_nonzero(sizes >= LEAST_PEOPLE))
    shown = list(range(min(first, total)))
    drafts, past = await asyncio.to_thread(_drafts, view, found, window, resolution, shown)
    named = await people_of(view, {person for draft in drafts for person in draft.people})
    return CommunitiesAnswer(
        window=window,
        before=window_before(view.projection, window),
        resolution=resolution,
        modularity=found.communities.modularity,
        people=found.graph.vertex_count,
        total=total,
        small=found.communities.count - total,
        communities=tuple(draft.named(named) for draft in drafts),
        dissolved=() if past is None else past.dissolved,
        missing=None if found.graph.vertex_count else missing(view, window, "is between two customers"),
    )


async def community(view: View, community_id: str, window: Window, resolution: float = 1.0) -> Community:
    """The community with this id. Raises NotFoundError where the window has none."""
    found = await partition(view, window, resolution)
    names = found.names(view.projection)
    if community_id not in names:
        raise NotFoundError(
            f"No community of this window has the id {community_id!r}.",
            "Ids are made of the most connected member; ask `communities` with the same window and resolution.",
        )
    wanted = [names.index(community_id)]
    drafts, _ = await asyncio.to_thread(_drafts, view, found, window, resolution, wanted)
    return drafts[0].named(await people_of(view, drafts[0].people))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A community whose people have no names yet."""

    id: str
    community: Community
    standouts: Standouts

    @property
    def people(self) -> set[int]:
        """Codes of those who will be named."""
        return {one.person for one in (*self.standouts.central, *self.standouts.bridges)}

    def named(self, people: Mapping[int, PersonRef]) -> Community:
        """With names."""
        central = tuple(Central(people[one.person], one.score) for one in self.standouts.central)
        bridges = tuple(Bridge(people[one.person], one.score) for one in self.standouts.bridges)
        plain = self.community
        return Community(
            id=plain.id,
            label=_label(plain.topics, central),
            size=plain.size,
            cohesion=plain.cohesion,
            topics=plain.topics,
            moods=plain.moods,
            central=central,
            bridges=bridges,
            messages=plain.messages,
            change=plain.change,
        )


def _label(topics_shown: tuple[CommunityTopic, ...], central: tuple[Central, ...]) -> str:
    """Its subjects, and who is in the middle of it: subjects alone may be those of two communities."""
    subjects = ", ".join(one.topic.name for one in topics_shown[:LABEL_TOPICS])
    if not central:
        return subjects
    return f"{subjects} (around {central[0].person.name})" if subjects else f"Around {central[0].person.name}"


def _drafts(
    view: View, found: Partition, window: Window, resolution: float, shown: list[int]
) -> tuple[list[_Draft], _Past | None]:
    key = ("what communities say", window, resolution)
    read = view.projection.kept(key, lambda: _reading(view, found, window, resolution))
    new = [number for number in shown if number not in read.drafts]
    people = standouts(view.projection, found, new, window) if new else {}
    for number in new:
        read.drafts[number] = _Draft(read.names[number], _community(view, read, number), people[number])
    return [read.drafts[number] for number in shown], read.past


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one look at the window gives for all communities; kept for the next asker. Up to 60 bytes a message."""

    said: Talk
    names: list[str]
    past: _Past | None
    sizes: npt.NDArray[np.int64]
    """Members of every community."""
    written: Codes
    """Messages."""
    written_by: CommunityRows
    met: Codes
    """Messages of contacts between members of one community."""
    met_in: CommunityRows
    drafts: dict[int, _Draft] = field(default_factory=dict)
    """Of the communities that were asked for, so that more of them cost only the new ones."""


def _reading(view: View, found: Partition, window: Window, resolution: float) -> _Reading:
    projection, of_person = view.projection, found.of_person
    posted = rows_in(projection, FactKind.POSTED, window)
    author = projection.person_of(posted.actor)
    known = author >= 0
    contacts = found.contacts(projection)
    giver = of_person[contacts.giver]
    within = giver == of_person[contacts.getter]
    count = found.communities.count
    return _Reading(
        talk(view, found, window),
        found.names(projection),
        _past(view, found, window, resolution),
        found.communities.sizes(),
        posted.source[known],
        community_rows(of_person[author[known]], count),
        contacts.message[within],
        community_rows(giver[within], count),
    )


def _community(view: View, read: _Reading, number: int) -> Community:
    size = int(read.sizes[number])
    return Community(
        id=read.names[number],
        label="",
        size=size,
        cohesion=_cohesion(view, read, number, size),
        topics=topics(view, read.said, number, size),
        moods=moods(view, read.said, number, size),
        central=(),
        bridges=(),
        messages=evidence_of(view.projection, read.written[read.written_by.of(number)]),
        change=None if read.past is None else _change(read.past, number),
    )


def _cohesion(view: View, read: _Reading, number: int, size: int) -> Score:
    found = read.said.found
    members = found.communities.labels == number
    inside = float(found.inside[number])
    outside = float(found.brokers.outside[members].sum())
    parts = (
        Part("inside", inside, "weight of contacts between members"),
        Part("outside", outside, "weight of members' contacts with other customers"),
    )
    messages = read.met[read.met_in.of(number)]
    evidence = evidence_of(view.projection, messages)
    return Score(inside / (inside + outside), parts, evidence, thin=size < THIN_PEOPLE)


def _past(view: View, found: Partition, window: Window, resolution: float) -> _Past | None:
    earlier = window_before(view.projection, window)
    if earlier is None:
        return None
    before = parted(view.projection, earlier, resolution)
    if not before.graph.vertex_count:
        return None
    names, sizes = before.names(view.projection), before.communities.sizes()
    happened = steps(before.of_person, found.of_person)
    gone = [one.community for one in happened if one.event is Event.DISSOLVED]
    return _Past(
        names,
        sizes,
        {one.community: one for one in happened if one.event is not Event.DISSOLVED},
        tuple(
            Dissolved(names[number], int(sizes[number]))
            for number in sorted(gone, key=lambda number: (-sizes[number], number))
            if sizes[number] >= LEAST_PEOPLE
        ),
    )


def _change(past: _Past, number: int) -> CommunityChange:
    step = past.steps[number]
    return CommunityChange(
        step.event,
        int(sum(past.sizes[one] for one in step.before)),
        tuple(past.names[one] for one in step.before),
    )
