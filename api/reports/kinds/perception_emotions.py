"""Emotions toward a brand and its rivals in; their plot and table out."""

from __future__ import annotations

from api.reports import figures
from api.reports.document import Block, Column, Plot, Table, Words
from api.reports.figures import NOTHING
from api.reports.method import note_empty
from api.reports.plots.bars import Bar, bars
from api.reports.words import listed, share, share_between
from graph.questions.emotions import BrandEmotions, Emotion, Emotions

RIVALS_LISTED = 3


def emotions(found: Emotions) -> tuple[Block, ...]:
    """A bar and a row an emotion; why there is none, where there is none."""
    if found.missing is not None:
        return note_empty(found.missing)
    own, *rivals = found.brands
    return _plot(own), _table(own, rivals[:RIVALS_LISTED], changes=found.before is not None)


def _plot(own: BrandEmotions) -> Plot:
    rows = [
        Bar(one.name, (0.0,) * (one.tone < 0) + (one.share.value or 0.0,), share(one.share.value or 0.0))
        for one in own.emotions
    ]
    alt = f"Share of the customers who mention {own.brand.name} and show: " + listed(
        [f"{row.label} {row.written}" for row in rows]
    )
    caption = f"Customers who show an emotion toward {own.brand.name}, of all who mention it (second colour: ill feelings)"
    return Plot("emotions-plot", caption, f"{alt}.", lambda width: bars(rows, (), width, f"{alt}."))


def _table(own: BrandEmotions, rivals: list[BrandEmotions], *, changes: bool) -> Table:
    columns = (
        Column("Emotion"),
        Column(f"People, {own.brand.name}", number=True),
        Column("of all who mention it", number=True),
        Column("95 % interval", number=True),
        *([Column("Change since the window before")] if changes else []),
        *(Column(rival.brand.name, number=True) for rival in rivals),
    )
    rows = tuple(
        _row(own, one, [rival.emotions[place] for rival in rivals], rivals, changes=changes)
        for place, one in enumerate(own.emotions)
    )
    return Table(
        "emotions-table", f"What customers feel toward {own.brand.name}, and its rivals", columns, rows
    )


def _row(
    own: BrandEmotions, one: Emotion, same: list[Emotion], rivals: list[BrandEmotions], *, changes: bool
) -> tuple[Words, ...]:
    about = f"{one.name} toward {own.brand.name}"
    cells: list[Words] = [
        (one.name,),
        (figures.number(one.people, one.share.evidence, about),),
        (figures.shared(one.share, about),),
        (share_between(one.interval) or NOTHING,),
    ]
    if changes:
        cells.append(figures.share_change(one.change))
    others = zip(same, rivals, strict=True)
    cells += [
        (figures.shared(each.share, f"{each.name} toward {rival.brand.name}"),) for each, rival in others
    ]
    return tuple(cells)
