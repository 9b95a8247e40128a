"""A live graph in; the ready questions, filled with its names, for the explorer out."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from api.errors import problem
from api.ready.filling import filled
from api.rest.health import Opened
from graph.errors import GraphError


def routes(graph: Opened) -> APIRouter:
    """The route of /ready-questions."""
    router = APIRouter()

    @router.get("/ready-questions")
    async def ready_questions() -> Response:
        """Name, title, description, document, variables and pickers of each."""
        try:
            shown: list[dict[str, Any]] = await filled(await graph())
        except GraphError as error:
            said = problem(error)
            return JSONResponse(
                {"errors": [{"message": said.reason, "extensions": said.extensions}]}, said.status
            )
        return JSONResponse(shown)

    return router
