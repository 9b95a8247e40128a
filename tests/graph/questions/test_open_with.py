from __future__ import annotations

from graph.model import FactKind
from graph.questions.answer import Window
from graph.questions.open_with import open_with
from graph.store import Store
from tests.graph.questions.worlds import DAY, act, complains, days, member, names, said, view_of

ASKS = act(FactKind.ASKS, "moka")


async def test_what_staff_has_not_answered_is_open_oldest_first(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, ASKS),
        said("m2", "anna", 2, complains("moka")),
        said("m3", "anna", 3, ASKS),
        said("m4", "anna", 4, act(FactKind.ASKS, None), names("moka")),
        said("m5", "anna", 5, act(FactKind.ASKS, "brevo")),
        said("m6", "ben", 5, ASKS),
        said("r1", "sam", 6, to="m1"),
        said("r2", "ben", 6, to="m2"),
        members=(member("sam", "sam", role="staff"),),
    )
    answer = await open_with(view, "anna", Window())
    assert (answer.person.name, answer.asked, answer.answered) == ("anna", 4, 1)
    assert [one.message.split(":")[2] for one in answer.waiting] == ["m2", "m3", "m4"]
    first = answer.waiting[0]
    assert (first.complains, first.asks, first.peer_replies, first.waited) == (True, False, 1, 4 * DAY)
    assert len((await open_with(view, "anna", Window(), first=1)).waiting) == 1
    earlier = await open_with(view, "anna", days(None, None, as_of=1))
    assert (earlier.asked, earlier.answered) == (1, 0)


async def test_with_whom_nothing_is_open_nothing_waits(store: Store) -> None:
    answer = await open_with(await view_of(store, said("m1", "anna", 1)), "anna", Window())
    assert (answer.asked, answer.waiting) == (0, ())
