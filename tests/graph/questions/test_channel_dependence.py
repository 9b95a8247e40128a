from __future__ import annotations

from graph.model import FactKind
from graph.questions.answer import Window
from graph.questions.channel_dependence import ChannelLoss, channel_dependence
from graph.questions.view import View, open_view
from graph.store import Store
from tests.graph.questions.worlds import (
    days,
    interaction,
    likes,
    member,
    near,
    said,
    shown,
    tell,
    view_of,
)

ALWAYS = Window()
MEMBERS = (
    member("anna", "anna"),
    member("mail:box:anna", "anna"),
    member("ben", "ben"),
    member("cleo", "cleo"),
    member("dan", "dan"),
    member("sam", "sam", role="staff"),
    member("mail:box:eve", "eve"),
)


async def two_channels(store: Store) -> View:
    """Anna is on the forum and in mail; Ben, Cleo and Dan on the forum only; Eve in mail only."""
    mail = {"conversation": "mail:box:1"}
    return await view_of(
        store,
        said("f1", "anna", 1, likes("moka")),
        said("f2", "ben", 2, likes("brevo"), to="f1"),
        said("f3", "cleo", 3, likes("moka"), to="f2"),
        said("f4", "cleo", 4, likes("moka"), to="f2"),
        said("f5", "dan", 5),
        said("f6", "sam", 6, likes("moka"), to="f5"),
        said("mail:box:1", "mail:box:eve", 7, likes("moka"), **mail),
        said("mail:box:2", "mail:box:anna", 8, to="mail:box:1", **mail),
        members=MEMBERS,
    )


def by_name(channels: tuple[ChannelLoss, ...]) -> dict[str, ChannelLoss]:
    return {one.channel: one for one in channels}


async def test_people_on_one_channel_only_are_counted_apart_from_those_reachable_elsewhere(
    store: Store,
) -> None:
    answer = await channel_dependence(await two_channels(store), ALWAYS)
    assert [one.channel for one in answer.channels] == ["forum", "mail"]
    assert (answer.people, answer.one_channel) == (5, 4)
    forum, mail = answer.channels
    assert (forum.people, forum.only_here.value) == (4, near(3 / 4))
    assert (mail.people, mail.only_here.value) == (2, near(1 / 2))
    assert [(one.channel, one.people) for one in forum.elsewhere] == [("mail", 1)]
    assert forum.interval is not None
    assert 0 < forum.interval.low < 3 / 4 < forum.interval.high < 1
    assert forum.only_here.thin
    assert shown(forum.only_here.evidence) == ["f5", "f4", "f3", "f2"]
    assert shown(mail.only_here.evidence) == ["1"]
    assert shown(mail.conversations.evidence) == ["2", "1"]


async def test_the_lost_come_most_heard_first_with_who_could_reach_them(store: Store) -> None:
    forum = by_name((await channel_dependence(await two_channels(store), ALWAYS)).channels)["forum"]
    # Cleo hears Ben twice, Ben hears Anna; nobody hears Cleo, and Dan has only met staff
    assert [one.person.name for one in forum.lost] == ["ben", "cleo", "dan"]
    ben, cleo, _ = forum.lost
    assert [(one.person.name, one.channels, one.contacts) for one in ben.through] == [("anna", ("mail",), 1)]
    assert shown(ben.through[0].evidence) == ["f2"]
    assert cleo.through == ()
    assert shown(cleo.score.evidence) == ["f4", "f3"]
    # Cleo knows only Ben, who is stranded too; Dan knows nobody
    assert forum.cut_off == 2
    assert 0 < forum.attention < 1


async def test_ties_and_conversations_count_pairs_and_threads_of_customers(store: Store) -> None:
    channels = by_name((await channel_dependence(await two_channels(store), ALWAYS)).channels)
    forum, mail = channels["forum"], channels["mail"]
    assert (forum.ties.value, mail.ties.value) == (near(2 / 3), near(1 / 3))
    # the thread of f1, and the mail thread; Dan's has one customer
    assert (forum.conversations.value, mail.conversations.value) == (near(1 / 2), near(1 / 2))
    assert shown(forum.ties.evidence) == ["f4", "f3", "f2"]


async def test_a_pair_that_meets_on_two_channels_is_lost_on_neither(store: Store) -> None:
    view = await view_of(
        store,
        said("f1", "anna", 1),
        said("f2", "ben", 2, to="f1"),
        said("mail:box:1", "mail:box:anna", 3),
        said("mail:box:2", "mail:box:ben", 4, to="mail:box:1"),
        members=(*MEMBERS[:3], member("mail:box:ben", "ben")),
    )
    answer = await channel_dependence(view, ALWAYS)
    assert [(one.ties.value, one.only_here.value) for one in answer.channels] == [(0, 0), (0, 0)]
    assert answer.one_channel == 0


async def test_with_a_brand_it_says_what_the_share_of_voice_would_be(store: Store) -> None:
    forum = by_name((await channel_dependence(await two_channels(store), ALWAYS, "moka")).channels)["forum"]
    assert forum.voice is not None
    assert forum.voice.value == near(3 / 4)
    assert shown(forum.voice.evidence) == ["f4", "f3", "f1"]
    assert (forum.share_of_voice, forum.share_of_voice_without) == (near(4 / 5), near(1))
    plain = by_name((await channel_dependence(await open_view(store), ALWAYS)).channels)["forum"]
    assert (plain.voice, plain.share_of_voice) == (None, None)


async def test_an_account_first_used_later_does_not_count_as_of_earlier(store: Store) -> None:
    view = await two_channels(store)
    earlier = by_name((await channel_dependence(view, days(None, None, as_of=6))).channels)
    assert set(earlier) == {"forum"}
    assert earlier["forum"].only_here.value == 1


async def test_who_only_reacts_can_be_reached_and_an_account_of_before_the_window_still_can(
    store: Store,
) -> None:
    await tell(
        store,
        said("f1", "anna", 11),
        said("mail:box:1", "mail:box:anna", 1),
        members=(*MEMBERS[:3],),
        new_interactions=(interaction("r1", FactKind.REACTED, "ben", "f1", 12),),
    )
    answer = await channel_dependence(await open_view(store), days(10, 20))
    (forum,) = [one for one in answer.channels if one.channel == "forum"]
    assert (forum.people, forum.only_here.value) == (2, near(1 / 2))
    assert [one.person.name for one in forum.lost] == ["ben"]


async def test_nothing_says_what_is_missing(store: Store) -> None:
    answer = await channel_dependence(await view_of(store), ALWAYS)
    assert answer.channels == ()
    assert answer.missing is not None
    assert "rapport ingest" not in answer.missing or answer.people == 0
