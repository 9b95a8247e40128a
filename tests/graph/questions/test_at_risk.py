from __future__ import annotations

from graph.model import FactKind
from graph.questions.answer import Window
from graph.questions.at_risk import at_risk
from graph.store import Store
from tests.graph.questions.worlds import (
    act,
    complains,
    days,
    dislikes,
    likes,
    member,
    names,
    near,
    recommends,
    said,
    shown,
    switches,
    view_of,
)

NOW = days(10, 20)


async def test_risk_is_the_weighted_sum_of_its_reasons(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, likes("moka")),
        said("m2", "anna", 2, likes("moka")),
        said("m3", "anna", 11, dislikes("moka"), complains("moka")),
        said("m4", "anna", 12, switches("moka", "brevo", "intended")),
        said("m5", "anna", 13, act(FactKind.INTENDS, "brevo")),
        said("m6", "ben", 14, likes("moka")),
    )
    answer = await at_risk(view, "moka", NOW)
    (anna,) = answer.people
    assert anna.person.name == "anna"
    # before (2 - 0) / (2 + 2); in the window (0 - 2) / (2 + 2); it sank by 1
    assert (anna.feeling_before, anna.feeling) == (near(0.5), near(-0.5))
    assert {part.name: part.value for part in anna.score.parts} == near(
        {"leaving": 0.5, "decline": 0.25, "complaints": 0.075, "drawn": 0.1}
    )
    assert anna.score.value == near(0.925)
    assert shown(anna.score.evidence) == ["m5", "m4", "m3"]
    assert not anna.score.thin
    assert answer.total == 1


async def test_who_has_left_is_counted_and_not_listed_unless_they_came_back(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 11, complains("moka")),
        said("m2", "anna", 12, switches("moka", "brevo")),
        said("m3", "ben", 11, complains("moka")),
        said("m4", "ben", 12, switches("moka", "brevo")),
        said("m5", "ben", 13, switches("brevo", "moka")),
    )
    answer = await at_risk(view, "moka", NOW)
    assert [one.person.name for one in answer.people] == ["ben"]
    assert answer.left == 1


async def test_a_rivals_buyer_who_never_spoke_of_the_brand_is_not_ours_to_lose(store: Store) -> None:
    plans = act(FactKind.INTENDS, "brevo")
    view = await view_of(
        store,
        said("m1", "anna", 11, plans),
        said("m2", "ben", 1, names("moka")),
        said("m3", "ben", 11, plans),
        said("m4", "cleo", 11, act(FactKind.INTENDS, "beans"), names("moka")),
    )
    answer = await at_risk(view, "moka", NOW)
    assert [(one.person.name, one.score.value) for one in answer.people] == [("ben", near(0.1))]
    assert answer.people[0].feeling is None
    assert answer.people[0].feeling_before == 0


async def test_a_small_decline_is_no_drift(store: Store) -> None:
    view = await view_of(
        store,
        *(said(f"m{n}", "anna", n, likes("moka")) for n in range(3)),  # 3 / 5 = 0.6
        said("n1", "anna", 11, likes("moka")),
        said("n2", "anna", 12, likes("moka")),  # 2 / 4 = 0.5
        said("n3", "ben", 1, likes("moka")),  # 1 / 3
        said("n4", "ben", 11, names("moka")),  # 0: sank by a third
    )
    answer = await at_risk(view, "moka", NOW)
    assert [one.person.name for one in answer.people] == ["ben"]
    assert answer.people[0].score.value == near(0.25 / 3)


async def test_without_a_beginning_nothing_declines(store: Store) -> None:
    view = await view_of(
        store, said("m1", "anna", 1, likes("moka")), said("m2", "anna", 2, complains("moka"))
    )
    (anna,) = (await at_risk(view, "moka", Window())).people
    assert anna.feeling_before is None
    assert anna.score.value == near(0.075)


async def test_friends_are_those_they_talk_with_who_like_the_brand(store: Store) -> None:
    view = await view_of(
        store,
        said("c1", "anna", 11, complains("moka")),
        said("f1", "ben", 1, recommends("moka"), likes("moka"), to="c1"),
        said("f2", "ben", 2, likes("moka")),
        said("f3", "cleo", 3, likes("moka")),  # likes it, and never talks with anna
        said("f4", "dan", 4, dislikes("moka"), to="c1"),  # talks with her, dislikes it
        said("f5", "eve", 5, likes("moka"), to="c1"),
        said("f6", "anna", 6, to="f5"),
        said("f7", "sam", 7, likes("moka"), to="c1"),
        said("f8", "fay", 8, likes("moka"), to="c1"),
        said("f9", "fay", 9, switches("moka", None, "intended"), likes("moka")),  # is leaving herself
        members=(member("sam", "sam", role="staff"),),
    )
    answer = await at_risk(view, "moka", NOW)
    (anna,) = answer.people
    assert [(one.person.name, one.contacts, one.feeling) for one in anna.friends] == [
        ("eve", 2, near(1 / 3)),
        ("ben", 1, near(2 / 4)),
    ]
    assert shown(anna.friends[1].evidence) == ["f2", "f1"]


async def test_no_feelings_say_what_is_missing(store: Store) -> None:
    answer = await at_risk(await view_of(store, said("m1", "anna", 11)), "moka", NOW)
    assert (answer.total, answer.people) == (0, ())
    assert answer.missing is not None
    assert "feeling toward Moka" in answer.missing
