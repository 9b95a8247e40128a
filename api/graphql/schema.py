"""Query, Mutation and Subscription in; the schema, made quick to execute, and its SDL out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any

import strawberry
from graphql import GraphQLField, GraphQLObjectType, is_leaf_type
from graphql.pyutils import Undefined
from graphql.type import is_non_null_type
from strawberry.schema.config import StrawberryConfig

from api.graphql.execution import PLAIN
from api.graphql.guard import DEFINITION
from api.graphql.jobs import Subscription
from api.graphql.mutations import Mutation
from api.graphql.query import Query
from api.graphql.types.scalars import SCALARS


@cache
def schema() -> strawberry.Schema:
    """The schema of this API; built once a process, as it takes a while and never changes."""
    config = StrawberryConfig(scalar_map=SCALARS)
    made = strawberry.Schema(query=Query, mutation=Mutation, subscription=Subscription, config=config)
    for kind in made._schema.type_map.values():  # noqa: SLF001 - Strawberry has no public name for it
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            for field in kind.fields.values():
                _quicken(field)
    return made


def sdl() -> str:
    """The schema in GraphQL's own words."""
    return schema().as_str().strip() + "\n"


def _quicken(field: GraphQLField) -> None:
    """Let a field that is an attribute of its object be read as one: Strawberry's way takes three calls."""
    definition = field.extensions.get(DEFINITION)
    if definition is None or not definition.is_basic_field:
        return
    read = attrgetter(definition.python_name)
    field.resolve = _resolver(read)
    required = is_non_null_type(field.type)
    leaf = field.type.of_type if is_non_null_type(field.type) else field.type
    if is_leaf_type(leaf):
        field.extensions[PLAIN] = _plain(read, leaf.coerce_output_value, Undefined if required else None)


def _resolver(read: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda source, _info: read(source)


def _plain(read: Callable[[Any], Any], coerce: Callable[[Any], Any], empty: object) -> Callable[[Any], Any]:
    """The reader of a leaf: what it holds as it is written, `empty` for None, Undefined where it does not fit."""

    def plain(source: Any) -> Any:  # noqa: ANN401 - whatever the attribute holds
        try:
            value = read(source)
            return empty if value is None else coerce(value)
        except Exception:  # noqa: BLE001 - the general way meets it again and reports it in full
            return Undefined

    return plain


if __name__ == "__main__":
    sys.stdout.write(sdl())
