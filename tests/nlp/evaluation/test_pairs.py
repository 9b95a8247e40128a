from __future__ import annotations

from dataclasses import replace

import pytest

from nlp.errors import LabelError
from nlp.evaluation.pairs import answering, paired
from nlp.labelled import Record
from nlp.labelled_json import record_from_json

A, B = Record("a", "first"), Record(2, "second")


def test_records_are_matched_by_id_in_the_order_of_the_gold() -> None:
    both = paired([A, B], [replace(B, acts=()), replace(A, acts=())])
    assert [(one.gold.id, one.predicted.id) for one in both.pairs] == [("a", "a"), (2, 2)]
    assert (both.unanswered, both.unasked) == ((), 0)


def test_what_has_no_partner_is_told() -> None:
    failed = record_from_json({"id": "a", "text": "first", "error": "line 1: nonsense"})
    both = paired([A, B], [failed, Record("c", "third")])
    assert both.unanswered == ("a", "2")
    assert both.unasked == 1
    assert both.pairs[0].predicted.acts is None


def test_one_id_twice_and_another_text_are_refused() -> None:
    with pytest.raises(LabelError, match="Two predictions have the id a"):
        paired([A], [A, replace(A)])
    with pytest.raises(LabelError, match="Two labelled records have the id a"):
        paired([A, replace(A)], [])
    with pytest.raises(LabelError, match="another text"):
        paired([A], [replace(A, text="else")])


def test_a_prediction_may_leave_out_the_text() -> None:
    complete = answering([A, B])
    assert complete({"id": "2"}) == {"id": "2", "text": "second"}
    assert complete({"id": 2, "text": "else"}) == {"id": 2, "text": "else"}
    assert complete([]) == []
