from __future__ import annotations

import pytest

from graph.model import Fact
from graph.questions.answer import Window
from graph.questions.emotions import UNREAD, Emotion, emotions
from graph.store import Store
from tests.graph import factories as make
from tests.graph.questions.worlds import days, likes, member, names, said, shown, view_of

ALWAYS = Window()


def showing(brand: str, *emotions: str, sentiment: str = "neutral", start: int = 0) -> Fact:
    return make.mention(brand, sentiment, start=start, status=" ".join(emotions))


def by_name(found: tuple[Emotion, ...]) -> dict[str, Emotion]:
    return {one.name: one for one in found}


async def test_people_are_counted_not_messages_and_shares_are_of_those_who_mention_the_brand(
    store: Store,
) -> None:
    view = await view_of(
        store,
        said("m1", "loud", 1, showing("moka", "anger")),
        said("m2", "loud", 2, showing("moka", "anger", "disgust")),
        said("m3", "quiet", 3, showing("moka", "joy"), showing("moka", "joy", start=9)),
        said("m4", "ben", 4, names("moka")),
        said("m5", "ben", 5, showing("brevo", "joy")),
    )
    answer = await emotions(view, "moka", ALWAYS)
    moka, brevo, crema = answer.brands
    assert (moka.brand.id, moka.people, brevo.brand.id, brevo.people) == ("moka", 3, "brevo", 1)
    assert [one.name for one in moka.emotions] == ["joy", "anger", "disgust"]  # joy: one here, one of Brevo
    anger = by_name(moka.emotions)["anger"]
    assert (anger.people, anger.tone) == (1, -1)
    assert anger.share.value == pytest.approx(1 / 3)
    assert anger.share.thin
    assert shown(anger.share.evidence) == ["m2", "m1"]
    assert anger.interval is not None
    assert 0 <= anger.interval.low < 1 / 3 < anger.interval.high <= 1
    assert by_name(brevo.emotions)["joy"].share.value == 1
    assert [one.name for one in crema.emotions] == [one.name for one in moka.emotions]
    assert crema.emotions[0].share.value is None
    assert answer.missing is None


async def test_the_first_so_many_are_shown_and_staff_are_no_customers(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, showing("moka", "joy")),
        said("m2", "sam", 2, showing("moka", "pride")),
        said("m3", None, 3, showing("moka", "fear")),
        members=(member("sam", "sam", role="staff"),),
    )
    assert [one.name for one in (await emotions(view, "moka", ALWAYS)).brands[0].emotions] == ["joy"]
    assert (await emotions(view, "moka", ALWAYS, first=0)).brands[0].emotions == ()


async def test_what_changed_by_more_than_chance_is_marked_by_people_drawn_with_both_windows(
    store: Store,
) -> None:
    view = await view_of(
        store,
        *(said(f"a{n}", f"p{n}", 2, showing("moka", "joy") if n < 30 else names("moka")) for n in range(40)),
        *(said(f"b{n}", f"p{n}", 12, showing("moka", "joy") if n < 12 else names("moka")) for n in range(40)),
    )
    answer = await emotions(view, "moka", days(10, 20))
    (joy,) = answer.brands[0].emotions
    assert answer.before == days(0, 10)
    assert joy.change.change == pytest.approx(12 / 40 - 30 / 40)
    assert joy.change.significant
    assert joy.change.interval is not None
    assert joy.change.interval.low == pytest.approx(-0.45 - 1.96 * (0.45 * 0.55 / 40) ** 0.5, abs=0.04)
    later = await emotions(view, "moka", days(10, None, as_of=5))
    assert later.brands[0].people == 0


async def test_a_store_without_emotions_says_how_to_get_them(store: Store) -> None:
    old = await view_of(store, said("m1", "anna", 1, likes("moka")))
    assert (await emotions(old, "moka", ALWAYS)).missing == UNREAD


async def test_silence_is_not_taken_for_an_old_store(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1, showing("beans", "joy")))
    missing = (await emotions(view, "moka", ALWAYS)).missing or ""
    assert missing.startswith("No message in this window shows an emotion toward Moka or a rival")
