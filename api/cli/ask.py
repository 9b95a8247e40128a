"""`rapport ask`: a ready question's name or a query file in; the answer as a table, JSON or CSV out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.terminal import MISUSED, StoreOption, console, fail, open_store, run, telling_progress

if TYPE_CHECKING:
    from rich.console import Group
    from rich.table import Table

    from graph.projection.cache import ProjectionCache
    from graph.store import Store


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ask")(ask)


def ask(
    question: Annotated[
        str | None,
        typer.Argument(help="Name of a ready question, or a .graphql file. Left out: lists the questions."),
    ] = None,
    store: StoreOption = None,
    variable: Annotated[
        list[str] | None,
        typer.Option(
            "--variable",
            "-v",
            help="NAME=VALUE, e.g. -v brand=acme. Repeatable. JSON where it looks like JSON.",
        ),
    ] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="table, json or csv.")] = Format.TABLE,  # noqa: A002  # it is what the option is called
) -> None:
    """Answer a question about the graph. What a ready question needs and you do not give is filled in."""
    if question is None:
        _list_questions()
        return
    given = dict(_variable(text) for text in variable or [])
    answer = run(lambda: _ask(store, question, given))
    if answer.get("errors"):
        error = answer["errors"][0]
        raise fail(error["message"], error.get("extensions", {}).get("remedy", ""), MISUSED)
    _print(answer["data"], format)


def _variable(text: str) -> tuple[str, Any]:
    import orjson

    name, sign, value = text.partition("=")
    if not sign:
        raise fail(f"--variable {text!r} is not NAME=VALUE.", "For example: -v brand=acme", MISUSED)
    try:
        return name, orjson.loads(value)
    except orjson.JSONDecodeError:
        return name, value


def _list_questions() -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from api.ready import ready_questions

    table = Table("Name", "Question", box=box.SIMPLE_HEAD)
    for question in ready_questions():
        table.add_row(question.name, question.title)
    Console().print(table)


async def _ask(address: str | None, question: str, given: dict[str, Any]) -> dict[str, Any]:
    from api.caching import cache_of
    from api.settings import Settings

    store = await open_store(address, read_only=True)
    try:
        with telling_progress():
            return await _answer(store, cache_of(Settings(), address), question, given)
    finally:
        await store.close()


async def _answer(
    store: Store, cache: ProjectionCache | None, question: str, given: dict[str, Any]
) -> dict[str, Any]:
    from api.ready import UnknownQuestionError, execute
    from api.ready import ask as ask_ready

    path = Path(question)
    if path.suffix in {".graphql", ".gql"}:
        try:
            text = path.read_text()
        except OSError as error:
            reason = f"cannot read {question}: {error.strerror}."
            raise fail(reason, "Name a file with a GraphQL query.", MISUSED) from error
        return await execute(store, text, given, cache=cache)
    try:
        return await ask_ready(store, question, given, cache=cache)
    except UnknownQuestionError as error:
        raise fail(error.reason, error.remedy, MISUSED) from error


def _print(data: dict[str, Any], format: Format) -> None:  # noqa: A002
    if format is Format.JSON:
        import orjson

        typer.echo(orjson.dumps(data, option=orjson.OPT_INDENT_2).decode())
        return
    lists = list(_lists(data))
    beside = {name: value for name, value in _flat(data) if not any(name == path for path, _ in lists)}
    if format is Format.CSV:
        longest = max((rows for _, rows in lists), key=len, default=[])
        typer.echo(_csv([dict(_flat(row)) for row in longest] or [beside]), nl=False)
        return
    _tables(lists, beside)


def _lists(value: Any, path: str = "", depth: int = 3) -> Iterator[tuple[str, list[dict[str, Any]]]]:  # noqa: ANN401 - JSON
    """Lists of records that stand near the top: those inside a record belong to its row."""
    if not isinstance(value, dict) or depth == 0:
        return
    for name, inner in value.items():
        here = f"{path}.{name}" if path else name
        if isinstance(inner, list) and inner and isinstance(inner[0], dict):
            yield here, inner
        else:
            yield from _lists(inner, here, depth - 1)


def _flat(value: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for name, inner in value.items():
        here = f"{path}.{name}" if path else name
        if isinstance(inner, dict):
            yield from _flat(inner, here)
        elif isinstance(inner, list):
            yield here, _brief(inner)
        else:
            yield here, inner


def _brief(values: list[Any]) -> str:
    """A list inside a row: its values, or how many records it holds."""
    if any(isinstance(value, dict) for value in values):
        texts = [_caption(value) for value in values if isinstance(value, dict)]
        return "; ".join(text for text in texts if text) or f"{len(values)}"
    return ", ".join(str(value) for value in values)


def _caption(record: dict[str, Any]) -> str:
    """What a record is called: its name, its text, or the name of what it holds first."""
    for name in ("name", "title", "text", "uid", "id"):
        if isinstance(record.get(name), str):
            value = record.get("value")
            return f"{record[name]} {value:.3g}" if isinstance(value, int | float) else record[name]
    return next(
        (text for inner in record.values() if isinstance(inner, dict) and (text := _caption(inner))), ""
    )


FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula; people's texts may begin so (OWASP, CSV injection)."""


def _cell(value: Any) -> Any:  # noqa: ANN401 - JSON
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _csv(rows: list[dict[str, Any]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    writer.writerows([{name: _cell(value) for name, value in row.items()} for row in rows])
    return out.getvalue()


WIDEST, WIDEST_TOLD = 48, 160
"""Characters of a text in a table, and in a paragraph; JSON and CSV have all of it."""

UNBOUNDED = 10_000
"""Characters of a line, where a table is asked how wide it must be: given the terminal's width, it never says more."""

DETAIL = re.compile(r"(evidence\.messages|thin|[iI]nterval\.(low|high)|\.(id|uid|role))$")
"""What a table leaves to the other formats, so that the rest can be read."""

PLAIN_ENDS = (".name", ".value", ".text")
"""What a heading need not say: a person's name is the person."""

MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)\S*")


def _tables(lists: list[tuple[str, list[dict[str, Any]]]], beside: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.markup import escape

    out = Console()
    for name, value in beside.items():
        if value is not None and value != "" and not DETAIL.search(name):
            out.print(f"[dim]{escape(_heading(name))}:[/] {escape(_shown(value))}", highlight=False)
    for path, found in lists:
        title, rows = _heading(path.removesuffix(".nodes")), [dict(_flat(row)) for row in found]
        table = _table(title, rows)
        needed = out.measure(table, options=out.options.update(max_width=UNBOUNDED)).minimum
        out.print(table if needed <= out.width else _paragraphs(title, rows))
    if lists:
        console().print(
            "[dim]--format json has all: intervals, the parts of each score, and its messages.[/]"
        )


def _table(title: str, rows: list[dict[str, Any]]) -> Table:
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    names = _columns(rows)
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for name in names:
        number = all(isinstance(row.get(name), int | float | None) for row in rows)
        table.add_column(_heading(name), justify="right" if number else "left")
    for row in rows:
        table.add_row(*(escape(_shown(row.get(name))) for name in names))
    return table


def _columns(rows: list[dict[str, Any]]) -> list[str]:
    return [
        name for name in dict.fromkeys(name for row in rows for name in row) if _says_something(rows, name)
    ]


def _paragraphs(title: str, rows: list[dict[str, Any]]) -> Group:
    """What a table says, a paragraph a row: for a terminal in which its columns would be cut to a letter or two."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    first, *others = _columns(rows)
    shown: list[Text | Padding] = [Text(f"\n{title}", "bold")]
    for row in rows:
        told = Text()
        for name in others:
            if row.get(name) not in (None, ""):
                told.append(f"{' · ' if told else ''}{_heading(name)} ", "dim").append(
                    _shown(row[name], WIDEST_TOLD)
                )
        shown += [Text(_shown(row.get(first)), "bold"), Padding(told, (0, 0, 0, 2))]
    return Group(*shown, "")


def _heading(path: str) -> str:
    """``score.evidence.total`` as words."""
    for end in PLAIN_ENDS:
        path = path.removesuffix(end)
    words = re.sub(
        r"(?<=[a-z])(?=[A-Z])", " ", path.replace("score.", "").replace("evidence.total", "messages")
    )
    return words.replace(".", " ").lower()


def _says_something(rows: list[dict[str, Any]], name: str) -> bool:
    return not DETAIL.search(name) and any(row.get(name) not in (None, "", "0") for row in rows)


def _shown(value: Any, widest: int = WIDEST) -> str:  # noqa: ANN401 - JSON
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}".rstrip("0").rstrip(".")  # noqa: PLR2004 - three digits are enough
    text = MOMENT.sub(r"\1 \2", str(value)).replace("\n", " ")
    return text if len(text) <= widest else text[: widest - 1] + "…"
