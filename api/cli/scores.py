"""An Evaluation in; tables that people read out: an overview, then each measure with its classes and confusions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nlp.evaluation.evaluate import Confusion, Evaluation, Result, Score
from nlp.evaluation.measures import Measure
from nlp.evaluation.worst import Mistakes

TEXT_SHOWN = 240
"""Characters of a message beside its mistakes."""

GIVEN_ONLY = frozenset({"mentions", "links"})
"""Measures that need a linker at work."""


def shown(evaluation: Evaluation, worst: Sequence[Mistakes]) -> Iterator[RenderableType]:
    """Everything that is printed, in order."""
    yield _overview(evaluation)
    yield from _notes(evaluation.unpredicted)
    for result in evaluation.results:
        if len(result.classes) > 1:
            yield Group("", _classes(result))
        if result.confusion is not None:
            yield Group("", _confusion(result.confusion))
    if worst:
        yield Group("", Text("Most mistakes", "bold"), *map(_mistakes, worst))


def _table(title: str, *columns: str) -> Table:
    """A table whose first column holds words and whose others hold numbers."""
    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    for place, column in enumerate(columns):
        table.add_column(column, justify="right" if place else "left", no_wrap=True)
    return table


def _overview(evaluation: Evaluation) -> Table:
    title = f"{evaluation.records:,} record{'s' * (evaluation.records != 1)}"
    table = _table(title, "What is scored", "Score", "95% interval", "Measure", "Labels", "Records")
    table.columns[3].justify = "left"
    for result in evaluation.results:
        size = f"{result.support:,}", f"{result.records:,}"
        for place, (average, score) in enumerate(result.averages.items()):
            cells = (_number(score.value), _interval(score), average.value)
            if place:
                table.add_row("", *cells, "", "", style="dim")
            else:
                table.add_row(result.measure.title, Text(cells[0], "bold"), *cells[1:], *size)
    return table


def _notes(unpredicted: Sequence[Measure]) -> Iterator[RenderableType]:
    """What could not be scored, and what to do."""
    missing = [measure.title for measure in unpredicted if measure.name not in GIVEN_ONLY]
    if len(missing) < len(unpredicted):
        yield "Finding mentions was not scored, for all of them were given; --catalogue FILE looks for them."
    if missing:
        yield f"Labelled, but not scored, for the predictions say nothing of it: {', '.join(missing)}."


def _classes(result: Result) -> Table:
    table = _table(
        result.measure.title, "Class", "Precision", "Recall", "F1", "95% interval", "Labelled", "Predicted"
    )
    for one in result.classes:
        table.add_row(
            one.name,
            _number(one.precision),
            _number(one.recall),
            Text(_number(one.f1.value), "bold"),
            _interval(one.f1),
            f"{one.support:,}",
            f"{one.predicted:,}",
        )
    return table


def _confusion(confusion: Confusion) -> Table:
    """Rows are what was labelled, columns what was predicted; a side that always has a label shows no NONE."""
    rows = range(len(confusion.classes) - (not any(confusion.counts[-1])))
    columns = range(len(confusion.classes) - (not any(row[-1] for row in confusion.counts)))
    table = _table("labelled ↓, predicted →", "", *(confusion.classes[column] for column in columns))
    table.title_style = "dim"
    for row in rows:
        counts = [_count(confusion.counts[row][column], right=row == column) for column in columns]
        table.add_row(confusion.classes[row], *counts)
    return table


def _count(count: int, *, right: bool) -> Text:
    if not count:
        return Text("·", "dim")
    return Text(f"{count:,}", "bold green" if right else "")


def _mistakes(one: Mistakes) -> RenderableType:
    """A record and, under it, what is wrong with its prediction."""
    text = one.text if len(one.text) <= TEXT_SHOWN else f"{one.text[:TEXT_SHOWN]}…"
    wrong = [Padding(Text(words), (0, 0, 0, 4)) for words in one.wrong]
    return Group("", f"[bold]{escape(one.id)}[/] {escape(text)}", *wrong)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"  # noqa: RUF001 - a dash where there is no number


def _interval(score: Score) -> str:
    if score.interval is None:
        return ""
    low, high = score.interval
    return f"{low:.3f} to {high:.3f}"
