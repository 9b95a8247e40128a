"""`rapport materialise`: a Neo4j store in; the ties between its people and brands as relationships for Cypher, Bloom and GDS out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.terminal import MISUSED, Stopping, StoreOption, console, fail, open_store, run, telling_progress

if TYPE_CHECKING:
    from graph.materialise import Materialised
    from graph.store import Store
    from graph.ties import TieKeeper


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("materialise")(materialise)


def materialise(
    store: StoreOption = None,
    again: Annotated[
        bool, typer.Option("--again", help="Compare everything, even where nothing was written since.")
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take the ties out again.")] = False,
) -> None:
    """Keep derived ties in Neo4j: INTERACTS between people, FEELS and ADVOCATES from people to brands.

    From then on `rapport ingest` keeps them fresh. Safe to break off and to repeat.
    """
    run(lambda: _remove(store) if remove else _materialise(store, again=again))


async def _remove(address: str | None) -> None:
    opened = await open_store(address)
    try:
        from graph.materialise import remove

        console().print(f"{await remove(keeper_of(opened)):,} ties were taken out.")
    finally:
        await opened.close()


async def _materialise(address: str | None, *, again: bool) -> None:
    opened = await open_store(address)
    try:
        keeper = keeper_of(opened)
        stopping = Stopping()
        stopping.watch()
        await bring_up_to_date(opened, keeper, stopping, address, again=again)
    finally:
        await opened.close()


def keeper_of(store: Store) -> TieKeeper:
    """The store as a keeper of ties. Fails for one that is none."""
    from graph.ties import TieKeeper

    if isinstance(store, TieKeeper):
        return store
    raise fail(
        "this store does not show ties: they are for Neo4j, where Cypher, Bloom and GDS can read them.",
        "Name a Neo4j (--store neo4j://HOST). Questions work out ties themselves and need none of this.",
        MISUSED,
    )


async def refresh(store: Store, stopping: Stopping, address: str | None) -> None:
    """Keep the ties fresh, where somebody has asked for them once."""
    from graph.ties import TieKeeper

    if isinstance(store, TieKeeper) and await store.ties_version() is not None:
        await bring_up_to_date(store, store, stopping, address)


async def bring_up_to_date(
    store: Store, keeper: TieKeeper, stopping: Stopping, address: str | None, *, again: bool = False
) -> None:
    """Derive the ties and write what changed, with progress where it takes long."""
    from api.caching import cache_of
    from api.settings import Settings
    from graph.materialise import materialise
    from graph.projection import Projection

    cache = cache_of(Settings(), address)
    load = Projection.load if cache is None else cache.load
    with telling_progress():
        version = await keeper.ties_version()
        if version == (await store.state()).version and not again:
            console().print("The ties are up to date.")
            return
        done = await materialise(await load(store), keeper, stopping, again=again)
    _say(done)


def _say(done: Materialised) -> None:
    if not done.finished:
        console().print("Stopped; the ties written so far are kept. `rapport materialise` goes on from here.")
        return
    gone = f", {done.gone:,} have none any more" if done.gone else ""
    console().print(f"{done.ties:,} ties; those of {done.people:,} people were written{gone}.")
