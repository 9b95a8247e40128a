"""Messages and catalogue entries go in over GraphQL, with the real language layer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from api.ready import execute
from api.settings import Settings
from graph.stores.sqlite.store import SqliteStore
from tests.api.conftest import asked, posted, served

INGEST = """
mutation ($items: [ItemInput!]!) {
  ingestItems(items: $items) { accepted new changed known reread rejected { position uid reason remedy } }
}
"""


def item(number: int, text: str, **fields: object) -> dict[str, Any]:
    return {
        "uid": f"forum:main:{number}",
        "kind": "POST",
        "text": text,
        "createdAt": "2026-03-05T10:00:00Z",
        "author": {"id": "max", "handle": "max", "displayName": "Max", "role": "CUSTOMER", "links": []},
        **fields,
    }


async def ingest(client: httpx.AsyncClient, *items: dict[str, Any]) -> dict[str, Any]:
    report: dict[str, Any] = (await asked(client, INGEST, items=list(items)))["ingestItems"]
    return report


async def test_items_are_taken_and_seen_at_once(writable: httpx.AsyncClient) -> None:
    await asked(writable, '{ brand(id: "moka") { summary { messages } } }')
    report = await ingest(
        writable,
        item(
            40, "I love my Moka One.", tags=["coffee"], recipients=[{"handle": "anna"}], rating=5, ratingMax=5
        ),
    )
    assert report == {"accepted": 1, "new": 1, "changed": 0, "known": 0, "reread": 0, "rejected": []}
    data = await asked(
        writable,
        '{ message(uid: "forum:main:40") { rating person { name } mentions { sentiment product } }'
        ' brand(id: "moka") { perception(window: {since: "2026-03-05"}) { mood { positive } } } }',
    )
    assert data["message"]["person"] == {"name": "Max"}
    assert data["message"]["mentions"] == [{"sentiment": "POSITIVE", "product": "Moka One"}]
    assert data["brand"]["perception"]["mood"]["positive"] == 1


async def test_sending_again_changes_nothing(writable: httpx.AsyncClient) -> None:
    await ingest(writable, item(40, "I love my Moka."))
    before = (await asked(writable, "{ status { facts messages } }"))["status"]
    report = await ingest(writable, item(40, "I love my Moka."))
    assert (report["accepted"], report["new"], report["known"]) == (1, 0, 1)
    assert (await asked(writable, "{ status { facts messages } }"))["status"] == before


async def test_an_edit_and_a_deletion_replace_what_was_there(writable: httpx.AsyncClient) -> None:
    await ingest(writable, item(40, "I love my Moka."))
    edit = await ingest(writable, item(40, "I hate my Moka.", editedAt="2026-03-06T10:00:00Z"))
    assert edit["changed"] == 1
    gone = await ingest(writable, item(40, "", deletedAt="2026-03-07T10:00:00Z"))
    assert gone["changed"] == 1
    found = await asked(
        writable, '{ message(uid: "forum:main:40") { text deletedAt mentions { sentiment } } }'
    )
    assert found["message"] == {"text": "", "deletedAt": "2026-03-07T10:00:00Z", "mentions": []}


async def test_what_is_wrong_is_left_out_and_named(writable: httpx.AsyncClient) -> None:
    report = await ingest(
        writable,
        item(40, "I love my Moka."),
        item(41, "no", uid="no-colons"),
        item(42, "x", author={"id": ""}),
    )
    assert report["accepted"] == 1
    assert [(one["position"], one["uid"]) for one in report["rejected"]] == [
        (1, "no-colons"),
        (2, "forum:main:42"),
    ]
    assert "uid" in report["rejected"][0]["reason"]
    assert "channel:instance:native_id" in report["rejected"][0]["remedy"]
    nothing = await ingest(writable, item(41, "no", uid="no-colons"))
    assert (nothing["accepted"], nothing["new"]) == (0, 0)


async def test_too_many_items_are_refused(writable: httpx.AsyncClient) -> None:
    answer = await posted(writable, INGEST, items=[item(n, "x") for n in range(1001)])
    assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"


async def test_a_new_brand_is_found_in_what_was_said_before(writable: httpx.AsyncClient) -> None:
    await ingest(writable, item(40, "My Ristretta is wonderful."), item(41, "Nothing to do with coffee."))
    report = await asked(
        writable,
        'mutation { upsertBrand(brand: {name: "Ristretta", role: COMPETITOR, aliases: ["rist"], handles: ["@ristretta"], hashtags: ["#rist"],'
        ' products: [{name: "Ristretta Duo", aliases: ["duo machine"]}],'
        ' ambiguous: [{name: "rist", context: ["coffee"], against: ["wrist"]}]})'
        " { id messagesScanned messagesReanalysed } }",
    )
    assert report["upsertBrand"] == {"id": "ristretta", "messagesScanned": 14, "messagesReanalysed": 1}
    data = await asked(
        writable,
        '{ message(uid: "forum:main:40") { mentions { brand { id role handles hashtags products { id } } } } }',
    )
    assert data["message"]["mentions"][0]["brand"] == {
        "id": "ristretta",
        "role": "COMPETITOR",
        "handles": ["ristretta"],
        "hashtags": ["rist"],
        "products": [{"id": "ristretta-duo"}],
    }


async def test_a_topic_is_put_in_and_taken_out(writable: httpx.AsyncClient) -> None:
    put = 'mutation { upsertTopic(topic: {id: "leak", name: "Dripping", kind: PEEVE, terms: ["leaked"]}) { messagesReanalysed } }'
    assert (await asked(writable, put))["upsertTopic"]["messagesReanalysed"] >= 1
    found = await asked(writable, '{ message(uid: "forum:main:4") { topics { name } } }')
    assert found["message"]["topics"] == [{"name": "Dripping"}]
    await asked(writable, 'mutation { removeCatalogueEntry(id: "leak") { id } }')
    data = await asked(
        writable, '{ message(uid: "forum:main:4") { topics { name } } catalogue { topics { id } } }'
    )
    assert data["message"]["topics"] == [{"name": "Leaks"}]  # discovered: the catalogue's came first
    assert {topic["id"] for topic in data["catalogue"]["topics"]} == {"noise", "app"}


@pytest.mark.parametrize(
    ("mutation", "says"),
    [
        ('removeCatalogueEntry(id: "nix") { id }', "no entry 'nix'"),
        ('upsertBrand(brand: {name: "Brevo", id: "brevo-2"}) { id }', "brevo"),
        ('upsertBrand(brand: {name: "///"}) { id }', "problem"),
    ],
)
async def test_a_change_that_makes_no_sense_is_refused_whole(
    writable: httpx.AsyncClient, mutation: str, says: str
) -> None:
    answer = await posted(writable, f"mutation {{ {mutation} }}")
    assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"
    assert says in answer["errors"][0]["message"].lower()
    data = await asked(writable, "{ catalogue { brands { id } } }")
    assert [brand["id"] for brand in data["catalogue"]["brands"]] == ["moka", "brevo"]


async def test_an_empty_store_takes_its_catalogue_from_the_file(tmp_path: Path) -> None:
    catalogue = tmp_path / "catalogue.yaml"
    catalogue.write_text("brands:\n  - {id: moka, name: Moka, role: own}\n", encoding="utf-8")
    settings = Settings(store=str(tmp_path / "new.rapport"), catalogue=catalogue)
    async with served(settings) as client:
        await ingest(client, item(1, "I love my Moka."))
        data = await asked(client, '{ message(uid: "forum:main:1") { mentions { brand { role } } } }')
        assert data["message"]["mentions"] == [{"brand": {"role": "OWN"}}]


async def test_without_a_server_nothing_can_be_changed(store: SqliteStore) -> None:
    answer = await execute(store, 'mutation { removeCatalogueEntry(id: "brevo") { id } }')
    assert answer["errors"][0]["extensions"]["code"] == "READ_ONLY"
    assert len((await store.catalogue()).brands) == 2
