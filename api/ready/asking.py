"""The name of a ready question, or a document, and a store in; the answer out, without a server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.graphql.context import Context
from api.graphql.execution import Engine, Request
from api.graphql.schema import schema
from api.jobs.job import LIMIT_S
from api.live import LiveGraph
from api.ready.filling import fill
from api.ready.questions import ready_question
from graph.progress import telling
from graph.projection.cache import ProjectionCache
from graph.store import Store


async def ask(
    store: Store,
    name: str,
    variables: Mapping[str, object] | None = None,
    *,
    cache: ProjectionCache | None = None,
) -> dict[str, Any]:
    """Ask a ready question. Variables that are not given are filled from the graph.

    The answer is GraphQL's: ``{"data": …}``, with ``errors`` where something went wrong.
    Raises UnknownQuestionError.
    """
    question = ready_question(name)
    graph = LiveGraph(store, cache=cache, saves=True)
    telling("Loading the graph")
    chosen = await fill(question, await graph.view()) | dict(variables or {})
    try:
        return await _run(graph, question.document, chosen)
    finally:
        await graph.settled()


async def execute(
    store: Store,
    document: str,
    variables: Mapping[str, object] | None = None,
    operation: str | None = None,
    *,
    cache: ProjectionCache | None = None,
) -> dict[str, Any]:
    """Run any query in this process; mutations are refused."""
    graph = LiveGraph(store, cache=cache, saves=True)
    try:
        return await _run(graph, document, dict(variables or {}), operation)
    finally:
        await graph.settled()


async def _run(
    graph: LiveGraph, document: str, variables: Mapping[str, object], operation: str | None = None
) -> dict[str, Any]:
    telling("Answering")
    engine = Engine(schema()._schema, timeout_s=LIMIT_S)  # noqa: SLF001 - see schema.py
    return (await engine.run(Request(document, variables, operation), Context(graph))).body
