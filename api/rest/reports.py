"""A kind, a format, a brand and a window in the address in; the report as a file out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from api.errors import ApiError, LateError, problem
from graph.errors import GraphError

REPORT_S = 120.0
"""A report asks some hundred questions; at 1e6 messages the first of a snapshot takes most of a minute."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report as an address asks for it: all of it text that nobody has read yet."""

    kind: str
    form: str
    brand: str
    """Empty: the catalogue's own."""
    since: str | None
    until: str | None
    as_of: str | None
    anonymous: bool


@dataclass(frozen=True, slots=True)
class File:
    """A report, and the headers that go with it."""

    data: bytes
    headers: Mapping[str, str]


MakeReport: TypeAlias = Callable[[Wanted], Awaitable[File]]
Moment: TypeAlias = Annotated[str | None, Query(max_length=60)]
BrandId: TypeAlias = Annotated[str, Query(max_length=200)]


def routes(make: MakeReport) -> APIRouter:
    """The route of /reports."""
    router = APIRouter()

    @router.get("/reports/{kind}.{form}")
    async def report(
        kind: str,
        form: str,
        brand: BrandId = "",
        since: Moment = None,
        until: Moment = None,
        as_of: Moment = None,
        anonymous: bool = False,
    ) -> Response:
        """Of a brand (the catalogue's own where left out) and a window (all of it where left out)."""
        return await _answer(make, Wanted(kind, form, brand, since, until, as_of, anonymous))

    return router


async def _answer(make: MakeReport, wanted: Wanted) -> Response:
    try:
        async with asyncio.timeout(REPORT_S):
            file = await make(wanted)
    except TimeoutError:
        return _refused(
            LateError("The report took too long.", "Ask for a shorter window, or use `rapport report`.")
        )
    except (ApiError, GraphError) as error:
        return _refused(error)
    return Response(file.data, headers=dict(file.headers))


def _refused(error: Exception) -> Response:
    said = problem(error)
    return JSONResponse({"errors": [{"message": said.reason, "extensions": said.extensions}]}, said.status)
