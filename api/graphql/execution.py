"""A query and its variables in; the response's body and what it means out, the same for HTTP and for the command line."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    execute,
    subscribe,
)
from graphql.execution import Executor
from graphql.execution.collect_fields import GroupedFieldSet
from graphql.pyutils import Path, Undefined

from api.errors import ApiError, LateError, problem
from api.graphql.context import Context
from api.graphql.documents import Document, DocumentError, Documents
from api.graphql.limits import MUTATION_TIMEOUT_S, TIMEOUT_S

PLAIN = "rapport-plain"
"""Extension of fields that are read off their object as they are; its value is the reader.

A reader gives the value as it is written, or Undefined where the general way has to see to it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks."""

    query: str
    variables: Mapping[str, object]
    operation: str | None = None
    may_mutate: bool = True


@dataclass(frozen=True, slots=True)
class Reply:
    """What it gets."""

    body: dict[str, Any]
    """data and errors, as GraphQL words them; no data where nothing was run."""
    status: int
    """HTTP status under application/graphql-response+json."""


class MethodError(ApiError):
    """A mutation by GET."""

    code = "MUTATION_BY_GET"
    status = 405


class StreamError(ApiError):
    """A subscription where only one answer can be given."""

    code = "BAD_REQUEST"


LATE = "Ask for a shorter window or fewer rows."
"""What to do about an answer that takes too long."""

Readers: TypeAlias = list[tuple[str, Callable[[Any], Any]]]


class PlainFields(Executor[Any]):
    """graphql-core's executor, with a short way for leaves that are attributes of their object.

    Most of an answer is such leaves, and the general way (path, arguments, info, awaitables) costs each
    3 µs. A value that does not fit its type takes the general way too, which reports it.
    """

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: object,
        path: Path | None,
        grouped_field_set: GroupedFieldSet,
        position_context: Any,  # noqa: ANN401 - a type variable that graphql-core does not export
    ) -> Any:  # noqa: ANN401 - a dict, or something to await for one
        """Resolve the fields of one object."""
        readers, others = self._ways(parent_type, grouped_field_set)
        results: dict[str, Any] = dict.fromkeys(grouped_field_set)
        for name, read in readers:
            value = read(source_value)
            if value is Undefined:
                others = {**others, name: grouped_field_set[name]}
            else:
                results[name] = value
        if not others:
            return results
        found: Any = super().execute_fields(parent_type, source_value, path, others, position_context)
        if self.is_awaitable(found):
            return _joined(results, found)
        return {**results, **found}

    def _ways(
        self, parent_type: GraphQLObjectType, grouped: GroupedFieldSet
    ) -> tuple[Readers, GroupedFieldSet]:
        """Which fields of a selection take the short way; worked out once for all objects of a list."""
        known: dict[int, tuple[GroupedFieldSet, Readers, GroupedFieldSet]] = self.__dict__.setdefault(
            "ways", {}
        )
        way = known.get(id(grouped))
        if way is None:
            readers: Readers = []
            others: GroupedFieldSet = {}
            for name, details in grouped.items():
                field = parent_type.fields.get(details[0].node.name.value)
                read = None if field is None else field.extensions.get(PLAIN)
                if read is None:
                    others[name] = details
                else:
                    readers.append((name, read))
            way = known[id(grouped)] = (grouped, readers, others)  # kept, so that its id stays its own
        return way[1], way[2]


async def _joined(results: dict[str, Any], found: Awaitable[dict[str, Any]]) -> dict[str, Any]:
    return {**results, **await found}


class Engine:
    """One schema, ready to run requests."""

    def __init__(
        self,
        schema: GraphQLSchema,
        documents: Documents | None = None,
        timeout_s: float | Callable[[], float] = TIMEOUT_S,
    ) -> None:
        """`timeout_s`: how long a query may take; a function where that changes with the server's state."""
        self._schema = schema
        self._documents = documents or Documents(schema)
        self._timeout_s = timeout_s

    async def run(self, request: Request, context: Context) -> Reply:
        """Prepare and execute; every error becomes part of the reply."""
        try:
            document = self._documents.prepare(request.query, request.variables)
            limit = self._seconds(request, document)
            return _reply(await self._execute(document.node, request, context, limit))
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets an answer
            return _failure(error)
        finally:
            context.close()

    async def stream(self, request: Request, context: Context) -> AsyncGenerator[Reply, None]:
        """The answers of a subscription, one after another; of a query or mutation its one."""
        try:
            document = self._documents.prepare(request.query, request.variables)
            if not document.subscribes(request.operation):
                yield await self.run(request, context)
                return
            async for reply in self._subscribe(document.node, request, context):
                yield reply
        except Exception as error:  # noqa: BLE001 - likewise
            yield _failure(error)
        finally:
            context.close()

    async def _subscribe(
        self, document: DocumentNode, request: Request, context: Context
    ) -> AsyncIterator[Reply]:
        found = subscribe(
            self._schema,
            document,
            context_value=context,
            variable_values=dict(request.variables),
            operation_name=request.operation,
            executor_class=PlainFields,
        )
        results = await found if inspect.isawaitable(found) else found
        if isinstance(results, ExecutionResult):
            yield _reply(results)
            return
        try:
            async for result in results:
                yield _reply(result)
        finally:
            await results.aclose()  # type: ignore[attr-defined]  # an async generator, whatever its type says

    def _seconds(self, request: Request, document: Document) -> float:
        """How long it may take. Raises MethodError and StreamError for what may not be asked this way."""
        if document.subscribes(request.operation):
            raise StreamError(
                "A subscription gives many answers.",
                "Send it with `Accept: text/event-stream`, or over a socket (graphql-transport-ws).",
            )
        if not document.mutates(request.operation):
            return self._timeout_s() if callable(self._timeout_s) else self._timeout_s
        if not request.may_mutate:
            raise MethodError("Mutations are not taken by GET.", "Send it by POST.")
        return MUTATION_TIMEOUT_S

    async def _execute(
        self, document: DocumentNode, request: Request, context: Context, limit: float
    ) -> ExecutionResult:
        try:
            async with asyncio.timeout(limit):
                result = execute(
                    self._schema,
                    document,
                    context_value=context,
                    variable_values=dict(request.variables),
                    operation_name=request.operation,
                    executor_class=PlainFields,
                )
                return await result if inspect.isawaitable(result) else result
        except TimeoutError as error:
            remedy = LATE if limit > MUTATION_TIMEOUT_S else _remedy(document)
            raise LateError(f"The answer took longer than {limit:g} seconds.", remedy) from error


def _remedy(document: DocumentNode) -> str:
    """With the ready questions that ask the same, which a job may answer in its own time."""
    from api.ready.questions import asked_fields, questions_about  # noqa: PLC0415 - api.ready asks by way of this

    names = questions_about(asked_fields(document))
    calls = " or ".join(f'startJob(question: "{name}")' for name in names)
    return f"{LATE} Or run it as a job: {calls}." if names else LATE


def _failure(error: Exception) -> Reply:
    """The reply where nothing was run."""
    if isinstance(error, DocumentError):
        return Reply({"errors": [_formatted(one, error.code) for one in error.errors]}, 400)
    said = problem(error)
    return Reply({"errors": [{"message": said.reason, "extensions": said.extensions}]}, said.status)


def _reply(result: ExecutionResult) -> Reply:
    errors = result.errors or []
    if result.data is None and errors and all(error.path is None for error in errors):
        return Reply({"errors": [_formatted(error, "BAD_INPUT") for error in errors]}, 400)
    body: dict[str, Any] = {"data": result.data}
    if errors:
        body["errors"] = [_formatted(error, None) for error in errors]
    return Reply(body, 200)


def _formatted(error: GraphQLError, code: str | None) -> dict[str, Any]:
    """An error as GraphQL words it, with our code and remedy. Without a code, its cause gives them."""
    shown: dict[str, Any] = dict(error.formatted)
    if code is not None:
        shown["extensions"] = {**(error.extensions or {}), "code": code}
        return shown
    said = problem(error.original_error or error)
    return {**shown, "message": said.reason, "extensions": said.extensions}
