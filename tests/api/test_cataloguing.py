from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from api.catalogue_changes import Promotion, promoting
from api.cataloguing import bring_up_to_date, pipeline_for
from graph.ingestion import Ingestion
from graph.questions.answer import Window
from graph.questions.emotions import UNREAD, emotions
from graph.questions.view import open_view
from graph.stores.sqlite.store import SqliteStore
from ingest.item import Author, Item, ItemKind
from nlp.catalogue import Brand, BrandRole, Catalogue
from nlp.pipeline import Pipeline

MOKA = Brand("moka", "Moka", BrandRole.OWN)
CATALOGUE = Catalogue((MOKA,))
make = partial(Pipeline, components={"model": "rapport_nothing"})


async def test_dismissals_in_the_store_outlive_a_catalogue_file(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.yaml"
    file.write_text("brands:\n  - {name: Moka, role: own}\ndismissed: [Siemens]\n", encoding="utf-8")
    store = SqliteStore.open(tmp_path / "s.rapport")
    await store.prepare()
    await pipeline_for(store, file, make=make)
    assert (await store.catalogue()).dismissed == ("Siemens",)
    version = (await store.state()).analysis_version
    file.write_text("brands:\n  - {name: Moka, role: own}\ndismissed: [Krups]\n", encoding="utf-8")
    await pipeline_for(store, file, make=make)
    assert (await store.catalogue()).dismissed == ("Krups", "Siemens")
    assert (await store.state()).analysis_version == version
    before = await store.state()
    await pipeline_for(store, file, make=make)
    assert await store.state() == before
    await store.close()


async def test_what_was_promoted_in_the_store_outlives_a_catalogue_file(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.yaml"
    file.write_text("brands:\n  - {name: Moka, role: own}\n", encoding="utf-8")
    store = SqliteStore.open(tmp_path / "s.rapport")
    await store.prepare()
    pipeline = await pipeline_for(store, file, make=make)
    grown = promoting(pipeline.catalogue, Promotion("Krups", BrandRole.COMPETITOR))
    await bring_up_to_date(store, make(grown))
    version = (await store.state()).analysis_version
    await pipeline_for(store, file, make=make)
    assert [brand.id for brand in (await store.catalogue()).brands] == ["moka", "krups"]
    assert (await store.state()).analysis_version == version
    file.write_text(
        "brands:\n  - {name: Moka, role: own}\n  - {name: Krups, role: competitor}\n", encoding="utf-8"
    )
    await pipeline_for(store, file, make=make)
    assert (await store.catalogue()).added == ()
    assert (await store.state()).analysis_version == version
    await store.close()


def test_no_fact_depends_on_a_dismissal_or_on_who_added_an_entry() -> None:
    assert make(CATALOGUE).version == make(replace(CATALOGUE, dismissed=("Krups",))).version
    assert make(CATALOGUE).version == make(replace(CATALOGUE, added=("moka",))).version


async def test_a_store_that_an_older_language_layer_filled_is_read_again_with_its_emotions(
    tmp_path: Path,
) -> None:
    store = SqliteStore.open(tmp_path / "old.rapport")
    await store.prepare()
    try:
        old = Pipeline(CATALOGUE, components={"mood": "rapport_nothing"})
        said = Item(
            "forum:main:1", ItemKind.POST, Author("anna"), "I love my Moka!", datetime(2026, 3, 1, tzinfo=UTC)
        )
        await Ingestion(store, old).take([said])
        assert (await emotions(await open_view(store), "moka", Window())).missing == UNREAD
        done = await bring_up_to_date(store, Pipeline(CATALOGUE))
        assert done.messages_reanalysed == 1
        (moka,) = (await emotions(await open_view(store), "moka", Window())).brands
        assert [one.name for one in moka.emotions] == ["love"]
    finally:
        await store.close()
