"""`rapport rejects`: what was set aside in, a list of it, or another try at taking it in, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.ingest import adopted_pipeline
from api.cli.terminal import CatalogueOption, StoreOption, console, open_store, run

if TYPE_CHECKING:
    from ingest.records import Reject

RAW_SHOWN = 200
"""Characters of a rejected record in a table; --json has all of it."""


def register(app: typer.Typer) -> None:
    """Add the command group."""
    group = typer.Typer(help="See and retry the records that could not be read.", no_args_is_help=True)
    group.command("list")(listing)
    group.command("retry")(retry)
    app.add_typer(group, name="rejects")


def listing(
    store: StoreOption = None,
    source: Annotated[str | None, typer.Option(help="Only of this source.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON lines, with the raw records.")] = False,
) -> None:
    """List what was set aside: where, why, and what to do."""
    rejects = run(lambda: _rejects(store, source))
    if json:
        import orjson

        for reject in rejects:
            typer.echo(orjson.dumps(reject).decode())
        return
    if not rejects:
        console().print("Nothing was set aside.")
        return
    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table("Where", "Why", "What to do", "Record", box=box.SIMPLE_HEAD)
    for reject in rejects:
        where = f"{reject.source.rsplit('/', 1)[-1]}\n{reject.position}"
        table.add_row(*map(escape, (where, reject.reason, reject.remedy, reject.raw[:RAW_SHOWN])))
    Console().print(table)


async def _rejects(address: str | None, source: str | None) -> list[Reject]:
    store = await open_store(address, read_only=True)
    try:
        return list(await store.rejects(source))
    finally:
        await store.close()


def retry(
    store: StoreOption = None,
    catalogue: CatalogueOption = None,
    source: Annotated[str | None, typer.Option(help="Only of this source.")] = None,
) -> None:
    """Read the set-aside records again, for example after an upgrade that understands them."""
    settled, left = run(lambda: _retry(store, catalogue, source))
    console().print(f"{settled:,} taken in, {left:,} still set aside.")
    if left:
        console().print(
            "[dim]Mend them at their source and ingest it with --again: rapport rejects list says how.[/]"
        )


async def _retry(address: str | None, catalogue: str | None, source: str | None) -> tuple[int, int]:
    from graph.feed import BATCH
    from graph.ingestion import Ingestion
    from ingest.errors import RecordError
    from ingest.records import Value
    from ingest.retry import parse_reject

    store = await open_store(address)
    try:
        ingestion = Ingestion(store, await adopted_pipeline(store, catalogue))
        values: list[Value] = []
        settled: list[tuple[str, str]] = []
        rejects = await store.rejects(source)
        for reject in rejects:
            try:
                values.extend(parse_reject(reject))
            except RecordError:
                continue
            settled.append((reject.source, reject.position))
        for start in range(0, len(settled), BATCH):
            stop = start + BATCH
            await ingestion.take(values[start:stop], settled=settled[start:stop])
        return len(settled), len(rejects) - len(settled)
    finally:
        await store.close()
