"""`rapport doctor`: settings and the machine in, what is wrong with them and the remedies out."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer

from api.cli.saved import kernels_words, saved, saved_words
from api.cli.terminal import FAILED, StoreOption, open_store

PACKAGES = ("rapport", "spacy", "apsw", "neo4j", "strawberry-graphql", "fastapi", "pyarrow")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    good: bool
    found: str
    remedy: str = ""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor)


def doctor(
    store: StoreOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check settings, store and versions; for all that is wrong, say what to do. Exit code 1 if anything is."""
    findings = [check() for check in (_python, _packages, _explorer, _settings)]
    if findings[-1].good:  # what follows is read from the settings
        findings += [_catalogue(), _store(store), _projection(store), _kernels()]
    if json:
        import orjson

        typer.echo(orjson.dumps(findings, option=orjson.OPT_INDENT_2).decode())
    else:
        _print(findings)
    if not all(finding.good for finding in findings):
        raise typer.Exit(FAILED)


def _print(findings: list[Finding]) -> None:
    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table("", "Check", "Found", box=box.SIMPLE_HEAD)
    for finding in findings:
        found = escape(finding.found) + (f"\n[yellow]→ {escape(finding.remedy)}[/]" if finding.remedy else "")
        table.add_row("[green]✓[/]" if finding.good else "[red]✗[/]", finding.what, found)
    Console().print(table)


def _python() -> Finding:
    good = sys.version_info >= (3, 11)
    remedy = "" if good else "Rapport needs Python 3.11 or later."
    return Finding("Python", good, f"{platform.python_version()} on {platform.system()}", remedy)


def _packages() -> Finding:
    versions, missing = [], []
    for name in PACKAGES:
        try:
            versions.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing.append(name)
    remedy = f"Not installed: {', '.join(missing)}. Run `make setup`." if missing else ""
    return Finding("Packages", not missing, ", ".join(versions), remedy)


def _settings() -> Finding:
    from pydantic import ValidationError

    from api.settings import Settings

    try:
        settings = Settings()
    except ValidationError as error:
        wrong = [f"RAPPORT_{str(problem['loc'][0]).upper()}: {problem['msg']}" for problem in error.errors()]
        return Finding(
            "Settings", good=False, found="; ".join(wrong), remedy="Correct them in the environment."
        )
    token = "set" if settings.token else "not set: only this machine may ask"
    return Finding("Settings", good=True, found=f"listens on {settings.host}:{settings.port}, token {token}")


def _catalogue() -> Finding:
    from api.settings import Settings
    from nlp.catalogue_file import load
    from nlp.errors import CatalogueError

    path = Settings().catalogue
    if path is None:
        return Finding("Catalogue", good=True, found="RAPPORT_CATALOGUE is not set: the store's own is used")
    try:
        catalogue = load(Path(path))
    except CatalogueError as error:
        found = "\n".join([error.reason, *map(str, error.problems)])
        return Finding("Catalogue", good=False, found=found, remedy=error.remedy)
    found = f"{path}: {len(catalogue.brands)} brands, {len(catalogue.topics)} topics"
    return Finding("Catalogue", good=True, found=found)


def _explorer() -> Finding:
    built = (Path(__file__).parent.parent / "web" / "static" / "index.html").is_file()
    remedy = "" if built else "Build it: python -m api.web.build (make setup does)."
    return Finding("Explorer", built, "built" if built else "its files are not there", remedy)


def _store(address: str | None) -> Finding:
    from graph.errors import GraphError

    async def look() -> str:
        store = await open_store(address, read_only=True)
        try:
            counts = await store.counts()
            return f"{counts.messages:,} messages, {counts.people:,} people, {counts.brands} brands"
        finally:
            await store.close()

    import asyncio

    try:
        return Finding("Store", good=True, found=asyncio.run(look()))
    except GraphError as error:
        return Finding("Store", good=False, found=error.reason, remedy=error.remedy)


def _projection(address: str | None) -> Finding:
    from graph.errors import GraphError

    try:
        return Finding("Saved arrays", good=True, found=saved_words(saved(address)))
    except GraphError as error:
        return Finding("Saved arrays", good=False, found=error.reason, remedy=error.remedy)


def _kernels() -> Finding:
    found, remedy = kernels_words()
    return Finding("Analytics", good=True, found=found, remedy=remedy)
