"""A published report in; Markdown for a wiki out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from api.reports.document import Block, Figure, Paragraph, Plot, Points, Table, Words
from api.reports.publish import Entry, Published, Quote
from api.reports.words import counted, plain

MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&$^@]|:(?=//)|(?<=\d)[.)](?=\s)|^[-+=])")
"""What some dialect of Markdown takes for more than itself, in a line or at its beginning. A backslash before
punctuation is dropped by all."""

SPACES = re.compile(r"\s+")

SAFE = "/:?&=#%@,;+~!$*'-._"
"""What an address may keep; brackets and quotes would end the link around it."""


def write(report: Published) -> bytes:
    """The file. Plots become a line that says what they show: the numbers are in the tables."""
    return ("\n\n".join(_parts(report)).strip() + "\n").encode()


def _parts(report: Published) -> Iterator[str]:
    document = report.document
    yield f"# {escaped(document.title)}"
    yield escaped(document.period)
    yield "## Summary"
    yield from _blocks(report, document.summary)
    for section in (*document.sections, document.method):
        yield f"## {escaped(section.title)}"
        yield from _blocks(report, section.blocks)
    yield "## Messages"
    for entry in report.entries:
        yield from _entry(entry)


def _blocks(report: Published, blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            text = _words(report, block.words)
            yield f"> **Note:** {text}" if block.caution else text
        elif isinstance(block, Points):
            yield "\n".join(f"* {_words(report, item)}" for item in block.items)
        elif isinstance(block, Plot):
            yield f"*Plot, in the HTML and PDF: {escaped(block.alt)}*"
        else:
            yield from _table(report, block)


def _table(report: Published, table: Table) -> Iterator[str]:
    more = table.total is not None and table.total > len(table.rows)
    rest = f" (the first {len(table.rows)} of {table.total})" if more else ""
    yield f"**{escaped(table.caption)}**{escaped(rest)}"
    head = " | ".join(escaped(column.name) for column in table.columns)
    rule = " | ".join("---:" if column.number else "---" for column in table.columns)
    rows = [" | ".join(_words(report, cell) for cell in row) for row in table.rows]
    yield "\n".join(f"| {row} |" for row in (head, rule, *rows))


def _words(report: Published, words: Words) -> str:
    return "".join(_part(report, part) for part in words)


def _part(report: Published, part: str | Figure) -> str:
    if not isinstance(part, Figure):
        return escaped(part)
    entry = report.entry(part)
    text = escaped(part.text)
    return (f"[{text}](#{entry})" if entry else text) + ("†" if part.thin else "")


def _entry(entry: Entry) -> Iterator[str]:
    yield f'<a id="{entry.id}"></a>\n\n### {escaped(entry.about)}: {counted(entry.total, "message")}'
    for one in entry.quotes:
        if one.id in entry.first:
            yield from _quote(one)
        else:
            yield f"[{one.id}](#{one.id}): printed above"


def _quote(one: Quote) -> Iterator[str]:
    original = f", [original]({address(one.permalink)})" if one.permalink else ""
    uid = f", {escaped(one.uid)}" if one.uid else ""
    yield (
        f'<a id="{one.id}"></a>{one.id}: **{escaped(one.author)}**, {escaped(one.date)}, '
        f"{escaped(one.channel)}{original}{uid}"
    )
    text = f"{one.title}\n{one.text}" if one.title else one.text
    yield "\n".join(f"> {escaped(part)}" for part in text.splitlines() if part.strip()) or "> (no text)"


def escaped(text: str) -> str:
    """A text that means nothing but itself, on one line; spaces around it stay."""
    return MARKS.sub(r"\\\1", SPACES.sub(" ", plain(text)))


def address(permalink: str) -> str:
    """An address inside a link's brackets."""
    return quote(permalink, safe=SAFE)
