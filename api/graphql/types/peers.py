"""People like one in; what the schema shows of them and of what they have in common out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.types import brand as brands
from api.graphql.types import person
from api.graphql.types.enums import Sentiment
from api.graphql.types.relations import ABrand, APerson, ATopic
from api.graphql.types.score import Score, score
from api.graphql.types.topics import topic
from api.graphql.types.window import Window, page_size, shown_window
from graph.questions import answer
from graph.questions import peers as questions

LEANINGS = {1: Sentiment.POSITIVE, 0: Sentiment.NEUTRAL, -1: Sentiment.NEGATIVE}


@strawberry.type(description="A brand that two people feel alike about.")
class SharedBrand:
    """Of graph.questions.peers.SharedBrand."""

    brand: ABrand = strawberry.field(description="The brand.")
    sentiment: Sentiment = strawberry.field(description="What both feel toward it, on the whole.")


@strawberry.type(description="Someone like the person, and why.")
class Peer:
    """Of graph.questions.peers.Peer."""

    person: APerson = strawberry.field(description="Who it is.")
    score: Score = strawberry.field(
        description="How alike, 0 to 1: ties 0.4, subjects 0.3, views of brands 0.2, names used 0.1."
    )
    acquaintances: list[APerson] = strawberry.field(
        description="People whom both have contact with: at most five."
    )
    topics: list[ATopic] = strawberry.field(description="Subjects that both write about: at most five.")
    brands: list[SharedBrand] = strawberry.field(
        description="Brands that both feel alike about: at most five."
    )
    names: list[str] = strawberry.field(description="Other names that both use: at most five.")


@strawberry.type(description="People like one, most alike first.")
class Peers:
    """Of graph.questions.peers.Peers."""

    person: APerson = strawberry.field(description="The person asked about.")
    window: Window = strawberry.field(description="The time it is about.")
    total: int = strawberry.field(description="Customers who have anything in common with them.")
    nodes: list[Peer] = strawberry.field(description="The first of them.")
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def _peer(shown: questions.Peer, window: answer.Window) -> Peer:
    return Peer(
        person=person.person(shown.person, window),
        score=score(shown.score),
        acquaintances=[person.person(one, window) for one in shown.acquaintances],
        topics=[topic(one, window) for one in shown.topics],
        brands=[
            SharedBrand(brand=brands.brand(one.brand, window), sentiment=LEANINGS[one.leaning])
            for one in shown.brands
        ],
        names=list(shown.names),
    )


async def peers(info: Info, who: str, window: answer.Window, first: int) -> Peers:
    """Ask graph.questions.peers.peers."""
    found = await info.context.ask(questions.peers, who, window, page_size(first))
    return Peers(
        person=person.person(found.person, window),
        window=shown_window(found.window),
        total=found.total,
        nodes=[_peer(one, window) for one in found.peers],
        missing=found.missing,
    )
