"""A plan in; whom to reach, with the expected spread and how sure it is, as the schema shows it, out."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import strawberry

from api.graphql.context import Info
from api.graphql.types import brand as brands
from api.graphql.types import person
from api.graphql.types.relations import ABrand, APerson
from api.graphql.types.score import Score, score
from api.graphql.types.window import Window, page_size, shown_window
from graph.analytics import influence_calibration as learning
from graph.questions import answer
from graph.questions import seeding as questions

argument = strawberry.argument


@strawberry.input(description="What it costs to reach somebody.")
class CostInput:
    """One of graph.questions.seeding.Plan.costs."""

    person: strawberry.ID = strawberry.field(
        description="Id of the person, key of one of their accounts, or a handle."
    )
    cost: float = strawberry.field(description="Above 0; everybody without a cost of their own costs 1.")


@strawberry.input(description="At most so many out of some people: of a community, say.")
class QuotaInput:
    """Of graph.questions.seeding.Quota."""

    people: list[strawberry.ID] = strawberry.field(description="The people: ids, account keys or handles.")
    most: int = strawberry.field(description="How many of them may be chosen.")


Count: TypeAlias = Annotated[
    int, argument(description=f"How many people to reach: 1 to {questions.MOST_SEEDS}.")
]
Exclude: TypeAlias = Annotated[
    list[strawberry.ID] | None,
    argument(description="People who may not be chosen; word still passes over them."),
]
Budget: TypeAlias = Annotated[
    float | None, argument(description="What all together may cost; no bound where left out.")
]
Costs: TypeAlias = Annotated[
    list[CostInput] | None, argument(description="What people cost; 1 each where left out.")
]
Quotas: TypeAlias = Annotated[
    list[QuotaInput] | None, argument(description="Bounds for groups of people; none where left out.")
]


@strawberry.type(description="Somebody whom a seed would reach.")
class Touched:
    """Of graph.questions.seeding.Touched."""

    person: APerson = strawberry.field(description="Who it is.")
    probability: float = strawberry.field(description="That they take word up if only this seed is reached.")


@strawberry.type(description="Somebody to reach.")
class Seed:
    """Of graph.questions.seeding.Seed."""

    person: APerson = strawberry.field(description="Who it is.")
    score: Score = strawberry.field(
        description="People expected to take word up on top of those by the seeds before; opens to their messages that people took up."
    )
    reaches: list[Touched] = strawberry.field(
        description="The likeliest to take word up from them: at most five."
    )


@strawberry.type(
    description="Chances of like predicted probability, in a time that the learning did not see."
)
class CalibrationBin:
    """Of graph.analytics.influence_calibration.Bin."""

    low: float = strawberry.field(description="Predicted at least.")
    high: float = strawberry.field(description="Predicted less than.")
    predicted: float = strawberry.field(description="Mean predicted probability.")
    observed: float = strawberry.field(description="The part of them that came true.")
    chances: int = strawberry.field(description="How many.")


@strawberry.type(
    description="How well what was learnt foretold the last quarter of the time, which was held back."
)
class Calibration:
    """Of graph.analytics.influence_calibration.Calibration."""

    bins: list[CalibrationBin] = strawberry.field(description="By predicted probability.")
    chances: int = strawberry.field(description="Listeners and messages looked at.")
    brier: float = strawberry.field(description="Mean square error (Brier score): 0 is perfect.")
    baseline: float = strawberry.field(description="The same with one probability for all ties.")
    skill: float = strawberry.field(
        description="The part of the baseline's error that is gone: above 0 the learning is worth something."
    )


@strawberry.type(
    description="Whom to reach for the largest expected spread, and how near the best possible that is."
)
class Seeding:
    """Of graph.questions.seeding.Seeding."""

    brand: ABrand | None = strawberry.field(
        description="The brand whose messages were learnt from; null: all."
    )
    window: Window = strawberry.field(description="The time that was learnt from.")
    nodes: list[Seed] = strawberry.field(
        description="The people to reach, in the order they were chosen: each adds most to those before, but for what samples err."
    )
    spread: float = strawberry.field(description="People expected to take word up, all seeds together.")
    lower: float = strawberry.field(description="The spread is surely at least this.")
    upper: float = strawberry.field(description="Nobody could reach more than this under the same terms.")
    certificate: float = strawberry.field(
        description="lower / upper: at least this part of the best possible."
    )
    guarantee: float = strawberry.field(
        description="What the way of choosing promises on any graph; budgets and quotas make it less."
    )
    method: str = strawberry.field(description="How it was worked out, in a sentence.")
    trials: int = strawberry.field(description="Chances to take something up that were learnt from.")
    successes: int = strawberry.field(description="Those that were taken.")
    calibration: Calibration | None = strawberry.field(
        description="How what was learnt foretold a later time; null where there is too little to check on."
    )
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def plan(
    count: int,
    exclude: list[strawberry.ID] | None,
    budget: float | None,
    costs: list[CostInput] | None,
    quotas: list[QuotaInput] | None,
) -> questions.Plan:
    """The plan that arguments make."""
    return questions.Plan(
        count=count,
        exclude=tuple(exclude or ()),
        budget=budget,
        costs=tuple((one.person, one.cost) for one in costs or ()),
        quotas=tuple(questions.Quota(tuple(one.people), one.most) for one in quotas or ()),
    )


async def seeding(
    info: Info, brand: str | None, window: answer.Window, asked: questions.Plan, first: int
) -> Seeding:
    """Ask graph.questions.seeding.seeding."""
    found = await info.context.ask(questions.seeding, window, asked, brand, page_size(first))
    return Seeding(
        brand=None if found.brand is None else brands.brand(found.brand, window),
        window=shown_window(found.window),
        nodes=[_seed(one, window) for one in found.seeds],
        spread=found.spread,
        lower=found.lower,
        upper=found.upper,
        certificate=found.certificate,
        guarantee=found.guarantee,
        method=found.method,
        trials=found.trials,
        successes=found.successes,
        calibration=None if found.calibration is None else _calibration(found.calibration),
        missing=found.missing,
    )


def _seed(shown: questions.Seed, window: answer.Window) -> Seed:
    reaches = [
        Touched(person=person.person(one.person, window), probability=one.probability)
        for one in shown.reaches
    ]
    return Seed(person=person.person(shown.person, window), score=score(shown.score), reaches=reaches)


def _calibration(shown: learning.Calibration) -> Calibration:
    bins = [
        CalibrationBin(
            low=one.low, high=one.high, predicted=one.predicted, observed=one.observed, chances=one.chances
        )
        for one in shown.bins
    ]
    return Calibration(
        bins=bins, chances=shown.chances, brier=shown.brier, baseline=shown.baseline, skill=shown.skill
    )
