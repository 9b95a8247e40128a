"""Comparisons with people alike and changes with their intervals in; what the schema shows of them out."""

from __future__ import annotations

import strawberry

from api.graphql.types.score import Interval, interval
from graph.questions import changes, effects


@strawberry.type(description="How alike the people compared were in one respect.")
class Balance:
    """Of graph.questions.effects.Balance."""

    name: str = strawberry.field(description="What it is called.")
    meaning: str = strawberry.field(description="What it is, in plain words.")
    before: float = strawberry.field(description="Standard deviations apart before matching.")
    after: float = strawberry.field(description="After matching: below 0.1 either way is alike.")


@strawberry.type(
    description="How it went with people to whom something was done, against people alike to whom it was not."
)
class Effect:
    """Of graph.questions.effects.Effect."""

    people: int = strawberry.field(description="Distinct people for whom somebody alike was found.")
    compared: int = strawberry.field(description="Distinct people they were compared with.")
    unmatched: int = strawberry.field(description="Moments without anybody alike, left out.")
    rate: float | None = strawberry.field(
        description="Share who acted, or mean; null where nobody was matched."
    )
    baseline: float | None = strawberry.field(
        description="The same of people alike: what would have been anyway."
    )
    difference: float | None = strawberry.field(description="rate less baseline.")
    interval: Interval | None = strawberry.field(
        description="95 % interval of the difference, by drawing people anew (cluster bootstrap)."
    )
    anyway: float | None = strawberry.field(
        description="Of those who acted, the share who would have done so anyway: 0 to 1."
    )
    balance: list[Balance] = strawberry.field(description="How alike they were.")
    thin: bool = strawberry.field(description="Too few people to lean on.")


@strawberry.type(description="How a share or a mean moved since the window before.")
class Shift:
    """Of graph.questions.changes.Shift."""

    now: float | None = strawberry.field(description="In this window.")
    before: float | None = strawberry.field(description="In the window before.")
    change: float | None = strawberry.field(description="now less before.")
    interval: Interval | None = strawberry.field(
        description="95 % interval of the change: by drawing people anew; of few or all alike, Newcombe's."
    )
    significant: bool = strawberry.field(description="Whether the interval leaves out 0.")


def effect(shown: effects.Effect) -> Effect:
    """A comparison to show."""
    balance = [
        Balance(name=one.name, meaning=one.meaning, before=one.before, after=one.after)
        for one in shown.balance
    ]
    return Effect(
        people=shown.people,
        compared=shown.compared,
        unmatched=shown.unmatched,
        rate=shown.rate,
        baseline=shown.baseline,
        difference=shown.difference,
        interval=interval(shown.interval),
        anyway=shown.anyway,
        balance=balance,
        thin=shown.thin,
    )


def shift(shown: changes.Shift) -> Shift:
    """A change to show."""
    return Shift(
        now=shown.now,
        before=shown.before,
        change=shown.change,
        interval=interval(shown.interval),
        significant=shown.significant,
    )


def optional_shift(shown: changes.Shift | None) -> Shift | None:
    """A change to show, or none."""
    return None if shown is None else shift(shown)
