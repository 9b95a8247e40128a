from __future__ import annotations

from graph.questions.answer import Window
from graph.questions.flow_reasons import Sides, flow_detail
from graph.store import Store
from tests.graph import factories as make
from tests.graph.questions.worlds import complains, days, dislikes, likes, near, said, switches, view_of

STORY = (
    said("m0", "ben", 1, likes("moka")),
    said("m1", "anna", 20, complains("moka"), make.about("noise")),
    said("m2", "ben", 21, likes("moka"), to="m1"),
    said("m3", "ben", 22, likes("moka")),
    said("m4", "cleo", 30, dislikes("moka")),
    said("s1", "anna", 40, switches("moka", "brevo")),
    said("s2", "cleo", 41, switches("moka", "brevo", "intended")),
    said("m5", "cleo", 42, to="m3"),
    said("old", "dan", -30, complains("moka"), make.about("price")),
    said("s3", "dan", 43, switches("moka", "brevo")),
)
OUT = Sides("moka", "brevo")


async def test_reasons_are_what_they_complained_of_in_the_weeks_before(store: Store) -> None:
    view = await view_of(store, *STORY)
    detail = await flow_detail(view, OUT, days(30, 60))
    assert detail.people == 3
    assert [(one.topic.id if one.topic else None, one.people) for one in detail.reasons] == [
        ("noise", 1),
        (None, 3),
    ]


async def test_who_could_talk_them_out_of_it_likes_the_brand_and_knows_them(store: Store) -> None:
    view = await view_of(store, *STORY)
    (ben,) = (await flow_detail(view, OUT, days(30, 60))).trusted
    assert (ben.person.name, ben.switchers, ben.undecided) == ("ben", 2, 1)
    assert ben.feeling == near(3 / 5)


async def test_growth_is_the_share_of_active_people_who_move(store: Store) -> None:
    view = await view_of(store, *STORY)
    growth = (await flow_detail(view, OUT, days(30, 60))).growth
    assert growth is not None
    assert (growth.now, growth.before) == (near(1.0), near(0.0))
    assert (await flow_detail(view, OUT, Window())).growth is None


async def test_a_flow_from_nowhere_has_nobody_to_listen_to(store: Store) -> None:
    view = await view_of(store, said("s1", "anna", 1, switches(None, "moka")))
    detail = await flow_detail(view, Sides(None, "moka"), Window())
    assert (detail.people, detail.trusted) == (1, ())
