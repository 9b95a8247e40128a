from __future__ import annotations

import math

from graph.questions.advocacy import advocates, detractors
from graph.questions.answer import Window
from graph.questions.outcomes import OutcomeKind
from graph.store import Store
from tests.graph.questions.worlds import (
    days,
    dislikes,
    likes,
    member,
    near,
    recommends,
    said,
    shown,
    switches,
    view_of,
    warns,
)

ALWAYS = Window()


async def test_an_advocates_score_is_the_sum_of_its_parts(store: Store) -> None:
    view = await view_of(
        store,
        said("r1", "anna", 1, recommends("moka", "ben"), likes("moka")),
        said("r2", "anna", 2, recommends("moka", "ben")),
        said("r3", "anna", 3, recommends("moka", "cleo")),
        said("r4", "anna", 4, recommends("moka")),
        said("t1", "ben", 5, likes("crema"), to="r1"),
        said("t2", "ben", 6, to="r2"),
        said("t3", "anna", 6, to="r2"),
        said("w1", "anna", 7, warns("moka", "dan")),
        said("s1", "ben", 8, switches("brevo", "moka")),
    )
    answer = await advocates(view, "moka", ALWAYS)
    (anna,) = answer.voices
    assert anna.person.name == "anna"
    assert (anna.advised, anna.public, anna.mentions, anna.reach) == (2, 1, 1, 1)
    parts = {part.name: part.value for part in anna.score.parts}
    assert parts == {
        "advised": 6.0,  # 3 x 2 distinct people: ben, cleo
        "public": 1.0,  # log2(1 + 1)
        "mentions": 1.0,  # log2(1 + 1)
        "reach": 0.5,  # 0.5 x log2(1 + 1): ben; one's own reply is none
        "followed": 5.0,  # 5 x 1: ben switched
        "against": -3.0,  # -3 x log2(1 + 1)
    }
    assert anna.score.value == near(10.5)
    assert not anna.score.thin
    assert [(one.receiver.name, one.advice, one.outcome.kind) for one in anna.followed] == [
        ("ben", "forum:main:r2", OutcomeKind.SWITCHED)
    ]
    assert shown(anna.score.evidence) == ["w1", "r4", "r3", "r2", "r1"]
    assert answer.total == 1


async def test_a_named_person_outweighs_the_public(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, recommends("moka", "ben")),
        said("m2", "cleo", 1, recommends("moka")),
        said("m3", "cleo", 2, recommends("moka")),
    )
    answer = await advocates(view, "moka", ALWAYS)
    assert [(one.person.name, one.score.value) for one in answer.voices] == [
        ("anna", 3.0),
        ("cleo", near(math.log2(3))),
    ]


async def test_one_receiver_on_two_channels_is_one_person(store: Store) -> None:
    members = (member("ben", "ben"), member("blog:b:ben", "ben"))
    view = await view_of(
        store,
        said("m1", "anna", 1, recommends("moka", "ben")),
        said("m2", "anna", 2, recommends("moka", "blog:b:ben")),
        said("blog:b:m3", "blog:b:ben", 3, likes("moka")),
        members=members,
    )
    anna = (await advocates(view, "moka", ALWAYS)).voices[0]
    assert anna.advised == 1
    assert [(one.receiver.id, one.outcome.kind) for one in anna.followed] == [
        ("person:ben", OutcomeKind.AGREED)
    ]
    assert anna.score.value == near(3 + 5 * 0.4)


async def test_the_company_neither_advocates_nor_is_advised(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "sam", 1, recommends("moka", "ben"), likes("moka")),
        said("m2", "brand", 1, recommends("moka", "ben"), by_company=True),
        said("m3", "anna", 1, recommends("moka", "sam")),
        said("m4", "cleo", 1, recommends("moka", "cleo")),
        members=(member("sam", "sam", role="staff"),),
    )
    answer = await advocates(view, "moka", ALWAYS)
    assert [(one.person.name, one.advised, one.public) for one in answer.voices] == [
        ("anna", 0, 1),
        ("cleo", 0, 1),
    ]


async def test_detractors_are_the_mirror(store: Store) -> None:
    view = await view_of(
        store,
        said("w1", "anna", 1, warns("moka", "ben"), dislikes("moka")),
        said("l1", "ben", 2, switches("moka", "brevo")),
        said("r1", "anna", 3, recommends("moka")),
        said("r2", "cleo", 3, recommends("moka")),
    )
    answer = await detractors(view, "moka", ALWAYS)
    (anna,) = answer.voices
    assert (anna.advised, anna.mentions) == (1, 1)
    assert anna.score.value == near(3 + 1 + 5 - 3)
    assert anna.followed[0].outcome.message == "forum:main:l1"


async def test_who_warns_more_than_they_recommend_is_no_advocate(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, recommends("moka")),
        said("m2", "anna", 2, warns("moka")),
        said("m3", "ben", 3, warns("moka")),
        said("m4", "ben", 3, likes("brevo"), to="m1"),
    )
    answer = await advocates(view, "moka", ALWAYS)
    assert answer.voices == ()
    assert answer.total == 0
    assert answer.missing is not None


async def test_first_bounds_the_list_and_ties_go_by_id(store: Store) -> None:
    view = await view_of(store, *(said(f"m{n}", f"p{n}", 1, likes("moka")) for n in (3, 1, 2, 0)))
    answer = await advocates(view, "moka", ALWAYS, first=2)
    assert [one.person.id for one in answer.voices] == ["person:p0", "person:p1"]
    assert answer.total == 4
    assert answer.voices[0].score.thin


async def test_the_window_bounds_advice_and_not_its_outcome(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, recommends("moka", "ben")),
        said("m2", "anna", 5, recommends("moka", "cleo")),
        said("m3", "ben", 6, switches(None, "moka")),
    )
    (anna,) = (await advocates(view, "moka", days(0, 3))).voices
    assert anna.advised == 1
    assert len(anna.followed) == 1
    (earlier,) = (await advocates(view, "moka", days(0, 3, as_of=5))).voices
    assert earlier.followed == ()


async def test_conversion_counts_people_who_acted_and_those_who_say_because_of_whom(store: Store) -> None:
    view = await view_of(
        store,
        said("r1", "anna", 1, recommends("moka", "ben")),
        said("r2", "anna", 1, recommends("moka", "cleo")),
        said("r3", "anna", 1, recommends("moka", "dan")),
        said("r4", "eve", 2, recommends("moka", "cleo")),
        said("s1", "ben", 5, switches("brevo", "moka"), likes("moka"), dislikes("brevo"), to="r1"),
        said("s2", "cleo", 6, switches("brevo", "moka")),
    )
    answer = await advocates(view, "moka", ALWAYS)
    anna, eve = (
        one.conversion for name in ("anna", "eve") for one in answer.voices if one.person.name == name
    )
    assert anna is not None
    assert eve is not None
    assert (anna.advised, anna.acted, anna.credited, anna.moved) == (3, 1, 1, near(1.0))
    assert (eve.acted, eve.credited) == (1, 0)  # the last who told Cleo, who names nobody
    usual = (1 + eve.moved) / 4
    assert anna.pull.value == near((1 + 10 * usual) / (3 + 10))
    assert shown(anna.pull.evidence) == ["s1", "r1"]
    assert anna.interval.low < (anna.pull.value or 0) < anna.interval.high
    assert "homophily" in answer.caution


async def test_who_moved_people_stands_before_who_talks_more(store: Store) -> None:
    view = await view_of(
        store,
        *(said(f"x{number}", "dan", number, recommends("moka", f"p{number}")) for number in range(8)),
        said("r1", "anna", 9, recommends("moka", "ben")),
        said("s1", "ben", 10, switches("brevo", "moka"), likes("moka"), dislikes("brevo"), to="r1"),
    )
    answer = await advocates(view, "moka", ALWAYS)
    assert [one.person.name for one in answer.voices][:2] == ["anna", "dan"]
    assert (answer.voices[0].score.value or 0) < (answer.voices[1].score.value or 0)


async def test_a_deed_after_as_of_is_no_conversion_yet(store: Store) -> None:
    view = await view_of(
        store,
        said("r1", "anna", 1, recommends("moka", "ben")),
        said("s1", "ben", 5, switches("brevo", "moka")),
    )
    (anna,) = (await advocates(view, "moka", days(None, None, as_of=4))).voices
    assert anna.conversion is not None
    assert anna.conversion.acted == 0
    (anna,) = (await advocates(view, "moka", days(None, 2))).voices
    assert anna.conversion is not None
    assert anna.conversion.acted == 1
