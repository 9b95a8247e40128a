from __future__ import annotations

import pytest

from graph.errors import QuestionError
from graph.model import MessageFacts
from graph.questions.answer import Window
from graph.questions.seeding import Plan, Quota, seeding
from graph.questions.view import View
from graph.store import Store
from tests.graph.questions.worlds import days, likes, member, near, said, view_of


def talk() -> list[MessageFacts]:
    """Anna writes every two days and is answered by five of her listeners; zed writes as often and nobody answers,
    but his two listeners, who did once. Sam of staff is answered by all."""
    told = []
    for number in range(40):
        told.append(said(f"a{number}", "anna", 2 * number, likes("moka")))
        told.append(said(f"z{number}", "zed", 2 * number))
        told.append(said(f"s{number}", "sam", 2 * number))
        told += [said(f"s{number}-{one}", f"p{one}", 2 * number + 0.2, to=f"s{number}") for one in range(5)]
        if number == 0:
            told += [said(f"z{number}-{one}", f"q{one}", 1, to="z0") for one in range(2)]
        if number % 2 == 0:
            told += [
                said(f"a{number}-{one}", f"p{one}", 2 * number + 0.1, to=f"a{number}") for one in range(5)
            ]
    return told


async def world(store: Store) -> View:
    return await view_of(store, *talk(), members=(member("sam", "sam", role="staff"),))


async def test_the_seed_who_is_taken_up_comes_first_with_whom_they_reach(store: Store) -> None:
    answer = await seeding(await world(store), Window(), Plan(count=2))
    first = answer.seeds[0]
    assert first.person.name == "anna"
    # each of five listeners answers every other message
    assert first.score.value == pytest.approx(1 + 5 * 0.5, abs=0.5)
    assert {one.person.name for one in first.reaches} == {f"p{one}" for one in range(5)}
    assert all(0.3 < one.probability < 0.7 for one in first.reaches)
    parts = {part.name: part.value for part in first.score.parts}
    assert (parts["listeners"], parts["taken up"]) == (5, 20)
    assert first.score.evidence.total == 20
    assert not first.score.thin
    assert 0 < answer.lower <= answer.spread <= answer.upper
    assert answer.certificate == near(answer.lower / answer.upper)
    assert "learnt from" in answer.method


async def test_what_was_learnt_is_checked_on_time_that_was_held_back(store: Store) -> None:
    answer = await seeding(await world(store), Window(), Plan(count=1))
    assert answer.calibration is not None
    assert answer.calibration.chances > 0
    assert sum(one.chances for one in answer.calibration.bins) == answer.calibration.chances
    assert answer.calibration.brier < answer.calibration.baseline


async def test_staff_and_the_excluded_are_not_chosen(store: Store) -> None:
    answer = await seeding(await world(store), Window(), Plan(count=3, exclude=("anna",)))
    assert not {"anna", "sam"} & {one.person.name for one in answer.seeds}


async def test_quotas_and_a_budget_are_kept(store: Store) -> None:
    view = await world(store)
    plan = Plan(count=4, quotas=(Quota(("anna", "zed", "p0", "p1"), 1),))
    chosen = [one.person.name for one in (await seeding(view, Window(), plan)).seeds]
    assert len({"anna", "zed", "p0", "p1"} & set(chosen)) == 1
    dear = await seeding(view, Window(), Plan(count=4, budget=2.0, costs=(("anna", 100.0),)))
    assert len(dear.seeds) == 2
    assert "anna" not in {one.person.name for one in dear.seeds}
    assert dear.guarantee < 0.32


async def test_a_brand_is_learnt_from_its_own_messages(store: Store) -> None:
    answer = await seeding(await world(store), Window(), Plan(count=1), brand="moka")
    assert answer.brand is not None
    assert answer.seeds[0].person.name == "anna"


async def test_too_little_to_learn_from_is_said_and_assumed(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1), said("m2", "ben", 2, to="m1"))
    answer = await seeding(view, Window(), Plan(count=1))
    assert "too little" in answer.method
    assert answer.seeds[0].person.name == "anna"
    empty = await seeding(view, days(5, 6), Plan(count=1))
    assert empty.missing is not None


async def test_costs_and_counts_have_bounds(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1))
    with pytest.raises(QuestionError, match="count"):
        await seeding(view, Window(), Plan(count=0))
    with pytest.raises(QuestionError, match="cost"):
        await seeding(view, Window(), Plan(costs=(("anna", 0.0),)))
