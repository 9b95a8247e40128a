"""`rapport status`: a store in, how much it holds and the hash of its facts out."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.saved import kernels_words, machine_report, saved, saved_words
from api.cli.terminal import StoreOption, open_store, progress, run

if TYPE_CHECKING:
    from rich.table import Table


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("status")(status)


def status(
    store: StoreOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    hash: Annotated[  # noqa: A002  # it is what the option is called
        bool, typer.Option("--hash/--no-hash", help="Compute facts_hash, which reads the whole store.")
    ] = True,
) -> None:
    """Say what the graph holds. Two stores with the same facts_hash hold the same graph."""
    report = run(lambda: _report(store, with_hash=hash)) | machine_report(store)
    if json:
        import orjson

        typer.echo(orjson.dumps(report, option=orjson.OPT_INDENT_2).decode())
        return
    from rich.console import Console

    for table in _tables(report):
        Console().print(table)
    out = Console(soft_wrap=True, highlight=False)
    out.print(f"Arrays of the questions: {saved_words(saved(store))}")
    out.print(f"Analytics: {' '.join(filter(None, kernels_words()))}")
    if hash:
        Console(soft_wrap=True).print(f"facts_hash {report['facts_hash']}", highlight=False)


async def _report(address: str | None, *, with_hash: bool) -> dict[str, Any]:
    from graph.build import moment
    from graph.fingerprint import facts_hash

    store = await open_store(address, read_only=True)
    try:
        counts = asdict(await store.counts())
        state = await store.state()
        report = {"counts": counts, "version": state.version, "analysis_version": state.analysis_version}
        sources = [asdict(checkpoint) for checkpoint in await store.checkpoints()]
        report["sources"] = [{**fields, "updated_at": moment(fields["updated_at"])} for fields in sources]
        if with_hash:
            with progress("[bold]{task.description}", "{task.completed:>10,.0f} messages") as bar:
                task = bar.add_task("Hashing", total=counts["messages"])
                report["facts_hash"] = await facts_hash(store, lambda done: bar.update(task, completed=done))
        return report
    finally:
        await store.close()


def _tables(report: dict[str, Any]) -> list[Table]:
    from rich import box
    from rich.table import Table

    held = Table("What", "How many", title="The graph", box=box.SIMPLE_HEAD, title_justify="left")
    held.columns[1].justify = "right"
    counts = dict(report["counts"])
    by_kind = counts.pop("facts_by_kind")
    for name, count in counts.items():
        held.add_row(name, f"{count:,}")
        if name == "facts":
            for kind, of_kind in sorted(by_kind.items()):
                held.add_row(f"[dim]  {kind}[/]", f"[dim]{of_kind:,}[/]")
    read = Table(
        "Source", "Records", "Set aside", "Read", title="Sources", box=box.SIMPLE_HEAD, title_justify="left"
    )
    for source in report["sources"]:
        state = "to the end" if source["done"] else "in part"
        read.add_row(source["source"], f"{source['items']:,}", f"{source['rejects']:,}", state)
    return [held, read] if report["sources"] else [held]
