"""The schema says what everything means, and is what docs/schema.graphql says it is."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    execute,
    is_specified_scalar_type,
    parse,
)
from graphql.execution import Executor

from api.cli import candidates as cli_candidates
from api.graphql.execution import PlainFields
from api.graphql.schema import schema, sdl
from api.graphql.types import enums
from graph.model import ACT_KINDS
from graph.questions.influence_measures import Measure
from graph.questions.outcomes import OutcomeKind
from graph.questions.timeline import Bucket
from ingest.item import ItemKind, Role
from nlp.analysis import Sentiment, SwitchStatus
from nlp.catalogue import BrandRole, TopicKind
from nlp.components.candidates import KINDS

SCHEMA = schema()._schema
SDL = Path(__file__).parents[3] / "docs" / "schema.graphql"


def described() -> Iterator[tuple[str, str | None]]:
    """Everything that can have a description, with the one it has."""
    for name, kind in SCHEMA.type_map.items():
        if name.startswith("__") or is_specified_scalar_type(kind):
            continue
        yield name, kind.description
        if isinstance(kind, GraphQLObjectType | GraphQLInputObjectType):
            for field_name, field in kind.fields.items():
                yield f"{name}.{field_name}", field.description
                for argument_name, argument in getattr(field, "args", {}).items():
                    yield f"{name}.{field_name}({argument_name})", argument.description
        if isinstance(kind, GraphQLEnumType):
            for value_name, value in kind.values.items():
                yield f"{name}.{value_name}", value.description


def test_everything_in_the_schema_has_a_description() -> None:
    without = [name for name, description in described() if not description or not description.strip()]
    assert without == []
    assert len(list(described())) > 500


def test_the_exported_sdl_is_current() -> None:
    assert SDL.read_text(encoding="utf-8") == sdl(), "run: python -m api.graphql.schema > docs/schema.graphql"


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        (enums.BrandRole, BrandRole),
        (enums.TopicKind, TopicKind),
        (enums.Sentiment, Sentiment),
        (enums.SwitchStatus, SwitchStatus),
        (enums.MessageKind, ItemKind),
        (enums.AccountRole, Role),
        (cli_candidates.Role, BrandRole),
        (enums.OutcomeKind, OutcomeKind),
        (enums.Bucket, Bucket),
        (enums.InfluenceMeasure, Measure),
    ],
)
def test_enums_have_the_values_of_what_they_show(shown: type[Enum], meant: type[Enum]) -> None:
    assert {one.value for one in shown} == {one.value for one in meant}


def test_act_kinds_are_the_acts_among_the_facts() -> None:
    assert {one.value for one in enums.ActKind} == {kind.value for kind in ACT_KINDS}


def test_candidates_are_of_the_kinds_that_a_catalogue_may_watch() -> None:
    assert {one.value for one in enums.CandidateKind} == {kind.value for kind in KINDS}


def test_every_root_of_queries_may_be_null() -> None:
    """So that one that fails does not take the others with it."""
    assert SCHEMA.query_type is not None
    assert [name for name, field in SCHEMA.query_type.fields.items() if str(field.type).endswith("!")] == []


class Source:
    """Stands for a message: some values fit their types, some do not."""

    uid = "forum:main:1"
    title = None
    kind = enums.MessageKind.POST
    created_at = 0
    edited_at = "not a moment"
    rating = float("nan")


@pytest.mark.parametrize(
    "fields",
    ["uid title kind createdAt", "uid text", "editedAt uid", "rating uid kind", "a: uid b: uid title"],
)
def test_the_short_way_gives_what_the_general_way_gives(fields: str) -> None:
    document = parse(f"{{ message {{ {fields} __typename }} }}")
    kind = SCHEMA.type_map["Message"]
    assert isinstance(kind, GraphQLObjectType)
    ways = []
    for executor in (Executor, PlainFields):
        roots = {"message": lambda _info: Source()}
        query = SCHEMA.query_type
        assert query is not None
        resolve, query.fields["message"].resolve = query.fields["message"].resolve, None
        arguments, query.fields["message"].args = query.fields["message"].args, {}
        try:
            ways.append(execute(SCHEMA, document, roots, executor_class=executor))
        finally:
            query.fields["message"].resolve, query.fields["message"].args = resolve, arguments
    assert ways[0].data == ways[1].data  # type: ignore[union-attr]
    assert str(ways[0].errors) == str(ways[1].errors)  # type: ignore[union-attr]
    if ways[0].data["message"]:  # type: ignore[union-attr, index]
        assert list(ways[0].data["message"]) == list(ways[1].data["message"])  # type: ignore[union-attr, index]
