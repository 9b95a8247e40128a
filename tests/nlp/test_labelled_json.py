from __future__ import annotations

from typing import Any

import pytest

from nlp.errors import LabelError
from nlp.labelled_json import record_from_json, record_to_json, without_labels

WHOLE: dict[str, Any] = {
    "id": "t-17",
    "kind": "comment",
    "text": "@anna try the Moka One, it beat my old Brevo easily",
    "author": "tomk",
    "to": ["anna"],
    "parent": {
        "id": 16,
        "author": "anna",
        "text": "my Brevo leaks, what now?",
        "mentions": [{"start": 3, "end": 8, "name": "Brevo", "page": 2}],
        "likes": 3,
    },
    "mentions": [
        {"start": 14, "end": 22, "name": "Moka One", "type": "brand", "sentiment": "positive"},
        {
            "start": 39,
            "end": 44,
            "name": "Brevo",
            "method": "alias",
            "confidence": 0.5,
            "evidence": [{"start": 27, "end": 31}],
            "note": "old",
        },
    ],
    "acts": [
        {"act": "recommends", "target": "Moka One", "to": "anna", "by": "us"},
        {"act": "compares", "winner": "Moka One", "loser": "Brevo"},
        {"act": "switches", "to": "Moka One", "from": None, "status": "done", "confidence": 0.9},
        {"act": "asks", "target": None},
    ],
    "entities": [{"start": 1, "end": 5, "type": "person", "confidence": 0.7}],
    "sentiment": "positive",
    "emotions": [{"name": "joy", "confidence": 0.8}, {"name": "relief"}],
    "language": "en",
    "thread": {"depth": [1, 2]},
}


def changed(**fields: object) -> dict[str, object]:
    return {**WHOLE, **fields}


def test_a_record_goes_out_as_it_came_in() -> None:
    assert record_to_json(record_from_json(WHOLE)) == WHOLE


def test_only_id_and_text_are_needed() -> None:
    assert record_to_json(record_from_json({"id": 7, "text": ""})) == {"id": 7, "text": ""}


def test_no_mentions_and_no_word_on_mentions_are_different_things() -> None:
    assert record_from_json({"id": "a", "text": "", "mentions": []}).mentions == ()
    assert record_from_json({"id": "a", "text": "", "mentions": None}).mentions is None


def test_emotions_may_be_bare_words() -> None:
    record = record_from_json({"id": "a", "text": "", "emotions": ["joy", {"name": "fear"}]})
    assert [one.name for one in record.emotions or ()] == ["joy", "fear"]


def test_a_span_may_end_where_the_text_does_and_counts_code_points() -> None:
    record = record_from_json({"id": "a", "text": "👏 Moka", "mentions": [{"start": 2, "end": 6}]})
    assert [record.text[one.span.start : one.span.end] for one in record.mentions or ()] == ["Moka"]


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        ([], "the line is [], not an object"),
        ({"text": "x"}, "id is missing"),
        (changed(id=1.5), "id is 1.5, not a text or a whole number"),
        (changed(id=True), "id is True"),
        ({"id": "a"}, "text is missing"),
        (changed(text=3), "text is 3, not a text"),
        (changed(kind="tweet"), "kind is 'tweet', not one of post, comment"),
        (changed(to="anna"), "to is 'anna', not a list"),
        (changed(to=[None]), "to[0] is missing"),
        (changed(parent="x"), "parent is 'x', not an object"),
        (changed(parent={"id": "p"}), "parent.text is missing"),
        (changed(mentions=[{"end": 3}]), "mentions[0].start is missing"),
        (changed(mentions=[{"start": 0, "end": 52}]), "mentions[0] goes from 0 to 52 in a text of 51 code"),
        (changed(mentions=[{"start": 3, "end": 3}]), "mentions[0] goes from 3 to 3"),
        (changed(mentions=[{"start": -1, "end": 3}]), "mentions[0].start is -1"),
        (changed(mentions=[{"start": 0, "end": 3, "sentiment": "good"}]), "mentions[0].sentiment is 'good'"),
        (changed(mentions=[{"start": 0, "end": 3, "confidence": 2}]), "confidence is 2, not a number from 0"),
        (changed(acts=[{"target": "x"}]), "acts[0].act is missing"),
        (changed(acts=[{"act": "praises"}]), "acts[0].act is 'praises', not one of recommends"),
        (changed(acts=[{"act": "switches", "status": "soon"}]), "acts[0].status is 'soon'"),
        (changed(acts=[{"act": "asks", "target": ["x"]}]), "acts[0].target is ['x'], not a text"),
        (changed(entities=[{"start": 0, "end": 1}]), "entities[0].type is missing"),
        (changed(emotions=[3]), "emotions[0] is 3"),
        (changed(sentiment="x" * 99), "…, not one of positive"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(raw: object, complaint: str) -> None:
    with pytest.raises(LabelError) as caught:
        record_from_json(raw)
    assert complaint in caught.value.reason
    assert caught.value.remedy


def test_labels_are_taken_off_and_what_is_known_of_the_message_stays() -> None:
    bare = record_from_json(without_labels(WHOLE))
    assert (bare.acts, bare.entities, bare.sentiment, bare.emotions, bare.language) == (None,) * 5
    assert bare.parent == record_from_json(WHOLE).parent
    assert bare.rest == {"thread": {"depth": [1, 2]}}
    first, second = bare.mentions or ()
    assert (first.name, first.sentiment, second.confidence, second.evidence) == ("Moka One", None, None, ())
    assert second.rest == {"note": "old"}


def test_wrong_labels_do_not_matter_where_labels_are_taken_off() -> None:
    raw = {"id": "a", "text": "Moka", "acts": 3, "mentions": [{"start": 0, "end": 4, "sentiment": "?"}]}
    assert record_from_json(without_labels(raw)).acts is None
    for odd in (3, {"mentions": 3}, {"mentions": [3]}):
        assert without_labels(odd) == odd
