"""`rapport ingest`: files in, the graph brought up to date with them, a summary out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.materialise import refresh
from api.cli.terminal import (
    INTERRUPTED,
    CatalogueOption,
    Stopping,
    StoreOption,
    console,
    fail,
    open_store,
    progress,
    run,
)

if TYPE_CHECKING:
    from graph.errors import StoreUnavailableError
    from graph.ingestion import Ingestion, Taken
    from graph.store import Store
    from ingest.records import Reader, ReadOptions


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ingest")(ingest)


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders to look through.", exists=True)],
    store: StoreOption = None,
    catalogue: CatalogueOption = None,
    format: Annotated[  # noqa: A002  # it is what the option is called
        str | None, typer.Option("--format", help="Read as this format instead of recognising it.")
    ] = None,
    channel: Annotated[
        str | None, typer.Option(help="Name of the channel, where the format does not say.")
    ] = None,
    instance: Annotated[str | None, typer.Option(help="Which one of the channel's places it is.")] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", help="CSV and Parquet: FIELD=COLUMN, e.g. --column text=body. Repeatable."),
    ] = None,
    batch_size: Annotated[int, typer.Option(min=1, max=100_000, help="Records in one transaction.")] = 1_000,
    again: Annotated[
        bool, typer.Option("--again", help="Read from the start, even what was read before.")
    ] = False,
    ties: Annotated[
        bool,
        typer.Option(
            "--ties/--no-ties", help="Keep the ties of `rapport materialise` fresh, where there are some."
        ),
    ] = True,
) -> None:
    """Read conversations into the graph.

    Goes on where an earlier run of the same file stopped. Records that cannot be read are set aside:
    see `rapport rejects list`.
    """
    from ingest.records import ReadOptions

    options = ReadOptions(channel=channel, instance=instance, columns=_columns(column or []))
    plan = Plan(tuple(paths), format, options, batch_size, again, ties)
    if not run(lambda: _ingest(plan, store, catalogue)):
        raise typer.Exit(INTERRUPTED)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to read, and how."""

    paths: tuple[Path, ...]
    format: str | None
    options: ReadOptions
    batch_size: int
    again: bool
    ties: bool


def _columns(pairs: list[str]) -> tuple[tuple[str, str], ...]:
    columns = []
    for pair in pairs:
        field, sign, column = pair.partition("=")
        if not sign or not field or not column:
            raise fail(f"--column {pair!r} is not FIELD=COLUMN.", "For example: --column text=body", code=2)
        columns.append((field, column))
    return tuple(columns)


async def _ingest(plan: Plan, address: str | None, catalogue: str | None) -> bool:
    """Read every source; False when it was stopped before the end."""
    from graph.ingestion import Ingestion, Taken
    from ingest.files.registry import discover, reader_for

    sources = [(path, reader_for(path, plan.format)) for path in discover(plan.paths)]
    if not sources:
        raise fail("nothing to read there.", "Name files of a format that docs/formats.md lists.")
    store = await open_store(address)
    try:
        analyser = await adopted_pipeline(store, catalogue)
        ingestion = Ingestion(store, analyser, on_wait=_say_waiting)
        stopping = Stopping()
        stopping.watch()
        total = Taken()
        for path, reader in sources:
            total += await _source(ingestion, store, path, reader, plan, stopping)
            if stopping():
                break
        _summarise(total, len(sources), stopped=stopping())
        if plan.ties and not stopping():
            await refresh(store, stopping, address)
        return not stopping()
    finally:
        await store.close()


async def _source(
    ingestion: Ingestion, store: Store, path: Path, reader: Reader, plan: Plan, stopping: Stopping
) -> Taken:
    """Read one file or folder, from where it was left."""
    from graph.feed import Progress, Source, feed
    from ingest.fingerprint import continues, fingerprint, size

    name = f"file:{path.resolve()}"
    before = await store.checkpoint(name)
    if plan.again or (before is not None and not continues(before.fingerprint, path)):
        before = None
    records = reader.read(path, plan.options, before.cursor if before else None)
    with progress("[bold]{task.description}", "{task.fields[count]:>10,} records") as bar:
        task = bar.add_task(path.name, total=size(path), count=0)

        def show(now: Progress) -> None:
            count = now.taken.messages_new + now.taken.messages_changed + now.taken.messages_known
            bar.update(task, completed=now.bytes_read, count=count)

        source = Source(name, fingerprint(path), before)
        taken = await feed(ingestion, source, records, show, stopping, plan.batch_size)
    _tell(path, reader.name, taken, resumed=before is not None)
    return taken


def _tell(path: Path, format: str, taken: Taken, *, resumed: bool) -> None:  # noqa: A002
    parts = [f"{taken.messages_new:,} new"]
    parts += [f"{taken.messages_changed:,} changed"] * bool(taken.messages_changed)
    parts += [f"{taken.messages_known:,} already known"] * bool(taken.messages_known)
    parts += [f"{taken.interactions_new:,} interactions"] * bool(taken.interactions_new)
    parts += [f"{taken.profiles:,} profiles"] * bool(taken.profiles)
    parts += [f"[yellow]{taken.rejects:,} set aside[/]"] * bool(taken.rejects)
    nothing = resumed and taken == type(taken)()
    console().print(
        f"  {path.name} ({format}): {'nothing new since last time' if nothing else ', '.join(parts)}"
    )


def _summarise(total: Taken, sources: int, *, stopped: bool) -> None:
    out = console()
    out.print(f"[bold]{total.messages_new:,} new messages[/] from {sources} source{'s' * (sources != 1)}.")
    if total.rejects:
        out.print(f"[yellow]{total.rejects:,} records were set aside.[/] See them: rapport rejects list")
    if stopped:
        out.print("Stopped; all that was read is kept. The same command goes on from here.")


def _say_waiting(error: StoreUnavailableError, seconds: float) -> None:
    console().print(f"[yellow]Waiting for the store[/] ({error.reason}); next try in {seconds:g} s.")


async def adopted_pipeline(store: Store, catalogue: str | None):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """The language pipeline for the named, configured or stored catalogue, with stored facts brought up to it."""
    from api.cataloguing import pipeline_for
    from api.language import pipeline_maker
    from api.settings import Settings

    settings = Settings()
    named = catalogue or settings.catalogue
    with progress("[bold]{task.description}", "{task.completed:>10,.0f} messages") as bar:
        task = bar.add_task("Applying the changed catalogue", total=None, visible=False)
        return await pipeline_for(
            store,
            None if named is None else Path(named),
            lambda count: bar.update(task, completed=count, visible=True),
            pipeline_maker(settings),
        )
