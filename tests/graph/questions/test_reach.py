from __future__ import annotations

import pytest

from graph.errors import QuestionError
from graph.model import FactKind
from graph.questions.answer import Window
from graph.questions.reach import person_reach, widest_reach
from graph.questions.view import View
from graph.store import Store
from tests.graph.questions.worlds import day, days, interaction, member, recommends, said, shown, view_of


async def talk(store: Store) -> View:
    """Anna writes; ben answers; cleo answers ben; dan shared cleo's before that; sam of staff answers anna."""
    return await view_of(
        store,
        said("a1", "anna", 1),
        said("b1", "ben", 2, to="a1"),
        said("c1", "cleo", 3, to="b1"),
        said("e1", "eve", 1, to="c1"),  # before cleo knew
        said("s1", "sam", 2, to="a1"),
        said("f1", "fay", 4, to="s1"),
        said("a2", "anna", 5, recommends("moka", "gus")),
        new_interactions=(interaction("r1", FactKind.REACTED, "dan", "c1", 6),),
        members=(member("sam", "sam", role="staff"), member("dan", "dan")),
    )


async def test_reach_counts_people_hop_by_hop_with_the_messages_by_which(store: Store) -> None:
    answer = await person_reach(await talk(store), "anna", Window())
    assert [(one.hop, one.people, shown(one.evidence)) for one in answer.hops] == [
        (1, 2, ["a2", "b1"]),
        (2, 1, ["c1"]),
        (3, 1, ["c1"]),
    ]
    assert answer.score.value == 4
    assert answer.expected == 2 + 1 / 2 + 1 / 4
    assert answer.missing is None


async def test_each_listener_shows_the_way_that_word_took(store: Store) -> None:
    answer = await person_reach(await talk(store), "anna", Window())
    assert [(one.person.name, one.hops) for one in answer.listeners] == [
        ("ben", 1),
        ("gus", 1),
        ("cleo", 2),
        ("dan", 3),
    ]
    assert [(step.heard.name, step.hears.name, step.kind, step.at) for step in answer.listeners[3].path] == [
        ("anna", "ben", "replies", day(2)),
        ("ben", "cleo", "replies", day(3)),
        ("cleo", "dan", "reactions", day(6)),
    ]
    assert answer.listeners[1].path[0].message == "forum:main:a2"


async def test_staff_pass_nothing_on_but_have_a_reach_of_their_own(store: Store) -> None:
    view = await talk(store)
    answer = await person_reach(view, "sam", Window())
    assert [one.person.name for one in answer.listeners] == ["fay"]


async def test_who_writes_in_the_companys_name_is_of_the_company_without_a_role_too(store: Store) -> None:
    view = await view_of(
        store,
        said("a1", "anna", 1),
        said("s1", "sam", 2, to="a1", by_company=True),
        said("b1", "ben", 3, to="s1"),
        said("c1", "cleo", 3, to="a1"),
    )
    assert [one.person.name for one in (await person_reach(view, "anna", Window())).listeners] == ["cleo"]
    assert [one.person.name for one in (await widest_reach(view, Window())).people] == ["anna"]


async def test_reach_keeps_to_the_window_and_to_what_was_known(store: Store) -> None:
    view = await talk(store)
    assert (await person_reach(view, "anna", days(None, 3))).score.value == 1
    assert (await person_reach(view, "anna", days(None, None, as_of=5))).score.value == 3
    assert (await person_reach(view, "anna", days(2.5, None))).score.value == 1


async def test_nobody_reached_says_what_is_missing(store: Store) -> None:
    answer = await person_reach(await talk(store), "gus", Window())
    assert answer.score.value == 0
    assert answer.score.thin
    assert answer.missing is not None
    assert "carry word from gus" in answer.missing


async def test_hops_have_bounds(store: Store) -> None:
    with pytest.raises(QuestionError, match="hops"):
        await person_reach(await talk(store), "anna", Window(), hops=7)


async def test_the_widest_reach_is_estimated_for_all_and_counted_for_the_first(store: Store) -> None:
    answer = await widest_reach(await talk(store), Window(), first=2)
    assert [(one.person.name, one.people) for one in answer.people] == [("anna", 4), ("ben", 2)]
    assert answer.people[0].estimate == pytest.approx(4, rel=0.1)
    assert 0 < answer.standard_error < 0.07
