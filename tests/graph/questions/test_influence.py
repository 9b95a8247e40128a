from __future__ import annotations

import pytest

from graph.errors import NotFoundError
from graph.model import MessageFacts
from graph.questions.answer import Window
from graph.questions.influence import Influencer, Standing, influence, person_influence
from graph.questions.influence_measures import Measure
from graph.store import Store
from tests.graph.factories import about
from tests.graph.questions.worlds import days, likes, member, names, near, said, shown, view_of

ALWAYS = Window()


def by_measure(person: Influencer) -> dict[Measure, Standing]:
    return {one.measure: one for one in person.measures}


def star(centre: str, leaves: int, at: float = 1, **told: bool) -> list[MessageFacts]:
    """So many people who answer one."""
    return [
        said(centre, centre, at),
        *(said(f"{centre}-{n}", f"{centre}-leaf{n}", at, to=centre) for n in range(leaves)),
    ]


async def test_whom_more_people_listen_to_comes_first_with_the_messages_that_show_it(store: Store) -> None:
    view = await view_of(store, *star("anna", 5), *star("ben", 2))
    answer = await influence(view, ALWAYS)
    assert [one.person.name for one in answer.people[:2]] == ["anna", "ben"]
    assert answer.total == 9
    anna, ben = answer.people[:2]
    assert (anna.listeners, anna.thin) == (5, False)
    assert (ben.listeners, ben.thin) == (2, True)
    assert sorted(shown(anna.evidence)) == [f"anna-{n}" for n in range(5)]


async def test_attention_is_pagerank_and_sums_to_one(store: Store) -> None:
    """Two leaves listen to Anna: x = .15 / 3 + .85 / 3 * d each, worked out by hand."""
    view = await view_of(store, *star("anna", 2))
    answer = await influence(view, ALWAYS)
    values = {one.person.name: by_measure(one)[Measure.ATTENTION].value for one in answer.people}
    leaf = 1 / (3 + 2 * 0.85)  # all ranks: leaf, leaf, leaf + 2 * .85 * leaf
    assert values["anna"] == near(leaf * (1 + 2 * 0.85))
    assert sum(values.values()) == pytest.approx(1, abs=1e-6)


async def test_measures_stand_side_by_side_with_ranks_that_their_intervals_allow(store: Store) -> None:
    """Kim joins two circles: nobody listens to her, and all short ways lead through her."""
    view = await view_of(
        store,
        *star("anna", 4),
        *star("ben", 4),
        said("k1", "kim", 2, to="anna"),
        said("k2", "kim", 2, to="ben"),
    )
    answer = await influence(view, ALWAYS, by=Measure.BROKERAGE)
    kim = next(one for one in answer.people if one.person.name == "kim")
    found = by_measure(kim)
    assert set(found) == {Measure.ATTENTION, Measure.BROKERAGE, Measure.CORE, Measure.REACH}
    # 5 x 5 pairs of 10 x 9 / 2 = 45 other pairs lead through Kim; with every vertex a pivot it is exact
    assert found[Measure.BROKERAGE].value == near(25 / 45)
    assert found[Measure.BROKERAGE].interval.low == found[Measure.BROKERAGE].interval.high
    assert found[Measure.BROKERAGE].rank == 3
    assert found[Measure.CORE].value == 1
    assert found[Measure.CORE].worst_rank == found[Measure.CORE].of == 11
    for one in answer.people:
        for place in one.measures:
            assert place.best_rank <= place.rank <= place.worst_rank <= place.of
            assert place.interval.low <= place.value <= place.interval.high


async def test_a_brand_or_a_topic_narrows_the_contacts_and_asks_its_crowd(store: Store) -> None:
    view = await view_of(
        store,
        said("a", "anna", 1),
        said("b", "ben", 1),
        *(said(f"a{n}", f"p{n}", 2, names("moka"), to="a") for n in range(3)),
        *(said(f"b{n}", f"q{n}", 2, about("noise"), to="b") for n in range(5)),
        *(said(f"c{n}", f"p{n}", 2, to="b") for n in range(3)),
    )
    moka = await influence(view, ALWAYS, brand="moka")
    assert moka.people[0].person.name == "anna"
    assert moka.total == 4
    noise = await influence(view, ALWAYS, topic="noise")
    assert noise.people[0].person.name == "ben"
    crowd = await influence(view, ALWAYS, brand="moka", by=Measure.CROWD)
    # those who talk about Moka listen to Anna and to Ben alike
    found = {one.person.name: by_measure(one)[Measure.CROWD].value for one in crowd.people}
    assert found["anna"] == pytest.approx(found["ben"], rel=1e-3)


async def test_no_part_of_all_attention_is_more_than_all_or_less_than_nothing(store: Store) -> None:
    """Ben has two listeners, one of whom half of all hear: without either his part is quite another."""
    view = await view_of(
        store,
        *star("anna", 3),
        said("b", "ben", 2, about("noise")),
        *(said(f"ab{n}", "anna", 3 + n, about("noise"), to="b") for n in range(3)),
        said("cb", "cleo", 3, about("noise"), to="b"),
    )
    widest = 0.0
    for measure in (Measure.ATTENTION, Measure.CROWD, Measure.BROKERAGE):
        for one in (await influence(view, ALWAYS, topic="noise", by=measure)).people:
            shown = {place.measure: place.interval for place in one.measures}
            assert 0 <= shown[measure].low <= shown[measure].high <= 1
            widest = max(widest, shown[measure].high)
    assert widest > 0.9  # the error is not small: only the scale keeps it in


async def test_a_window_and_as_of_leave_out_what_was_not_said(store: Store) -> None:
    view = await view_of(store, *star("anna", 3, at=1), *star("ben", 5, at=11))
    assert (await influence(view, days(None, 10))).people[0].person.name == "anna"
    assert (await influence(view, days(None, None, as_of=5))).total == 4
    assert (await influence(view, ALWAYS)).people[0].person.name == "ben"


async def test_staff_are_no_influencers(store: Store) -> None:
    view = await view_of(
        store, *star("sam", 5), *star("anna", 2), members=(member("sam", "sam", role="staff"),)
    )
    answer = await influence(view, ALWAYS)
    assert answer.people[0].person.name == "anna"
    assert answer.total == 3


async def test_one_person_is_told_where_they_stand(store: Store) -> None:
    view = await view_of(store, *star("anna", 5), *star("ben", 2), said("z", "zoe", 1, likes("moka")))
    ben = await person_influence(view, "ben", ALWAYS)
    assert by_measure(ben)[Measure.ATTENTION].rank == 2
    assert by_measure(ben)[Measure.REACH].value == pytest.approx(2, abs=0.2)
    nobody = await person_influence(view, "zoe", ALWAYS)
    assert (nobody.measures, nobody.listeners, nobody.thin) == ((), 0, True)


async def test_nothing_says_what_is_missing_and_an_unknown_brand_is_told(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1))
    assert "Moka" in ((await influence(view, ALWAYS, brand="moka")).missing or "")
    with pytest.raises(NotFoundError):
        await influence(view, ALWAYS, brand="nope")
