"""`rapport predict`: records of messages in on standard input, the same with what was found in them out, line by line."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from api.cli.terminal import FAILED, INTERRUPTED, MISUSED, CatalogueFileOption, console, counter, fail

if TYPE_CHECKING:
    from nlp.labelled_lines import Line
    from nlp.pipeline import Pipeline


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("predict")(predict)


def predict(catalogue: CatalogueFileOption = None) -> None:
    """Say what each message means: JSON lines in on standard input, JSON lines out, as docs/evaluate.md shows."""
    if sys.stdin is None or sys.stdin.isatty():
        raise fail(
            "nothing to read on standard input.",
            "For example: rapport predict < in.jsonl > out.jsonl",
            MISUSED,
        )
    pipeline = named_pipeline(catalogue)
    try:
        failed = _predict(pipeline)
    except KeyboardInterrupt as error:
        raise fail("stopped; the output ends with a whole line.", code=INTERRUPTED) from error
    except BrokenPipeError as error:  # whoever reads has enough, as after `| head`
        raise _given_up() from error
    except OSError as error:
        console().print(f"[bold red]Error:[/] the output cannot be written: {error.strerror}.")
        raise _given_up() from error
    if failed:
        raise typer.Exit(FAILED)


def _given_up() -> typer.Exit:
    """Let go of the output, which Python would try to write to once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return typer.Exit(FAILED)


def named_pipeline(catalogue: Path | None) -> Pipeline:
    """The pipeline for the named or configured catalogue, else for none."""
    from api.language import pipeline_maker
    from api.settings import Settings
    from nlp.catalogue import Catalogue
    from nlp.catalogue_file import load
    from nlp.errors import CatalogueError, NlpError

    settings = Settings()
    named = catalogue or settings.catalogue
    try:
        return pipeline_maker(settings)(Catalogue() if named is None else load(named))
    except CatalogueError as error:
        raise fail("\n  ".join([error.reason, *map(str, error.problems)]), error.remedy) from error
    except NlpError as error:
        raise fail(error.reason, error.remedy) from error


def _predict(pipeline: Pipeline) -> int:
    """Answer every line; how many could not be read."""
    import time

    import orjson

    from nlp.labelled_json import without_labels
    from nlp.labelled_lines import bounded_lines, read_lines
    from nlp.prediction_lines import predict_lines

    begun, count, failed = time.process_time(), 0, 0
    numbered = enumerate(bounded_lines(sys.stdin.buffer), start=1)
    with counter("Predicting", "messages") as advance:
        for line, plain in predict_lines(pipeline, read_lines(numbered, without_labels)):
            sys.stdout.buffer.write(orjson.dumps(plain) + b"\n")
            count += 1
            failed += line.error is not None
            _complain(line)
            advance(count)
    sys.stdout.buffer.flush()
    _report(count, failed, begun, time.process_time())
    return failed


def _complain(line: Line) -> None:
    if line.error is not None:
        from rich.markup import escape

        console().print(f"[yellow]line {line.number}:[/] {escape(str(line.error))}")


def _report(count: int, failed: int, begun: float, ended: float) -> None:
    bad = f", {failed:,} of them could not be read" * bool(failed)
    console().print(
        f"{count:,} message{'s' * (count != 1)}{bad}; "
        f"{ended:.2f} CPU seconds, {begun:.2f} of them to start up."
    )
