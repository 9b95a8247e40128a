"""What every command shares: the settings it runs under, how it reports errors, and its progress bar."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from graph.store import Store

FAILED, MISUSED, INTERRUPTED = 1, 2, 130
"""Exit codes: it did not work; it was asked wrongly; it was stopped with Ctrl-C (128 + SIGINT)."""

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        help="Where the graph is: a path, sqlite:PATH, neo4j://HOST or bolt://HOST. [default: RAPPORT_STORE or rapport.db]",
        show_default=False,
    ),
]
CatalogueOption = Annotated[
    str | None,
    typer.Option(
        "--catalogue",
        help="The YAML file that names brands and topics. [default: RAPPORT_CATALOGUE, else the one in the store]",
        show_default=False,
    ),
]

CatalogueFileOption = Annotated[
    Path | None,
    typer.Option(
        "--catalogue",
        help="The YAML file whose names are looked for. [default: RAPPORT_CATALOGUE, else only the mentions given]",
        show_default=False,
        exists=True,
        dir_okay=False,
    ),
]

PATIENCE = 2.0
"""Seconds before progress is shown: what is done by then needs none."""

Outcome = TypeVar("Outcome")


def console() -> Console:
    """Where people read: standard error, so that standard output stays clean for data."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def fail(reason: str, remedy: str = "", code: int = FAILED) -> typer.Exit:
    """Say what is wrong, then what to do; returns the exception to raise."""
    out = console()
    out.print(f"[bold red]Error:[/] {_plain(reason)}")
    if remedy:
        out.print(f"[dim]{_plain(remedy)}[/]")
    return typer.Exit(code)


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def run(work: Callable[[], Coroutine[Any, Any, Outcome]]) -> Outcome:
    """Run a command's coroutine; errors that we know become a message and an exit code."""
    from graph.errors import GraphError, QuestionError
    from ingest.errors import IngestError
    from nlp.errors import CatalogueError, NlpError

    try:
        return asyncio.run(work())
    except QuestionError as error:
        raise fail(error.reason, error.remedy, MISUSED) from error
    except CatalogueError as error:
        raise fail("\n  ".join([error.reason, *map(str, error.problems)]), error.remedy) from error
    except (GraphError, IngestError, NlpError) as error:
        raise fail(error.reason, error.remedy) from error
    except KeyboardInterrupt as error:
        raise fail("stopped.", code=INTERRUPTED) from error


async def open_store(address: str | None, *, read_only: bool = False) -> Store:
    """The store that the option or the settings name, with its schema in place."""
    from api.settings import Settings
    from graph.stores.open import open_store as open_address
    from graph.stores.open import parse_store

    settings = Settings()
    password = settings.neo4j_password
    store = await open_address(
        parse_store(address or settings.store),
        user=settings.neo4j_user,
        password=None if password is None else password.get_secret_value(),
        read_only=read_only,
    )
    if not read_only:
        await store.prepare()
    return store


@contextmanager
def progress(*columns: str, transient: bool = True) -> Iterator[Progress]:
    """A progress bar on standard error; silent where that is no terminal."""
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    texts = [TextColumn(column) for column in columns]
    bar = Progress(
        *texts,
        BarColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console(),
        transient=transient,
        disable=not sys.stderr.isatty(),
    )
    with bar:
        yield bar


@contextmanager
def counter(doing: str, of: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A function that shows how many are done, on a progress bar that comes when the work takes long."""
    begun = monotonic()
    with progress("[bold]{task.description}", f"{{task.completed:>10,.0f}} {of}") as bar:
        task = bar.add_task(doing, total=total, visible=False)

        def advance(done: int) -> None:
            bar.update(task, completed=done, visible=monotonic() - begun > PATIENCE)

        yield advance


@contextmanager
def stages() -> Iterator[Callable[[str], None]]:
    """A function that is told what is being done, and shows it when the work takes long."""
    from rich.status import Status

    out = console()
    begun = monotonic()
    status = Status("", console=out)

    def step(doing: str) -> None:
        status.update(f"{_plain(doing)} …")

    waiting = Timer(PATIENCE, status.start)
    waiting.daemon = True
    if sys.stderr.isatty():
        waiting.start()
    try:
        yield step
    finally:
        waiting.cancel()
        if monotonic() - begun >= PATIENCE and sys.stderr.isatty():
            status.stop()


@contextmanager
def telling_progress() -> Iterator[None]:
    """Show what the work inside tells of itself (graph/progress.py), on a bar that comes when it takes long."""
    from graph.progress import Progress as Told
    from graph.progress import listening

    with progress("[bold]{task.description}") as bar:
        task = bar.add_task("Working", total=None, visible=False)

        def show(told: Told) -> None:
            bar.update(task, description=told.stage, completed=told.done, total=told.total)

        coming = asyncio.get_running_loop().call_later(PATIENCE, lambda: bar.update(task, visible=True))
        try:
            with listening(show):
                yield
        finally:
            coming.cancel()


class Stopping:
    """Turns the first Ctrl-C (or SIGTERM) into a wish to stop, and lets the second one through."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self) -> bool:
        """Whether to stop at the next good moment."""
        return self.asked

    def watch(self) -> None:
        """Listen on the running event loop."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._ask, number)

    def _ask(self, number: int) -> None:
        self.asked = True
        asyncio.get_running_loop().remove_signal_handler(number)
        console().print("[yellow]Stopping after the batch in hand; press Ctrl-C again to stop at once.[/]")
