"""`rapport candidates`: names that the catalogue lacks in; a list of them, or one promoted, demoted or dismissed, out."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.terminal import StoreOption, console, fail, open_store, run

if TYPE_CHECKING:
    from graph.questions.candidates import Candidate, Candidates, Least
    from graph.recatalogue import Reanalysed
    from nlp.catalogue import Catalogue


class Role(StrEnum):
    """What a promoted brand is to us."""

    OWN = "own"
    COMPETITOR = "competitor"
    PARTNER = "partner"
    OTHER = "other"


NameArgument = Annotated[str, typer.Argument(help="The name, as `rapport candidates list` shows it.")]


def register(app: typer.Typer) -> None:
    """Add the command group."""
    group = typer.Typer(
        help="See the organisations and products that the catalogue lacks; watch or dismiss them.",
        no_args_is_help=True,
    )
    group.command("list")(listing)
    group.command("promote")(promote)
    group.command("demote")(demote)
    group.command("dismiss")(dismiss)
    app.add_typer(group, name="candidates")


def listing(
    store: StoreOption = None,
    least_people: Annotated[int, typer.Option(min=0, help="Only names that so many people use.")] = 1,
    least_messages: Annotated[int, typer.Option(min=0, help="Only names in so many messages.")] = 1,
    first: Annotated[int, typer.Option(min=1, help="How many at most.")] = 20,
    json: Annotated[bool, typer.Option("--json", help="Print JSON lines.")] = False,
) -> None:
    """List names that people use and the catalogue does not know, most people first."""
    from graph.questions.candidates import Least

    found, examples = run(lambda: _found(store, Least(least_messages, least_people), first))
    if json:
        import orjson

        for one in found.candidates:
            typer.echo(orjson.dumps(one).decode())
        return
    if not found.candidates:
        console().print(found.missing or "There is none.")
        return
    _print(found, examples)


async def _found(address: str | None, least: Least, first: int) -> tuple[Candidates, dict[str, str]]:
    """The candidates, and the text of an example of each by its uid."""
    from graph.questions.answer import Window
    from graph.questions.candidates import candidates
    from graph.questions.view import open_view

    store = await open_store(address, read_only=True)
    try:
        found = await candidates(await open_view(store), Window(), None, least, first)
        messages = await store.messages([one.evidence.uids[0] for one in found.candidates])
        return found, {uid: message.text for uid, message in messages.items()}
    finally:
        await store.close()


EXAMPLE_SHOWN = 70
"""Characters around the name; --json has the messages' uids."""


def _print(found: Candidates, examples: dict[str, str]) -> None:
    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table("Name", "Kind", "People", "Messages", "Beside", "Example", box=box.SIMPLE_HEAD)
    for one in found.candidates:
        beside = ", ".join(f"{each.brand.name} {each.messages}" for each in one.brands)
        counts = (f"{one.people:,}", f"{one.messages:,}")
        table.add_row(*map(escape, (one.name, one.kind.value, *counts, beside, _example(one, examples))))
    Console().print(table)
    console().print(f"[dim]{len(found.candidates):,} of {found.total:,}.[/]")


def _example(one: Candidate, examples: dict[str, str]) -> str:
    """The words around the name in the newest message."""
    text = " ".join(examples.get(one.evidence.uids[0], "").split())
    start = max(0, text.lower().find(one.name.lower()) - EXAMPLE_SHOWN // 2)
    return text[start : start + EXAMPLE_SHOWN]


def promote(
    name: NameArgument,
    store: StoreOption = None,
    role: Annotated[Role, typer.Option(help="As a brand: what it is to us.")] = Role.OTHER,
    as_product_of: Annotated[
        str | None, typer.Option("--as-product-of", help="Id or name of the brand that sells it.")
    ] = None,
) -> None:
    """Add a name to the catalogue, as a brand or as a product of one, and read again what names it."""
    from api.catalogue_changes import Promotion, promoting
    from nlp.catalogue import BrandRole

    promotion = Promotion(name, BrandRole(role.value), as_product_of)
    outcome = run(lambda: _change(store, lambda old: promoting(old, promotion)))
    as_what = f"a product of {as_product_of}" if as_product_of else f"a brand ({role.value})"
    console().print(
        f"{name} is watched as {as_what}; {outcome.messages_reanalysed:,} messages were read again."
    )
    console().print("[dim]It stays beside any catalogue file; `rapport candidates demote` takes it back.[/]")


def demote(name: NameArgument, store: StoreOption = None) -> None:
    """Take a name that was promoted out of the catalogue again."""
    from api.catalogue_changes import demoting

    outcome = run(lambda: _change(store, lambda old: demoting(old, name)))
    console().print(
        f"{name} is not watched any more; {outcome.messages_reanalysed:,} messages were read again."
    )


def dismiss(name: NameArgument, store: StoreOption = None) -> None:
    """Let a name never come up again."""
    from api.catalogue_changes import dismissing

    run(lambda: _change(store, lambda old: dismissing(old, name)))
    console().print(f"{name} will not come up again.")


async def _change(address: str | None, change: Callable[[Catalogue], Catalogue]) -> Reanalysed:
    """Change the stored catalogue and bring the facts up to it."""
    from api.cataloguing import bring_up_to_date
    from api.language import pipeline_maker
    from api.settings import Settings
    from nlp.catalogue_check import checked

    store = await open_store(address)
    try:
        if (await store.state()).analysis_version is None:
            raise fail("Nothing has been ingested yet.", "Run `rapport ingest PATH` first.")
        pipeline = pipeline_maker(Settings())(checked(change(await store.catalogue())))
        return await bring_up_to_date(store, pipeline)
    finally:
        await store.close()
