from __future__ import annotations

from graph.model import FactKind, MessageFacts
from graph.questions.answer import Window
from graph.questions.cohorts import CohortKind, Measured, cohorts
from graph.store import Store
from tests.graph.questions.worlds import act, days, dislikes, likes, near, said, view_of

ALWAYS = Window()


def crowd() -> list[MessageFacts]:
    """Forty ask on a day of their own; every second is answered, writes on for months and cheers up; the rest do not."""
    told: list[MessageFacts] = []
    for number in range(40):
        who, at, helped = f"c{number:02}", 10 + number * 0.5, number % 2 == 0
        told += [said(f"h{who}", who, at - 5), said(f"q{who}", who, at, act(FactKind.ASKS, "moka"))]
        if helped:
            told += [
                said(f"a{who}", "ben", at + 0.2, to=f"q{who}"),
                said(f"l{who}", who, at + 20, likes("moka")),
                said(f"s{who}", who, at + 95),
            ]
        else:
            told.append(said(f"d{who}", who, at + 20, dislikes("moka")))
    return [*told, said("end", "zoe", 200)]


async def test_who_was_helped_is_compared_with_people_alike_who_were_not(store: Store) -> None:
    view = await view_of(store, *crowd())
    found = {one.kind: one for one in (await cohorts(view, "moka", ALWAYS)).cohorts}
    helped = {one.measured: one.effect for one in found[CohortKind.HELPED].outcomes}
    assert found[CohortKind.HELPED].people == 20
    assert helped[Measured.STAYED].rate == near(1.0)
    baseline, interval = helped[Measured.STAYED].baseline, helped[Measured.STANCE].interval
    assert baseline is not None
    assert baseline < 0.5
    assert interval is not None
    assert interval.low > 0
    assert found[CohortKind.IGNORED].people == 20
    assert found[CohortKind.ADVISED].people == 0


async def test_where_not_enough_time_has_gone_by_nothing_is_told(store: Store) -> None:
    view = await view_of(store, *crowd())
    found = {one.kind: one for one in (await cohorts(view, "moka", days(None, None, as_of=60))).cohorts}
    stayed = found[CohortKind.HELPED].outcomes[0].effect
    assert (stayed.rate, stayed.interval, stayed.thin) == (None, None, True)


async def test_no_question_and_no_advice_says_why(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1))
    assert (await cohorts(view, "moka", ALWAYS)).missing is not None
