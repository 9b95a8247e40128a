from __future__ import annotations

import pytest

from api.catalogue_changes import (
    Promotion,
    demoting,
    dismissing,
    over,
    promoting,
    still_dismissing,
    with_entries,
    without,
)
from nlp.catalogue import Brand, BrandRole, Catalogue, Product, Topic
from nlp.catalogue_check import checked
from nlp.errors import CatalogueError

MOKA = Brand("moka", "Moka", BrandRole.OWN)
CATALOGUE = Catalogue((MOKA,))
KRUPS = Brand("krups", "Krups")


def test_dismissals_fold_together_and_outlive_other_changes() -> None:
    once = dismissing(CATALOGUE, "D-Wave")
    assert dismissing(once, "d wave").dismissed == ("D-Wave",)
    assert with_entries(once, Catalogue((Brand("brevo", "Brevo"),))).dismissed == ("D-Wave",)
    assert without(once, "moka").dismissed == ("D-Wave",)


def test_what_is_watched_is_not_dismissed() -> None:
    with pytest.raises(CatalogueError, match="in the catalogue"):
        dismissing(CATALOGUE, "moka")
    watched = with_entries(dismissing(CATALOGUE, "Brevo"), Catalogue((Brand("brevo", "Brevo"),)))
    assert watched.dismissed == ()
    assert still_dismissing(CATALOGUE, ["Moka", "Krups"]).dismissed == ("Krups",)


def test_a_promotion_is_a_brand_or_a_product() -> None:
    brand = promoting(CATALOGUE, Promotion("Krups  AG", BrandRole.COMPETITOR)).brands[-1]
    assert brand == Brand("krups-ag", "Krups AG", BrandRole.COMPETITOR)
    (moka,) = promoting(CATALOGUE, Promotion("Latte Go", product_of="Moka")).brands
    assert [product.id for product in moka.products] == ["latte-go"]


def test_what_was_added_stays_beside_a_file() -> None:
    stored = promoting(promoting(CATALOGUE, Promotion("Krups")), Promotion("Latte Go", product_of="moka"))
    stored = with_entries(stored, Catalogue(topics=(Topic("noise", "Noise", terms=("loud",)),)))
    assert stored.added == ("krups", "latte-go", "noise")
    file = Catalogue((MOKA, Brand("brevo", "Brevo")))
    found = checked(over(stored, file))
    assert [brand.id for brand in found.brands] == ["moka", "brevo", "krups"]
    assert [product.id for product in found.brands[0].products] == ["latte-go"]
    assert [topic.id for topic in found.topics] == ["noise"]
    assert found.added == stored.added
    assert over(found, file) == found


def test_a_brand_that_was_added_keeps_its_products() -> None:
    stored = promoting(promoting(CATALOGUE, Promotion("Krups")), Promotion("Evidence", product_of="Krups"))
    assert over(stored, CATALOGUE) == stored


@pytest.mark.parametrize(
    "file",
    [
        Catalogue((MOKA, Brand("krups", "Krups", BrandRole.COMPETITOR))),
        Catalogue((MOKA, Brand("krups-ag", "Krups AG", aliases=("krups",)))),
        Catalogue((Brand("moka", "Moka", BrandRole.OWN, products=(Product("k", "KRUPS"),)),)),
        Catalogue((MOKA,), dismissed=("krups",)),
    ],
    ids=["id", "alias", "product", "dismissed"],
)
def test_a_file_that_knows_an_added_name_has_it_from_then_on(file: Catalogue) -> None:
    assert checked(over(with_entries(CATALOGUE, Catalogue((KRUPS,))), file)) == file


def test_an_added_topic_gives_way_to_the_terms_of_a_file() -> None:
    noise = Topic("noise", "Noise", terms=("loud",))
    stored = with_entries(CATALOGUE, Catalogue(topics=(noise,)))
    file = Catalogue((MOKA,), (Topic("volume", "Volume", terms=("Loud",)),))
    assert checked(over(stored, file)) == file


def test_what_a_file_took_out_is_out_and_takes_added_products_with_it() -> None:
    stored = promoting(Catalogue((MOKA, KRUPS)), Promotion("Evidence", product_of="krups"))
    assert over(stored, CATALOGUE) == CATALOGUE


def test_what_was_added_is_taken_back_by_name_or_id() -> None:
    stored = promoting(promoting(CATALOGUE, Promotion("Krups")), Promotion("Latte Go", product_of="moka"))
    assert demoting(demoting(stored, "latte go"), "krups") == CATALOGUE
    with pytest.raises(CatalogueError, match="not added by hand"):
        demoting(stored, "Moka")


def test_the_role_of_what_was_promoted_can_be_changed_and_no_others() -> None:
    stored = promoting(CATALOGUE, Promotion("Krups"))
    again = promoting(stored, Promotion("krups", BrandRole.COMPETITOR))
    assert [(brand.name, brand.role) for brand in again.brands[1:]] == [("Krups", BrandRole.COMPETITOR)]
    assert again.added == ("krups",)
    with pytest.raises(CatalogueError, match="has an entry"):
        promoting(CATALOGUE, Promotion("Moka", BrandRole.COMPETITOR))


def test_replacing_an_entry_of_a_file_adds_none() -> None:
    assert with_entries(CATALOGUE, Catalogue((Brand("moka", "Moka", BrandRole.OTHER),))).added == ()
