from __future__ import annotations

from dataclasses import replace

import pytest

from nlp.catalogue import Brand, BrandRole, Catalogue, Product, Topic, TopicKind
from nlp.catalogue_check import checked
from nlp.catalogue_index import CatalogueIndex, changed_entries, digest
from nlp.catalogue_json import catalogue_from_json, catalogue_to_json
from nlp.errors import CatalogueError
from tests.nlp.factories import pipeline

DUO = Product("brevo-duo", "Brevo Duo", ("Duo",))
BREVO = Brand("brevo", "Brevo", BrandRole.OWN, handles=("brevo_help",), products=(DUO,))
MOKA = Brand("moka", "Moka", BrandRole.COMPETITOR)
NOISE = Topic("noise", "Noise", terms=("loud",))
CATALOGUE = Catalogue((BREVO, MOKA), (NOISE,))


def test_entries_are_looked_up_by_id_and_handle() -> None:
    index = CatalogueIndex(CATALOGUE)
    assert index.by_id("brevo-duo") is DUO
    assert index.brand_of("brevo-duo") is BREVO
    assert index.brand_of("moka") is MOKA
    assert index.brand_of("noise") is None
    assert (index.name_of("noise"), index.name_of("nothing")) == ("Noise", None)
    assert index.brand_with_handle("@Brevo_Help") is BREVO
    assert index.brand_with_handle("anna") is None


def test_the_digest_follows_what_is_said_not_its_order() -> None:
    assert digest(CATALOGUE) == digest(Catalogue((MOKA, BREVO), (NOISE,)))
    assert digest(CATALOGUE) != digest(Catalogue((replace(MOKA, role=BrandRole.PARTNER), BREVO), (NOISE,)))


def test_the_digest_says_nothing_of_what_was_dismissed() -> None:
    dismissing = replace(CATALOGUE, dismissed=("Krups",))
    assert digest(dismissing) == digest(CATALOGUE)
    assert catalogue_from_json(catalogue_to_json(dismissing)) == dismissing
    assert changed_entries(CATALOGUE, dismissing) == frozenset()


def test_changed_entries_are_those_that_link_differently() -> None:
    renamed = replace(BREVO, products=(replace(DUO, aliases=()),))
    assert changed_entries(CATALOGUE, Catalogue((renamed, MOKA), (NOISE,))) == {"brevo-duo"}
    assert changed_entries(CATALOGUE, Catalogue((MOKA,), (NOISE,))) == {"brevo", "brevo-duo"}
    assert changed_entries(CATALOGUE, Catalogue((BREVO, MOKA), (replace(NOISE, terms=()),))) == {"noise"}
    as_peeve = replace(NOISE, kind=TopicKind.PEEVE)
    assert changed_entries(CATALOGUE, Catalogue((BREVO, MOKA), (as_peeve,))) == {"noise"}
    other_role = replace(MOKA, role=BrandRole.PARTNER)
    assert changed_entries(CATALOGUE, Catalogue((BREVO, other_role), (NOISE,))) == frozenset()


def test_json_holds_the_whole_catalogue() -> None:
    for catalogue in (CATALOGUE, pipeline().catalogue, Catalogue()):
        assert catalogue_from_json(catalogue_to_json(catalogue)) == catalogue


@pytest.mark.parametrize(
    "plain",
    [
        {"brands": [{"name": "A"}]},
        {"brands": [{"id": "a", "name": "A", "role": "king"}]},
        {"brands": [{"id": "a", "name": 3}]},
        {"brands": [{"id": "a", "name": "A", "aliases": "abc"}]},
        {"brands": 3},
    ],
)
def test_other_json_is_refused(plain: dict[str, object]) -> None:
    with pytest.raises(CatalogueError, match="not a catalogue"):
        catalogue_from_json(plain)


def test_a_catalogue_made_in_code_is_checked_too() -> None:
    assert checked(CATALOGUE) is CATALOGUE
    with pytest.raises(
        CatalogueError, match=r"brands\[2\]\.id: the id 'brevo' is taken by 'Brevo' \(brands\[1\]\.id\)"
    ):
        checked(Catalogue((BREVO, replace(MOKA, id="brevo"))))


def test_no_topic_of_a_catalogue_takes_the_id_of_a_discovered_one() -> None:
    with pytest.raises(CatalogueError, match=r"'peeve:leaks' is not a slug.*use 'peeve-leaks'"):
        checked(Catalogue(topics=(Topic("peeve:leaks", "Leaks"),)))
