"""Names that the catalogue lacks in; what the schema shows of them out."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import strawberry

from api.errors import InputError
from api.graphql.context import Info
from api.graphql.types import brand as brands
from api.graphql.types.enums import CandidateKind
from api.graphql.types.relations import ABrand
from api.graphql.types.scalars import DateTime, moment
from api.graphql.types.score import Evidence, evidence
from api.graphql.types.window import Window, page_size, shown_window
from graph.questions import answer
from graph.questions import candidates as questions
from nlp.analysis import EntityKind

CandidateKindArgument: TypeAlias = Annotated[
    CandidateKind | None, strawberry.argument(description="Only these; both kinds where left out.")
]
LeastMessages: TypeAlias = Annotated[
    int, strawberry.argument(description="Only names in at least so many messages.")
]
LeastPeople: TypeAlias = Annotated[
    int, strawberry.argument(description="Only names that at least so many people use.")
]


@strawberry.type(description="A brand that is named in the same messages.")
class NamedBeside:
    """Of graph.questions.candidates.Beside."""

    brand: ABrand = strawberry.field(description="The brand.")
    messages: int = strawberry.field(description="Messages that name both.")


@strawberry.type(description="An organisation or product that people name and the catalogue does not know.")
class Candidate:
    """Of graph.questions.candidates.Candidate."""

    name: str = strawberry.field(description="As most of its newest messages write it.")
    kind: CandidateKind = strawberry.field(description="As most messages use it.")
    messages: int = strawberry.field(description="Messages by customers that name it.")
    people: int = strawberry.field(description="Distinct customers who wrote them.")
    first_at: DateTime = strawberry.field(description="When it was first named.")
    last_at: DateTime = strawberry.field(description="When it was last named.")
    brands: list[NamedBeside] = strawberry.field(
        description="Brands in the same messages, most messages first: at most five."
    )
    evidence: Evidence = strawberry.field(description="The messages.")


@strawberry.type(description="Names that may be worth watching, most people first.")
class Candidates:
    """Of graph.questions.candidates.Candidates."""

    window: Window = strawberry.field(description="The time it is about.")
    total: int = strawberry.field(description="How many there are.")
    nodes: list[Candidate] = strawberry.field(description="The first of them.")
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


async def candidates(
    info: Info, window: answer.Window, kind: CandidateKind | None, least: questions.Least, first: int
) -> Candidates:
    """Ask graph.questions.candidates.candidates."""
    if min(least.messages, least.people) < 0:
        raise InputError("Nothing is said by fewer than no people.", "Ask for 0 or more.")
    of_kind = None if kind is None else EntityKind(kind.value)
    found = await info.context.ask(questions.candidates, window, of_kind, least, page_size(first))
    return Candidates(
        window=shown_window(found.window),
        total=found.total,
        nodes=[_candidate(one, window) for one in found.candidates],
        missing=found.missing,
    )


def _candidate(shown: questions.Candidate, window: answer.Window) -> Candidate:
    return Candidate(
        name=shown.name,
        kind=CandidateKind(shown.kind.value),
        messages=shown.messages,
        people=shown.people,
        first_at=moment(shown.first_at),
        last_at=moment(shown.last_at),
        brands=[
            NamedBeside(brand=brands.brand(one.brand, window), messages=one.messages) for one in shown.brands
        ],
        evidence=evidence(shown.evidence),
    )
