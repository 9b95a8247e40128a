"""Documents that ask for too much are refused, quickly, before anything else looks at them."""

from __future__ import annotations

import time

import httpx
import pytest
from graphql import get_introspection_query, parse

from api.errors import LimitError
from api.graphql.documents import DocumentError, Documents
from api.graphql.guard import Measure, check
from api.graphql.limits import LIMITS, Limits
from api.graphql.schema import schema
from tests.api.conftest import asked, posted

SCHEMA = schema()._schema
ROOMY = Limits(10**9, 10**9, 10**9, 10**9, 10**9, 10**9, 10**9, 10**9)


def cost(query: str, **variables: object) -> int:
    return Measure(SCHEMA, parse(query), variables).whole().cost


def refusal(query: str, **variables: object) -> str:
    with pytest.raises(LimitError) as caught:
        Documents(SCHEMA).prepare(query, variables)
    assert caught.value.remedy
    return caught.value.reason


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("{" + " brands { nodes { id } }" * 400 + "}", "tokens"),
        ("{" + "a{" * 900 + "b" + "}" * 900 + "}", "nests too deeply"),
        ("{" + "a{" * 12 + "b" + "}" * 12 + "}", "levels"),
        ("{" + " ".join(f"a{n}: __typename" for n in range(31)) + "}", "aliases"),
        ("{" + " __typename @include(if: true)" * 9 + "}", "directives"),
        ("query ($a: Int @x @x @x @x @x @x @x @x @x) { __typename }", "directives"),
        (
            "{ __typename }" + "".join(f" fragment F{n} on Query {{ __typename }}" for n in range(51)),
            "fragments",
        ),
        (
            "{ messages(first: 100) { nodes { person { timeline(first: 100) { nodes { uid } } } } } }",
            "objects",
        ),
        ("{ messages(first: 100) { nodes { replies(first: 100) { uid } } } }", "objects"),
        ('{ __type(name: "Query") {' + "ofType {" * 20 + "name" + "}" * 22, "introspection"),
    ],
)
def test_each_limit_is_named_with_a_remedy(query: str, named: str) -> None:
    assert named in refusal(query)


def test_a_page_size_in_a_variable_counts() -> None:
    query = "query ($n: Int! = 20) { messages(first: $n) { nodes { replies(first: $n) { uid } } } }"
    assert cost(query) == cost(query, n=20) == 1 + 20 * (1 + 20 * 1)
    documents = Documents(SCHEMA)
    assert documents.prepare(query, {"n": 5}) is documents.prepare(query, {"n": 5})


def test_a_document_that_is_known_is_measured_again_for_other_pages() -> None:
    query = "query ($n: Int!) { messages(first: $n) { nodes { replies(first: $n) { person { name } } } } }"
    documents = Documents(SCHEMA)
    documents.prepare(query, {"n": 5})
    with pytest.raises(LimitError, match="objects"):
        documents.prepare(query, {"n": 100})
    with pytest.raises(LimitError, match="objects"):
        documents.prepare(query, {"n": {"not": "a number"}})
    with pytest.raises(LimitError, match="objects"):
        documents.prepare(query, {})


def test_pages_multiply_on_the_way_down_and_lists_inside_a_page_do_not() -> None:
    assert cost("{ messages(first: 7) { nodes { uid } } }") == 1 + 7 * 1
    assert cost("{ messages(first: 7) { nodes { author { key } } } }") == 1 + 7 * (1 + 1)
    assert cost("{ messages(first: 7) { nodes { mentions { brand { id } } } } }") == 1 + 7 * (1 + 5 * (1 + 1))
    assert cost("{ messages { nodes { uid } } }") == 1 + 20
    assert cost("{ messages(first: -3) { nodes { uid } } }") == 1 + 1
    assert cost("{ messages(first: null) { nodes { uid } } }") == 1 + 20


def test_a_bomb_of_fragments_is_measured_at_once() -> None:
    """Each fragment spreads the next one twice: 2^49 selections, were they walked one by one."""
    parts = [f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(49)]
    bomb = "{ ...F0 }" + " ".join(parts) + " fragment F49 on Query { __typename }"
    began = time.perf_counter()
    measure = Measure(SCHEMA, parse(bomb), {})
    assert measure.whole().selections == 2**49
    assert "selections" in refusal(bomb)
    assert time.perf_counter() - began < 1


def test_a_ring_of_fragments_ends_and_is_refused_by_validation() -> None:
    ring = "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"
    with pytest.raises(DocumentError) as caught:
        Documents(SCHEMA).prepare(ring, {})
    assert caught.value.code == "INVALID_DOCUMENT"


def test_a_chain_of_deep_fragments_does_not_break_the_guard() -> None:
    nested = "brand(id: 1) {" * 20 + "%s" + "}" * 20
    parts = [f"fragment F{n} on Query {{ {nested % f'...F{n + 1}'} }}" for n in range(20)]
    chain = "{ ...F0 }" + " ".join(parts) + " fragment F20 on Query { __typename }"
    assert "levels" in refusal(chain) or "nests" in refusal(chain)


def test_aliases_are_counted_where_they_are_written() -> None:
    query = "{ ...F ... { ...F } } fragment F on Query { a: __typename }"
    measure = Measure(SCHEMA, parse(query), {})
    measure.whole()
    assert measure.tally.aliases == 1


def test_the_standard_introspection_query_is_taken() -> None:
    query = get_introspection_query(input_value_deprecation=True, directive_is_repeatable=True)
    assert Documents(SCHEMA).prepare(query, {}).page_variables == frozenset()


def test_a_list_of_introspection_that_explodes_is_refused() -> None:
    query = "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }"
    with pytest.raises(DocumentError):
        Documents(SCHEMA).prepare(query, {})


def test_documents_are_remembered_and_the_oldest_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.graphql.documents.CACHED_DOCUMENTS", 2)
    documents = Documents(SCHEMA)
    first = documents.prepare("{ a: __typename }", {})
    documents.prepare("{ b: __typename }", {})
    assert documents.prepare("{ a: __typename }", {}) is first
    documents.prepare("{ c: __typename }", {})
    documents.prepare("{ d: __typename }", {})
    assert documents.prepare("{ a: __typename }", {}) is not first


def test_limits_are_those_of_the_design() -> None:
    assert (LIMITS.tokens, LIMITS.depth, LIMITS.aliases, LIMITS.directives) == (2_000, 12, 30, 8)
    assert (LIMITS.fragments, LIMITS.selections, LIMITS.cost) == (50, 1_000, 5_000)
    measure = Measure(SCHEMA, parse("{ __typename }"), {})
    check(measure.whole(), measure.tally, ROOMY)


async def test_a_client_is_told_which_limit_it_met(client: httpx.AsyncClient) -> None:
    answer = await posted(client, "{" + " ".join(f"a{n}: __typename" for n in range(31)) + "}")
    (error,) = answer["errors"]
    assert error["extensions"] == {
        "code": "LIMIT_EXCEEDED",
        "remedy": "Split it into several requests.",
    }
    assert "31 aliases; at most 30" in error["message"]


async def test_introspection_is_answered(client: httpx.AsyncClient) -> None:
    data = await asked(client, get_introspection_query())
    assert data["__schema"]["queryType"] == {"name": "Query", "kind": "OBJECT"}
