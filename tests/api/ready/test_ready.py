"""Every ready question has an answer on a real store, and is filled with names that are there."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from api.ready import UnknownQuestionError, ask, execute, fill, ready_question, ready_questions
from api.ready.questions import PickerKind
from graph.questions.view import LiveView
from graph.stores.sqlite.store import SqliteStore

NAMES = [question.name for question in ready_questions()]


def test_the_questions_are_those_that_we_can_answer_in_their_order() -> None:
    assert NAMES == [
        "standing",
        "share-of-voice",
        "switching",
        "at-risk",
        "advocates",
        "persuaders",
        "detractors",
        "recommendations",
        "warnings",
        "communities",
        "white-space",
        "peeves",
        "ideas",
        "weak-spots",
        "topics",
        "person",
        "reach",
        "introduction",
        "peers",
        "next-best-voice",
        "influence",
        "seeding",
        "chains",
        "peer-help",
        "channel-dependence",
        "cohorts",
        "unanswered",
        "candidates",
    ]


@pytest.mark.parametrize("name", NAMES)
async def test_each_has_an_answer_on_a_real_store(store: SqliteStore, name: str) -> None:
    answer = await ask(store, name)
    assert "errors" not in answer, answer.get("errors")
    (root,) = answer["data"].values()
    assert root is not None
    if (
        name != "candidates"
    ):  # the world names nothing else; tests/api/graphql/test_candidates.py has one that does
        assert root.get("missing") is None


@pytest.mark.parametrize("name", NAMES)
def test_each_says_what_it_is_in_plain_words(name: str) -> None:
    question = ready_question(name)
    assert question.title.endswith("?")
    assert question.description.endswith(".")
    assert "#" not in question.document
    for picker in question.pickers:
        assert f"${picker.variable}:" in question.document
        assert picker.label


async def test_they_are_filled_with_the_own_brand_and_a_person_who_talks(store: SqliteStore) -> None:
    view = await LiveView(store).current()
    assert (await fill(ready_question("standing"), view)) == {"brand": "moka", "window": None}
    person = (await fill(ready_question("person"), view))["person"]
    answer = await execute(store, "query ($id: ID!) { person(id: $id) { name } }", {"id": person})
    assert answer["data"]["person"]["name"] == "Anna"


async def test_given_variables_win(store: SqliteStore) -> None:
    answer = await ask(store, "standing", {"brand": "brevo"})
    assert answer["data"]["standing"]["stands"][0]["brand"]["name"] == "Brevo"


async def test_an_unknown_name_gets_those_that_are_like_it(store: SqliteStore) -> None:
    with pytest.raises(UnknownQuestionError, match="standing"):
        await ask(store, "standin")
    with pytest.raises(UnknownQuestionError, match="advocates"):
        ready_question("zzz")


async def test_the_explorer_gets_them_filled(client: httpx.AsyncClient) -> None:
    shown = (await client.get("/ready-questions")).json()
    assert [question["name"] for question in shown] == NAMES
    first = shown[0]
    assert set(first) == {"name", "title", "description", "document", "variables", "pickers"}
    assert first["pickers"][0] == {"variable": "brand", "kind": PickerKind.BRAND, "label": "Brand"}
    for question in shown:
        answer = await client.post(
            "/graphql", json={"query": question["document"], "variables": question["variables"]}
        )
        assert "errors" not in answer.json()


async def test_a_document_runs_in_this_process(store: SqliteStore) -> None:
    query = "query A { __typename } query B($n: Int!) { messages(first: $n) { nodes { uid } } }"
    answer = await execute(store, query, {"n": 1}, "B")
    assert answer["data"]["messages"]["nodes"] == [{"uid": "reviews:shop:r1"}]


async def test_before_anything_was_ingested_answers_say_what_is_missing(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "empty.rapport")
    await store.prepare()
    answer = await ask(store, "switching", {"brand": None})
    await store.close()
    assert "rapport ingest" in answer["data"]["switches"]["missing"]
