from __future__ import annotations

from graph.questions.answer import Window
from graph.questions.switching import Flow, switches
from graph.store import Store
from tests.graph.questions.worlds import said, shown, view_of
from tests.graph.questions.worlds import switches as switch

ALWAYS = Window()


def sides(flow: Flow) -> tuple[str | None, str | None, int, int]:
    left, moved_to = (None if side is None else side.id for side in (flow.left, flow.moved_to))
    return left, moved_to, flow.done, flow.intended


async def test_flows_count_distinct_people_done_and_intended_apart(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, switch("brevo", "moka")),
        said("m2", "anna", 2, switch("brevo", "moka")),
        said("m3", "ben", 3, switch("brevo", "moka", "intended")),
        said("m4", "cleo", 4, switch("brevo", "moka", "intended")),
        said("m5", "cleo", 5, switch("brevo", "moka")),
        said("m6", "dan", 6, switch("moka", None)),
        said("m7", "eve", 7, switch(None, "crema", "intended")),
        said("m8", None, 8, switch("brevo", "moka")),
        said("m9", "sam", 9, switch("brevo", "moka"), by_company=True),
    )
    answer = await switches(view, ALWAYS)
    assert [sides(flow) for flow in answer.flows] == [
        ("brevo", "moka", 2, 1),
        ("moka", None, 1, 0),
        (None, "crema", 0, 1),
    ]
    assert shown(answer.flows[0].evidence) == ["m8", "m5", "m4", "m3", "m2", "m1"]
    assert answer.total == 8
    assert [one.message[-2:] for one in answer.switches] == ["m8", "m7", "m6", "m5", "m4", "m3", "m2", "m1"]
    assert answer.switches[0].person is None
    assert answer.switches[1].status == "intended"


async def test_with_a_brand_only_switches_that_touch_it(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, switch("brevo", "moka"), switch("brevo", "crema")),
        said("m2", "ben", 2, switch("moka", "crema")),
        said("m3", "cleo", 3, switch("brevo", "crema")),
    )
    answer = await switches(view, ALWAYS, "moka", first=1)
    assert [sides(flow) for flow in answer.flows] == [("brevo", "moka", 1, 0), ("moka", "crema", 1, 0)]
    assert answer.more
    assert [one.message[-2:] for one in answer.switches] == ["m2"]
    rest = await switches(view, ALWAYS, "moka", first=1, after=answer.switches[0].position)
    assert [(one.message[-2:], one.left and one.left.id) for one in rest.switches] == [("m1", "brevo")]
    assert not rest.more


async def test_no_switches_say_what_is_missing(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1))
    assert (await switches(view, ALWAYS)).flows == ()
    answer = await switches(view, ALWAYS, "moka")
    assert answer.missing is not None
    assert "a switch to or from Moka" in answer.missing
