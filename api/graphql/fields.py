"""Resolver methods in; the same methods as fields of the schema, with what they cost, out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import strawberry
from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLResolveInfo,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
)

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


def watching(description: str) -> Callable[[Callable[Given, Shown]], Callable[Given, Shown]]:
    """A subscription."""
    field: Any = strawberry.subscription(description=description)
    return field  # type: ignore[no-any-return]  # likewise


def selects(info: strawberry.Info[Any, Any], name: str) -> bool:
    """Whether a field's own selection asks for a field of this name, by whatever way of writing it."""
    raw: GraphQLResolveInfo[Any] = info._raw_info  # noqa: SLF001 - selected_fields would convert all that lies below too
    return any(_contains(raw, node.selection_set, name) for node in raw.field_nodes)


def _contains(raw: GraphQLResolveInfo[Any], chosen: SelectionSetNode | None, name: str) -> bool:
    return chosen is not None and any(_is_or_has(raw, node, name) for node in chosen.selections)


def _is_or_has(raw: GraphQLResolveInfo[Any], node: SelectionNode, name: str) -> bool:
    if isinstance(node, FieldNode):
        return node.name.value == name
    if isinstance(node, FragmentSpreadNode):
        return _contains(raw, raw.fragments[node.name.value].selection_set, name)
    return isinstance(node, InlineFragmentNode) and _contains(raw, node.selection_set, name)
