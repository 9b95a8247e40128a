"""A store in; whether the server can answer out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import metadata
from typing import TypeAlias

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from graph.errors import GraphError
from graph.store import Store

UNAVAILABLE = 503

OpenStore: TypeAlias = Callable[[], Awaitable[Store]]
"""Opens the store at the first call that reaches it."""


State: TypeAlias = Callable[[], str]


class Health(BaseModel):
    """What /health says; nothing in it is anyone's data."""

    status: str = Field(description="ok, or unavailable where the store does not answer.")
    version: str = Field(description="Of Rapport.")
    store: str = Field(description="ok, or what kind of error it gives.")
    kernels: str = Field(
        description="Of the analytics: compiled; compiling, for about a minute after the first start; or at first use."
    )
    store_version: int | None = Field(None, description="Grows by one with every write.")


def routes(store: OpenStore, kernels: State) -> APIRouter:
    """The route of /health."""
    router = APIRouter()

    @router.get("/health", response_model=Health)
    async def health() -> Response:
        """Say whether the server can answer; 503 where its store cannot be reached."""
        version = metadata.version("rapport")
        try:
            state = await (await store()).state()
        except GraphError as error:
            sick = Health(
                status="unavailable",
                version=version,
                store=type(error).__name__,
                kernels=kernels(),
                store_version=None,
            )
            return JSONResponse(sick.model_dump(), UNAVAILABLE)
        well = Health(
            status="ok", version=version, store="ok", kernels=kernels(), store_version=state.version
        )
        return JSONResponse(well.model_dump())

    return router
