"""A published report and a format in; the bytes of the file out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from api.reports.publish import Published
from api.reports.render import html, json, markdown, pdf
from api.reports.request import Format

WRITERS: Mapping[Format, Callable[[Published], bytes]] = {
    Format.HTML: html.write,
    Format.PDF: pdf.write,
    Format.MARKDOWN: markdown.write,
    Format.JSON: json.write,
}


def write(report: Published, form: Format) -> bytes:
    """The same report in the same format is the same bytes."""
    return WRITERS[form](report)
