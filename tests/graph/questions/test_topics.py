from __future__ import annotations

import pytest

from graph.model import FactKind, MessageFacts
from graph.questions.answer import Window
from graph.questions.catalogue_index import TopicRef
from graph.questions.peeves import Grievances, ideas, peeves
from graph.questions.topics import topics
from graph.store import Store
from nlp.catalogue import TopicKind
from tests.graph.factories import about
from tests.graph.questions.worlds import (
    act,
    complains,
    day,
    days,
    dislikes,
    likes,
    names,
    said,
    shown,
    view_of,
)

ALWAYS = Window()


async def test_topics_count_messages_and_people_of_customers(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, about("noise"), dislikes("moka")),
        said("m2", "anna", 2, about("noise"), about("price"), likes("brevo")),
        said("m3", "ben", 3, about("price"), names("moka")),
        said("m4", "ben", 4, about("noise"), likes("moka")),
        said("m5", "sam", 5, about("app"), by_company=True),
    )
    answer = await topics(view, ALWAYS)
    assert [(one.topic.id, one.messages, one.people) for one in answer.topics] == [
        ("noise", 3, 2),
        ("price", 2, 2),
    ]
    # noise: anna -1 and +1 is 0, ben +1; mean over both 0.5
    assert answer.topics[0].sentiment.value == pytest.approx(0.5)
    assert shown(answer.topics[0].sentiment.evidence) == ["m4", "m2", "m1"]
    assert answer.topics[0].rise is None
    assert answer.before is None


async def test_topics_of_a_brand_are_in_messages_that_mention_it(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, about("noise"), dislikes("moka"), likes("brevo")),
        said("m2", "ben", 2, about("price"), likes("brevo")),
    )
    answer = await topics(view, ALWAYS, "moka")
    assert [one.topic.id for one in answer.topics] == ["noise"]
    assert answer.topics[0].sentiment.value == -1


async def test_topics_of_a_kind_and_a_first_few(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1, about("noise"), about("price"), about("app")))
    only = await topics(view, ALWAYS, kind=TopicKind.PEEVE)
    assert [one.topic.id for one in only.topics] == ["noise"]
    few = await topics(view, ALWAYS, first=2)
    assert ([one.topic.id for one in few.topics], few.total) == (["app", "noise"], 3)


async def test_a_topic_without_mentions_has_no_sentiment(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1, about("noise")))
    assert (await topics(view, ALWAYS)).topics[0].sentiment.value is None


async def test_a_topic_rises_when_more_of_the_people_talk_about_it(store: Store) -> None:
    before = [said(f"a{n}", f"p{n}", 1, about("price")) for n in range(30)]
    now = [said(f"b{n}", f"p{n}", 11, about("noise")) for n in range(20)]
    now += [said(f"c{n}", f"q{n}", 11, about("price")) for n in range(10)]
    view = await view_of(store, *before, *now)
    answer = await topics(view, days(10, 20))
    assert answer.before == days(0, 10)
    noise, price = answer.topics
    assert noise.rise is not None
    assert price.rise is not None
    assert (noise.rise.messages_before, noise.rise.people_before) == (0, 0)
    assert noise.rise.change == pytest.approx(20 / 30)
    assert noise.rise.rising
    assert price.rise.change == pytest.approx(10 / 30 - 1)
    assert not price.rise.rising


async def test_nothing_rises_from_silence(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 11, about("noise")), said("m0", "ben", 1))
    (noise,) = (await topics(view, days(10, 20))).topics
    assert noise.rise is None


async def test_no_topics_say_what_is_missing(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1))
    assert (await topics(view, ALWAYS)).missing is not None
    answer = await topics(view, ALWAYS, "moka")
    assert answer.missing is not None
    assert "mentions Moka" in answer.missing


def groups(answer: Grievances) -> list[tuple[str | None, int, int]]:
    return [(None if one.topic is None else one.topic.id, one.messages, one.people) for one in answer.groups]


async def test_peeves_are_complaints_by_topic_untopical_last(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, complains("moka"), about("noise")),
        said("m2", "anna", 2, complains("moka"), about("noise"), about("price")),
        said("m3", "ben", 3, complains("moka"), about("noise")),
        said("m4", "cleo", 4, complains("moka")),
        said("m5", "dan", 5, complains("moka")),
        said("m6", "eve", 6, complains("moka")),
        said("m7", "eve", 7, complains("brevo"), about("app")),
        said("m8", "fay", 8, about("app"), dislikes("moka")),
    )
    answer = await peeves(view, "moka", ALWAYS)
    assert answer.kind is FactKind.COMPLAINS
    assert (answer.messages, answer.people) == (6, 5)
    assert groups(answer) == [("noise", 3, 2), ("price", 1, 1), (None, 3, 3)]
    noise = answer.groups[0]
    assert (noise.first_at, noise.last_at) == (day(1), day(3))
    assert shown(noise.evidence) == ["m3", "m2", "m1"]


async def test_ideas_are_suggestions(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1, act(FactKind.SUGGESTS, "moka"), about("app")))
    answer = await ideas(view, "moka", ALWAYS)
    assert answer.kind is FactKind.SUGGESTS
    assert groups(answer) == [("app", 1, 1)]


async def test_no_complaints_say_what_is_missing(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1, likes("moka")))
    answer = await peeves(view, "moka", ALWAYS)
    assert answer.groups == ()
    assert answer.missing is not None
    assert "complains of Moka" in answer.missing


def complaint(name: str, author: str, *topics: str) -> MessageFacts:
    return said(name, author, 1, complains("moka"), dislikes("moka"), *(about(topic) for topic in topics))


async def test_discovered_topics_are_named_by_the_inventory(store: Store) -> None:
    view = await view_of(store, complaint("m1", "anna", "peeve:leaks"), complaint("m2", "ben", "noise"))
    answer = await peeves(view, "moka", ALWAYS)
    assert [one.topic for one in answer.groups] == [
        TopicRef("noise", "Noise", TopicKind.PEEVE),
        TopicRef("peeve:leaks", "Leaks", TopicKind.PEEVE),
    ]
    assert shown(answer.groups[1].evidence) == ["m1"]


async def test_an_open_topic_counts_where_three_messages_of_two_people_share_it(store: Store) -> None:
    lid, wand = "peeve:~lid", "peeve:~steam-wand"
    view = await view_of(
        store,
        complaint("m1", "anna", lid, wand),
        complaint("m2", "anna", lid, wand),
        complaint("m3", "ben", lid),
        complaint("m4", "anna", wand),
    )
    answer = await peeves(view, "moka", ALWAYS)
    assert groups(answer) == [(lid, 3, 2), (None, 1, 1)]
    assert answer.groups[0].topic == TopicRef(lid, "lid", TopicKind.PEEVE, is_open=True)
    listed = await topics(view, ALWAYS, "moka")
    assert ([one.topic.id for one in listed.topics], listed.total) == ([lid], 1)


async def test_a_complaint_that_comes_with_a_wish_is_not_about_the_wish(store: Store) -> None:
    both = (complains("moka"), act(FactKind.SUGGESTS, "moka"))
    view = await view_of(
        store, said("m1", "anna", 1, *both, about("peeve:leaks"), about("idea:dark-mode"), about("price"))
    )
    assert groups(await peeves(view, "moka", ALWAYS)) == [("peeve:leaks", 1, 1), ("price", 1, 1)]
    assert groups(await ideas(view, "moka", ALWAYS)) == [("idea:dark-mode", 1, 1), ("price", 1, 1)]


async def test_topics_of_a_kind_hold_discovered_ones(store: Store) -> None:
    view = await view_of(store, complaint("m1", "anna", "peeve:leaks"), complaint("m2", "ben", "price"))
    answer = await topics(view, ALWAYS, kind=TopicKind.PEEVE)
    assert [one.topic.name for one in answer.topics] == ["Leaks"]
