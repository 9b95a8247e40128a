"""`rapport simulate`: a size and a seed in, a made-up world with its planted truth out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.terminal import console, progress


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("simulate")(simulate)


def simulate(
    people: Annotated[int, typer.Option(min=1, help="How many people.")],
    messages: Annotated[int, typer.Option(min=0, help="How many messages.")],
    out: Annotated[Path, typer.Option(help="Folder to write to; made if it is not there.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 0,
) -> None:
    """Make up a world of people, brands and conversations, with the truth about it in truth.json."""
    from ingest.simulate import SimulationOptions
    from ingest.simulate import simulate as grow

    with progress("[bold]{task.description}", "{task.completed:>10,.0f} messages") as bar:
        task = bar.add_task("Simulating", total=messages)
        options = SimulationOptions(people=people, messages=messages, seed=seed, out=out)
        grow(options, progress=lambda done: bar.update(task, completed=done))
    console().print(
        f"{messages:,} messages by {people:,} people in {out}. What is true of them: {out / 'truth.json'}"
    )
