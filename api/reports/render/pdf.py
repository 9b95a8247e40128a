"""A published report in; a PDF with bookmarks, links and text that can be selected out.

Typst sets it: one wheel without dependencies (Apache-2.0) that brings its own fonts. What people wrote reaches it
as data (JSON), never as its language, so that no text can be taken for a command.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import orjson
import typst

from api.reports.document import Block, Figure, Paragraph, Plot, Points, Section, Table, Words
from api.reports.plots.svg import written
from api.reports.publish import Entry, Published

TEMPLATES = Path(__file__).parent / "templates"


PLOT_WIDTH = 640.0
"""Pixels, for a column of 170 mm: texts come out at 9 points."""

LETTER, INSET = 0.53, 1.3
"""Ems of a letter, and of the room around a cell's text."""

LONG = (26, 18, 12)
"""Letters from which on a column shares the room that is left with others of its kind: fewer, where all do not fit."""

PAGE, LEAST_SHARE = 53.0, 9.0
"""Ems of a page, and of a column that shares."""


def write(report: Published) -> bytes:
    """The file. It bears no date of its own, so that the same report is the same bytes."""
    data = orjson.dumps(_document(report)).decode()
    made: bytes = typst.compile(
        (TEMPLATES / "report.typ").read_bytes(), sys_inputs={"report": data}, format="pdf"
    )
    return made


def _document(report: Published) -> dict[str, Any]:
    document = report.document
    return {
        "title": document.title,
        "kind": document.kind,
        "period": document.period,
        "anonymous": document.anonymous,
        "summary": [_block(report, block) for block in document.summary],
        "sections": [_section(report, one) for one in (*document.sections, document.method)],
        "entries": [_entry(entry) for entry in report.entries],
    }


def _section(report: Published, section: Section) -> dict[str, Any]:
    return {"title": section.title, "blocks": [_block(report, block) for block in section.blocks]}


def _block(report: Published, block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"type": "paragraph", "words": _words(report, block.words), "caution": block.caution}
    if isinstance(block, Points):
        return {"type": "points", "items": [_words(report, item) for item in block.items]}
    if isinstance(block, Plot):
        svg = written(block.draw(PLOT_WIDTH), _style())
        return {"type": "plot", "caption": block.caption, "alt": block.alt, "svg": svg}
    return _table(report, block)


@cache
def _style() -> str:
    """Colours of paper: a drawing in a PDF has no page to take them from."""
    return (TEMPLATES / "plots.css").read_text(encoding="utf-8")


def _table(report: Published, table: Table) -> dict[str, Any]:
    more = table.total is not None and table.total > len(table.rows)
    return {
        "type": "table",
        "caption": table.caption,
        "rest": f"The first {len(table.rows)} of {table.total:,}." if more else "",
        "columns": [{"name": column.name, "number": column.number} for column in table.columns],
        "widths": _widths(table),
        "rows": [[_words(report, cell) for cell in row] for row in table.rows],
    }


def _widths(table: Table) -> list[float]:
    """Of columns, in ems; 0 for those that share the room that is left: the long ones, else the first."""
    longest = [
        max([len(_text(row[place])) for row in table.rows] + [len(word) for word in column.name.split()])
        for place, column in enumerate(table.columns)
    ]
    for long in LONG:
        shared = [letters > long for letters in longest]
        shared[0] |= not any(shared)
        widths = [
            0.0 if one else letters * LETTER + INSET for letters, one in zip(longest, shared, strict=True)
        ]
        if sum(width or LEAST_SHARE for width in widths) <= PAGE:
            return widths
    return [0.0] * len(longest)


def _text(words: Words) -> str:
    return "".join(part.text if isinstance(part, Figure) else part for part in words)


def _words(report: Published, words: Words) -> list[dict[str, Any]]:
    return [_part(report, part) for part in words]


def _part(report: Published, part: str | Figure) -> dict[str, Any]:
    if isinstance(part, Figure):
        return {"text": part.text, "to": report.entry(part) or "", "thin": part.thin}
    return {"text": part, "to": "", "thin": False}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "about": entry.about,
        "total": entry.total,
        "quotes": [
            {
                "id": quote.id,
                "first": quote.id in entry.first,
                "author": quote.author,
                "date": quote.date,
                "channel": quote.channel,
                "uid": quote.uid or "",
                "title": quote.title,
                "text": quote.text,
                "permalink": quote.permalink or "",
            }
            for quote in entry.quotes
        ],
    }
