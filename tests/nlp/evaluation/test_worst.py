from __future__ import annotations

from dataclasses import replace

from nlp.evaluation.measures import MEASURES
from nlp.evaluation.pairs import Pair
from nlp.evaluation.worst import worst
from tests.nlp.evaluation.factories import felt, said


def test_the_records_with_the_most_mistakes_come_first_and_faultless_ones_not_at_all() -> None:
    pairs = [
        Pair(replace(felt(gold), id=gold), felt(found))
        for gold, found in [("+-", "+0"), ("0", "0"), ("--", "++")]
    ]
    found = worst(pairs, MEASURES, 5)
    assert [(one.id, len(one.wrong)) for one in found] == [("--", 2), ("+-", 1)]
    assert found[1].wrong == ("sentiment: negative ('b'), found neutral",)
    assert worst(pairs, MEASURES, 1) == found[:1]


def test_a_wrong_act_is_one_mistake_for_each_edge() -> None:
    gold = said(acts=[{"act": "warns", "target": "A"}, {"act": "switches", "to": "B", "from": None}])
    found = said(acts=[{"act": "complains", "target": "A"}, {"act": "asks", "target": None}])
    [one] = worst([Pair(gold, found)], MEASURES, 5)
    assert one.wrong == (
        "edges: switches (B, nothing), not found",
        "edges: warns (A), found complains",
        "edges: asks (nothing) is too much",
    )


def test_whom_advice_is_for_is_shown_with_its_edge() -> None:
    gold = said(acts=[{"act": "recommends", "target": "A", "to": "anna"}])
    found = said(acts=[{"act": "recommends", "target": "A", "to": None}])
    [one] = worst([Pair(gold, found)], MEASURES, 5)
    assert one.wrong == (
        "to: a person (recommends A, anna), not found",
        "to: the public (recommends A, nothing) is too much",
    )
