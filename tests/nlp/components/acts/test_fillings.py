"""What fills the slots of an act; the weights here are made up."""

from __future__ import annotations

import pytest

from nlp.analysis import ActKind
from nlp.components.acts.evidence import Evidence, Pair
from nlp.components.acts.fillings import MOST_NAMES, chosen, fillings, form_of
from nlp.model.calibration import FillingWeights

LIKELY, UNLIKELY = 3.0, -3.0
HARDLY_ONE_SIDED = {f"switches {side}": FillingWeights(bias=-9.0) for side in ("target", "rival")}


def moved(targets: dict[str, float], rivals: dict[str, float], *ruled: Pair) -> Evidence:
    return Evidence(ActKind.SWITCHES, 5.0, bool(ruled), (targets, rivals), frozenset(ruled))


def complained(names: dict[str, float]) -> Evidence:
    return Evidence(ActKind.COMPLAINS, 5.0, by_rule=False, fillers=(names,))


def pairs(evidence: Evidence, weights: dict[str, FillingWeights] | None = None) -> list[Pair]:
    return [pair for pair, _ in chosen(evidence, weights or {})]


def test_the_likeliest_stands_though_it_is_unlikely() -> None:
    bare = {"complains nothing": FillingWeights(bias=-9.0)}
    assert pairs(complained({"Moka": UNLIKELY, "Brevo": -4.0}), bare) == [("Moka", None)]


def test_beside_it_stands_all_that_is_likelier_than_not() -> None:
    bare = {"complains nothing": FillingWeights(bias=-9.0)}
    found = pairs(complained({"Moka": LIKELY, "Brevo": 2.0, "Lumio": UNLIKELY}), bare)
    assert found == [("Moka", None), ("Brevo", None)]


def test_nothing_named_stands_alone() -> None:
    bare = {"complains nothing": FillingWeights(bias=9.0)}
    assert pairs(complained({"Moka": LIKELY}), bare) == [(None, None)]


def test_where_nothing_is_named_an_act_of_one_side_is_about_nothing_and_one_of_two_sides_is_not() -> None:
    assert pairs(complained({})) == [(None, None)]
    assert pairs(moved({}, {})) == []


def test_no_name_is_both_moved_to_and_left() -> None:
    names = {"Moka": LIKELY, "Brevo": 2.0, "Lumio": 1.0}
    found = pairs(moved(names, names), HARDLY_ONE_SIDED)
    assert found
    assert not {target for target, _ in found} & {left for _, left in found}


def test_two_may_be_left_for_one() -> None:
    found = pairs(
        moved(
            {"Moka": LIKELY, "Brevo": UNLIKELY, "Lumio": UNLIKELY},
            {"Moka": UNLIKELY, "Brevo": LIKELY, "Lumio": 2.0},
        ),
        HARDLY_ONE_SIDED,
    )
    assert found == [("Moka", "Brevo"), ("Moka", "Lumio")]


def test_what_speaks_for_a_way_is_told() -> None:
    evidence = moved({"Moka": 2.0, "Brevo": -1.0}, {"Moka": -2.0, "Brevo": 1.5}, ("Moka", "Brevo"))
    by_pair = {one.pair: one for one in fillings(evidence)}
    whole = by_pair["Moka", "Brevo"]
    assert (whole.by_rule, whole.least, whole.ahead, whole.open) == (True, 1.5, 3.0, 0.0)
    assert whole.opposite == pytest.approx(1.5 - -2.0)
    alone = by_pair[None, "Brevo"]
    assert (alone.by_rule, alone.least, alone.open, alone.opposite) == (False, 1.5, 2.0, 0.0)


def test_a_list_of_names_is_weighed_by_its_likeliest_only() -> None:
    names = {f"Name {number}": float(number) for number in range(MOST_NAMES + 30)}
    found = {name for one in fillings(moved(names, names)) for name in one.pair}
    assert found == {None, *list(names)[-MOST_NAMES:]}


def test_weights_are_kept_by_the_sides_that_are_named() -> None:
    assert form_of(ActKind.SWITCHES, ("Moka", None)) == "switches target"
    assert form_of(ActKind.SWITCHES, ("Moka", "Brevo")) == "switches target rival"
    assert form_of(ActKind.ASKS, (None, None)) == "asks nothing"
