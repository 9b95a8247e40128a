"""`rapport graphalytics`: a .v and an .e file and an algorithm in, a line for every vertex with its value out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.terminal import INTERRUPTED, MISUSED, fail
from graph.graphalytics.algorithm import ITERATIONS, Algorithm


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("graphalytics")(graphalytics)


def graphalytics(
    vertex_file: Annotated[
        Path, typer.Argument(metavar="GRAPH.v", help="A vertex id a line.", exists=True, dir_okay=False)
    ],
    edge_file: Annotated[
        Path,
        typer.Argument(
            metavar="GRAPH.e", help="`source target [weight]` a line.", exists=True, dir_okay=False
        ),
    ],
    algorithm: Annotated[Algorithm, typer.Option("--algorithm", "-a", help="What to compute.")],
    directed: Annotated[bool, typer.Option("--directed/--undirected", help="Which way edges go.")],
    source: Annotated[int | None, typer.Option(help="The vertex that bfs and sssp start at.")] = None,
    damping: Annotated[float, typer.Option(min=0, max=1, help="Damping factor of pr.")] = 0.85,
    iterations: Annotated[int, typer.Option(min=0, help="Rounds of pr and cdlp.")] = ITERATIONS,
) -> None:
    """Run an algorithm of LDBC Graphalytics on files in its format; prints `vertex value` lines (docs/analytics.md)."""
    from graph.errors import QuestionError
    from graph.graphalytics.algorithms import Parameters, needs_source, needs_weights, values
    from graph.graphalytics.reading import read_benchmark
    from graph.graphalytics.writing import written

    if needs_source(algorithm) and source is None:
        raise fail(f"{algorithm} starts at a vertex.", "Name its id: --source V.", MISUSED)
    try:
        benchmark = read_benchmark(
            vertex_file, edge_file, directed=directed, weighted=needs_weights(algorithm)
        )
        found = values(benchmark, algorithm, Parameters(source, damping, iterations))
        for lines in written(benchmark, found):
            sys.stdout.write(lines)
    except QuestionError as error:
        raise fail(error.reason, error.remedy, MISUSED) from error
    except KeyboardInterrupt as error:
        raise fail("stopped.", code=INTERRUPTED) from error
