"""What a user may call a store."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import StoreUnavailableError
from graph.stores.open import StoreAddress, open_store, parse_store
from tests.graph.factories import message, put


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("graph.db", StoreAddress("sqlite", "graph.db")),
        (" var/graph.db ", StoreAddress("sqlite", "var/graph.db")),
        ("sqlite:graph.db", StoreAddress("sqlite", "graph.db")),
        ("sqlite:/tmp/x y.db", StoreAddress("sqlite", "/tmp/x y.db")),  # noqa: S108 - never opened
        ("sqlite:///tmp/x.db", StoreAddress("sqlite", "/tmp/x.db")),  # noqa: S108
        ("neo4j://db.example", StoreAddress("neo4j", "neo4j://db.example")),
        ("NEO4J+S://db.example:7687/people", StoreAddress("neo4j", "neo4j+s://db.example:7687", "people")),
        ("bolt://127.0.0.1:7687/", StoreAddress("neo4j", "bolt://127.0.0.1:7687")),
        (
            "neo4j://db.example/people?policy=eu",
            StoreAddress("neo4j", "neo4j://db.example?policy=eu", "people"),
        ),
    ],
)
def test_an_address_names_its_engine_and_place(text: str, expected: StoreAddress) -> None:
    assert parse_store(text) == expected


def test_an_address_reads_back_as_it_is_shown() -> None:
    for text in ("sqlite:graph.db", "neo4j://db.example/people", "bolt://db.example"):
        assert str(parse_store(text)) == text


def test_a_path_in_the_home_folder_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/anna")
    assert parse_store("sqlite:~/graph.db").location == "/home/anna/graph.db"


@pytest.mark.parametrize("text", ["", "  ", "sqlite:", "neo4j://", "neo4j:", "postgres://db/x", "https://x"])
def test_another_address_is_refused_with_the_forms_that_there_are(text: str) -> None:
    with pytest.raises(StoreUnavailableError, match=r"sqlite:PATH.*neo4j://"):
        parse_store(text)


def test_an_address_with_a_password_is_refused_without_repeating_it() -> None:
    with pytest.raises(StoreUnavailableError) as refused:
        parse_store("neo4j://neo4j:hunter2@db.example")
    assert "hunter2" not in str(refused.value)
    assert "settings" in refused.value.remedy


async def test_a_path_opens_a_file_that_keeps_what_was_written(tmp_path: Path) -> None:
    address = parse_store(str(tmp_path / "new" / "graph.db"))
    store = await open_store(address)
    await store.prepare()
    await put(store, message("m1"))
    await store.close()
    again = await open_store(address, read_only=True)
    assert (await again.counts()).messages == 1
    await again.close()


async def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError, match="is a folder"):
        await open_store(parse_store(str(tmp_path)))
