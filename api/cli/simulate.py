"""`rapport simulate`: a size and a seed in, a made-up world with its planted truth out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.terminal import INTERRUPTED, MISUSED, console, fail, progress


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("simulate")(simulate)


def simulate(
    people: Annotated[int, typer.Option(min=1, help="How many people.")],
    messages: Annotated[int, typer.Option(min=0, help="How many messages.")],
    out: Annotated[Path, typer.Option(help="Folder to write to; made if it is not there.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 0,
    labels: Annotated[
        bool, typer.Option("--labels", help="Also write what each message means (truth/labels.jsonl).")
    ] = False,
    compress: Annotated[bool, typer.Option("--compress", help="Write .jsonl.zst files.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Write into a folder that holds files.")
    ] = False,
) -> None:
    """Make up a world of people, brands and conversations, with the truth about it in truth.json."""
    from ingest.simulate import SimulationError, SimulationOptions
    from ingest.simulate import simulate as grow

    try:
        with progress("[bold]{task.description}", "{task.completed:>10,.0f} messages") as bar:
            task = bar.add_task("Simulating", total=messages)
            options = SimulationOptions(
                people=people,
                messages=messages,
                seed=seed,
                out=out,
                labels=labels,
                compress=compress,
                overwrite=overwrite,
            )
            report = grow(options, progress=lambda done: bar.update(task, completed=done))
    except SimulationError as error:
        raise fail(error.reason, error.remedy, MISUSED) from error
    except KeyboardInterrupt as error:
        raise fail("stopped; the folder holds a part of the world.", code=INTERRUPTED) from error
    console().print(
        f"{report.messages:,} messages by {report.people:,} people in {out}, in {report.seconds:.1f} s. "
        f"What is true of them: {out / 'truth.json'}"
    )
