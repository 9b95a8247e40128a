"""People who were helped, ignored or advised in; how it went on with them, as the schema shows it, out."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import strawberry

from api.errors import InputError
from api.graphql.context import Info
from api.graphql.types import brand as brands
from api.graphql.types.effect import Effect, effect
from api.graphql.types.enums import CohortKind, CohortMeasure
from api.graphql.types.relations import ABrand
from api.graphql.types.score import Evidence, evidence
from api.graphql.types.window import Window, shown_window
from graph.questions import answer
from graph.questions import cohorts as questions

LONGEST_WEEKS = 104

Weeks: TypeAlias = Annotated[
    int, strawberry.argument(description=f"How many weeks later to look: 1 to {LONGEST_WEEKS}.")
]


@strawberry.type(description="One measure, of those people and of people alike.")
class CohortOutcome:
    """Of graph.questions.cohorts.CohortOutcome."""

    measured: CohortMeasure = strawberry.field(description="What is measured.")
    meaning: str = strawberry.field(description="The same in plain words.")
    effect: Effect = strawberry.field(description="How it went, against people alike.")


@strawberry.type(description="People to whom one thing happened.")
class Cohort:
    """Of graph.questions.cohorts.Cohort."""

    kind: CohortKind = strawberry.field(description="What happened to them.")
    people: int = strawberry.field(description="Distinct people.")
    moments: int = strawberry.field(description="How often it happened.")
    outcomes: list[CohortOutcome] = strawberry.field(description="How it went on.")
    evidence: Evidence = strawberry.field(description="What they asked, or the advice to them.")


@strawberry.type(description="How it went on with people who were helped, ignored or advised.")
class Cohorts:
    """Of graph.questions.cohorts.Cohorts."""

    brand: ABrand = strawberry.field(description="The brand.")
    window: Window = strawberry.field(description="The time in which it happened.")
    weeks: int = strawberry.field(description="How many weeks later we looked.")
    cohorts: list[Cohort] = strawberry.field(description="One for each thing that happened.")
    caution: str = strawberry.field(description="What such numbers cannot tell.")
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def _cohort(shown: questions.Cohort) -> Cohort:
    outcomes = [
        CohortOutcome(
            measured=CohortMeasure(one.measured.value), meaning=one.meaning, effect=effect(one.effect)
        )
        for one in shown.outcomes
    ]
    return Cohort(
        kind=CohortKind(shown.kind.value),
        people=shown.people,
        moments=shown.moments,
        outcomes=outcomes,
        evidence=evidence(shown.evidence),
    )


async def cohorts(info: Info, brand: str, window: answer.Window, weeks: int) -> Cohorts:
    """Ask graph.questions.cohorts.cohorts."""
    if not 1 <= weeks <= LONGEST_WEEKS:
        raise InputError(f"`weeks` is {weeks}.", f"Ask for 1 to {LONGEST_WEEKS}.")
    found = await info.context.ask(questions.cohorts, brand, window, weeks)
    return Cohorts(
        brand=brands.brand(found.brand, window),
        window=shown_window(found.window),
        weeks=found.weeks,
        cohorts=[_cohort(one) for one in found.cohorts],
        caution=found.caution,
        missing=found.missing,
    )
