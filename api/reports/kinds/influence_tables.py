"""People by influence in; the tables of their report out."""

from __future__ import annotations

from api.reports import figures
from api.reports.brief import Brief
from api.reports.document import Column, Figure, Table, Words
from api.reports.figures import NOTHING
from api.reports.words import counted, decimal, listed, ordinal, share, share_between, signed
from graph.questions.influence import Influence, Influencer, Standing
from graph.questions.influence_measures import Measure
from graph.questions.person import person
from graph.questions.persuaders import Persuader, Persuaders

NAMES = {
    Measure.ATTENTION: "Attention",
    Measure.CROWD: "Attention of those who talk about it",
    Measure.BROKERAGE: "Brokerage",
    Measure.CORE: "Core",
    Measure.REACH: "Reach",
}

SHARES = frozenset({Measure.ATTENTION, Measure.CROWD, Measure.BROKERAGE})
"""Measures that are parts of a whole."""

REASONS = {
    Measure.ATTENTION: "by attention",
    Measure.CROWD: "with those who talk about it",
    Measure.BROKERAGE: "as a go-between",
    Measure.REACH: "by reach",
}
"""How a good place is told. Not of the core: many share its first place."""

NOTABLE = 5
"""A place that is named as a reason."""


def listeners(brief: Brief, one: Influencer) -> Figure:
    """``heard by 12 people``."""
    name = brief.naming.of(one.person)
    return Figure(
        f"heard by {counted(one.listeners, 'person', 'people')}",
        one.listeners,
        one.evidence,
        f"How others heard {name}",
        one.thin,
    )


async def ranking(brief: Brief, found: Influence, id_: str) -> Table:
    """Who, where, why, and what they feel toward the brand."""
    rows = [await _row(brief, found, one) for one in found.people]
    return Table(
        f"{id_}-people",
        "People, most attention first, with the reasons",
        (
            Column("Person"),
            Column("Place (95 %)", number=True),
            Column("Why they are here"),
            Column("Channels"),
            Column(f"Feels about {brief.brand.name}", number=True),
        ),
        tuple(rows),
        found.total,
    )


async def _row(brief: Brief, found: Influence, one: Influencer) -> tuple[Words, ...]:
    name = brief.naming.of(one.person)
    return (
        (name,),
        _place(found, one),
        (listeners(brief, one), *_reasons(one)),
        (", ".join(one.person.channels),),
        await _feeling(brief, one, name),
    )


def _place(found: Influence, one: Influencer) -> Words:
    """The place by the measure that orders, and those that chance allows."""
    standing = _standing(one, found.by)
    if standing is None:
        return (NOTHING,)
    low, high = standing.best_rank, standing.worst_rank
    allowed = str(low) if low == high else f"{low} to {high}"
    return (Figure(str(standing.rank), standing.rank), f" ({allowed})")


def _reasons(one: Influencer) -> Words:
    notable = [
        f"{ordinal(standing.rank)} {REASONS[standing.measure]}"
        for standing in one.measures
        if standing.measure in REASONS and standing.rank <= NOTABLE and standing.value > 0
    ]
    return (f"; {listed(notable)}",) if notable else ()


async def _feeling(brief: Brief, one: Influencer, name: str) -> Words:
    answer = await person(brief.view, one.person.id, brief.window, first=1)
    for feeling in answer.feelings:
        if feeling.brand.id == brief.brand.id and feeling.score.value is not None:
            about = f"What {name} says of {brief.brand.name}"
            score = feeling.score
            return (Figure(signed(score.value or 0), score.value, score.evidence, about, score.thin),)
    return (NOTHING,)


def measures(brief: Brief, found: Influence, id_: str) -> Table:
    """All measures side by side: value and place."""
    shown = [one for one in Measure if any(_standing(person_, one) for person_ in found.people)]
    rows = [
        (
            (brief.naming.of(one.person),),
            *(_measure(_standing(one, measure)) for measure in shown),
        )
        for one in found.people
    ]
    columns = (Column("Person"), *(Column(NAMES[measure], number=True) for measure in shown))
    return Table(
        f"{id_}-measures", "Measures side by side: value, and place in brackets", columns, tuple(rows)
    )


def _standing(one: Influencer, measure: Measure) -> Standing | None:
    return next((standing for standing in one.measures if standing.measure is measure), None)


def _measure(standing: Standing | None) -> Words:
    if standing is None:
        return (NOTHING,)
    return (Figure(value_of(standing), standing.value), f" ({standing.rank})")


def value_of(standing: Standing) -> str:
    """A share, or a count."""
    if standing.measure not in SHARES:
        return decimal(round(standing.value))
    percent = standing.value * 100
    return f"{percent:.1f}\u00a0%" if percent < 10 else share(standing.value)  # noqa: PLR2004 - two digits say enough


def movers(brief: Brief, found: Persuaders) -> Table:
    """Whose word people act upon, whatever the brand."""
    rows = [
        (
            (brief.naming.of(one.person),),
            (str(one.advised),),
            (acted(brief, one),),
            (str(one.credited),),
            (decimal(round(one.anyway, 1)),),
            (figures.shared(one.pull, _about(brief, one)), f" ({share_between(one.interval)})"),
            (listed([brand.name for brand in one.brands]),),
        )
        for one in found.people
    ]
    return Table(
        "movers-table",
        "Recommendations that were acted upon, for any brand",
        (
            Column("Person"),
            Column("Advised by name", number=True),
            Column("Acted", number=True),
            Column("and say why", number=True),
            Column("would have anyway", number=True),
            Column("Share moved (95 %)", number=True),
            Column("For"),
        ),
        tuple(rows),
        found.total,
    )


def acted(brief: Brief, one: Persuader) -> Figure:
    """How many acted on somebody's word."""
    return figures.number(one.acted, one.pull.evidence, _about(brief, one))


def _about(brief: Brief, one: Persuader) -> str:
    return f"Recommendations by {brief.naming.of(one.person)}, and what was done upon them"
