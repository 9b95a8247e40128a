"""`rapport report`: a kind of report, a brand and a window in; one file to forward out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.terminal import MISUSED, StoreOption, console, fail, open_store, run, stages

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.reports.request import Request
    from graph.store import Store

KINDS = ("influence", "communities", "perception", "advocacy")
FORMATS = ("html", "pdf", "md", "json")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report)


def report(
    kind: Annotated[str, typer.Argument(help=f"{', '.join(KINDS)}.")],
    brand: Annotated[
        str | None, typer.Option(help="Id of the brand. [default: the catalogue's own]", show_default=False)
    ] = None,
    window: Annotated[
        str | None,
        typer.Option(
            help="SINCE..UNTIL (dates; either may be left out; UNTIL is not in it), or a length before the "
            "newest message: 90d, 12w, 1y. [default: all]",
            show_default=False,
        ),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(help="As if nothing after this moment had been said.", show_default=False)
    ] = None,
    format: Annotated[  # noqa: A002  # it is what the option is called
        str | None,
        typer.Option("--format", "-f", help="html, pdf, md or json. [default: that of --out, else html]"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="File to write; - for standard output. [default: KIND-BRAND.FORMAT]", show_default=False
        ),
    ] = None,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="Pseudonyms for people; no handles, no addresses.")
    ] = False,
    store: StoreOption = None,
) -> None:
    """Write a report that explains itself: summary, plots, tables, and the messages under every figure."""
    chosen = _format(format, out)
    if kind not in KINDS:
        raise fail(f"there is no report {kind!r}.", f"There are: {', '.join(KINDS)}.", MISUSED)
    with stages() as step:
        name, data = run(lambda: _written(store, kind, brand, (window, as_of), chosen, anonymous, step))
    path = out or Path(f"{kind}-{name}.{chosen}")
    if str(path) == "-":
        sys.stdout.buffer.write(data)
        return
    try:
        path.write_bytes(data)
    except OSError as error:
        raise fail(f"cannot write {path}: {error.strerror}.", "Name another file with --out.") from error
    console().print(f"Wrote {path} ({len(data):,} bytes).", markup=False)


WHICH = f"There are: {', '.join(FORMATS)}. Give one with --format."


def _format(given: str | None, out: Path | None) -> str:
    if given is None:
        ending = "" if out is None else out.suffix.removeprefix(".").lower()
        if ending and ending not in FORMATS:
            raise fail(f"{out} ends in .{ending}, which is no format.", WHICH, MISUSED)
        return ending or "html"
    if given not in FORMATS:
        raise fail(f"there is no format {given!r}.", WHICH, MISUSED)
    return given


async def _written(
    address: str | None,
    kind: str,
    brand: str | None,
    time: tuple[str | None, str | None],
    form: str,
    anonymous: bool,
    step: Callable[[str], None],
) -> tuple[str, bytes]:
    from api.errors import ApiError
    from api.reports.request import Kind, Request, asked_window

    try:
        asked = asked_window(*time)
    except ApiError as error:
        raise fail(error.reason, error.remedy, MISUSED) from error
    opened = await open_store(address, read_only=True)
    try:
        return await _of(opened, Request(Kind(kind), brand or "", asked, anonymous), form, step)
    finally:
        await opened.close()


async def _of(store: Store, request: Request, form: str, step: Callable[[str], None]) -> tuple[str, bytes]:
    from dataclasses import replace

    from api.ready.filling import own_brand
    from api.reports.making import make
    from api.reports.request import Format
    from api.reports.writing import write
    from graph.questions.view import open_view

    step("Reading the graph")
    view = await open_view(store)
    asked = request if request.brand else replace(request, brand=own_brand(view))
    made = await make(view, asked, step)
    step("Writing")
    return asked.brand, write(made, Format(form))
