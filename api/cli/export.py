"""`rapport export`: a store and a path in, its people and ties as files of other programs out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.terminal import MISUSED, StoreOption, console, fail, open_store, run
from graph.exports.form import ExportFormat, Pointing

if TYPE_CHECKING:
    from api.reports.request import Asked
    from graph.projection.tie_filter import TieFilter
    from graph.questions.view import View


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    path: Annotated[
        Path,
        typer.Argument(help="File to write (graphml, gexf), or folder for people and ties (parquet, csv)."),
    ],
    format: Annotated[  # noqa: A002  # it is what the option is called
        ExportFormat | None, typer.Option("--format", "-f", help="[default: by the path's suffix]")
    ] = None,
    store: StoreOption = None,
    window: Annotated[
        str | None,
        typer.Option(
            help="SINCE..UNTIL (dates; either may be left out; UNTIL is not in it), or a length before the "
            "newest message: 90d, 12w, 1y. [default: all]",
            show_default=False,
        ),
    ] = None,
    brand: Annotated[
        str | None, typer.Option(help="Ties by messages about this brand only (its id in the catalogue).")
    ] = None,
    ties: Annotated[
        Pointing,
        typer.Option(
            help="attention: from who hears to who is heard; flow: the other way; contact: from who turned to the other; mutual."
        ),
    ] = Pointing.ATTENTION,
    customers: Annotated[bool, typer.Option("--customers", help="Leave out staff and bots.")] = False,
) -> None:
    """Write people and their ties for Gephi, networkx, pandas or a spreadsheet (docs/analytics.md)."""
    form = format or _by_suffix(path)
    from graph.projection.tie_filter import Orientation, TieFilter

    asked = TieFilter(Orientation(ties.value), brand=brand, customers=customers)
    within = _window(window)
    said = run(lambda: _export(store, path, form, asked, within))
    console().print(said)


def _by_suffix(path: Path) -> ExportFormat:
    try:
        return ExportFormat(path.suffix.removeprefix(".").lower())
    except ValueError as error:
        raise fail(
            f"{path} does not say its format.", f"Add --format {' | '.join(ExportFormat)}.", MISUSED
        ) from error


def _window(text: str | None) -> Asked:
    from api.errors import ApiError
    from api.reports.request import asked_window

    try:
        return asked_window(text)
    except ApiError as error:
        raise fail(error.reason, error.remedy, MISUSED) from error


async def _export(
    address: str | None, path: Path, form: ExportFormat, asked: TieFilter, window: Asked
) -> str:
    from api.caching import cache_of
    from api.settings import Settings
    from graph.projection import Projection
    from graph.questions.view import open_view

    opened = await open_store(address, read_only=True)
    try:
        cache = cache_of(Settings(), address)
        view = await open_view(opened, Projection.load if cache is None else cache.load)
        return await _written(view, path, form, asked, window)
    finally:
        await opened.close()


async def _written(view: View, path: Path, form: ExportFormat, asked: TieFilter, window: Asked) -> str:
    import asyncio
    from dataclasses import replace

    from graph.exports.people_table import Span, people_rows
    from graph.exports.tie_table import tie_rows
    from graph.exports.writing import write
    from graph.questions.partition import parted

    projection = view.projection
    if asked.brand is not None:
        view.catalogue.brand(asked.brand)  # raises where there is none
    within = window.window(projection)
    asked = replace(asked, since=within.since, end=within.end)
    graph, rows = await asyncio.to_thread(tie_rows, projection, asked)
    communities = (await asyncio.to_thread(parted, projection, within)).of_person
    span = Span(within.since, within.end)
    people = await people_rows(view.store, projection, (graph, rows), span, communities)
    files = await asyncio.to_thread(write, path, form, people, rows, directed=graph.directed)
    return f"{len(people):,} people and {len(rows):,} ties in {' and '.join(map(str, files))}."
