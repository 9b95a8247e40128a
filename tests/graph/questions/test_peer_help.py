from __future__ import annotations

from graph.model import Fact, FactKind
from graph.questions.answer import Window
from graph.questions.peer_help import Cost, peer_help
from graph.store import Store
from tests.graph.questions.worlds import DAY, act, complains, days, likes, member, near, said, view_of

ALWAYS = Window()


def asks(brand: str) -> Fact:
    return act(FactKind.ASKS, brand)


STORY = (
    said("q1", "anna", 1, asks("moka")),
    said("a1", "ben", 1.5, to="q1"),
    said("t1", "anna", 2, likes("moka")),
    said("q2", "cleo", 3, asks("moka")),
    said("a2", "ben", 4, to="q2"),
    said("c2", "cleo", 6, complains("moka")),
    said("q3", "dan", 10, asks("moka")),
    said("a3", "help", 10.1, to="q3"),
    said("t3", "dan", 11),
    said("q4", "eve", 20, asks("moka")),
    said("o4", "eve", 21, to="q4"),
)
"""Ben settles Anna's question and not Cleo's; staff answer Dan, who writes on; nobody answers Eve but herself."""

MEMBERS = (member("help", "help", role="staff"),)


async def test_a_question_is_settled_when_the_asker_comes_back_content(store: Store) -> None:
    view = await view_of(store, *STORY, members=MEMBERS)
    answer = await peer_help(view, "moka", ALWAYS, cost=Cost(minutes=10, hourly=60))
    assert (answer.asked, answer.by_peers, answer.by_staff, answer.by_nobody) == (4, 2, 1, 1)
    (ben,) = answer.helpers
    assert (ben.person.name, ben.answered, ben.people) == ("ben", 2, 2)
    assert ben.median_wait == int(0.75 * DAY)
    assert ben.solved.value == near(0.5)
    assert ben.saved == near(10.0)  # one answer of ten minutes at 60 an hour
    assert answer.solved.value == near(0.5)
    assert answer.solved_by_staff.value == near(1.0)
    assert answer.saved == near(10.0)
    assert answer.solved.thin


async def test_silence_after_an_answer_settles_nothing(store: Store) -> None:
    view = await view_of(store, said("q1", "anna", 1, asks("moka")), said("a1", "ben", 2, to="q1"))
    answer = await peer_help(view, "moka", ALWAYS)
    assert answer.solved.value == near(0.0)


async def test_who_asks_again_was_not_helped(store: Store) -> None:
    view = await view_of(
        store,
        said("q1", "anna", 1, asks("moka")),
        said("a1", "ben", 2, to="q1"),
        said("t1", "anna", 3, likes("moka")),
        said("q2", "anna", 5, asks("moka")),
    )
    assert (await peer_help(view, "moka", ALWAYS)).solved.value == near(0.0)


async def test_answers_after_as_of_are_not_seen(store: Store) -> None:
    view = await view_of(store, *STORY, members=MEMBERS)
    answer = await peer_help(view, "moka", days(None, None, as_of=1.2))
    assert (answer.asked, answer.by_nobody) == (1, 1)


async def test_no_question_says_why(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1))
    answer = await peer_help(view, "moka", ALWAYS)
    assert answer.missing is not None
    assert answer.median_wait is None
