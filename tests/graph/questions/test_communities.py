from __future__ import annotations

import pytest

from graph.analytics.community_history import Event
from graph.errors import NotFoundError
from graph.model import FactKind, MessageFacts
from graph.questions.communities import communities, community
from graph.store import Store
from tests.graph import factories as make
from tests.graph.questions.worlds import days, dislikes, likes, member, said, tell, view_of

NORTH, SOUTH = [f"n{number}" for number in range(6)], [f"s{number}" for number in range(7)]


def circle(people: list[str], at: float, *facts: object) -> list[MessageFacts]:
    """Everybody writes once, and everybody else answers; the first of them answers twice."""
    found = []
    for place, author in enumerate(people):
        root = f"{author}-{at}"
        found.append(said(root, author, at, *facts if place < 4 else ()))  # type: ignore[arg-type]
        found += [said(f"{other}-to-{root}", other, at + 0.1, to=root) for other in people if other != author]
        if author != people[0]:
            found.append(said(f"again-to-{root}", people[0], at + 0.2, to=root))
    return found


async def test_a_community_is_the_same_however_many_are_asked_for_and_by_its_id(store: Store) -> None:
    view = await view_of(store, *circle(NORTH, 1, likes("moka")), *circle(SOUTH, 1, dislikes("moka")))
    both = (await communities(view, days(None, None))).communities
    assert (await communities(view, days(None, None), first=1)).communities == both[:1]
    for one in both:
        assert await community(view, one.id, days(None, None)) == one


async def test_groups_that_talk_among_themselves_are_communities_with_their_moods_and_subjects(
    store: Store,
) -> None:
    view = await view_of(
        store,
        *circle(NORTH, 1, likes("moka"), make.fact(FactKind.ABOUT, "noise")),
        *circle(SOUTH, 1, dislikes("moka")),
        said("hello", "n1", 2, to="s1-1"),
    )
    answer = await communities(view, days(None, None))
    south, north = answer.communities
    assert (south.size, north.size, answer.people, answer.total, answer.small) == (7, 6, 13, 2, 0)
    assert north.id == "community:person:n0"
    assert north.label == "Noise (around n0)"
    assert south.label == "Around s0"
    (mood,) = north.moods
    assert (mood.brand.id, mood.mood.net_sentiment.value, mood.mood.people) == ("moka", 1.0, 4)
    assert mood.aware == pytest.approx(4 / 6)
    assert south.moods[0].mood.net_sentiment.value == -1.0
    (topic,) = north.topics
    assert (topic.topic.id, topic.people, topic.score.evidence.total) == ("noise", 4, 4)
    assert answer.modularity > 0.4


async def test_central_people_and_bridges_have_their_reasons_and_messages(store: Store) -> None:
    view = await view_of(
        store,
        *circle(NORTH, 1),
        *circle(SOUTH, 1),
        said("hello", "n1", 2, to="s1-1"),
        said("yo", "n1", 3, to="s2-1"),
    )
    north = (await communities(view, days(None, None))).communities[1]
    first = north.central[0]
    assert first.person.id == "person:n0"
    assert [part.value for part in first.score.parts] == [15.0, 5.0, 35.0]
    assert first.score.value == pytest.approx(15 / 35)
    assert first.score.evidence.total == 15
    (bridge,) = north.bridges
    assert bridge.person.id == "person:n1"
    assert bridge.score.parts[0].value == 2.0
    assert bridge.score.evidence.uids == (make.key("yo"), make.key("hello"))
    assert north.cohesion.value == pytest.approx(35 / 37)


async def test_staff_who_answer_everybody_do_not_make_one_community_of_all(store: Store) -> None:
    answers = [said(f"help-{one}", "helper", 2, to=f"{one}-1") for one in (*NORTH, *SOUTH)]
    await tell(
        store,
        *circle(NORTH, 1),
        *circle(SOUTH, 1),
        *answers,
        members=(member("helper", "helper", role="staff"),),
    )
    view = await view_of(store)
    answer = await communities(view, days(None, None))
    assert [one.size for one in answer.communities] == [7, 6]


async def test_what_happened_since_the_window_before_is_said(store: Store) -> None:
    view = await view_of(
        store,
        *circle(NORTH, 1),
        *circle([*NORTH, "n6", "n7"], 11),
        *circle(SOUTH, 2),
        *circle([f"w{number}" for number in range(5)], 12),
    )
    answer = await communities(view, days(10, 20))
    north, west = answer.communities
    assert north.change is not None
    assert west.change is not None
    assert (north.change.event, north.change.size_before) == (Event.GROWN, 6)
    assert (west.change.event, west.change.before) == (Event.BORN, ())
    assert [(one.id, one.size) for one in answer.dissolved] == [("community:person:s0", 7)]
    assert (await communities(view, days(None, 20))).communities[0].change is None


async def test_nothing_after_as_of_is_seen(store: Store) -> None:
    view = await view_of(store, *circle(NORTH, 1), *circle(SOUTH, 5))
    answer = await communities(view, days(None, None, as_of=3))
    assert [one.size for one in answer.communities] == [6]


async def test_a_community_is_found_by_its_id_and_a_wrong_one_says_where_ids_come_from(store: Store) -> None:
    view = await view_of(store, *circle(NORTH, 1), *circle(SOUTH, 1))
    assert (await community(view, "community:person:s0", days(None, None))).size == 7
    with pytest.raises(NotFoundError, match="ask `communities`"):
        await community(view, "community:person:nobody", days(None, None))


async def test_silence_says_so(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1))
    answer = await communities(view, days(None, None))
    assert answer.communities == ()
    assert (
        answer.missing
        == "No message in this window is between two customers (what was ingested runs from 2024-01-02 to 2024-01-02)."
    )
