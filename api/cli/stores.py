"""`rapport schema` and `rapport copy`: store addresses in, a prepared or filled store out."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.terminal import StoreOption, console, fail, open_store, progress, run


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("schema")(schema)
    app.command("copy")(copy)


def schema(store: StoreOption = None) -> None:
    """Create the store's tables, indexes and constraints, or bring them up to date. Safe to repeat."""

    async def work() -> None:
        opened = await open_store(store)
        await opened.close()

    run(work)
    console().print("The schema is in place.")


def copy(
    source: Annotated[str, typer.Option("--from", help="Store to read, e.g. sqlite:rapport.db")],
    target: Annotated[str, typer.Option("--to", help="Store to fill, e.g. neo4j://localhost")],
) -> None:
    """Copy a whole graph from one store to another; what is already there in the same state is passed over."""
    if source == target:
        raise fail("--from and --to are the same store.", "Name two.", code=2)
    run(lambda: _copy(source, target))


async def _copy(source: str, target: str) -> None:
    from graph.fingerprint import facts_hash
    from graph.transfer import copy as transfer

    origin = await open_store(source, read_only=True)
    try:
        destination = await open_store(target)
        try:
            total = (await origin.counts()).messages
            with progress("[bold]{task.description}", "{task.completed:>10,.0f} messages") as bar:
                task = bar.add_task("Copying", total=total)
                copied = await transfer(origin, destination, lambda done: bar.update(task, completed=done))
                bar.update(task, description="Comparing", completed=0)
                same = await facts_hash(origin) == await facts_hash(destination)
        finally:
            await destination.close()
    finally:
        await origin.close()
    if not same:
        raise fail(
            "the copy is not equal to its source: the target held, or was given, something else.",
            "Copy into an empty store.",
        )
    console().print(
        f"Copied {copied.messages:,} messages and {copied.accounts:,} accounts; both stores have the same facts_hash."
    )
