"""A published report in; JSON of a documented shape (docs/report.schema.json) out."""

from __future__ import annotations

from typing import Any

import orjson
from pydantic import TypeAdapter

from api.reports import document as doc
from api.reports.publish import Entry, Published, Quote
from api.reports.render.shape import (
    CellShape,
    ColumnShape,
    FigureShape,
    MessageShape,
    MessagesShape,
    ReportShape,
    SectionShape,
    StatementShape,
    TableShape,
    WindowShape,
)
from api.reports.words import date_of
from graph.model import Micros


def write(report: Published) -> bytes:
    """The file. Plots are left out: the tables hold every number that they show."""
    return orjson.dumps(shape(report).model_dump(), option=orjson.OPT_INDENT_2) + b"\n"


def schema() -> dict[str, Any]:
    """The JSON schema of such a file."""
    return TypeAdapter(ReportShape).json_schema()


def shape(report: Published) -> ReportShape:
    """The report as plain data."""
    document = report.document
    return ReportShape(
        kind=document.kind,
        title=document.title,
        brand=document.brand.id,
        window=WindowShape(
            since=_moment(document.window.since),
            until=_moment(document.window.until),
            as_of=_moment(document.window.as_of),
        ),
        period=document.period,
        anonymous=document.anonymous,
        summary=_statements(report, document.summary),
        sections=[_section(report, one) for one in document.sections],
        method=_statements(report, document.method.blocks),
        evidence=[_entry(one) for one in report.entries],
        messages=[_quote(one) for one in report.quotes],
    )


def _section(report: Published, section: doc.Section) -> SectionShape:
    return SectionShape(
        id=section.id,
        title=section.title,
        statements=_statements(report, section.blocks),
        tables=[_table(report, block) for block in section.blocks if isinstance(block, doc.Table)],
    )


def _statements(report: Published, blocks: tuple[doc.Block, ...]) -> list[StatementShape]:
    found = []
    for block in blocks:
        if isinstance(block, doc.Paragraph):
            found.append(_statement(report, block.words, caution=block.caution))
        elif isinstance(block, doc.Points):
            found.extend(_statement(report, item, caution=False) for item in block.items)
    return found


def _statement(report: Published, words: doc.Words, *, caution: bool) -> StatementShape:
    return StatementShape(text=_text(words), figures=_figures(report, words), caution=caution)


def _table(report: Published, table: doc.Table) -> TableShape:
    return TableShape(
        id=table.id,
        caption=table.caption,
        columns=[ColumnShape(name=column.name, number=column.number) for column in table.columns],
        rows=[
            [CellShape(text=_text(cell), figures=_figures(report, cell)) for cell in row]
            for row in table.rows
        ],
        total_rows=len(table.rows) if table.total is None else table.total,
    )


def _text(words: doc.Words) -> str:
    return "".join(part.text if isinstance(part, doc.Figure) else part for part in words)


def _figures(report: Published, words: doc.Words) -> list[FigureShape]:
    return [
        FigureShape(text=part.text, value=part.value, thin=part.thin, evidence=report.entry(part))
        for part in words
        if isinstance(part, doc.Figure)
    ]


def _entry(entry: Entry) -> MessagesShape:
    return MessagesShape(
        id=entry.id,
        about=entry.about,
        total=entry.total,
        newest=[quote.id for quote in entry.quotes],
    )


def _quote(quote: Quote) -> MessageShape:
    return MessageShape(
        id=quote.id,
        uid=quote.uid,
        author=quote.author,
        created_at=_moment(quote.at) or "",
        channel=quote.channel,
        title=quote.title or None,
        text=quote.text,
        permalink=quote.permalink,
    )


def _moment(at: Micros | None) -> str | None:
    return None if at is None else date_of(at).isoformat().replace("+00:00", "Z")
