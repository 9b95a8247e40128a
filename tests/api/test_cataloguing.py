from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from api.cataloguing import (
    Promotion,
    bring_up_to_date,
    dismissing,
    pipeline_for,
    promoting,
    still_dismissing,
    with_brands,
    without,
)
from graph.ingestion import Ingestion
from graph.questions.answer import Window
from graph.questions.emotions import UNREAD, emotions
from graph.questions.view import open_view
from graph.stores.sqlite.store import SqliteStore
from ingest.item import Author, Item, ItemKind
from nlp.catalogue import Brand, BrandRole, Catalogue
from nlp.errors import CatalogueError
from nlp.pipeline import Pipeline

MOKA = Brand("moka", "Moka", BrandRole.OWN)
CATALOGUE = Catalogue((MOKA,))
make = partial(Pipeline, components={"model": "rapport_nothing"})


def test_dismissals_fold_together_and_outlive_other_changes() -> None:
    once = dismissing(CATALOGUE, "D-Wave")
    assert dismissing(once, "d wave").dismissed == ("D-Wave",)
    assert with_brands(once, Catalogue((Brand("brevo", "Brevo"),))).dismissed == ("D-Wave",)
    assert without(once, "moka").dismissed == ("D-Wave",)


def test_what_is_watched_is_not_dismissed() -> None:
    with pytest.raises(CatalogueError, match="in the catalogue"):
        dismissing(CATALOGUE, "moka")
    watched = with_brands(dismissing(CATALOGUE, "Brevo"), Catalogue((Brand("brevo", "Brevo"),)))
    assert watched.dismissed == ()
    assert still_dismissing(CATALOGUE, ["Moka", "Krups"]).dismissed == ("Krups",)


def test_a_promotion_is_a_brand_or_a_product() -> None:
    brand = promoting(CATALOGUE, Promotion("Krups  AG", BrandRole.COMPETITOR)).brands[-1]
    assert brand == Brand("krups-ag", "Krups AG", BrandRole.COMPETITOR)
    (moka,) = promoting(CATALOGUE, Promotion("Latte Go", product_of="Moka")).brands
    assert [product.id for product in moka.products] == ["latte-go"]


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


def test_no_fact_depends_on_a_dismissal() -> None:
    assert make(CATALOGUE).version == make(replace(CATALOGUE, dismissed=("Krups",))).version


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
