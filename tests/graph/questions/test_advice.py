from __future__ import annotations

import pytest

from graph.errors import NotFoundError
from graph.model import FactKind
from graph.questions.advice import OutcomeKind, recommendations, warnings
from graph.questions.answer import Window
from graph.store import Store
from graph.stores.sqlite.store import SqliteStore
from tests.graph.questions.worlds import (
    DAY,
    act,
    complains,
    day,
    days,
    dislikes,
    likes,
    recommends,
    said,
    switches,
    view_of,
    warns,
)

ALWAYS = Window()


async def test_advice_tells_who_told_whom_newest_first(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, recommends("moka", "ben")),
        said("m2", "cleo", 2, recommends("moka")),
        said("m3", "cleo", 3, warns("moka", "ben")),
        said("m4", "dan", 4, recommends("brevo", "ben")),
    )
    page = await recommendations(view, "moka", ALWAYS)
    told = [
        (one.giver and one.giver.name, one.receiver and one.receiver.name, one.message) for one in page.advice
    ]
    assert told == [("cleo", None, "forum:main:m2"), ("anna", "ben", "forum:main:m1")]
    assert (page.total, page.people, page.more, page.missing) == (2, 2, False, None)
    assert page.advice[0].brand is not None
    assert page.advice[0].brand.name == "Moka"
    assert page.advice[0].confidence == pytest.approx(0.8)
    assert page.advice[0].fact.kind is FactKind.RECOMMENDS
    against = await warnings(view, "moka", ALWAYS)
    assert [one.message for one in against.advice] == ["forum:main:m3"]


async def test_without_a_brand_all_advice_is_told_and_unnamed_brands_are_none(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, recommends("moka")),
        said("m2", None, 2, recommends(None)),
        said("m3", "sam", 3, recommends("moka"), by_company=True),
    )
    page = await recommendations(view, None, ALWAYS)
    assert [(one.brand and one.brand.id, one.giver and one.giver.id) for one in page.advice] == [
        (None, None),
        ("moka", "person:anna"),
        ("moka", "person:sam"),
    ][:2]
    assert (page.total, page.people) == (2, 1)


async def test_pages_meet_without_a_gap_or_a_repeat(store: Store) -> None:
    messages = [
        said(f"m{n}", "anna", n // 3, recommends("moka", "ben"), recommends("moka")) for n in range(9)
    ]
    view = await view_of(store, *messages)
    whole = await recommendations(view, "moka", ALWAYS, first=100)
    seen, after = [], None
    for _ in range(20):
        page = await recommendations(view, "moka", ALWAYS, first=4, after=after)
        seen += [one.fact.key for one in page.advice]
        after = page.advice[-1].position
        assert page.total == 18
        if not page.more:
            break
    assert seen == [one.fact.key for one in whole.advice]
    assert len(seen) == 18
    assert [one.at for one in whole.advice] == sorted((one.at for one in whole.advice), reverse=True)


async def test_the_outcome_is_the_weightiest_thing_that_the_receiver_did_afterwards(store: Store) -> None:
    view = await view_of(
        store,
        said("before", "ben", 0, likes("moka")),
        said("advice", "anna", 1, recommends("moka", "ben")),
        said("asks", "ben", 2, act(FactKind.ASKS, "moka")),
        said("plans", "ben", 3, act(FactKind.INTENDS, "moka")),
        said("moves", "ben", 5, switches("brevo", "moka")),
        said("again", "ben", 6, switches("crema", "moka")),
        said("other", "cleo", 2, switches("brevo", "moka")),
    )
    (advice,) = (await recommendations(view, "moka", ALWAYS)).advice
    assert advice.outcome is not None
    assert advice.outcome.kind is OutcomeKind.SWITCHED
    assert advice.outcome.message == "forum:main:moves"
    assert (advice.outcome.at, advice.outcome.delay) == (day(5), 4 * DAY)


@pytest.mark.parametrize(
    ("as_of", "kind"),
    [
        (1, None),
        (2, OutcomeKind.ASKED),
        (3, OutcomeKind.AGREED),
        (4, OutcomeKind.INTENDS),
        (5, OutcomeKind.SWITCHED),
    ],
)
async def test_outcomes_are_those_known_by_then(store: Store, as_of: int, kind: OutcomeKind | None) -> None:
    view = await view_of(
        store,
        said("advice", "anna", 1, recommends("moka", "ben")),
        said("asks", "ben", 2, act(FactKind.ASKS, "moka")),
        said("praises", "ben", 3, likes("moka")),
        said("plans", "ben", 4, switches("brevo", "moka", "intended")),
        said("moves", "ben", 5, switches("brevo", "moka")),
    )
    (advice,) = (await recommendations(view, "moka", days(0, 2, as_of=as_of))).advice
    assert (advice.outcome and advice.outcome.kind) == kind


@pytest.mark.parametrize(
    ("fact", "kind"),
    [
        (switches("moka", "brevo"), OutcomeKind.SWITCHED),
        (switches("moka", None, "intended"), OutcomeKind.INTENDS),
        (complains("moka"), OutcomeKind.AGREED),
        (dislikes("moka"), OutcomeKind.AGREED),
        (act(FactKind.ASKS, "moka"), OutcomeKind.ASKED),
        (likes("moka"), None),
        (act(FactKind.INTENDS, "moka"), None),
        (switches("brevo", "moka"), None),
    ],
)
async def test_after_a_warning_leaving_counts(store: Store, fact: object, kind: OutcomeKind | None) -> None:
    view = await view_of(
        store,
        said("advice", "anna", 1, warns("moka", "ben")),
        said("after", "ben", 2, fact),  # type: ignore[arg-type]
    )
    (advice,) = (await warnings(view, "moka", ALWAYS)).advice
    assert (advice.outcome and advice.outcome.kind) == kind


async def test_what_happens_half_a_year_later_is_no_outcome(store: Store) -> None:
    view = await view_of(
        store,
        said("advice", "anna", 1, recommends("moka", "ben")),
        said("late", "ben", 182, switches("brevo", "moka")),
    )
    (advice,) = (await recommendations(view, "moka", ALWAYS)).advice
    assert advice.outcome is None


async def test_of_two_messages_at_one_moment_the_smaller_uid_is_the_outcome(store: Store) -> None:
    view = await view_of(
        store,
        said("advice", "anna", 1, recommends("moka", "ben")),
        said("z", "ben", 2, switches("brevo", "moka")),
        said("a", "ben", 2, switches("crema", "moka")),
    )
    (advice,) = (await recommendations(view, "moka", ALWAYS)).advice
    assert advice.outcome is not None
    assert advice.outcome.message == "forum:main:a"


async def test_no_advice_says_what_is_missing(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1, likes("moka")))
    page = await recommendations(view, "moka", ALWAYS)
    assert (page.total, page.advice, page.more) == (0, (), False)
    assert page.missing is not None
    assert page.missing.startswith("No message in this window recommends Moka")
    page = await warnings(view, None, ALWAYS)
    assert page.missing is not None
    assert "warns of any brand" in page.missing


async def test_an_unknown_brand_is_not_found(store: Store) -> None:
    view = await view_of(store)
    with pytest.raises(NotFoundError):
        await recommendations(view, "nope", ALWAYS)


async def test_a_page_asks_the_store_twice(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    messages = [said(f"m{n}", f"p{n}", n, recommends("moka", f"q{n}")) for n in range(30)]
    view = await view_of(store, *messages)
    calls: list[str] = []
    for name in ("facts", "accounts_of", "accounts", "messages", "identifications"):
        real = getattr(store, name)

        def counted(*args: object, _name: str = name, _real: object = real) -> object:
            calls.append(_name)
            return _real(*args)  # type: ignore[operator]

        monkeypatch.setattr(store, name, counted)
    page = await recommendations(view, "moka", ALWAYS, first=20)
    assert len(page.advice) == 20
    assert calls == ["facts", "accounts_of"]
