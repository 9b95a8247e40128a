"""The ready questions in, filled with names of the graph; the explorer's list of them out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from api.errors import problem
from graph.errors import GraphError

Filled: TypeAlias = Callable[[], Awaitable[list[dict[str, Any]]]]


def routes(filled: Filled) -> APIRouter:
    """The route of /ready-questions."""
    router = APIRouter()

    @router.get("/ready-questions")
    async def ready_questions() -> Response:
        """Name, title, description, document, variables and pickers of each."""
        try:
            shown: list[dict[str, Any]] = await filled()
        except GraphError as error:
            said = problem(error)
            return JSONResponse(
                {"errors": [{"message": said.reason, "extensions": said.extensions}]}, said.status
            )
        return JSONResponse(shown)

    return router
