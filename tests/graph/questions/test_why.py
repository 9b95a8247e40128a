from __future__ import annotations

import numpy as np

from graph.model import MessageFacts
from graph.questions.answer import Window
from graph.questions.changes import columns_of, share_shift
from graph.questions.perception import standing
from graph.questions.why import ReasonKind, why
from graph.store import Store
from tests.graph import factories as make
from tests.graph.questions.worlds import complains, day, days, dislikes, likes, near, said, view_of

NOW = days(100, 200)


def year() -> list[MessageFacts]:
    """Thirty people speak in both windows; noise annoys two of them before and twenty now, who turn."""
    told: list[MessageFacts] = []
    for number in range(30):
        who = f"p{number:02}"
        loud = number < 20
        told.append(
            said(f"b{who}", who, 10 + number, likes("moka"), *([make.about("price")] if number < 12 else []))
        )
        words = (dislikes("moka"), complains("moka"), make.about("noise")) if loud else (likes("moka"),)
        told.append(said(f"n{who}", who, 150 if number < 8 else 110 + number, *words))
    return told


async def test_a_peeve_that_rose_is_marked_with_who_said_it(store: Store) -> None:
    view = await view_of(store, *year())
    reasons = (await why(view, "moka", NOW)).reasons
    (noise,) = [one for one in reasons if one.kind is ReasonKind.PEEVE]
    assert noise.topic is not None
    assert noise.topic.id == "noise"
    assert (noise.people, noise.shift.now, noise.shift.before) == (20, near(20 / 30), near(0.0))
    assert noise.shift.significant
    assert len(noise.said_by) == 3
    assert noise.evidence.total == 20


async def test_a_day_on_which_many_speak_is_an_event(store: Store) -> None:
    view = await view_of(store, *year())
    (event,) = [one for one in (await why(view, "moka", NOW)).reasons if one.kind is ReasonKind.EVENT]
    assert event.at == day(150)
    assert event.people == 8
    assert event.shift.now == near(-1.0)


async def test_praise_is_what_good_words_are_about(store: Store) -> None:
    view = await view_of(store, *year())
    reasons = (await why(view, "moka", days(0, 100))).reasons
    assert [(one.kind, one.topic and one.topic.id, one.people) for one in reasons] == [
        (ReasonKind.PRAISE, "price", 12)
    ]


async def test_the_change_of_the_mood_draws_people_who_speak_in_both_windows(store: Store) -> None:
    view = await view_of(store, *year())
    change = (await standing(view, "moka", NOW)).stands[0].change
    assert change is not None
    assert change.significant
    assert change.interval is not None
    assert change.interval.low < (change.value or 0) < change.interval.high < 0


async def test_channels_and_communities_show_among_whom_it_changed(store: Store) -> None:
    view = await view_of(store, *year())
    (forum,) = [one for one in (await why(view, "moka", NOW)).segments if one.channel == "forum"]
    assert (forum.people, forum.shift.significant) == (30, True)


async def test_without_a_window_before_nothing_changed(store: Store) -> None:
    view = await view_of(store, *year())
    assert all(
        one.shift.change is None
        for one in (await why(view, "moka", Window())).reasons
        if one.kind is not ReasonKind.EVENT
    )


def test_of_few_people_newcombes_interval_is_taken() -> None:
    some, everyone = np.arange(3, dtype=np.int32), np.arange(500, dtype=np.int32)
    now = (everyone, np.isin(everyone, some).astype(float))
    shift = share_shift(columns_of(now, (everyone, np.zeros(500))))
    assert shift.change == near(0.006)
    assert not shift.significant  # three of five hundred after nobody of five hundred is no rise
