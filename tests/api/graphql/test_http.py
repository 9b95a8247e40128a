"""GraphQL over HTTP as the draft has it: media types, statuses, methods, bodies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from api.errors import RequestError
from api.graphql import execution
from api.graphql.http import GRAPHQL_JSON, negotiated
from api.graphql.requests import JSON
from api.live import LiveGraph
from graph.errors import StoreUnavailableError

FINE = {"query": "{ __typename }"}


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, GRAPHQL_JSON),
        ("*/*", GRAPHQL_JSON),
        ("application/*", GRAPHQL_JSON),
        (JSON, JSON),
        (GRAPHQL_JSON, GRAPHQL_JSON),
        (f"{GRAPHQL_JSON};charset=utf-8, {JSON};q=0.9", GRAPHQL_JSON),
        (f"{GRAPHQL_JSON};q=0.2, {JSON};q=0.9", JSON),
        (f"{GRAPHQL_JSON};q=0, */*", JSON),
        ("text/html, */*;q=0.1", GRAPHQL_JSON),
    ],
)
def test_the_media_type_is_negotiated(accept: str | None, media: str) -> None:
    assert negotiated(accept) == media


@pytest.mark.parametrize("accept", ["text/html", f"{JSON};q=0", f"{JSON};q=much"])
def test_a_client_that_takes_neither_is_told_so(accept: str) -> None:
    with pytest.raises(RequestError) as caught:
        negotiated(accept)
    assert caught.value.status == 406


@pytest.mark.parametrize(
    ("body", "graphql", "legacy"),
    [
        (FINE, 200, 200),
        ({"query": "{ nothing }"}, 400, 200),
        ({"query": "{"}, 400, 200),
        ({"query": "query ($n: Int!) { messages(first: $n) { nodes { uid } } }"}, 400, 200),
        ({"query": "query A { __typename } query B { __typename }"}, 400, 200),
        ({"query": '{ brand(id: "nix") { name } }'}, 200, 200),
        ({"query": 7}, 400, 400),
        ({"query": " "}, 400, 400),
        ({"variables": {}}, 400, 400),
        ({**FINE, "variables": []}, 400, 400),
        ({**FINE, "operationName": 1}, 400, 400),
        ({**FINE, "extensions": 1}, 400, 400),
        ([FINE], 400, 400),
    ],
)
async def test_the_status_says_what_became_of_the_request(
    client: httpx.AsyncClient, body: object, graphql: int, legacy: int
) -> None:
    modern = await client.post("/graphql", json=body, headers={"accept": GRAPHQL_JSON})
    old = await client.post("/graphql", json=body, headers={"accept": JSON})
    assert modern.status_code == graphql
    assert modern.headers["content-type"] == f"{GRAPHQL_JSON}; charset=utf-8"
    assert old.headers["content-type"] == f"{JSON}; charset=utf-8"
    assert old.status_code == legacy
    assert ("data" in modern.json()) == (graphql == 200)


async def test_batches_are_refused_with_what_to_send_instead(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", json=[FINE])
    assert "batches are not taken" in response.json()["errors"][0]["extensions"]["remedy"]


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
async def test_only_declared_json_is_read(client: httpx.AsyncClient, content_type: str) -> None:
    """The three types that a page of another site may post without asking are not among what is read."""
    response = await client.post(
        "/graphql", content=b'{"query": "{ __typename }"}', headers={"content-type": content_type}
    )
    assert response.status_code == 415


async def test_a_body_that_is_no_json_is_refused(client: httpx.AsyncClient) -> None:
    response = await client.post(
        "/graphql", content=b"{", headers={"content-type": "application/json; charset=utf-8"}
    )
    assert response.status_code == 400
    assert "not JSON" in response.json()["errors"][0]["message"]


async def test_a_long_body_is_refused_without_being_read_to_its_end(client: httpx.AsyncClient) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(100):
            sent += 100_000
            yield b" " * 100_000

    response = await client.post("/graphql", content=endless(), headers={"content-type": JSON})
    assert response.status_code == 413
    assert "rapport ingest" in response.json()["errors"][0]["extensions"]["remedy"]


async def test_queries_may_come_by_get(client: httpx.AsyncClient) -> None:
    response = await client.get(
        "/graphql",
        params={
            "query": "query A($n: Int!) { messages(first: $n) { nodes { uid } } } query B { __typename }",
            "variables": '{"n": 1}',
            "operationName": "A",
        },
    )
    assert response.json() == {"data": {"messages": {"nodes": [{"uid": "reviews:shop:r1"}]}}}


async def test_mutations_never_come_by_get(writable: httpx.AsyncClient) -> None:
    mutation = 'mutation { removeCatalogueEntry(id: "brevo") { id } }'
    response = await writable.get("/graphql", params={"query": mutation})
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, POST"
    assert response.json()["errors"][0]["extensions"]["code"] == "MUTATION_BY_GET"
    brands = await writable.post("/graphql", json={"query": "{ brands { nodes { id } } }"})
    assert len(brands.json()["data"]["brands"]["nodes"]) == 2


async def test_a_get_without_a_query_or_with_broken_variables_is_refused(client: httpx.AsyncClient) -> None:
    assert (await client.get("/graphql", headers={"accept": JSON})).status_code == 400
    broken = await client.get("/graphql", params={"query": "{ __typename }", "variables": "{"})
    assert broken.status_code == 400
    assert "variables" in broken.json()["errors"][0]["message"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_other_methods_are_not_taken(client: httpx.AsyncClient, method: str) -> None:
    response = await client.request(method, "/graphql", json=FINE)
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, POST"
    assert "access-control-allow-origin" not in response.headers


async def test_parse_and_validation_errors_have_codes_and_places(client: httpx.AsyncClient) -> None:
    parse = (await client.post("/graphql", json={"query": "{ a b"})).json()["errors"][0]
    assert parse["extensions"]["code"] == "BAD_DOCUMENT"
    assert parse["locations"]
    invalid = (await client.post("/graphql", json={"query": "{ mesages { nodes { uid } } }"})).json()[
        "errors"
    ][0]
    assert invalid["extensions"]["code"] == "INVALID_DOCUMENT"
    assert "Did you mean" in invalid["message"]
    variable = {
        "query": "query ($n: Int!) { messages(first: $n) { nodes { uid } } }",
        "variables": {"n": "x"},
    }
    assert (await client.post("/graphql", json=variable)).json()["errors"][0]["extensions"][
        "code"
    ] == "BAD_INPUT"


async def test_an_unexpected_error_is_masked_and_its_id_is_in_the_log(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(_: LiveGraph) -> None:
        raise ZeroDivisionError("secret of a customer")

    monkeypatch.setattr(LiveGraph, "names", broken)
    response = await client.post("/graphql", json={"query": "{ catalogue { brands { id } } }"})
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert "secret" not in response.text
    assert "ZeroDivision" not in response.text
    (record,) = [one for one in caplog.records if one.message == "unexpected error"]
    assert record.fields["id"] == error["extensions"]["id"]  # type: ignore[attr-defined]


async def test_a_store_that_is_away_is_told_as_such(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_: LiveGraph) -> None:
        raise StoreUnavailableError("The server does not answer.", "Start it.")

    monkeypatch.setattr(LiveGraph, "names", away)
    (error,) = (await client.post("/graphql", json={"query": "{ catalogue { brands { id } } }"})).json()[
        "errors"
    ]
    assert error["extensions"] == {"code": "STORE_UNAVAILABLE", "remedy": "Start it."}
    assert error["message"] == "The server does not answer."


async def test_an_answer_that_takes_too_long_is_given_up(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = asyncio.Event()

    async def slow(_: LiveGraph) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            stopped.set()

    monkeypatch.setattr(LiveGraph, "names", slow)
    monkeypatch.setattr(execution.Engine, "_seconds", lambda *_, **__: 0.05)
    response = await client.post("/graphql", json={"query": "{ catalogue { brands { id } } }"})
    assert response.status_code == 503
    assert response.json()["errors"][0]["extensions"]["code"] == "TIMEOUT"
    await asyncio.wait_for(stopped.wait(), 1)


@pytest.mark.parametrize(
    ("query", "remedy"),
    [
        ("{ persuaders { total } }", 'startJob(question: "persuaders")'),
        ('{ brand(id: "moka") { standing { missing } } }', 'startJob(question: "standing")'),
        ("{ catalogue { brands { id } } }", "Ask for a shorter window or fewer rows."),
    ],
)
async def test_what_takes_too_long_is_told_which_job_would_answer_it(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, query: str, remedy: str
) -> None:
    async def slow(_: LiveGraph) -> None:
        await asyncio.sleep(60)

    for name in ("names", "view"):
        monkeypatch.setattr(LiveGraph, name, slow)
    monkeypatch.setattr(execution.Engine, "_seconds", lambda *_, **__: 0.05)
    error = (await client.post("/graphql", json={"query": query})).json()["errors"][0]
    assert error["extensions"]["code"] == "TIMEOUT"
    assert remedy in error["extensions"]["remedy"]
