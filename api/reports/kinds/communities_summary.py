"""The communities of a window in; sentences about them out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.reports import figures
from api.reports.brief import Brief, caution
from api.reports.document import Block, Figure, Paragraph, Points, Words
from api.reports.words import between, count, counted, decimal, listed
from graph.analytics.community_history import Event
from graph.questions.communities import CommunitiesAnswer
from graph.questions.community import Bridge, Community, CommunityMood
from graph.questions.community_map import CommunityTie
from graph.questions.intervals import leaves_out_zero

REAL = 0.3
"""Modularity from which on communities are more than chance (Newman 2004)."""

NAMED = 2

MANY = 5
"""Communities that a summary describes one by one."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The answers that the report is made of."""

    brief: Brief
    answer: CommunitiesAnswer
    ties: tuple[CommunityTie, ...]
    names: Mapping[str, str]
    """What to call each community, by its id: its number and the person in its middle."""

    def number(self, community: str) -> str:
        """Its number alone."""
        return self.names[community].split(" ", 1)[0]

    def subjects(self, community: Community) -> str:
        """What its members talk about more than others do; the first two."""
        return ", ".join(one.topic.name for one in community.topics[:NAMED])

    def mood(self, community: Community) -> CommunityMood | None:
        """Toward the report's brand; None where its members say nothing of it."""
        own = self.brief.brand.id
        return next((one for one in community.moods if one.brand.id == own), None)


def numbered(brief: Brief, answer: CommunitiesAnswer) -> dict[str, str]:
    """Numbers by size, with the person in the middle, as the report calls them."""
    return {
        one.id: f"{number} (around {brief.naming.of(one.central[0].person)})" if one.central else str(number)
        for number, one in enumerate(answer.communities, start=1)
    }


def summary(groups: Groups) -> list[Block]:
    """Plain sentences; first what is missing or weak."""
    answer = groups.answer
    if answer.missing is not None:
        return [caution(answer.missing)]
    if not answer.communities:
        return [
            caution(f"The {count(answer.people)} customers with any contact form no group of five or more.")
        ]
    weak = [] if answer.modularity >= REAL else [caution(WEAK)]
    items = [_well(groups), _bridge(groups), _change(groups)]
    largest = [_one(groups, one) for one in answer.communities[:MANY]]
    return [
        *weak,
        Paragraph(_how_many(answer)),
        Points(tuple(largest)),
        Points(tuple(one for one in items if one)),
    ]


WEAK = (
    "People's contacts hardly cluster here (modularity below 0.3): take the communities for a rough sketch, "
    "not for groups that know themselves."
)


def _how_many(answer: CommunitiesAnswer) -> Words:
    small = f" and {counted(answer.small, 'smaller circle')}" if answer.small else ""
    described = f"; the largest {MANY}:" if answer.total > MANY else ":"
    return (
        (
            f"The {count(answer.people)} customers who had contact with others form "
            f"{counted(answer.total, 'community', 'communities')}{small} (modularity {answer.modularity:.2f}){described}"
        ),
    )


def _one(groups: Groups, community: Community) -> Words:
    name = groups.names[community.id]
    about = f"Messages of the members of {name}"
    subjects = groups.subjects(community)
    talk = f", who talk about {subjects} more than others do" if subjects else ""
    head: list[str | Figure] = [
        f"Community {name}: ",
        figures.people(community.size, community.messages, about),
    ]
    mood = groups.mood(community)
    if mood is None:
        return (*head, f"{talk}. They do not mention {groups.brief.brand.name}.")
    return (*head, f"{talk}. They ", *_felt(groups, mood, name), ".")


def _felt(groups: Groups, found: CommunityMood, name: str) -> Words:
    brand, mood = groups.brief.brand.name, found.mood
    about = f"{figures.mentions(groups.brief.brand)}, in {name}"
    if mood.net_sentiment.value is None or mood.interval is None:
        return (f"mention {brand} without a name",)
    verdict = "well" if mood.interval.low > 0 else "ill"
    words = (
        f"speak {verdict} of {brand}"
        if leaves_out_zero(mood.interval)
        else f"are not clearly for or against {brand}"
    )
    return (
        f"{words} (",
        figures.net(mood, about),
        f", {between(mood.interval)}, ",
        figures.people(mood.people, mood.net_sentiment.evidence, about),
        ")",
    )


def _well(groups: Groups) -> Words:
    """Where the brand is hardly known."""
    unaware = [
        f"community {groups.names[one.id]}"
        for one in groups.answer.communities
        if one.moods and (groups.mood(one) is None) and any(mood.mood.people for mood in one.moods)
    ]
    if not unaware:
        return ()
    return (f"Rivals are talked about, and {groups.brief.brand.name} is not, in {listed(unaware[:MANY])}.",)


def _bridge(groups: Groups) -> Words:
    """The member who connects the most."""
    found: list[tuple[float, Community, Bridge]] = [
        (-(bridge.score.value or 0), one, bridge)
        for one in groups.answer.communities
        for bridge in one.bridges
    ]
    if not found:
        return ("Nobody connects these communities: they have no contact with one another.",)
    _, community, bridge = min(found, key=lambda one: (one[0], one[1].id))
    name = groups.brief.naming.of(bridge.person)
    touched = next((part.value for part in bridge.score.parts if part.name == "communities"), 0)
    score = bridge.score
    figure = Figure(
        decimal(score.value or 0),
        score.value,
        score.evidence,
        f"Contacts of {name} with other communities",
        score.thin,
    )
    return (
        (
            f"The strongest bridge is {name} of community {groups.names[community.id]}, with contacts in "
            f"{counted(int(touched), 'other community', 'other communities')} (score "
        ),
        figure,
        ").",
    )


def _change(groups: Groups) -> Words:
    answer = groups.answer
    if answer.before is None:
        return (
            "Nothing is said of changes: the window has no beginning, so there is none before it to compare with.",
        )
    events: dict[Event, list[str]] = {}
    for one in answer.communities:
        if one.change is not None:
            events.setdefault(one.change.event, []).append(groups.number(one.id))
    told = [f"{WAS[event]} {listed(who)}" for event, who in sorted(events.items()) if event in WAS]
    if answer.dissolved:
        told.append(f"{counted(len(answer.dissolved), 'community', 'communities')} of then dissolved")
    return (f"Against the window before: {'; '.join(told)}.",) if told else ()


WAS = {
    Event.BORN: "new are",
    Event.GROWN: "grown are",
    Event.SHRUNK: "shrunk are",
    Event.STEADY: "about the same size are",
    Event.MERGED: "merged from several are",
    Event.SPLIT: "split off are",
}
"""How to begin a list of numbers of communities."""
