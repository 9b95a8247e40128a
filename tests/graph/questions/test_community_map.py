from __future__ import annotations

from graph.questions.communities import communities
from graph.questions.community_map import community_ties
from graph.store import Store
from tests.graph.questions.test_communities import NORTH, SOUTH, circle
from tests.graph.questions.worlds import days, said, view_of


async def test_two_communities_are_tied_by_the_messages_between_their_members(store: Store) -> None:
    view = await view_of(
        store,
        *circle(NORTH, 1),
        *circle(SOUTH, 1),
        said("hello", "n1", 2, to="s1-1"),
        said("hello-back", "s2", 3, to="n2-1"),
    )
    answer = await communities(view, days(None, None))
    ids = tuple(one.id for one in answer.communities)
    (tie,) = await community_ties(view, days(None, None), ids)
    assert (tie.one, tie.other) == ids
    assert tie.score.evidence.uids == ("forum:main:hello-back", "forum:main:hello")
    assert tie.score.value == 2.0
    assert await community_ties(view, days(None, None), ids[:1]) == ()


async def test_nothing_after_as_of_ties_them(store: Store) -> None:
    view = await view_of(store, *circle(NORTH, 1), *circle(SOUTH, 1), said("hello", "n1", 3, to="s1-1"))
    window = days(None, None, 2)
    answer = await communities(view, window)
    assert await community_ties(view, window, tuple(one.id for one in answer.communities)) == ()
