from __future__ import annotations

from graph.model import FactKind
from graph.questions.answer import Window
from graph.questions.unanswered import unanswered
from graph.store import Store
from tests.graph.questions.worlds import DAY, act, complains, day, days, member, names, said, view_of

ALWAYS = Window()
ASKS = act(FactKind.ASKS, "moka")


async def test_questions_and_complaints_without_any_reply_wait_oldest_first(store: Store) -> None:
    view = await view_of(
        store,
        said("q1", "anna", 1, ASKS),
        said("q2", "ben", 2, complains("moka")),
        said("q3", "cleo", 3, ASKS),
        said("q4", "dan", 4, ASKS),
        said("a3", "sam", 5, to="q3", by_company=True),
        said("a4", "eve", 5, to="q4"),
        said("b4", "fay", 6, to="q4"),
        said("self", "anna", 8, to="q1"),
    )
    answer = await unanswered(view, "moka", ALWAYS)
    assert (answer.asked, answer.by_staff, answer.by_peers_only, answer.by_nobody) == (4, 1, 1, 2)
    first, second = answer.waiting
    assert (first.message, first.waited, first.asks, first.complains) == (
        "forum:main:q1",
        7 * DAY,
        True,
        False,
    )
    assert first.author is not None
    assert first.author.name == "anna"
    assert (second.message, second.asks, second.complains) == ("forum:main:q2", False, True)
    assert [(one.message, one.peer_replies) for one in answer.peers_only] == [("forum:main:q4", 2)]
    assert answer.now == day(8)


async def test_a_staff_account_answers_for_the_company(store: Store) -> None:
    view = await view_of(
        store,
        said("q1", "anna", 1, ASKS),
        said("a1", "sam", 2, to="q1"),
        members=(member("sam", "sam", role="staff"),),
    )
    answer = await unanswered(view, "moka", ALWAYS)
    assert (answer.by_staff, answer.waiting) == (1, ())


async def test_a_reply_after_as_of_is_not_known_yet(store: Store) -> None:
    view = await view_of(store, said("q1", "anna", 1, ASKS), said("a1", "ben", 3, to="q1"))
    then = await unanswered(view, "moka", days(None, None, as_of=2))
    assert (then.by_nobody, then.now, then.waiting[0].waited) == (1, day(2), DAY)
    late = await unanswered(view, "moka", days(0, 2))  # the window is the question's, not the reply's
    assert (late.by_nobody, late.by_peers_only) == (0, 1)


async def test_a_question_about_nothing_named_counts_where_the_brand_is_mentioned(store: Store) -> None:
    nameless = act(FactKind.ASKS, None)
    view = await view_of(
        store,
        said("q1", "anna", 1, nameless, names("moka")),
        said("q2", "ben", 2, nameless),
        said("q3", "cleo", 3, act(FactKind.ASKS, "brevo"), names("moka")),
        said("q4", "sam", 4, ASKS, by_company=True),
    )
    answer = await unanswered(view, "moka", ALWAYS)
    assert [one.message for one in answer.waiting] == ["forum:main:q1"]


async def test_a_reply_by_someone_unknown_is_a_reply_and_an_asker_may_be_unknown(store: Store) -> None:
    view = await view_of(
        store, said("q1", None, 1, ASKS), said("q2", None, 2, ASKS), said("a1", None, 3, to="q1")
    )
    answer = await unanswered(view, "moka", ALWAYS)
    assert (answer.by_peers_only, answer.by_nobody) == (1, 1)
    assert answer.waiting[0].author is None


async def test_first_keeps_the_oldest_and_ties_go_by_uid(store: Store) -> None:
    view = await view_of(
        store, *(said(f"q{n}", "anna", 1, ASKS) for n in (3, 1, 2)), said("q0", "anna", 2, ASKS)
    )
    answer = await unanswered(view, "moka", ALWAYS, first=2)
    assert [one.message[-2:] for one in answer.waiting] == ["q1", "q2"]
    assert answer.by_nobody == 4
    assert (await unanswered(view, "moka", ALWAYS, first=0)).waiting == ()


async def test_nothing_asked_says_what_is_missing(store: Store) -> None:
    answer = await unanswered(await view_of(store), "moka", ALWAYS)
    assert (answer.asked, answer.now) == (0, None)
    assert answer.missing is not None
