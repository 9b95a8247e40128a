"""A report as an address asks for it in; the file and its headers out."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from api.errors import ApiError
from api.live import LiveGraph
from api.ready.filling import own_brand
from api.reports.making import make
from api.reports.render import html
from api.reports.request import Format, Kind, Request, between
from api.reports.writing import write
from api.rest.reports import File, Wanted

MEDIA_TYPES: Mapping[Format, str] = {
    Format.HTML: "text/html; charset=utf-8",
    Format.PDF: "application/pdf",
    Format.MARKDOWN: "text/markdown; charset=utf-8",
    Format.JSON: "application/json",
}

NOT_FOR_NAMES = re.compile(r"[^A-Za-z0-9.\-]+")
"""What the name of a file in a header had better not hold."""

Choice = TypeVar("Choice", bound=StrEnum)


class UnknownReportError(ApiError):
    """There is no such report, or not in this format."""

    code = "NOT_FOUND"
    status = 404


class Reports:
    """Makes reports one at a time, so that questions find the machine free meanwhile."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def make(self, graph: LiveGraph, wanted: Wanted) -> File:
        """Raises ApiError and GraphError where it cannot be made as asked."""
        kind, form = _one_of(Kind, wanted.kind, "report"), _one_of(Format, wanted.form, "format")
        window = between(wanted.since, wanted.until, wanted.as_of)
        async with self._turn:
            view = await graph.view()
            request = Request(kind, wanted.brand or own_brand(view), window, wanted.anonymous)
            made = await make(view, request)
            return File(await asyncio.to_thread(write, made, form), headers(request, form))


def _one_of(choices: type[Choice], text: str, what: str) -> Choice:
    try:
        return choices(text)
    except ValueError as error:
        known = ", ".join(choices)
        raise UnknownReportError(f"There is no {what} {text[:40]!r}.", f"There are: {known}.") from error


def headers(request: Request, form: Format) -> dict[str, str]:
    """Name and type, and for a page that it may load nothing."""
    name = NOT_FOR_NAMES.sub("-", f"{request.kind.value}-{request.brand}")
    found = {
        "content-type": MEDIA_TYPES[form],
        "content-disposition": f'inline; filename="{name}.{form.value}"',
    }
    if form is Format.HTML:
        found["content-security-policy"] = f"{html.policy()}; frame-ancestors 'none'"
    return found
