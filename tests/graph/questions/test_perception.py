from __future__ import annotations

import pytest

from graph.errors import NotFoundError, QuestionError
from graph.questions.answer import Window
from graph.questions.brands import brands
from graph.questions.perception import perception, standing
from graph.questions.share_of_voice import share_of_voice
from graph.questions.timeline import Bucket, timeline
from graph.questions.view import LiveView, open_view
from graph.store import Store
from nlp.catalogue import BrandRole
from tests.graph import factories as make
from tests.graph.questions.worlds import (
    DAY,
    complains,
    day,
    days,
    dislikes,
    likes,
    member,
    names,
    recommends,
    renamed,
    said,
    shown,
    tell,
    view_of,
    warns,
)

ALWAYS = Window()


async def test_net_sentiment_scores_each_person_once(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "loud", 1, likes("moka")),
        said("m2", "loud", 2, likes("moka")),
        said("m3", "loud", 3, names("moka")),
        said("m4", "loud", 4, likes("moka")),
        said("m5", "quiet", 5, dislikes("moka")),
    )
    mood = (await perception(view, "moka", ALWAYS)).mood
    assert (mood.positive, mood.neutral, mood.negative, mood.messages) == (3, 1, 1, 5)
    assert mood.people == 2
    # loud: (3 - 0) / 4 = 0.75; quiet: -1; mean -0.125, where messages would give (3 - 1) / 5 = +0.4
    assert mood.net_sentiment.value == pytest.approx(-0.125)
    assert mood.net_sentiment.thin
    assert [(part.name, part.value) for part in mood.net_sentiment.parts] == [
        ("people for", 1),
        ("people undecided", 0),
        ("people against", 1),
    ]
    assert shown(mood.net_sentiment.evidence) == ["m5", "m4", "m3", "m2", "m1"]


async def test_a_message_takes_one_side_however_often_it_names_the_brand(store: Store) -> None:
    view = await view_of(
        store,
        said("twice", "anna", 1, make.mention("moka", "positive"), make.mention("moka", "positive", start=9)),
        said("mixed", "ben", 2, make.mention("moka", "positive"), make.mention("moka", "negative", start=9)),
    )
    mood = (await perception(view, "moka", ALWAYS)).mood
    assert (mood.positive, mood.neutral, mood.negative) == (1, 1, 0)


async def test_one_person_on_two_channels_counts_once(store: Store) -> None:
    members = (member("anna", "anna"), member("blog:b:anna", "anna"))
    view = await view_of(
        store,
        said("m1", "anna", 1, likes("moka")),
        renamed(said("m2", "anna", 2, dislikes("moka")), "blog:b"),
        renamed(said("m3", "anna", 3, dislikes("moka")), "blog:b"),
        members=members,
    )
    answer = await perception(view, "moka", ALWAYS)
    assert answer.mood.people == 1
    assert answer.mood.net_sentiment.value == pytest.approx(-1 / 3)
    assert [(one.channel, one.mood.messages, one.mood.people) for one in answer.channels] == [
        ("blog", 2, 1),
        ("forum", 1, 1),
    ]


async def test_staff_and_bots_are_counted_apart(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, likes("moka")),
        said("m2", "sam", 2, dislikes("moka")),
        said("m3", "brand", 3, likes("moka"), by_company=True),
        members=(member("sam", "sam", role="staff"),),
    )
    answer = await perception(view, "moka", ALWAYS)
    assert (answer.mood.messages, answer.mood.people, answer.company_messages) == (1, 1, 2)


async def test_a_message_without_author_counts_as_message_of_nobody(store: Store) -> None:
    view = await view_of(store, said("m1", None, 1, likes("moka")), said("m2", "anna", 2, dislikes("moka")))
    mood = (await perception(view, "moka", ALWAYS)).mood
    assert (mood.messages, mood.people, mood.net_sentiment.value) == (2, 1, -1)


async def test_share_of_voice_counts_messages_and_people_of_the_market(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, names("moka")),
        said("m2", "anna", 2, names("moka"), make.mention("brevo", start=9)),
        said("m3", "ben", 3, names("brevo")),
        said("m4", "cleo", 4, names("beans")),
    )
    voice = (await perception(view, "moka", ALWAYS)).voice
    assert voice.messages.value == pytest.approx(2 / 4)  # moka 2, brevo 2; beans is a partner
    assert voice.people.value == pytest.approx(1 / 3)  # moka: anna; brevo: anna, ben
    assert shown(voice.people.evidence) == ["m2", "m1"]


async def test_a_window_and_as_of_cut_what_is_counted(store: Store) -> None:
    view = await view_of(store, *(said(f"m{number}", "anna", number, likes("moka")) for number in range(5)))
    for window, messages in (
        (days(1, 3), 2),
        (days(1, None), 4),
        (days(None, None, as_of=2), 3),
        (days(1, 9, as_of=2), 2),
    ):
        assert (await perception(view, "moka", window)).mood.messages == messages


async def test_nothing_is_said_to_be_missing_and_not_0(store: Store) -> None:
    empty = await view_of(store)
    answer = await perception(empty, "moka", ALWAYS)
    assert answer.mood.net_sentiment.value is None
    assert answer.mood.interval is None
    assert answer.voice.people.value is None
    assert answer.missing == "Nothing has been ingested yet: run `rapport ingest PATH`."


async def test_missing_tells_an_empty_window_from_silence(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1, names("brevo")))
    silent = await perception(view, "moka", ALWAYS)
    assert silent.missing == (
        "No message in this window mentions Moka (what was ingested runs from 2024-01-02 to 2024-01-02)."
    )
    elsewhere = await perception(view, "moka", days(40, 50))
    assert elsewhere.missing == (
        "Nothing was ingested for this window: what was ingested runs from 2024-01-02 to 2024-01-02."
    )


async def test_an_unknown_brand_gets_a_hint(store: Store) -> None:
    view = await view_of(store)
    with pytest.raises(NotFoundError, match="Did you mean 'moka'"):
        await perception(view, "mokka", ALWAYS)
    with pytest.raises(NotFoundError, match="Did you mean 'beans'"):
        await perception(view, "Beans & Co", ALWAYS)
    with pytest.raises(NotFoundError, match="Known brand ids: beans, brevo, crema, moka"):
        await perception(view, "xyz", ALWAYS)


async def test_an_unknown_brand_without_a_catalogue_says_so(store: Store) -> None:
    view = await open_view(store)
    with pytest.raises(NotFoundError, match="holds no brand yet"):
        await perception(view, "moka", ALWAYS)


async def test_standing_compares_with_rivals_and_the_window_before(store: Store) -> None:
    messages = [
        *(said(f"old{n}", f"p{n}", 2, likes("moka")) for n in range(20)),
        *(said(f"new{n}", f"p{n}", 12, dislikes("moka")) for n in range(20)),
        said("b1", "p1", 12, likes("brevo")),
        said("c1", "p1", 12, likes("crema")),
        said("c2", "p2", 13, likes("crema")),
    ]
    view = await view_of(store, *messages)
    answer = await standing(view, "moka", days(10, 20))
    assert answer.before == days(0, 10)
    assert [stand.brand.id for stand in answer.stands] == ["moka", "crema", "brevo"]
    own, crema, _ = answer.stands
    assert own.change is not None
    assert own.change.value == pytest.approx(-2)
    assert own.change.significant
    assert own.change.before.people == 20
    assert not own.mood.net_sentiment.thin
    assert crema.change is not None
    assert (crema.change.value, crema.change.interval, crema.change.significant) == (None, None, False)
    assert own.voice.messages.value == pytest.approx(20 / 23)


async def test_a_change_of_few_people_is_not_significant(store: Store) -> None:
    view = await view_of(
        store, said("m1", "anna", 2, likes("moka")), said("m2", "anna", 12, dislikes("moka"))
    )
    change = (await standing(view, "moka", days(10, 20))).stands[0].change
    assert change is not None
    assert change.value == pytest.approx(-2)
    assert change.interval is not None
    assert not change.significant


async def test_without_a_beginning_there_is_no_window_before(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 2, likes("moka")))
    answer = await standing(view, "moka", ALWAYS)
    assert answer.before is None
    assert answer.stands[0].change is None
    assert answer.missing is None


async def test_an_open_window_is_compared_up_to_the_newest_message(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 2, likes("moka")), said("m2", "ben", 9, likes("moka")))
    answer = await standing(view, "moka", days(6, None))
    assert answer.before == Window(day(3) - 1, day(6))


async def test_a_rival_is_compared_with_the_rest_of_the_market(store: Store) -> None:
    view = await view_of(store)
    answer = await standing(view, "brevo", ALWAYS)
    assert [stand.brand.id for stand in answer.stands] == ["brevo", "crema", "moka"]
    assert answer.missing is not None


async def test_timeline_has_every_bucket_between_the_first_and_the_last(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 2, likes("moka")),  # Wednesday of the first week
        said("m2", "ben", 6.9, likes("moka")),  # its Sunday
        said("m3", "anna", 15, dislikes("moka")),  # the third week
    )
    answer = await timeline(view, "moka", ALWAYS, Bucket.WEEK)
    assert [(one.since, one.until, one.mood.messages) for one in answer.moments] == [
        (day(0), day(7), 2),
        (day(7), day(14), 0),
        (day(14), day(21), 1),
    ]
    assert [one.mood.net_sentiment.value for one in answer.moments] == [1, None, -1]


async def test_timeline_by_day_and_by_month(store: Store) -> None:
    view = await view_of(
        store, said("m1", "anna", 30.5, likes("moka")), said("m2", "ben", 31.5, likes("moka"))
    )
    by_day = await timeline(view, "moka", ALWAYS, Bucket.DAY)
    assert [one.since for one in by_day.moments] == [day(30), day(31)]
    by_month = await timeline(view, "moka", ALWAYS, Bucket.MONTH)
    assert [(one.since, one.until) for one in by_month.moments] == [(day(0), day(31)), (day(31), day(60))]


async def test_weeks_begin_on_monday_before_1970_too(store: Store) -> None:
    monday = -4 * 7 * DAY - 3 * DAY  # 1 January 1970 was a Thursday
    late = (monday + 6.5 * DAY - day(0)) / DAY
    view = await view_of(store, said("m1", "anna", late, likes("moka")))
    (week,) = (await timeline(view, "moka", ALWAYS)).moments
    assert (week.since, week.until) == (monday, monday + 7 * DAY)


async def test_too_many_buckets_are_refused(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 0, likes("moka")), said("m2", "ben", 1000, likes("moka")))
    with pytest.raises(QuestionError, match="1001 buckets of a day, more than 800"):
        await timeline(view, "moka", ALWAYS, Bucket.DAY)
    assert len((await timeline(view, "moka", ALWAYS, Bucket.WEEK)).moments) == 143


async def test_an_empty_timeline_says_what_is_missing(store: Store) -> None:
    answer = await timeline(await view_of(store), "moka", ALWAYS)
    assert answer.moments == ()
    assert answer.missing is not None


async def test_brands_lists_all_with_counts_of_customers(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, likes("moka"), recommends("moka", "ben"), recommends("moka")),
        said("m2", "ben", 2, names("crema"), warns("crema")),
        said("m3", "ben", 3, dislikes("crema"), complains("crema")),
        said("m4", "sam", 4, recommends("moka"), by_company=True),
    )
    answer = await brands(view, ALWAYS)
    assert [(one.brand.id, one.messages, one.people) for one in answer.brands] == [
        ("moka", 1, 1),
        ("crema", 2, 1),
        ("brevo", 0, 0),
        ("beans", 0, 0),
    ]
    counts = [(one.recommendations, one.warnings, one.complaints) for one in answer.brands]
    assert counts == [(1, 0, 0), (0, 1, 1), (0, 0, 0), (0, 0, 0)]
    assert answer.missing is None


async def test_brands_says_what_is_missing(store: Store) -> None:
    assert (await brands(await open_view(store), ALWAYS)).missing is not None
    silent = await brands(await view_of(store), ALWAYS)
    assert len(silent.brands) == 4
    assert silent.missing is not None


async def test_an_act_about_nothing_named_is_of_no_brand(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1, recommends(None)))
    assert [one.recommendations for one in (await brands(view, ALWAYS)).brands] == [0, 0, 0, 0]


async def test_share_of_voice_by_channel_with_the_company_apart(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, likes("moka")),
        said("m2", "ben", 2, names("brevo")),
        said("m3", "sam", 3, names("moka"), by_company=True),
        renamed(said("m4", "cleo", 4, names("brevo")), "blog:b"),
    )
    answer = await share_of_voice(view, "moka", ALWAYS)
    total = answer.total
    assert (total.channel, total.messages, total.people) == (None, 1, 1)
    assert (total.company_messages, total.company_people) == (1, 1)
    assert total.voice.messages.value == pytest.approx(1 / 3)
    assert [(one.channel, one.messages, one.voice.messages.value) for one in answer.channels] == [
        ("forum", 1, 0.5),
        ("blog", 0, 0.0),
    ]
    assert answer.missing is None


async def test_share_of_voice_of_silence_is_none(store: Store) -> None:
    answer = await share_of_voice(await view_of(store), "moka", ALWAYS)
    assert answer.total.voice.messages.value is None
    assert answer.channels == ()
    assert answer.missing is not None


async def test_a_live_view_follows_the_store(store: Store) -> None:
    await tell(store, said("m1", "anna", 1, likes("moka")))
    live = LiveView(store)
    before = await live.current()
    assert await live.current() is before
    await tell(store, said("m2", "ben", 2, likes("moka")))
    after = await live.current()
    assert (await perception(after, "moka", ALWAYS)).mood.messages == 2
    assert (await perception(before, "moka", ALWAYS)).mood.messages == 1


async def test_a_brand_that_left_the_catalogue_keeps_its_id_for_a_name(store: Store) -> None:
    view = await view_of(store)
    shown_brand = view.catalogue.shown_brand("gone")
    assert shown_brand is not None
    assert (shown_brand.name, shown_brand.role) == ("gone", BrandRole.OTHER)
    assert view.catalogue.shown_brand(None) is None
    assert view.catalogue.shown_topic("gone").name == "gone"


async def test_a_rival_is_set_against_the_brand_by_the_people_who_speak_of_both(store: Store) -> None:
    """Everybody likes Moka a little more than Brevo, whatever they think of both."""
    sides = [likes if number % 2 else dislikes for number in range(40)]
    view = await view_of(
        store,
        *(said(f"m{n}", f"p{n}", 1, side("moka")) for n, side in enumerate(sides)),
        *(said(f"b{n}", f"p{n}", 2, (dislikes if n < 12 else sides[n])("brevo")) for n in range(40)),
    )
    own, *rivals = (await standing(view, "moka", ALWAYS)).stands
    brevo = next(one for one in rivals if one.brand.id == "brevo")
    assert own.apart is None
    assert brevo.apart is not None
    assert brevo.apart.change == pytest.approx(12 / 40)
    assert brevo.apart.significant
    assert brevo.mood.interval is not None
    assert own.mood.interval is not None
    assert brevo.mood.interval.high > own.mood.interval.low  # which eyes would not tell apart


async def test_a_share_of_voice_has_an_interval_and_a_change_of_people(store: Store) -> None:
    view = await view_of(
        store,
        *(said(f"a{n}", f"p{n}", 2, names("moka" if n < 30 else "brevo")) for n in range(40)),
        *(said(f"b{n}", f"p{n}", 12, names("moka" if n < 12 else "brevo")) for n in range(40)),
        *(said(f"c{n}", "p39", 13, names("brevo")) for n in range(60)),
    )
    answer = await standing(view, "moka", days(10, 20))
    moka = answer.stands[0]
    assert moka.voice.people.value == pytest.approx(12 / 40)
    assert moka.voice.people_interval is not None
    assert moka.voice.people_interval.low == pytest.approx(0.3 - 1.96 * (0.3 * 0.7 / 40) ** 0.5, abs=0.03)
    assert moka.voice.messages_interval is not None
    assert moka.voice.messages.value == pytest.approx(12 / 100)
    assert moka.voice.messages_interval.high > 0.25  # one person wrote most of the rest
    assert moka.voice_change is not None
    assert moka.voice_change.change == pytest.approx(12 / 40 - 30 / 40)
    assert moka.voice_change.significant
    heard = await share_of_voice(view, "moka", days(10, 20))
    assert heard.before == days(0, 10)
    assert heard.total.change == heard.channels[0].change == moka.voice_change
    assert (await share_of_voice(view, "moka", ALWAYS)).total.change.change is None


async def test_buckets_of_a_timeline_that_changed_by_more_than_chance_are_marked(store: Store) -> None:
    view = await view_of(
        store,
        *(said(f"a{n}", f"p{n}", 1, (likes if n % 2 else dislikes)("moka")) for n in range(30)),
        *(said(f"b{n}", f"p{n}", 2, (likes if n % 2 else dislikes)("moka")) for n in range(30)),
        *(said(f"c{n}", f"p{n}", 3, (likes if n % 5 == 0 else dislikes)("moka")) for n in range(30)),
    )
    first, second, third = (await timeline(view, "moka", ALWAYS, Bucket.DAY)).moments
    assert (first.change.change, first.change.significant) == (None, False)
    assert (second.change.change, second.change.significant) == (0, False)
    assert third.change.significant
    assert third.change.interval is not None
    assert third.change.interval.high < 0


async def test_nobody_known_has_a_share_of_messages_without_an_interval(store: Store) -> None:
    view = await view_of(store, said("m1", None, 1, likes("moka")))
    voice = (await perception(view, "moka", ALWAYS)).voice
    assert (voice.messages.value, voice.messages_interval) == (1, None)
    assert (voice.people.value, voice.people_interval) == (None, None)
