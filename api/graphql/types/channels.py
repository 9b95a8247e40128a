"""What hangs on each channel in; what the schema shows of it, and of the people reachable there only, out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.types import brand as brands
from api.graphql.types import person
from api.graphql.types.relations import ABrand, APerson
from api.graphql.types.score import Evidence, Interval, Score, evidence, interval, score
from api.graphql.types.window import Window, page_size, shown_window
from graph.questions import answer
from graph.questions import channel_dependence as questions


@strawberry.type(description="Someone who has contact with a person and can be reached on another channel.")
class Through:
    """Of graph.questions.channel_dependence.Through."""

    person: APerson = strawberry.field(description="Who it is.")
    channels: list[str] = strawberry.field(description="The other channels on which we can reach them.")
    contacts: int = strawberry.field(description="Messages and interactions between the two.")
    evidence: Evidence = strawberry.field(description="The messages.")


@strawberry.type(description="A person who can be reached on one channel only.")
class Stranded:
    """Of graph.questions.channel_dependence.Stranded."""

    person: APerson = strawberry.field(description="Who it is.")
    score: Score = strawberry.field(
        description="Their part of all attention among customers, 0 to 1; evidence: what they wrote."
    )
    through: list[Through] = strawberry.field(
        description="Who could pass word on to them, most contacts first: at most three."
    )


@strawberry.type(description="Another channel on which people of one can be reached too.")
class Elsewhere:
    """Of graph.questions.channel_dependence.Elsewhere."""

    channel: str = strawberry.field(description="The other channel.")
    people: int = strawberry.field(description="How many can be reached there too.")


@strawberry.type(description="A channel, and what we would lose if it died today.")
class Channel:
    """Of graph.questions.channel_dependence.ChannelLoss."""

    channel: str = strawberry.field(description="Its name.")
    people: int = strawberry.field(
        description="Customers active in the window who can be reached on it: they have written, reacted or followed there."
    )
    only_here: Score = strawberry.field(
        description="Share of these who can be reached on no other channel: 0 to 1."
    )
    interval: Interval | None = strawberry.field(description="95 % interval of that share.")
    cut_off: int = strawberry.field(
        description="Of those, the ones with no contact to anybody who can be reached elsewhere."
    )
    attention: float = strawberry.field(
        description="Part of all attention among customers that goes to people reachable only here: 0 to 1."
    )
    ties: Score = strawberry.field(
        description="Share of all pairs of customers in contact that met on this channel only: 0 to 1."
    )
    conversations: Score = strawberry.field(
        description="Share of all conversations between customers that were held on it: 0 to 1."
    )
    voice: Score | None = strawberry.field(
        description="Share of customers' messages about the brand that were written on it; null where no brand was asked about."
    )
    share_of_voice: float | None = strawberry.field(
        description="The brand's part of all talk about the market, over all channels."
    )
    share_of_voice_without: float | None = strawberry.field(description="The same without this channel.")
    elsewhere: list[Elsewhere] = strawberry.field(
        description="Where its people can be reached too, most people first."
    )
    lost: list[Stranded] = strawberry.field(
        description="People who can be reached only here, most influential first."
    )


@strawberry.type(description="How much hangs on each channel; most people reachable on nothing else first.")
class ChannelDependence:
    """Of graph.questions.channel_dependence.ChannelDependence."""

    brand: ABrand | None = strawberry.field(description="The brand asked about, if any.")
    window: Window = strawberry.field(description="The time it is about.")
    people: int = strawberry.field(description="Customers who did anything in the window.")
    one_channel: int = strawberry.field(description="Of these, reachable on a single channel.")
    channels: list[Channel] = strawberry.field(description="The channels.")
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def _stranded(shown: questions.Stranded, window: answer.Window) -> Stranded:
    through = [
        Through(
            person=person.person(one.person, window),
            channels=list(one.channels),
            contacts=one.contacts,
            evidence=evidence(one.evidence),
        )
        for one in shown.through
    ]
    return Stranded(person=person.person(shown.person, window), score=score(shown.score), through=through)


def _channel(shown: questions.ChannelLoss, window: answer.Window) -> Channel:
    return Channel(
        channel=shown.channel,
        people=shown.people,
        only_here=score(shown.only_here),
        interval=interval(shown.interval),
        cut_off=shown.cut_off,
        attention=shown.attention,
        ties=score(shown.ties),
        conversations=score(shown.conversations),
        voice=None if shown.voice is None else score(shown.voice),
        share_of_voice=shown.share_of_voice,
        share_of_voice_without=shown.share_of_voice_without,
        elsewhere=[Elsewhere(channel=one.channel, people=one.people) for one in shown.elsewhere],
        lost=[_stranded(one, window) for one in shown.lost],
    )


async def channel_dependence(
    info: Info, brand: str | None, window: answer.Window, first: int
) -> ChannelDependence:
    """Ask graph.questions.channel_dependence.channel_dependence."""
    found = await info.context.ask(questions.channel_dependence, window, brand, page_size(first))
    return ChannelDependence(
        brand=brands.optional(found.brand, window),
        window=shown_window(found.window),
        people=found.people,
        one_channel=found.one_channel,
        channels=[_channel(one, window) for one in found.channels],
        missing=found.missing,
    )
