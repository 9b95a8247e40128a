"""Resolver methods in; the same methods as fields of the schema, with what they cost, out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import strawberry

OBJECT, QUESTION = 1, 50
"""What a field counts toward the cost of a document: fetching an object, or asking a question over the graph,
which takes tens of milliseconds: at most a hundred of them go into one document."""

Given = ParamSpec("Given")
Shown = TypeVar("Shown")


def relation(
    description: str, cost: int = OBJECT
) -> Callable[[Callable[Given, Shown]], Callable[Given, Shown]]:
    """A field that is worked out by its method."""
    field: Any = strawberry.field(description=description, metadata={"cost": cost})
    return field  # type: ignore[no-any-return]  # Strawberry's decorator says Any; the method stays what it is


def change(description: str) -> Callable[[Callable[Given, Shown]], Callable[Given, Shown]]:
    """A mutation."""
    field: Any = strawberry.mutation(description=description)
    return field  # type: ignore[no-any-return]  # likewise
