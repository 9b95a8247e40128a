"""The command line: arguments in, calls of the same functions that the API uses, tables and exit codes out."""

from __future__ import annotations

import os

import typer

from api.cli import (
    ask,
    candidates,
    doctor,
    evaluate,
    export,
    graphalytics,
    ingest,
    materialise,
    predict,
    rejects,
    report,
    serve,
    simulate,
    status,
    stores,
)

app = typer.Typer(
    name="rapport",
    help="Relationship intelligence: who trusts whom, who recommends us to whom, who is leaving and why.",
    no_args_is_help=True,
    rich_markup_mode=None,  # the boxes cost a quarter of a second: Typer imports a Markdown parser for them
    pretty_exceptions_show_locals=False,
)

for module in (
    ingest,
    serve,
    ask,
    report,
    status,
    doctor,
    evaluate,
    predict,
    simulate,
    stores,
    materialise,
    rejects,
    candidates,
    export,
    graphalytics,
):
    module.register(app)


def main() -> None:
    """Run the command line; the entry point of the package.

    Questions run side by side in threads of their own: those that a BLAS library starts for each product on top of
    them only wait for each other, which doubles the CPU time. Who wants them sets the variable.
    """
    # read when numpy is loaded, which nothing has done yet
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    app()
