from __future__ import annotations

from dataclasses import replace

import pytest

from graph.model import Batch
from graph.questions.answer import Window
from graph.questions.candidates import Candidates, Least, candidates, known_names
from graph.questions.view import open_view
from graph.store import Store
from nlp.analysis import EntityKind
from nlp.catalogue import Brand, Catalogue, Product
from tests.graph.factories import naming
from tests.graph.questions.worlds import MARKET, day, days, likes, member, names, said, shown, tell, view_of

ALWAYS = Window()


def counted(answer: Candidates) -> list[tuple[str, int, int]]:
    return [(one.name, one.people, one.messages) for one in answer.candidates]


async def test_names_count_people_before_messages(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, naming("krups"), text="my Krups"),
        said("m2", "anna", 2, naming("krups"), text="my krups again"),
        said("m3", "anna", 3, naming("krups"), text="KRUPS"),
        said("m4", "anna", 4, naming("philips", "product"), names("moka"), text="a Philips"),
        said("m5", "ben", 5, naming("philips", "product"), likes("moka"), likes("brevo"), text="the Philips"),
    )
    answer = await candidates(view, ALWAYS)
    assert counted(answer) == [("Philips", 2, 2), ("KRUPS", 1, 3)]
    first, second = answer.candidates
    assert (first.kind, second.kind) == (EntityKind.PRODUCT, EntityKind.ORGANISATION)
    assert [(one.brand.id, one.messages) for one in first.brands] == [("moka", 2), ("brevo", 1)]
    assert second.brands == ()
    assert (first.first_at, first.last_at) == (day(4), day(5))
    assert shown(second.evidence) == ["m3", "m2", "m1"]
    assert (answer.total, answer.missing) == (2, None)


async def test_one_person_on_two_accounts_counts_once(store: Store) -> None:
    await tell(
        store,
        said("m1", "anna", 1, naming("krups")),
        said("m2", "anna2", 2, naming("krups")),
        members=(member("anna", "anna"), member("anna2", "anna")),
    )
    (one,) = (await candidates(await open_view(store), ALWAYS)).candidates
    assert (one.people, one.messages) == (1, 2)


async def test_spellings_and_plurals_of_one_name_are_one(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, naming("d-wave"), text="A D-Wave's chip"),
        said("m2", "ben", 2, naming("d wave"), text="a D Wave"),
        said("m3", "cleo", 3, naming("dwaves"), text="two D-Waves"),
        said("m4", "cleo", 4, naming("mercedes"), text="Mercedes"),
    )
    assert counted(await candidates(view, ALWAYS)) == [("D-Wave", 3, 3), ("Mercedes", 1, 1)]


async def test_what_a_company_writes_names_no_candidate(store: Store) -> None:
    view = await view_of(store, said("m1", "sam", 1, naming("krups"), by_company=True))
    answer = await candidates(view, ALWAYS)
    assert answer.candidates == ()
    assert answer.missing is not None


async def test_a_window_a_kind_and_least_counts_narrow_it(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, naming("krups")),
        said("m2", "ben", 2, naming("krups"), naming("latte go", "product")),
        said("m3", "ben", 9, naming("krups"), naming("siemens")),
    )
    assert counted(await candidates(view, days(0, 2))) == [("krups", 1, 1)]
    assert counted(await candidates(view, days(None, None, as_of=2))) == [("krups", 2, 2), ("latte go", 1, 1)]
    assert [one.name for one in (await candidates(view, ALWAYS, EntityKind.PRODUCT)).candidates] == [
        "latte go"
    ]
    assert counted(await candidates(view, ALWAYS, least=Least(people=2))) == [("krups", 2, 3)]
    assert counted(await candidates(view, ALWAYS, least=Least(messages=4))) == []
    one = await candidates(view, ALWAYS, first=1)
    assert (len(one.candidates), one.total) == (1, 3)


@pytest.mark.parametrize("dismissed", ["Krups", "KRUPS'S", "krups"])
async def test_what_was_dismissed_does_not_come_up(store: Store, dismissed: str) -> None:
    await tell(store, said("m1", "anna", 1, naming("krups")), said("m2", "anna", 2, naming("kruppse")))
    view = await open_view(store)
    narrower = replace(view.catalogue.catalogue, dismissed=(dismissed,))
    state = await store.state()
    await store.write(Batch(state.version, catalogue=narrower))
    assert counted(await candidates(await open_view(store), ALWAYS)) == [("kruppse", 1, 1)]


async def test_what_the_catalogue_names_is_no_candidate_even_unlinked(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1, naming("moka"), naming("beans & co"), naming("brevos")))
    assert (await candidates(view, ALWAYS)).total == 0


def test_known_names_are_all_that_entries_are_written_as() -> None:
    brand = Brand(
        "x", "X-One", aliases=("Ex",), handles=("x_help",), products=(Product("p", "P 1", ("pee",)),)
    )
    assert known_names(Catalogue((brand,), dismissed=("No-Go",))) == {
        "xone",
        "ex",
        "xhelp",
        "p1",
        "pee",
        "nogo",
    }
    assert "moka" in known_names(MARKET)
