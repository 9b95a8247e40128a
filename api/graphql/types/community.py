"""Communities in; what the schema shows of them, of their people, subjects and moods, out."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import strawberry

from api.graphql.context import Info
from api.graphql.fields import QUESTION, relation
from api.graphql.limits import PAGE
from api.graphql.types import brand as brands
from api.graphql.types import influence, person
from api.graphql.types.arguments import AnyBrand, AnyTopic, ByArgument
from api.graphql.types.enums import CommunityEvent, InfluenceMeasure
from api.graphql.types.mood import Mood, mood
from api.graphql.types.relations import ABrand, AnInfluence, APerson
from api.graphql.types.score import Evidence, Score, evidence, score
from api.graphql.types.topics import Topic, topic
from api.graphql.types.window import First, Window, page_size, shown_window
from graph.questions import answer, communities
from graph.questions import community as questions
from graph.questions.influence import Among

Resolution: TypeAlias = Annotated[
    float,
    strawberry.argument(
        description="How finely to cut: above 1 gives more and smaller communities, below 1 fewer and larger ones."
    ),
]
CommunityArgument: TypeAlias = Annotated[
    strawberry.ID,
    strawberry.argument(
        description="Id of the community, from `communities` with the same window and resolution."
    ),
]


@strawberry.type(description="Something that a community talks about more than others do.")
class CommunityTopic:
    """Of graph.questions.community.CommunityTopic."""

    topic: Topic = strawberry.field(description="The subject.")
    people: int = strawberry.field(description="Members who talk about it.")
    score: Score = strawberry.field(
        description="How many times the share of everybody else who does; null where nobody else does."
    )


@strawberry.type(description="How a community feels about a brand.")
class CommunityMood:
    """Of graph.questions.community.CommunityMood."""

    brand: ABrand = strawberry.field(description="The brand.")
    mood: Mood = strawberry.field(description="What its members say of it.")
    aware: float = strawberry.field(description="Share of its members who mention it: 0 to 1.")


@strawberry.type(description="A member of a community who stands out, with the reasons.")
class CommunityPerson:
    """Of graph.questions.community.Central and Bridge."""

    person: APerson = strawberry.field(description="Who it is.")
    score: Score = strawberry.field(description="By how much; its parts say by what.")


@strawberry.type(description="What happened to a community since the window of the same length before.")
class CommunityChange:
    """Of graph.questions.community.CommunityChange."""

    event: CommunityEvent = strawberry.field(description="What happened.")
    size_before: int = strawberry.field(description="Members, then, of all that it goes on from.")
    before: list[strawberry.ID] = strawberry.field(description="Their ids then, most similar first.")


@strawberry.type(description="Customers who turn to one another more than to anybody else.")
class Community:
    """Of graph.questions.community.Community."""

    around: strawberry.Private[answer.Window]
    resolution: strawberry.Private[float]
    id: strawberry.ID = strawberry.field(description="Id, made of its most connected member's.")
    label: str = strawberry.field(
        description="What to call it: its subjects, and who is in the middle of it."
    )
    size: int = strawberry.field(description="Members.")
    cohesion: Score = strawberry.field(
        description="Part of its members' contact that stays among them: 0 to 1."
    )
    topics: list[CommunityTopic] = strawberry.field(
        description="What it talks about significantly more than others do, most of all first."
    )
    moods: list[CommunityMood] = strawberry.field(
        description="How it feels about the brands of the market that it mentions, most people first."
    )
    central: list[CommunityPerson] = strawberry.field(
        description="Members whom the others turn to most: their part of all contact inside, 0 to 1."
    )
    bridges: list[CommunityPerson] = strawberry.field(
        description="Members who connect it with others: weight of their outer contacts by how widely these spread."
    )
    messages: Evidence = strawberry.field(description="What its members wrote in the window.")
    change: CommunityChange | None = strawberry.field(
        description="What happened to it; null where the window has no beginning."
    )

    @relation("Its members by influence, with their places among everybody.", QUESTION)
    async def influencers(
        self,
        info: Info,
        brand: AnyBrand = None,
        topic: AnyTopic = None,
        by: ByArgument = InfluenceMeasure.ATTENTION,
        first: First = PAGE,
    ) -> AnInfluence:
        """A question."""
        among = Among(self.id, self.resolution)
        return await influence.influencers(info, (brand, topic), self.around, by, first, among)


@strawberry.type(description="A community of the window before that goes on in none of this one.")
class DissolvedCommunity:
    """Of graph.questions.communities.Dissolved."""

    id: strawberry.ID = strawberry.field(description="Its id then.")
    size: int = strawberry.field(description="Its members then.")


@strawberry.type(description="The groups that customers form by their contacts, largest first.")
class Communities:
    """Of graph.questions.communities.CommunitiesAnswer."""

    window: Window = strawberry.field(description="The time it is about.")
    resolution: float = strawberry.field(description="How finely it was cut.")
    modularity: float = strawberry.field(
        description="How much more contact lies inside communities than chance would put there: above 0.3 they are real."
    )
    people: int = strawberry.field(description="Customers with any contact in the window.")
    total: int = strawberry.field(description="How many communities have five members or more.")
    small: int = strawberry.field(description="How many smaller ones there are; they are not listed.")
    nodes: list[Community] = strawberry.field(description="The first of them.")
    dissolved: list[DissolvedCommunity] = strawberry.field(
        description="Those of the window of the same length before that go on in none of this one."
    )
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def community(shown: questions.Community, window: answer.Window, resolution: float) -> Community:
    """A community to show."""
    return Community(
        around=window,
        resolution=resolution,
        id=strawberry.ID(shown.id),
        label=shown.label,
        size=shown.size,
        cohesion=score(shown.cohesion),
        topics=[
            CommunityTopic(topic=topic(one.topic, window), people=one.people, score=score(one.score))
            for one in shown.topics
        ],
        moods=[
            CommunityMood(brand=brands.brand(one.brand, window), mood=mood(one.mood), aware=one.aware)
            for one in shown.moods
        ],
        central=[_person(one, window) for one in shown.central],
        bridges=[_person(one, window) for one in shown.bridges],
        messages=evidence(shown.messages),
        change=_change(shown.change),
    )


def _person(shown: questions.Central | questions.Bridge, window: answer.Window) -> CommunityPerson:
    return CommunityPerson(person=person.person(shown.person, window), score=score(shown.score))


def _change(shown: questions.CommunityChange | None) -> CommunityChange | None:
    if shown is None:
        return None
    return CommunityChange(
        event=CommunityEvent(shown.event.value),
        size_before=shown.size_before,
        before=[strawberry.ID(one) for one in shown.before],
    )


async def found(info: Info, window: answer.Window, resolution: float, first: int) -> Communities:
    """Ask graph.questions.communities.communities."""
    asked = await info.context.ask(communities.communities, window, resolution, page_size(first))
    return Communities(
        window=shown_window(asked.window),
        resolution=asked.resolution,
        modularity=asked.modularity,
        people=asked.people,
        total=asked.total,
        small=asked.small,
        nodes=[community(one, window, resolution) for one in asked.communities],
        dissolved=[DissolvedCommunity(id=strawberry.ID(one.id), size=one.size) for one in asked.dissolved],
        missing=asked.missing,
    )


async def one(info: Info, community_id: str, window: answer.Window, resolution: float) -> Community:
    """Ask graph.questions.communities.community."""
    asked = await info.context.ask(communities.community, community_id, window, resolution)
    return community(asked, window, resolution)
