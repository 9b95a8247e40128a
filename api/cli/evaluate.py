"""`rapport evaluate`: labelled files in, every measure of the labels with intervals, as tables or JSON, out."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.predict import named_pipeline
from api.cli.terminal import INTERRUPTED, MISUSED, CatalogueFileOption, console, counter, fail

if TYPE_CHECKING:
    from nlp.evaluation.evaluate import Evaluation
    from nlp.evaluation.pairs import Pair
    from nlp.evaluation.worst import Mistakes
    from nlp.labelled import Record
    from nlp.labelled_lines import Line

ERRORS_SHOWN = 20
"""Lines in error that are listed; whoever mends these has found the pattern."""


WIDTH = 100
"""Columns of tables that go to a file or another program."""


class Format(StrEnum):
    """How the scores are written."""

    TABLE = "table"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("evaluate")(evaluate)


def evaluate(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Labelled messages (JSONL).", exists=True, dir_okay=False),
    ],
    catalogue: CatalogueFileOption = None,
    predictions: Annotated[
        Path | None,
        typer.Option(help="Score this file, from any tool, instead.", exists=True, dir_okay=False),
    ] = None,
    format: Annotated[  # noqa: A002  # it is what the option is called
        Format, typer.Option("--format", "-f", help="table or json.")
    ] = Format.TABLE,
    worst: Annotated[int, typer.Option(min=0, help="List so many records with the most mistakes.")] = 0,
) -> None:
    """Score how well messages are read, on messages that you have labelled (docs/evaluate.md)."""
    if predictions is not None and catalogue is not None:
        raise fail("--predictions are scored as they are, without a catalogue.", "Leave one out.", MISUSED)
    from nlp.evaluation.evaluate import evaluate as score
    from nlp.evaluation.measures import MEASURES
    from nlp.evaluation.worst import worst as most_wrong

    try:
        gold = _records(files)
        pairs = _predicted(gold, catalogue) if predictions is None else _paired(gold, predictions)
        scored = score(pairs)
        _print(scored, most_wrong(pairs, MEASURES, worst), format)
        if not scored.results:
            console().print(
                "[yellow]Nothing could be scored:[/] no record has a mention with a sentiment, an act or another label, "
                "as docs/evaluate.md shows them."
            )
    except KeyboardInterrupt as error:
        raise fail("stopped.", code=INTERRUPTED) from error


def _print(evaluation: Evaluation, worst: list[Mistakes], format: Format) -> None:  # noqa: A002
    if format is Format.JSON:
        import orjson

        from nlp.evaluation.plain import evaluation_to_json

        plain = evaluation_to_json(evaluation, worst)
        typer.echo(orjson.dumps(plain, option=orjson.OPT_INDENT_2).decode())
        return
    from rich.console import Console

    from api.cli.scores import shown

    out = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    for part in shown(evaluation, worst):
        out.print(part)


def _records(files: Iterable[Path]) -> list[Record]:
    from nlp.labelled_lines import read_file

    records: list[Record] = []
    for path in files:
        records += _good(path, read_file(path))
    _check_ids(records)
    if not records:
        raise fail("there is no record to score.", "docs/evaluate.md shows what a labelled file looks like.")
    return records


def _check_ids(records: Iterable[Record]) -> None:
    """A record that is given twice would count twice."""
    counts = Counter(record.id for record in records)
    twice = [str(shown) for shown, count in counts.items() if count > 1]
    if twice:
        raise fail(
            f"{len(twice):,} id{'s are' if len(twice) > 1 else ' is'} given twice: {', '.join(twice[:3])}.",
            "Give every record an id of its own, and every file once.",
            MISUSED,
        )


def _good(path: Path, lines: Iterable[Line]) -> list[Record]:
    """The records of a file, all of them: a score over a part would be another score."""
    from ingest.errors import SourceError

    try:
        read = list(lines)
    except SourceError as error:
        raise fail(error.reason, error.remedy) from error
    wrong = [f"line {line.number}: {line.error}" for line in read if line.error is not None]
    if wrong:
        more = [f"and {len(wrong) - ERRORS_SHOWN:,} more"] * (len(wrong) > ERRORS_SHOWN)
        listed = "\n  ".join([f"{path} cannot be read whole:", *wrong[:ERRORS_SHOWN], *more])
        raise fail(listed, "Mend these lines and try again.")
    return [line.record for line in read if line.record is not None]


def _predicted(gold: list[Record], catalogue: Path | None) -> list[Pair]:
    """By our own pipeline: told the mentions, and with a catalogue once more without."""
    from nlp.evaluation.own import predicted_pairs

    pipeline = named_pipeline(catalogue)
    with counter("Predicting", "messages", len(gold)) as advance:
        pairs: list[Pair] = []
        for pair in predicted_pairs(pipeline, gold):
            pairs.append(pair)
            advance(len(pairs))
    return pairs


def _paired(gold: list[Record], predictions: Path) -> list[Pair]:
    from nlp.errors import LabelError
    from nlp.evaluation.pairs import answering, paired
    from nlp.labelled_lines import read_file

    try:
        both = paired(gold, _good(predictions, read_file(predictions, answering(gold))))
    except LabelError as error:
        raise fail(error.reason, error.remedy) from error
    if both.unanswered:
        ids = ", ".join(both.unanswered[:3]) + ", …" * (len(both.unanswered) > 3)  # noqa: PLR2004 - a few examples
        console().print(
            f"[yellow]{len(both.unanswered):,} record{'s have' if len(both.unanswered) > 1 else ' has'} no prediction[/] "
            f"({ids}); nothing counts as found there."
        )
    if both.unasked:
        console().print(f"[yellow]Passed over:[/] {both.unasked:,} with an id that no labelled record has.")
    return list(both.pairs)
