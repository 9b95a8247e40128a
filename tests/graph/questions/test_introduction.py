from __future__ import annotations

import math

from graph.questions.answer import Window
from graph.questions.introduction import introduction
from graph.questions.view import View
from graph.store import Store
from tests.graph.questions.worlds import days, member, near, said, shown, view_of


async def market(store: Store) -> View:
    """Sam of staff talks with anna often and with dan once; both know eve, dan hardly; a bot answers everybody."""
    talk = [said("a0", "anna", 1)]
    for number in range(1, 7):
        talk.append(said(f"s{number}", "sam", number, to=f"a{number - 1}"))
        talk.append(said(f"a{number}", "anna", number, to=f"s{number}"))
    talk += [said("e1", "eve", 7, to="a6"), said("a7", "anna", 8, to="e1"), said("e2", "eve", 9, to="a7")]
    talk += [said("d1", "dan", 3, to="s1"), said("e3", "eve", 4, to="d1"), said("z1", "zoe", 1)]
    talk += [said("b1", "bot", 10, to="e2"), said("s9", "sam", 10, to="b1"), said("b2", "bot", 10, to="s9")]
    return await view_of(
        store, *talk, members=(member("sam", "sam", role="staff"), member("bot", "bot", is_bot=True))
    )


async def test_the_strongest_path_begins_with_staff_and_shows_each_tie(store: Store) -> None:
    answer = await introduction(await market(store), "eve", (), Window())
    assert answer.known == 1
    assert [[one.name for one in way.people] for way in answer.ways] == [
        ["sam", "anna", "eve"],
        ["sam", "dan", "eve"],
    ]
    best = answer.ways[0]
    assert best.strength.value == near(math.prod(link.strength.value or 0 for link in best.links))
    assert [part.name for part in best.links[0].strength.parts] == [
        "frequency",
        "reciprocity",
        "recency",
        "sentiment",
    ]
    assert shown(best.links[1].strength.evidence) == ["e2", "a7", "e1"]
    assert best.strength.evidence.total == 15
    assert answer.missing is None


async def test_the_shortest_way_has_fewest_ties_and_any_person_may_begin(store: Store) -> None:
    answer = await introduction(await market(store), "sam", ("eve",), Window())
    assert answer.shortest is not None
    assert [one.name for one in answer.shortest.people] == ["eve", "anna", "sam"]


async def test_no_path_says_so(store: Store) -> None:
    view = await market(store)
    answer = await introduction(view, "zoe", (), Window())
    assert (answer.ways, answer.shortest) == ((), None)
    assert answer.missing is not None
    assert "ties zoe to anybody" in answer.missing
    early = await introduction(view, "eve", (), days(6.5, None))
    assert early.missing is not None
    assert "no path" in early.missing


async def test_who_is_known_already_needs_no_introduction(store: Store) -> None:
    view = await market(store)
    answer = await introduction(view, "sam", (), Window())
    assert answer.missing is not None
    assert "no introduction" in answer.missing


async def test_without_staff_it_asks_whom_we_know(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1), said("m2", "ben", 2, to="m1"))
    answer = await introduction(view, "ben", (), Window())
    assert answer.missing is not None
    assert "whom we know" in answer.missing
    assert (await introduction(view, "ben", ("anna",), Window())).missing is None


async def test_ties_of_later_days_are_not_seen(store: Store) -> None:
    answer = await introduction(await market(store), "eve", (), days(None, None, as_of=5))
    assert [[one.name for one in way.people] for way in answer.ways] == [["sam", "dan", "eve"]]
