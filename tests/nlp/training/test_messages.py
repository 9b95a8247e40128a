"""Our own labelled messages: whole, well-formed, varied; and how they become samples."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

from nlp.labelled_json import record_from_json
from nlp.model.outputs import ACTS, ROLES
from nlp.training.messages import (
    STRANGER,
    TARGETS,
    Part,
    Record,
    answered,
    part_of,
    read,
    renamed,
    sample,
    target_sample,
)
from nlp.training.samples import UNKNOWN, Sample

MESSAGES = [*read(), *read(STRANGER)]
WORDS_OF_A_FRAME = 6
ENOUGH = 450
"""Messages of every voice."""

SLOTS = {"compares": ("winner", "loser"), "switches": ("from", "to")}


def names_of(record: Record) -> set[str]:
    parent = record.get("parent") or {"mentions": []}
    return {mention["name"] for mention in (*record["mentions"], *parent["mentions"])}


def test_there_are_three_thousand_of_them_under_ids_of_their_own() -> None:
    assert len(MESSAGES) >= 3_000
    assert len({record["id"] for record in MESSAGES}) == len(MESSAGES)
    assert len({record["text"].lower() for record in MESSAGES}) > 0.998 * len(MESSAGES)


def test_they_are_not_made_from_a_frame() -> None:
    """Six words at the start that two messages share are idioms ("to whom it may concern …"), and few."""
    openings = Counter(" ".join(re.findall(r"\w+", record["text"].lower())[:6]) for record in MESSAGES)
    shared = [
        words for words, count in openings.items() if count > 1 and len(words.split()) == WORDS_OF_A_FRAME
    ]
    assert len(shared) < 0.005 * len(MESSAGES)


def test_every_record_is_in_the_format_that_evaluate_reads() -> None:
    for record in MESSAGES:
        record_from_json(record)


@pytest.mark.parametrize("record", [pytest.param(MESSAGES, id="all")])
def test_mentions_are_words_of_the_text_and_slots_are_names(record: list[Record]) -> None:
    for one in record:
        places = [(mention["start"], mention["end"]) for mention in one["mentions"]]
        assert places == sorted(places), one["id"]
        assert all(0 <= start < end <= len(one["text"]) for start, end in places), one["id"]
        for act in one["acts"]:
            slots = SLOTS.get(act["act"], ("target",))
            assert {act[slot] for slot in slots} - {None} <= names_of(one), one["id"]


def test_they_are_as_varied_as_they_should_be() -> None:
    several = sum(len({mention["name"] for mention in record["mentions"]}) > 1 for record in MESSAGES)
    assert several / len(MESSAGES) >= 0.45
    kinds = Counter(record["kind"] for record in MESSAGES)
    assert all(
        kinds[kind] >= ENOUGH
        for kind in ("comment", "post", "email", "review", "ticket", "message", "call_turn")
    )
    acts = Counter(act for record in MESSAGES for act in {one["act"] for one in record["acts"]})
    assert all(acts[kind.value] / len(MESSAGES) >= 0.09 for kind in ACTS)
    assert sum(not record["acts"] for record in MESSAGES) / len(MESSAGES) >= 0.2
    assert sum("parent" in record for record in MESSAGES) / len(MESSAGES) >= 0.25


def test_a_tenth_is_for_the_test_and_a_tenth_for_calibration() -> None:
    parts = Counter(part_of(record) for record in MESSAGES)
    assert 0.08 <= parts[Part.TEST] / len(MESSAGES) <= 0.12
    assert 0.08 <= parts[Part.CALIBRATION] / len(MESSAGES) <= 0.12


RECORD: Record = {
    "id": "x-1",
    "kind": "comment",
    "author": "tom",
    "text": "@anna try the Moka One, it beat my old Brevo",
    "parent": {
        "id": "x-1p",
        "author": "anna",
        "text": "My Brevo died",
        "mentions": [{"start": 3, "end": 8, "name": "Brevo"}],
    },
    "mentions": [
        {"start": 14, "end": 22, "name": "Moka One", "type": "brand", "sentiment": "positive"},
        {"start": 39, "end": 44, "name": "Brevo", "type": "brand", "sentiment": "negative"},
    ],
    "acts": [
        {"act": "recommends", "target": "Moka One", "to": "anna"},
        {"act": "compares", "winner": "Moka One", "loser": "Brevo"},
        {"act": "switches", "from": "Brevo", "to": None, "status": "done"},
    ],
}


def test_a_record_becomes_a_sample_with_the_roles_of_its_names() -> None:
    made = sample(RECORD)
    roles = [{role for role, filled in zip(ROLES, row, strict=True) if filled} for row in made.roles or []]
    assert roles == [{"recommends", "winner"}, {"loser", "from"}, {"loser", "from"}]
    assert made.sentiments[:2] == [2, 0]
    assert made.moved == 1
    assert [kind.value for kind, done in zip(ACTS, made.acts or [], strict=True) if done] == [
        "recommends",
        "compares",
        "switches",
    ]


def test_renaming_keeps_every_name_in_its_place() -> None:
    made = renamed(sample(RECORD), ["Zumo", "Kelvo Fridge"], random.Random(1))  # noqa: S311 - no secret
    shown = [made.text[start:end] for start, end in made.names]
    assert set(shown) <= {"Zumo", "Kelvo Fridge"}
    assert made.parent is not None
    assert [made.parent[start:end] for start, end in made.parent_names] == shown[1:]
    assert made.text.startswith("@anna try the ")


def test_of_sentences_with_targets_only_the_sentiment_is_known() -> None:
    records = read(TARGETS)
    assert len(records) > 3_500
    for record in records:
        record_from_json(record)
        given = target_sample(record)
        assert len(given.names) == len(given.sentiments) > 0, record["id"]
        assert (given.roles, given.acts) == (None, None)
    mixed = sum(len({mention["sentiment"] for mention in record["mentions"]}) > 1 for record in records)
    assert mixed / len(records) > 0.3


def test_an_answer_that_changes_the_subject_fills_no_slot_of_what_it_answers() -> None:
    ours = next(sample(one) for one in MESSAGES if "parent" not in one and one["mentions"])
    other = Sample("public", "haha yes, what a day", mood=2)
    given = answered(ours, other)
    assert (given.text, given.parent, given.parent_names) == (other.text, ours.text, ours.names)
    assert given.roles == [[0] * len(ROLES)] * len(ours.names)
    assert given.sentiments == [UNKNOWN] * len(ours.names)
    assert given.acts is not None
    assert {kind.value for kind, done in zip(ACTS, given.acts, strict=True) if done} == {
        "asks",
        "complains",
        "suggests",
    }
    assert given.mood == other.mood
