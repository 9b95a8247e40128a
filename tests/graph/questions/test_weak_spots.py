from __future__ import annotations

from graph.model import FactKind, MessageFacts
from graph.questions.answer import Window
from graph.questions.weak_spots import weak_spots
from graph.store import Store
from tests.graph.factories import about
from tests.graph.questions.worlds import act, complains, days, dislikes, likes, near, said, shown, view_of

ALWAYS = Window()


def opinions(brand: str, topic: str, happy: int, unhappy: int) -> list[MessageFacts]:
    good = [
        said(f"{brand}-{topic}-g{n}", f"{brand}-g{n}", n, about(topic), likes(brand)) for n in range(happy)
    ]
    bad = [
        said(f"{brand}-{topic}-b{n}", f"{brand}-b{n}", n, about(topic), dislikes(brand))
        for n in range(unhappy)
    ]
    return good + bad


async def test_a_weak_spot_is_what_their_customers_curse_and_ours_praise(store: Store) -> None:
    view = await view_of(
        store,
        *opinions("moka", "noise", 3, 1),
        *opinions("brevo", "noise", 0, 2),
        said("c1", "kim", 5, about("noise"), complains("brevo")),
    )
    answer = await weak_spots(view, "moka", ALWAYS)
    (spot,) = answer.spots
    assert (spot.rival.id, spot.topic.id) == ("brevo", "noise")
    assert (spot.theirs.people, spot.theirs.happy, spot.theirs.unhappy, spot.theirs.net) == (3, 0, 3, -1)
    assert (spot.ours.people, spot.ours.happy, spot.ours.unhappy, spot.ours.net) == (4, 3, 1, near(0.5))
    assert spot.advantage.value == near(1.5)
    assert spot.interval.low < 1.5 < spot.interval.high
    assert shown(spot.advantage.evidence) == ["c1", "brevo-noise-b1", "brevo-noise-b0"]
    assert shown(spot.ours.evidence) == ["moka-noise-g2", "moka-noise-g1", "moka-noise-g0"]
    assert {one.name for one in spot.unhappy} == {"brevo-b0", "brevo-b1", "kim"}
    assert spot.advantage.thin


async def test_few_people_are_not_sure_and_many_are(store: Store) -> None:
    view = await view_of(
        store,
        *opinions("moka", "noise", 2, 0),
        *opinions("brevo", "noise", 0, 2),
        *opinions("moka", "price", 12, 0),
        *opinions("brevo", "price", 0, 12),
    )
    answer = await weak_spots(view, "moka", ALWAYS)
    assert [(one.topic.id, one.sure, one.advantage.thin) for one in answer.spots] == [
        ("price", True, False),
        ("noise", False, True),
    ]


async def test_where_they_are_liked_or_we_are_not_there_is_no_spot(store: Store) -> None:
    view = await view_of(
        store,
        *opinions("moka", "noise", 3, 0),
        *opinions("brevo", "noise", 3, 0),
        *opinions("moka", "price", 0, 3),
        *opinions("brevo", "price", 0, 3),
    )
    answer = await weak_spots(view, "moka", ALWAYS)
    assert (answer.spots, answer.total, answer.untested) == ((), 0, 0)
    assert answer.missing is None


async def test_a_complaint_on_which_nobody_speaks_of_us_is_untested(store: Store) -> None:
    view = await view_of(store, *opinions("brevo", "noise", 0, 2), *opinions("crema", "noise", 0, 1))
    assert (await weak_spots(view, "moka", ALWAYS)).untested == 1


async def test_wishes_are_no_subject_and_the_window_counts(store: Store) -> None:
    view = await view_of(
        store,
        *opinions("moka", "app", 2, 0),
        *opinions("brevo", "app", 0, 2),
        *opinions("moka", "noise", 2, 0),
        *opinions("brevo", "noise", 0, 2),
    )
    assert [one.topic.id for one in (await weak_spots(view, "moka", ALWAYS)).spots] == ["noise"]
    assert (await weak_spots(view, "moka", days(10, 20))).spots == ()
    assert (await weak_spots(view, "moka", days(None, None, as_of=0))).spots[0].theirs.people == 1


async def test_the_rivals_of_a_rival_are_the_market(store: Store) -> None:
    view = await view_of(store, *opinions("moka", "noise", 0, 2), *opinions("brevo", "noise", 2, 0))
    assert [one.rival.id for one in (await weak_spots(view, "brevo", ALWAYS)).spots] == ["moka"]


async def test_staff_are_no_customers(store: Store) -> None:
    view = await view_of(
        store,
        *opinions("moka", "noise", 1, 0),
        said("s1", "sam", 1, about("noise"), act(FactKind.COMPLAINS, "brevo"), by_company=True),
    )
    answer = await weak_spots(view, "moka", ALWAYS)
    assert answer.spots == ()
    assert answer.untested == 0


async def test_silence_says_what_is_missing(store: Store) -> None:
    answer = await weak_spots(await view_of(store, said("m1", "anna", 1)), "moka", ALWAYS)
    assert answer.missing is not None
