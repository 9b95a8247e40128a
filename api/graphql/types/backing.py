"""Who stands where on a wish or a complaint in; what the schema shows of them, and of whom to invite, out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.types import person
from api.graphql.types.relations import APerson
from api.graphql.types.score import Evidence, Score, evidence, score
from api.graphql.types.window import page_size
from graph.model import FactKind
from graph.questions import answer
from graph.questions import cocreation as questions


@strawberry.type(description="Someone on one side of a wish or a complaint.")
class Backer:
    """Of graph.questions.cocreation.Backer."""

    person: APerson = strawberry.field(description="Who it is.")
    signs: int = strawberry.field(
        description="Messages, replies, reactions and shares of theirs that say so, less those that say the contrary."
    )
    evidence: Evidence = strawberry.field(
        description="Their messages that say so; of a reaction the message reacted to."
    )


@strawberry.type(description="A supporter whom to invite to work on it.")
class Invitee:
    """Of graph.questions.cocreation.Invitee."""

    person: APerson = strawberry.field(description="Who it is.")
    score: Score = strawberry.field(
        description="0 to 1: backing 0.3, expertise 0.3, influence 0.2, liking the brand 0.2."
    )


@strawberry.type(
    description="Who sides with a wish or a complaint and who is against it, by what they say, pass on and react with."
)
class Backing:
    """Of graph.questions.cocreation.Backing."""

    supporters: int = strawberry.field(description="People who side with it, those who voiced it included.")
    opponents: int = strawberry.field(description="People against it.")
    undecided: int = strawberry.field(description="People who did as much for it as against it.")
    for_it: list[Backer] = strawberry.field(description="The first supporters, most signs first.")
    against_it: list[Backer] = strawberry.field(description="The first opponents, most signs first.")
    invite: list[Invitee] = strawberry.field(description="Supporters whom to invite, best first.")


def _backers(shown: tuple[questions.Backer, ...], window: answer.Window) -> list[Backer]:
    return [
        Backer(person=person.person(one.person, window), signs=one.signs, evidence=evidence(one.evidence))
        for one in shown
    ]


async def backing(
    info: Info, asked: tuple[FactKind, str, answer.Window], topic: str | None, first: int
) -> Backing | None:
    """Ask graph.questions.cocreation about all groups of a (kind, brand, window) at once; the one of a topic."""
    kind, brand, window = asked
    question = questions.idea_backing if kind is FactKind.SUGGESTS else questions.peeve_backing
    found = await info.context.ask(question, brand, window, page_size(first))
    for one in found.groups:
        if one.topic == topic:
            return Backing(
                supporters=one.supporters,
                opponents=one.opponents,
                undecided=one.undecided,
                for_it=_backers(one.for_it, window),
                against_it=_backers(one.against_it, window),
                invite=[
                    Invitee(person=person.person(each.person, window), score=score(each.score))
                    for each in one.invite
                ],
            )
    return None
