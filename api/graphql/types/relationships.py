"""The answer about a person in; accounts, ties, feelings and attention, as the schema shows them, out."""

from __future__ import annotations

from collections.abc import Iterable

import strawberry

from api.graphql.types import account as accounts_shown
from api.graphql.types import brand as brands
from api.graphql.types import person as people
from api.graphql.types.relations import ABrand, AnAccount, APerson
from api.graphql.types.scalars import DateTime, moment
from api.graphql.types.score import Score, score
from graph.questions import person as questions
from graph.questions.answer import Window


@strawberry.type(description="An account of a person, and why we think that it is theirs.")
class PersonAccount:
    """Of graph.questions.person.OwnAccount."""

    account: AnAccount = strawberry.field(description="The account.")
    evidence: list[str] = strawberry.field(
        description="What ties it to the person's other accounts: a shared e-mail address, a link…; empty for one on its own."
    )
    decided_by: str | None = strawberry.field(
        description="Which rule or person decided; null where nobody has: the account stands for itself."
    )


@strawberry.type(description="How often one kind of contact went out and came back.")
class Contact:
    """Of graph.questions.person.Contact."""

    kind: str = strawberry.field(
        description="replies, addresses, recommends, warns, shares, reactions or follows."
    )
    given: int = strawberry.field(description="From this person to the other.")
    got: int = strawberry.field(description="From the other to this person.")


@strawberry.type(description="A relationship with another person.")
class Tie:
    """Of graph.questions.person.Tie."""

    person: APerson = strawberry.field(description="The other person.")
    strength: Score = strawberry.field(
        description="0 to 1, of frequency, reciprocity, recency and sentiment."
    )
    contacts: list[Contact] = strawberry.field(description="The kinds of contact there were.")
    last_at: DateTime = strawberry.field(description="The last contact.")


@strawberry.type(description="Someone listened to, or listening.")
class Attention:
    """Of graph.questions.person.Attention."""

    person: APerson = strawberry.field(description="The other person.")
    score: Score = strawberry.field(
        description="Replies, shares, reactions and follows, weighted; recent ones count more."
    )


@strawberry.type(description="What a person feels toward a brand.")
class Feeling:
    """Of graph.questions.person.Feeling."""

    brand: ABrand = strawberry.field(description="The brand.")
    score: Score = strawberry.field(description="-1 to 1, drawn toward 0 while there is little to go by.")
    last_at: DateTime = strawberry.field(description="When they last spoke of it.")


def accounts(answer: questions.PersonAnswer) -> list[PersonAccount]:
    """Accounts to show."""
    return [
        PersonAccount(
            account=accounts_shown.account(own.account),
            evidence=[] if own.identification is None else list(own.identification.evidence),
            decided_by=None if own.identification is None else own.identification.decided_by,
        )
        for own in answer.accounts
    ]


def ties(answer: questions.PersonAnswer, window: Window) -> list[Tie]:
    """Ties to show."""
    return [
        Tie(
            person=people.person(tie.person, window),
            strength=score(tie.strength),
            contacts=[Contact(kind=one.kind, given=one.given, got=one.got) for one in tie.contacts],
            last_at=moment(tie.last_at),
        )
        for tie in answer.ties
    ]


def feelings(answer: questions.PersonAnswer, window: Window) -> list[Feeling]:
    """Feelings to show."""
    return [
        Feeling(
            brand=brands.brand(feeling.brand, window),
            score=score(feeling.score),
            last_at=moment(feeling.last_at),
        )
        for feeling in answer.feelings
    ]


def attention(shown: Iterable[questions.Attention], window: Window) -> list[Attention]:
    """Attention to show."""
    return [Attention(person=people.person(one.person, window), score=score(one.score)) for one in shown]
