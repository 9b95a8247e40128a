"""Names that the catalogue lacks, from a message to a watched brand; the trained model has a stand-in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from api.cataloguing import bring_up_to_date
from api.ready import ask
from api.settings import Settings
from graph.fingerprint import facts_hash
from graph.ingestion import Ingestion
from graph.stores.sqlite.store import SqliteStore
from nlp.catalogue import Catalogue
from nlp.pipeline import Pipeline
from tests.api.conftest import asked, posted, served
from tests.api.world import CATALOGUE, said
from tests.nlp.naming import COMPONENTS

SAYINGS = (
    ("anna", "My Moka is loud, should I get a Philips?"),
    ("tom", "The Philips is quiet. A Krups is cheap."),
    ("tom", "philips's Latte Go is easy to clean"),
    ("kim", "Nothing beats my Moka."),
)
LIST = """
query ($people: Int! = 1, $kind: CandidateKind) {
  candidates(leastPeople: $people, kind: $kind) {
    total
    missing
    nodes {
      name kind people messages firstAt lastAt
      brands { brand { id } messages }
      evidence { total messages(first: 1) { uid } }
    }
  }
}
"""


async def told(path: Path, catalogue: Catalogue = CATALOGUE) -> SqliteStore:
    store = SqliteStore.open(path)
    await store.prepare()
    items = [said(number, author, text) for number, (author, text) in enumerate(SAYINGS, start=1)]
    pipeline = Pipeline(catalogue, COMPONENTS)
    await bring_up_to_date(store, pipeline)
    await Ingestion(store, pipeline).take(items)
    return store


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    store = await told(tmp_path / "names.rapport")
    await store.close()
    return tmp_path / "names.rapport"


@pytest.fixture
async def client(path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with served(Settings(store=str(path), components=COMPONENTS)) as opened:
        yield opened


async def names(client: httpx.AsyncClient, **variables: object) -> list[str]:
    data = await asked(client, LIST, **variables)
    return [node["name"] for node in data["candidates"]["nodes"]]


async def test_candidates_come_with_people_brands_and_messages(client: httpx.AsyncClient) -> None:
    data = await asked(client, LIST)
    assert data["candidates"]["total"] == 3
    assert data["candidates"]["nodes"][0] == {
        "name": "Philips",
        "kind": "ORGANISATION",
        "people": 2,
        "messages": 3,
        "firstAt": "2026-03-01T13:00:00Z",
        "lastAt": "2026-03-01T15:00:00Z",
        "brands": [{"brand": {"id": "moka"}, "messages": 1}],
        "evidence": {"total": 3, "messages": [{"uid": "forum:main:3"}]},
    }
    assert await names(client, people=2) == ["Philips"]
    assert await names(client, kind="PRODUCT") == ["Latte Go"]


async def test_a_promoted_brand_is_linked_and_no_candidate_any_more(client: httpx.AsyncClient) -> None:
    report = await asked(
        client,
        'mutation { promoteCandidate(name: "Philips", role: COMPETITOR) { id messagesReanalysed } }',
    )
    assert report["promoteCandidate"] == {"id": "philips", "messagesReanalysed": 3}
    assert await names(client) == ["Krups", "Latte Go"]
    data = await asked(
        client,
        '{ brand(id: "philips") { role messages { nodes { uid } } } candidates { nodes { brands { brand { id } } } } }',
    )
    assert data["brand"]["role"] == "COMPETITOR"
    assert len(data["brand"]["messages"]["nodes"]) == 3
    assert data["candidates"]["nodes"][0]["brands"] == [{"brand": {"id": "philips"}}]


async def test_a_candidate_becomes_a_product_of_a_brand(client: httpx.AsyncClient) -> None:
    await asked(client, 'mutation { promoteCandidate(name: "Latte Go", productOf: "moka") { id } }')
    data = await asked(client, '{ brand(id: "moka") { products { id name } } }')
    assert data["brand"]["products"][-1] == {"id": "latte-go", "name": "Latte Go"}
    assert "Latte Go" not in await names(client)


async def test_a_dismissed_name_never_comes_up_again(client: httpx.AsyncClient, path: Path) -> None:
    done = await asked(client, 'mutation { dismissCandidate(name: "philips") { name } }')
    assert done == {"dismissCandidate": {"name": "philips"}}
    assert await names(client) == ["Krups", "Latte Go"]
    assert (await asked(client, "{ catalogue { dismissed } }"))["catalogue"]["dismissed"] == ["philips"]
    await asked(client, 'mutation { upsertBrand(brand: {name: "Krups"}) { id } }')
    assert await names(client) == ["Latte Go"]


async def test_a_dismissed_name_can_still_be_promoted(client: httpx.AsyncClient) -> None:
    await asked(client, 'mutation { dismissCandidate(name: "Krups") { name } }')
    await asked(client, 'mutation { promoteCandidate(name: "Krups") { id } }')
    assert (await asked(client, "{ catalogue { dismissed } }"))["catalogue"]["dismissed"] == []


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ('mutation { dismissCandidate(name: "Moka") { name } }', "in the catalogue"),
        ('mutation { dismissCandidate(name: "?!") { name } }', "letter"),
        ('mutation { promoteCandidate(name: "Moka") { id } }', "already"),
        ('mutation { promoteCandidate(name: "?") { id } }', "No id"),
        ('mutation { promoteCandidate(name: "Krups", productOf: "nix") { id } }', "no brand 'nix'"),
        ("{ candidates(leastPeople: -1) { total } }", "fewer than no"),
    ],
)
async def test_what_makes_no_sense_is_refused(client: httpx.AsyncClient, document: str, says: str) -> None:
    answer = await posted(client, document)
    assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"
    assert says in str(answer["errors"][0])


async def test_the_ready_question_answers(path: Path) -> None:
    store = SqliteStore.open(path)
    answer = await ask(store, "candidates")
    await store.close()
    assert [node["name"] for node in answer["data"]["candidates"]["nodes"]] == [
        "Philips",
        "Krups",
        "Latte Go",
    ]


async def test_promotion_ends_where_a_fresh_start_with_the_catalogue_would(
    client: httpx.AsyncClient, path: Path, tmp_path: Path
) -> None:
    await asked(client, 'mutation { promoteCandidate(name: "Philips") { id } }')
    store = SqliteStore.open(path)
    fresh = await told(tmp_path / "fresh.rapport", await store.catalogue())
    assert await facts_hash(store) == await facts_hash(fresh)
    await store.close()
    await fresh.close()
